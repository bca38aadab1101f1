"""How a stream is opened: what its address asks for, and which challenge the session then gets."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from kiosk.domain.liveness.face_movement.challenge import VERSIONS, ChallengeType
from kiosk.rekognition_local.errors import ValidationException
from kiosk.rekognition_local.liveness.records import ChallengePreference

PATH_END = "/start-face-liveness-session-websocket"
MIN_SIDE_PX, MAX_SIDE_PX = 240, 1920
"""Of videos: what the service's clients accept of a camera at least, and what the widest of them send."""
MAX_ADDRESS_CHARS = 8192
_SESSION_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OFFER = re.compile(r"([A-Za-z]{10,50})_(\d{1,3}\.\d{1,3}\.\d{1,3})")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a client announces."""

    session_id: str
    width_px: int
    height_px: int
    offered: Mapping[str, Sequence[str]]
    """Versions by the name of the challenge."""


def read_opening(untrusted_address: str) -> Opening:
    """What the query of a path says; raises ValidationException."""
    query = dict(parse_qsl(urlsplit(untrusted_address).query, keep_blank_values=True))
    session_id = query.get("session-id", "")
    if _SESSION_ID.fullmatch(session_id) is None:
        raise ValidationException("session-id: not the id of a session")
    return Opening(
        session_id,
        _side_px(query, "video-width"),
        _side_px(query, "video-height"),
        _offers(query.get("challenge-versions", "")),
    )


def choose_challenge(preferences: Iterable[ChallengePreference], opening: Opening) -> ChallengeType:
    """The first of the preferences, or of all kinds when there are none, that both sides can carry out.

    Raises ValidationException when there is none.
    """
    wanted = tuple(preferences) or tuple(ChallengePreference(kind) for kind in VERSIONS)
    for preference in wanted:
        kind = ChallengeType(preference.type)
        version = VERSIONS[kind]
        if version in opening.offered.get(kind, ()) and preference.allows(version):
            return kind
    raise ValidationException("challenge-versions: none that the session asks for is offered")


def _side_px(query: Mapping[str, str], name: str) -> int:
    text = query.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and MIN_SIDE_PX <= int(text) <= MAX_SIDE_PX):
        raise ValidationException(f"{name}: between {MIN_SIDE_PX} and {MAX_SIDE_PX} pixels")
    return int(text)


def _offers(text: str) -> Mapping[str, Sequence[str]]:
    offered: dict[str, list[str]] = {}
    for each in text.split(",")[:10]:
        found = _OFFER.fullmatch(each)
        if found is None:
            raise ValidationException("challenge-versions: like FaceMovementChallenge_1.0.0, with commas between")
        offered.setdefault(found[1], []).append(found[2])
    return offered
