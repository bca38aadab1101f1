"""What a terminal's camera usually sees around its customers, and whether it sees that now.

A fixed terminal stands in one room. Whoever shows its camera another one, on a screen that fills the picture, or sends
pictures past it, does not; nor does a camera that was moved, until the next customers who pass have taught the new
room. So this can only speak against a pass, and within bounds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, isfinite, log

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.bounds import require_between
from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.frames import CONTEXT_HEIGHT_PX, CONTEXT_WIDTH_PX, FrameFacts
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.domain.liveness.weighing import Scale

CELL_PX = 6
"""Of a room's picture; smaller things are moved about every day."""
ROWS, COLUMNS = CONTEXT_HEIGHT_PX // CELL_PX, CONTEXT_WIDTH_PX // CELL_PX
HEAD_WIDTHS = 1.2
"""Hair and neck take up so many face widths to each side of a face; below chins are shoulders, arms and bags."""
HEAD_TOP = 0.6
"""Of the face's height, for hair above the mesh."""
MIN_CELLS = 60
MIN_CONTRAST = 0.05
"""Standard deviation of what no plane explains, natural logarithm, below which a wall is plain however it is lit."""
UNSEEN = 0
"""Stands where only people were seen; no cell is darker than 1."""
LEARNING_SHARE = 0.1
"""Of each new picture, once there were more than ten: light and furniture change, and are followed in days."""
MOVED_SESSIONS = 5
"""So many sessions in a row that saw one other room have a camera that was moved."""
ROOM_KNOWN = Scale(attack=0.2, neutral=0.5, typical=0.8, against=3.0, in_favour=0.0)
"""Of nine simulated rooms, each learned from six visits by other people in light of 80 to 1,500 lx: 18 more
visits .96 or more, 18 with a window's light on one side .93, 36 with three pieces of furniture elsewhere .59; another
room .38 at most (81). A camera that was turned by 60 of 1,280 pixels .14 to .56 (9), by 20 .84 or more."""
EVIDENCE = "room_known"
DAY_S = 86_400.0

Cells = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RoomPolicy:
    """Whether rooms are remembered, and for how long."""

    remember: bool = False
    """Keep a small grey picture of what is around customers with each enrolled terminal that stands still, and hold it
    against whoever shows another room."""
    min_sessions: int = 5
    """That it was learned from before it counts."""
    kept_days: float = 30.0
    """After the last session that saw it."""

    def __post_init__(self) -> None:
        """Raises ValueError for numbers by which nothing is known, or everything for ever."""
        require_between(self, 1, 1000, "min_sessions")
        require_between(self, 1, 366, "kept_days")

    @property
    def kept_s(self) -> float:
        """The same in seconds."""
        return self.kept_days * DAY_S


@dataclass(frozen=True, slots=True)
class RoomMemory:
    """The room of one terminal: ROWS by COLUMNS grey levels, row by row, with nobody on them."""

    cells: bytes
    sessions: int
    """That saw it."""
    seen_at_s: float
    other: bytes = b""
    """What sessions saw since then that is another room; empty for none."""
    other_sessions: int = 0
    moved_at_s: float | None = None
    """When another room took its place, for staff."""


def view_room(frames: Sequence[FrameFacts]) -> bytes | None:
    """Picture the room by the camera's whole pictures of a challenge; None where they show too little of one."""
    seen = [frame for frame in frames if len(frame.faces) == 1 and frame.pixels is not None and frame.pixels.context]
    heads = list(_heads(seen))
    if not heads or len(heads) < len(seen):
        return None
    room = _room_cells(heads)
    pictures = [_cells(frame.pixels.context) for frame in seen if frame.pixels is not None]
    grey = np.where(room, np.clip(np.median(pictures, axis=0), UNSEEN + 1, 255), UNSEEN)
    return None if _uneven(grey.ravel(), room.ravel()) is None else grey.astype(np.uint8).tobytes()


def room_similarity(one: bytes, other: bytes) -> float | None:
    """Correlate two views (-1 to 1) where both show the room; None where they share too little.

    Of the logarithms only what no plane explains counts: neither brighter light nor that of a window at one side
    changes it.
    """
    a, b = _grid(one), _grid(other)
    both = (a > UNSEEN) & (b > UNSEEN)
    known, seen = _uneven(a, both), _uneven(b, both)
    return None if known is None or seen is None else float(np.corrcoef(known, seen)[0, 1])


def remember_room(memory: RoomMemory | None, view: bytes, now_s: float, policy: RoomPolicy) -> RoomMemory:
    """Learn from the view of a session that passed."""
    if memory is None or is_stale(memory, now_s, policy):
        return RoomMemory(view, 1, now_s)
    similarity = room_similarity(memory.cells, view)
    if similarity is None:
        return memory
    if similarity >= ROOM_KNOWN.neutral:
        cells = _blend(memory.cells, view, max(1 / (memory.sessions + 1), LEARNING_SHARE))
        return replace(memory, cells=cells, sessions=memory.sessions + 1, seen_at_s=now_s, other=b"", other_sessions=0)
    return _learn_other(memory, view, now_s)


