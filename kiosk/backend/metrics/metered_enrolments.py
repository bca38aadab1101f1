"""Enrolments, with what an attempt's own record is to say of searches."""

from collections.abc import Sequence

from kiosk.backend.identity_ports import Enrolments, UserFound
from kiosk.backend.metrics.tally import current


class MeteredEnrolments:
    """Implements `Enrolments`; a search spreads over collections and threads, and here it is one again."""

    def __init__(self, enrolments: Enrolments) -> None:
        self._enrolments = enrolments

    def enrolled(self, customer: str) -> bool:
        """Whether this customer can be authenticated."""
        return self._enrolments.enrolled(customer)

    def duplicates(self, image: bytes, threshold: float) -> tuple[UserFound, ...]:
        """Enrolled customers who look like this."""
        current().add("face_searches")
        found = self._enrolments.duplicates(image, threshold)
        current().add("search_faces_returned", len(found))
        for each in found:
            current().highest("search_similarity", each.similarity)
        return found

    def enrol(self, customer: str, images: Sequence[tuple[str, bytes]]) -> int:
        """Enrol with these images."""
        faces = self._enrolments.enrol(customer, images)
        current().add("faces_indexed", faces)
        return faces

    def similarity(self, customer: str, image: bytes) -> float:
        """How like the enrolled customer the largest face is."""
        current().add("face_searches")
        similarity = self._enrolments.similarity(customer, image)
        current().highest("search_similarity", similarity)
        return similarity

    def erase(self, customer: str) -> bool:
        """Delete the customer everywhere."""
        return self._enrolments.erase(customer)
