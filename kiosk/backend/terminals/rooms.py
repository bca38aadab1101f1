"""The rooms that enrolled terminals stand in, each kept with its terminal's key and encrypted as that is."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.backend.ports import Clock
from kiosk.backend.terminals.ports import TerminalStore
from kiosk.domain.identity.terminals import EnrolledTerminal
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.room_memory import (
    RoomMemory,
    RoomPolicy,
    is_stale,
    remember_room,
    room_similarity,
    view_room,
)
from kiosk.system.safe_errors import describe_failure
from kiosk.terminal_errors import TerminalUnknown

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TerminalRooms:
    """Compares and learns rooms; any thread."""

    store: TerminalStore
    policy: RoomPolicy
    clock: Clock

    def compare(self, terminal_id: str, frames: Sequence[FrameFacts]) -> float | None:
        """How alike (-1 to 1) what the frames show is to the terminal's room; None where either is not known.

        Raises StorageFailed, and on AWS Busy and ServiceUnavailable.
        """
        memory, view = self._known(terminal_id), view_room(frames)
        return None if memory is None or view is None else room_similarity(memory.cells, view)

    def learn(self, terminal_id: str, frames: Sequence[FrameFacts]) -> None:
        """Learn from a session that passed; its verdict stands, whatever happens here."""
        view = view_room(frames)
        if view is None:
            return
        now_s = self.clock()

        def learned(before: EnrolledTerminal) -> EnrolledTerminal:
            if not before.usable:
                return before
            return replace(before, room=remember_room(before.room, view, now_s, self.policy))

        try:
            after = self.store.change(terminal_id, learned)
        except Exception as error:
            logger.error("a terminal's room was not learned: %s", describe_failure(error))
            return
        if after.room is not None and after.room.moved_at_s == now_s:
            logger.warning("a terminal's camera sees another room than before: look whether it was moved")

    def forget_before(self, seen_at_s: float) -> int:
        """Forget rooms that no session has seen since then; how many."""
        stale = [each for each in self.store.all() if each.room is not None and each.room.seen_at_s < seen_at_s]
        for terminal in stale:
            self.store.change(terminal.id, lambda before: _without_room(before, seen_at_s))
        return len(stale)

    def _known(self, terminal_id: str) -> RoomMemory | None:
        try:
            memory = self.store.load(terminal_id).room
        except TerminalUnknown:
            return None
        if memory is None or memory.sessions < self.policy.min_sessions:
            return None
        return None if is_stale(memory, self.clock(), self.policy) else memory


def _without_room(terminal: EnrolledTerminal, seen_at_s: float) -> EnrolledTerminal:
    """The terminal without a room that was last seen before then; somebody may have seen it meanwhile."""
    stale = terminal.room is not None and terminal.room.seen_at_s < seen_at_s
    return replace(terminal, room=None) if stale else terminal
