"""Flows and documents as data about people."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from kiosk.backend.flows.ports import FlowStore
from kiosk.backend.flows.records import FlowRecord
from kiosk.backend.ports import BlobStore
from kiosk.backend.privacy.data_categories import images
from kiosk.backend.privacy.ports import Facts, Person, PersonalDataExport
from kiosk.errors import Busy

ATTEMPTS = 5
FLOW_S = 3600.0
"""A flow outlives the token of its challenge, or its steps could be taken a second time."""


@dataclass(frozen=True, slots=True)
class DocumentData:
    """Implements `PersonalData`: what was read on documents, their pages and portraits, and the flow's answers."""

    flows: FlowStore
    documents: BlobStore
    retention_s: float
    kind: str = "documents"

    def purge(self, now_s: float) -> int:
        """Delete flows and images that were kept long enough."""
        self.documents.purge_before(now_s - self.retention_s)
        return self.flows.purge_before(now_s - max(self.retention_s, FLOW_S))

    def erase(self, person: Person) -> int:
        """Delete this person's, and the reference from the answers that named them as a duplicate."""
        for attempt_id in person.mentioned_in:
            self._forget_duplicate(attempt_id, person.customer)
        with_images = sum(bool(self.documents.names(attempt_id)) for attempt_id in person.attempt_ids)
        for attempt_id in person.attempt_ids:
            self.documents.keep_only(attempt_id, ())
        # On AWS, flows go with their challenges.
        return max(with_images, self.flows.delete(person.attempt_ids))

    def export(self, person: Person) -> PersonalDataExport:
        """What was read, and pages and portraits as they are kept."""
        facts, files = list[Facts](), dict[str, bytes]()
        for attempt_id in person.attempt_ids:
            facts += self._facts(attempt_id)
            files |= images(self.documents, attempt_id)
        return PersonalDataExport(facts, files)

    def _facts(self, attempt_id: str) -> Sequence[Facts]:
        flow = self.flows.load(attempt_id)
        if flow is None:
            return []
        document = None if flow.document is None else asdict(flow.document)
        return [{"challenge": attempt_id, "created_at_s": flow.created_at_s, "document": document}]

    def _forget_duplicate(self, attempt_id: str, customer: str) -> None:
        for _ in range(ATTEMPTS):
            flow = self.flows.load(attempt_id)
            if flow is None or (after := _without(flow, customer)) == flow or self.flows.save(after):
                return
        raise Busy("a flow is being written")


@dataclass(frozen=True, slots=True)
class ReviewData:
    """Implements `PersonalData`: pictures of attempts that wait for human review."""

    reviews: BlobStore
    retention_s: float
    kind: str = "reviews"

    def purge(self, now_s: float) -> int:
        """Delete what was kept long enough."""
        return self.reviews.purge_before(now_s - self.retention_s)

    def erase(self, person: Person) -> int:
        """Delete this person's; how many pictures."""
        count = sum(len(self.reviews.names(attempt_id)) for attempt_id in person.attempt_ids)
        for attempt_id in person.attempt_ids:
            self.reviews.keep_only(attempt_id, ())
        return count

    def export(self, person: Person) -> PersonalDataExport:
        """The pictures as they are kept."""
        files = dict[str, bytes]()
        for attempt_id in person.attempt_ids:
            files |= images(self.reviews, attempt_id)
        return PersonalDataExport([], files)


def _without(flow: FlowRecord, customer: str) -> FlowRecord:
    if flow.answer is None:
        return flow
    others = tuple(each for each in flow.answer.duplicates if each.customer != customer)
    return replace(flow, answer=replace(flow.answer, duplicates=others))
