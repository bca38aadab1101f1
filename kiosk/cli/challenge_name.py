"""The kinds of challenge as the command line names them."""

from enum import StrEnum


class ChallengeName(StrEnum):
    """Kinds of challenges, as `KIOSK_CHALLENGE` names them."""

    NOSE = "nose"
    FACE_MOVEMENT = "face-movement"
    FACE_MOVEMENT_AND_LIGHT = "face-movement-and-light"
