"""Who is before the camera beside the customer: people who pass by, or somebody who joins."""

from collections.abc import Sequence
from enum import StrEnum

from kiosk.domain.faces.face_detail import Box, FaceDetail

PASSER_BY_SIZE = 0.35
"""Of the area of the customer's face: somebody 1.7 times as far away."""
SAME_FACE_OVERLAP = 0.6
"""Share of what two boxes cover together: one face that was found twice, for two heads cannot be in one place."""


class Company(StrEnum):
    """Who else is there."""

    NOBODY = "nobody"
    """There is no face at all."""
    ALONE = "alone"
    PASSERS_BY = "passers_by"
    """Others outside the area, or much further away; the challenge can wait until they have gone."""
    JOINED = "joined"
    """Somebody else who could be the one that is checked."""


def find_customer(faces: Sequence[FaceDetail], area: Box) -> FaceDetail | None:
    """Return the largest face in the area, or else the largest of all; None without any."""
    inside = [face for face in faces if area.contains(face.bounding_box.centre)]
    return max(inside or faces, key=lambda face: face.bounding_box.area, default=None)


def company_of(faces: Sequence[FaceDetail], area: Box) -> Company:
    """Say who is there beside the customer."""
    customer = find_customer(faces, area)
    if customer is None:
        return Company.NOBODY
    others = [face for face in faces if face is not customer]
    if not others:
        return Company.ALONE
    return Company.PASSERS_BY if all(_is_passer_by(face, customer, area) for face in others) else Company.JOINED


def _is_passer_by(other: FaceDetail, customer: FaceDetail, area: Box) -> bool:
    box, own = other.bounding_box, customer.bounding_box
    if _overlap(box, own) > SAME_FACE_OVERLAP:
        return True
    outside = not area.contains(box.centre) and box.area <= own.area
    return outside or box.area <= PASSER_BY_SIZE * own.area


def _overlap(one: Box, other: Box) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    common = max(width, 0.0) * max(height, 0.0)
    together = one.area + other.area - common
    return common / together if together > 0 else 0.0
