"""Stands in the place of a challenge where nobody is asked to show a face."""

from dataclasses import dataclass
from typing import ClassVar

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.challenge import Challenge


@dataclass(frozen=True, slots=True)
class WithoutFace(Challenge):
    """An attempt without pictures of the customer: staff identifies whoever stands before them."""

    kind: ClassVar[str] = "without-face"


def make_without_face(challenge_id: str) -> WithoutFace:
    """Return the attempt of this id; no picture ever comes, so that its size says nothing."""
    return WithoutFace(challenge_id, 1, 1, Box(0.0, 0.0, 1.0, 1.0), 0)
