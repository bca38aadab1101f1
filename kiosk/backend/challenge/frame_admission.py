"""Whether a frame may join a challenge, and what it changes: pure functions that a store runs in its transaction."""

from dataclasses import dataclass, replace

from kiosk.backend.challenge.records import Admission, FrameStreamState
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import CameraMeasures, FrameFacts, FramePixels, chain_link
from kiosk.errors import FrameConflict, FrameLimitReached, FrameOutOfOrder

BROKEN = "broken"
"""No SHA-256 in hex, so nothing can be linked to it: a chain that broke stays broken."""
PREPARE_INTERVAL_S = 1.5
PREPARED_IN_TARGET = 6
"""Of up to three targets the verdict compares two frames each, and nobody knows beforehand which they are."""
SETTLED_FRAMES = 6
"""So many frames into the challenge the reference frame hardly changes any more, and can be compared beforehand."""


@dataclass(frozen=True, slots=True)
class IncomingFrame:
    """A checked and analysed frame that asks to be stored."""

    challenge_id: str
    untrusted_sequence: int | None
    untrusted_timestamp_ms: int
    untrusted_stage: Stage
    untrusted_chain: str | None
    digest: str
    received_at_s: float
    faces: tuple[FaceDetail, ...]
    reached: bool
    """Whether it shows one face that is where the challenge wants it."""
    light_step: int | None = None
    pixels: FramePixels | None = None
    camera: CameraMeasures | None = None
    drawn: bool = False
    """Whether chance wants it compared, so that nobody can know which frames are not."""

    @property
    def judged(self) -> bool:
        """Whether the frame counts for identity: of the challenge itself, with exactly one face."""
        return self.untrusted_stage is Stage.CHALLENGE and len(self.faces) == 1


def check_repeated_frame(digest: str, tail: FrameStreamState, stored_digest: str | None) -> None:
    """For a number that is not new: raises FrameConflict and FrameOutOfOrder unless these bytes are stored under it."""
    if stored_digest is None:
        raise FrameOutOfOrder
    if stored_digest != digest:
        raise FrameConflict


def admit_frame(
    offered: IncomingFrame, max_frames: int, tail: FrameStreamState, stored_digest: str | None
) -> Admission | None:
    """Admit a frame, or None when it was stored before; raises FrameConflict, FrameOutOfOrder, FrameLimitReached."""
    if stored_digest is not None:
        if stored_digest != offered.digest:
            raise FrameConflict
        return None
    sequence = _sequence(offered, tail)
    if tail.frame_count >= max_frames:
        raise FrameLimitReached
    chained, link = _chain(offered, sequence, tail)
    facts = FrameFacts(
        sequence,
        offered.untrusted_stage,
        offered.received_at_s,
        offered.digest,
        chained,
        offered.faces,
        untrusted_timestamp_ms=offered.untrusted_timestamp_ms,
        untrusted_light_step=offered.light_step,
        pixels=offered.pixels,
        camera=offered.camera,
    )
    prepare = _wants_preparation(offered, tail)
    settled = offered.judged and tail.judged_count + 1 == SETTLED_FRAMES
    return Admission(facts, _tail_after(offered, tail, facts, link, prepare), prepare, settled)


def _sequence(offered: IncomingFrame, tail: FrameStreamState) -> int:
    if offered.untrusted_sequence is None:
        return tail.highest_sequence + 1
    if offered.untrusted_sequence <= tail.highest_sequence:
        raise FrameOutOfOrder
    return offered.untrusted_sequence


def _chain(offered: IncomingFrame, sequence: int, tail: FrameStreamState) -> tuple[bool | None, str]:
    """Whether the chain holds up to this frame, and the link to remember."""
    if offered.untrusted_chain is None:
        return (None, "") if not tail.link else (False, BROKEN)
    begun = tail.frame_count == 0
    if tail.link == BROKEN or (not tail.link and not begun):
        return False, BROKEN
    previous = offered.challenge_id if begun else tail.link
    link = chain_link(previous, sequence, offered.untrusted_timestamp_ms, offered.digest)
    return (True, link) if link == offered.untrusted_chain else (False, BROKEN)


def _wants_preparation(offered: IncomingFrame, tail: FrameStreamState) -> bool:
    if not offered.judged:
        return False
    if (
        tail.last_prepared_at_s is None
        or offered.drawn
        or (offered.reached and tail.prepared_in_target < PREPARED_IN_TARGET)
    ):
        return True
    return offered.received_at_s - tail.last_prepared_at_s >= PREPARE_INTERVAL_S


def _tail_after(
    offered: IncomingFrame, tail: FrameStreamState, facts: FrameFacts, link: str, prepare: bool
) -> FrameStreamState:
    first = tail.first_judged or ((facts.sequence, facts.digest) if offered.judged else None)
    return replace(
        tail,
        frame_count=tail.frame_count + 1,
        highest_sequence=facts.sequence,
        link=link,
        judged_count=tail.judged_count + offered.judged,
        first_judged=first,
        last_prepared_at_s=offered.received_at_s if prepare else tail.last_prepared_at_s,
        prepared_in_target=tail.prepared_in_target + (prepare and offered.reached),
    )