def is_stale(memory: RoomMemory, now_s: float, policy: RoomPolicy) -> bool:
    """Whether nobody has seen that room for too long; time that is no number makes it so."""
    return not now_s - memory.seen_at_s <= policy.kept_s


def weigh_room(verdict: Verdict, similarity: float | None, min_confidence: float) -> Verdict:
    """Hold a room that is not known against a pass; whatever the room, no failure becomes less of one.

    `similarity` is None where no room is known, or none was seen, which counts for nothing and is told.
    """
    if similarity is None:
        return replace(verdict, not_measured=(*verdict.not_measured, EVIDENCE))
    evidence = {**verdict.evidence, EVIDENCE: similarity if isfinite(similarity) else -1.0}
    if not verdict.passed:
        return replace(verdict, evidence=evidence)
    sure = min(max(verdict.confidence / 100, 1e-9), 1 - 1e-9)
    confidence = 100 / (1 + exp(-(log(sure / (1 - sure)) + ROOM_KNOWN.weigh(similarity))))
    if confidence >= min_confidence:
        return replace(verdict, confidence=confidence, evidence=evidence)
    return replace(verdict, passed=False, reasons=(Reason.LOW_CONFIDENCE,), confidence=confidence, evidence=evidence)


def _learn_other(memory: RoomMemory, view: bytes, now_s: float) -> RoomMemory:
    """Count sessions in a row that see one other room, and move there in the end."""
    alike = room_similarity(memory.other, view) if memory.other else None
    if alike is None or not alike >= ROOM_KNOWN.neutral:
        return replace(memory, other=view, other_sessions=1)
    count = memory.other_sessions + 1
    if count >= MOVED_SESSIONS:
        return RoomMemory(view, count, now_s, moved_at_s=now_s)
    return replace(memory, other_sessions=count)


def _heads(frames: Sequence[FrameFacts]) -> Iterator[Box]:
    """Where faces are in the camera's whole pictures, as far as it is said which part the frames are."""
    for frame in frames:
        part = None if frame.pixels is None else frame.pixels.untrusted_part
        if part is not None:
            face = frame.faces[0].bounding_box
            left, top = part.left + face.left * part.width, part.top + face.top * part.height
            yield Box(left, top, face.width * part.width, face.height * part.height)


def _room_cells(heads: Sequence[Box]) -> NDArray[np.bool_]:
    """The cells above all chins in which none of these heads is."""
    x, y = (np.arange(COLUMNS) + 0.5) / COLUMNS, (np.arange(ROWS) + 0.5) / ROWS
    seen = np.ones((ROWS, COLUMNS), dtype=bool)
    for head in heads:
        near = np.abs(x - head.centre.x) <= HEAD_WIDTHS * head.width
        below, beside = y > head.top - HEAD_TOP * head.height, y < head.bottom
        seen &= beside[:, None] & ~(below[:, None] & near[None, :])
    return seen


def _cells(whole: bytes) -> Cells:
    grey = np.frombuffer(whole, dtype=np.uint8).astype(np.float64)
    return np.asarray(grey.reshape(ROWS, CELL_PX, COLUMNS, CELL_PX).mean(axis=(1, 3)))


def _grid(cells: bytes) -> Cells:
    return np.frombuffer(cells, dtype=np.uint8).astype(np.float64)


def _uneven(cells: Cells, seen: NDArray[np.bool_]) -> Cells | None:
    """The logarithms of these cells without the plane that fits them best; None of too few, or of a plain wall."""
    if seen.sum() < MIN_CELLS:
        return None
    rows, columns = np.divmod(np.flatnonzero(seen), COLUMNS)
    plane = np.column_stack([np.ones(len(rows)), rows / ROWS, columns / COLUMNS])
    logarithms = np.log(cells[seen])
    uneven = np.asarray(logarithms - plane @ np.linalg.lstsq(plane, logarithms, rcond=None)[0])
    return uneven if float(uneven.std()) >= MIN_CONTRAST else None


def _blend(known: bytes, view: bytes, share: float) -> bytes:
    """The known picture with a share of the new one, in the light of the known one; new cells as they are."""
    old, new = _grid(known), _grid(view)
    both = (old > UNSEEN) & (new > UNSEEN)
    gain = old[both].std() / new[both].std()
    fitted = np.clip((new - new[both].mean()) * gain + old[both].mean(), UNSEEN + 1, 255)
    blended = np.where(both, old + share * (fitted - old), np.where(new > UNSEEN, fitted, old))
    return bytes(np.round(blended).astype(np.uint8).tobytes())
