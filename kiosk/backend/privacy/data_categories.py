"""The kinds of data about people that lie with attempts, challenges and enrolments."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from kiosk.backend.attempts import transitions
from kiosk.backend.attempts.lockouts import Lockouts
from kiosk.backend.attempts.ports import AttemptStore, LockoutStore, Subject, SubjectKind
from kiosk.backend.attempts.records import StoredAttempt, StoredLockout
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.ports import FaceLiveness, SessionOutcome
from kiosk.backend.challenge.purge import purge
from kiosk.backend.challenge.records import StoredRecord, StoredVerdict
from kiosk.backend.enrolment.ports import Enrolments
from kiosk.backend.ports import BlobStore, Stored, dump_stored
from kiosk.backend.privacy.ports import Facts, Person, PersonalDataExport
from kiosk.domain.identity.lockout import LockoutRecord
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamedChallenge
from kiosk.errors import AttemptNotFound, ChallengeNotFound, CustomerNotFound

HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class AttemptData:
    """Implements `PersonalData`; the last of all to be erased, because its ids lead to the rest."""

    store: AttemptStore
    retention_s: float
    kind: str = "attempts"

    def purge(self, now_s: float) -> int:
        """Delete attempts that began long enough ago."""
        return self.store.purge_before(now_s - self.retention_s)

    def erase(self, person: Person) -> int:
        """Delete this person's attempts, and the person's reference from those of others."""
        for attempt_id in person.mentioned_in:
            self.store.change(attempt_id, partial(transitions.remove_mention, customer=person.customer))
        for attempt_id in person.attempt_ids:
            self.store.delete(attempt_id)
        return len(person.attempt_ids)

    def export(self, person: Person) -> PersonalDataExport:
        """Everything recorded of each attempt."""
        return PersonalDataExport([fact for attempt_id in person.attempt_ids for fact in self._facts(attempt_id)])

    def _facts(self, attempt_id: str) -> Sequence[Facts]:
        try:
            return [_json(StoredAttempt(value=self.store.load(attempt_id)))]
        except AttemptNotFound:
            return []


@dataclass(frozen=True, slots=True)
class LockoutData:
    """Implements `PersonalData`: what failures are held against the customer."""

    store: LockoutStore
    lockouts: Lockouts
    kind: str = "lockouts"

    def purge(self, now_s: float) -> int:
        """Delete records that say nothing any more."""
        return self.lockouts.purge()

    def erase(self, person: Person) -> int:
        """Forget what is held against the customer, a block as well."""
        return int(self.store.forget(_subject(person)))

    def export(self, person: Person) -> PersonalDataExport:
        """Failures and locks."""
        record = self.store.load(_subject(person))
        return (
            PersonalDataExport()
            if record == LockoutRecord()
            else PersonalDataExport([_json(StoredLockout(value=record))])
        )


@dataclass(frozen=True, slots=True)
class ChallengeData:
    """Implements `PersonalData`: challenges with their frames, verdicts and images."""

    context: ChallengeContext
    kind: str = "challenges"

    def purge(self, now_s: float) -> int:
        """Delete challenges and images that were kept long enough."""
        return purge(self.context)

    def erase(self, person: Person) -> int:
        """Delete what services hold and images first: the challenge leads to them."""
        for attempt_id in person.attempt_ids:
            for service, session_id in self._sessions(attempt_id):
                service.forget(session_id)
            self.context.blobs.keep_only(attempt_id, ())
        return sum(self.context.store.delete(attempt_id) for attempt_id in person.attempt_ids)

    def export(self, person: Person) -> PersonalDataExport:
        """Records, verdicts, how many frames were looked at, and the images that are kept."""
        facts, files = list[Facts](), dict[str, bytes]()
        for attempt_id in person.attempt_ids:
            facts += self._facts(attempt_id)
            files |= images(self.context.blobs, attempt_id)
            for service, session_id in self._sessions(attempt_id):
                files |= _session_images(attempt_id, service.outcome(session_id))
        return PersonalDataExport(facts, files)

    def _sessions(self, challenge_id: str) -> Iterator[tuple[FaceLiveness, str]]:
        """The session of a streamed challenge at what carried it out, where that is still asked."""
        try:
            challenge = self.context.store.load(challenge_id).record.challenge
        except ChallengeNotFound:
            return
        kind = self.context.kinds.by_name.get(challenge.kind)
        if isinstance(challenge, StreamedChallenge) and challenge.service_session_id and kind and kind.service:
            yield kind.service, challenge.service_session_id

    def _facts(self, challenge_id: str) -> Sequence[Facts]:
        try:
            snapshot = self.context.store.load(challenge_id)
        except ChallengeNotFound:
            return []
        record = _json(StoredRecord(value=snapshot.record))
        verdict = None if snapshot.verdict is None else _json(StoredVerdict(value=snapshot.verdict))
        return [{**record, "verdict": verdict, "frames": len(self.context.store.frames(challenge_id))}]


@dataclass(frozen=True, slots=True)
class EnrolmentData:
    """Implements `PersonalData`: faces in collections with the images that they were indexed of."""

    enrolments: Enrolments
    retention_s: float
    kind: str = "enrolment"

    def purge(self, now_s: float) -> int:
        """Erase customers who were not seen for long enough."""
        return self.enrolments.purge_unseen(now_s - self.retention_s)

    def erase(self, person: Person) -> int:
        """Erase the customer from all collections."""
        return int(self.enrolments.erase(person.customer))

    def export(self, person: Person) -> PersonalDataExport:
        """When and with which images; the vectors mean nothing to anybody and stay where they are."""
        try:
            held = self.enrolments.load_customer(person.customer)
        except CustomerNotFound:
            return PersonalDataExport()
        faces = [
            {"image": face.image, "box": [face.box.left, face.box.top, face.box.width, face.box.height]}
            for face in held.faces
        ]
        fact = {"enrolled_at_s": held.enrolled_at_s, "seen_at_s": held.seen_at_s, "faces": faces}
        return PersonalDataExport([fact], {f"{image.name}.jpg": image.jpeg for image in held.images})


@dataclass(frozen=True, slots=True)
class Purged:
    """Implements `PersonalData` for what is only kept for a time and leads back to nobody."""

    kind: str
    purge_before: Callable[[float], int]
    retention_s: float

    def purge(self, now_s: float) -> int:
        """Delete what was kept long enough."""
        return self.purge_before(now_s - self.retention_s)

    def erase(self, person: Person) -> int:
        """Nothing says whose it is."""
        return 0

    def export(self, person: Person) -> PersonalDataExport:
        """Nothing says whose it is."""
        return PersonalDataExport()


def images(blobs: BlobStore, folder: str) -> dict[str, bytes]:
    """All images of a folder, as files of an export."""
    return {f"{folder}/{name}.jpg": blobs.get(folder, name) for name in blobs.names(folder)}


def _session_images(folder: str, outcome: SessionOutcome) -> dict[str, bytes]:
    """What a service holds of a session, which goes within minutes."""
    kept = {} if outcome.reference is None else {"reference": outcome.reference}
    kept |= {f"audit-{number}": jpeg for number, jpeg in enumerate(outcome.audit)}
    return {f"{folder}/session/{name}.jpg": jpeg for name, jpeg in kept.items()}


def _subject(person: Person) -> Subject:
    return Subject(SubjectKind.CUSTOMER, person.customer)


def _json(stored: Stored) -> Facts:
    value: Facts = json.loads(dump_stored(stored))["value"]
    return value
