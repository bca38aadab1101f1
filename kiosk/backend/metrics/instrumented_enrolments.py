"""Enrolments, with what an attempt's own record is to say of searches."""

from collections.abc import Sequence

from kiosk.backend.enrolment.ports import CustomerLikeness, Enrolments
from kiosk.backend.metrics.step_counters import current_counters
from kiosk.backend.ports import UserFound


class InstrumentedEnrolments:
    """Implements `Enrolments`; what is not counted is done by the enrolments' own methods.

    A search spreads over collections and threads, and here it is one again.
    """

    def __init__(self, enrolments: Enrolments) -> None:
        self._enrolments = enrolments
        self.is_enrolled, self.mark_seen = enrolments.is_enrolled, enrolments.mark_seen
        self.load_customer, self.erase = enrolments.load_customer, enrolments.erase
        self.purge_unseen = enrolments.purge_unseen

    @property
    def model_version(self) -> str:
        """Of the vectors that are searched now."""
        return self._enrolments.model_version

    def find_duplicates(self, image: bytes, threshold: float) -> tuple[UserFound, ...]:
        """Enrolled customers who look like this."""
        current_counters().add("face_searches")
        found = self._enrolments.find_duplicates(image, threshold)
        current_counters().add("search_faces_returned", len(found))
        for each in found:
            current_counters().record_highest("search_similarity", each.similarity)
        return found

    def enrol(self, customer: str, images: Sequence[tuple[str, bytes]]) -> int:
        """Enrol with these images."""
        faces = self._enrolments.enrol(customer, images)
        current_counters().add("faces_indexed", faces)
        return faces

    def likeness(self, customer: str, image: bytes) -> CustomerLikeness:
        """How like the enrolled customer the largest face is, and who among the others is more alike."""
        likeness = self._enrolments.likeness(customer, image)
        current_counters().add("face_searches")
        current_counters().record_highest("search_similarity", likeness.similarity)
        current_counters().add("search_faces_returned", len(likeness.others) + 1)
        return likeness
