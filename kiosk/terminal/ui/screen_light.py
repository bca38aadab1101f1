"""What colours the screen shows during a challenge: which pair is due, and which really was painted when."""

from collections import deque
from dataclasses import dataclass

from kiosk.domain.liveness.light import LightSequence, LightStep
from kiosk.terminal.ui.colour_sequence import ColourSequence

LEAST_S = 1 / 3
"""Between two changes: WCAG 2.3.1 allows three flashes a second."""
MAX_CHANGES = 256
"""As many are remembered: a challenge that lasts a minute has 166."""


@dataclass(frozen=True, slots=True)
class _Change:
    painted_at_s: float
    index: int | None
    """None for no colours."""


class ScreenLight:
    """Belongs to the GUI thread; times are on the kiosk's monotonic clock.

    Time runs from the first painting: which step is due is known beforehand, and so are the delays of a screen that
    paints late. A step that is over before it could be painted is left out, which the numbers of those that were
    painted tell; no change follows another sooner than LEAST_S, whatever is due.
    """

    def __init__(self) -> None:
        self.whole_screen = ColourSequence()
        """Colours of the other kind, which cover all of it."""
        self._sequence: LightSequence | None = None
        self._changes: deque[_Change] = deque(maxlen=MAX_CHANGES)
        self._began_at_s: float | None = None
        self._pending: int | None = None

    def show(self, sequence: LightSequence | None) -> None:
        """Show these colours from the next painting on; those that are shown already go on. None ends them."""
        if sequence is None:
            self._pending = None
        elif sequence is not self._sequence:
            self._changes.clear()
            self._began_at_s = self._pending = None
        self._sequence = sequence

    @property
    def index(self) -> int | None:
        """The step that was painted last, counted from 0 and on beyond the sequence's end; None for no colours."""
        return self._changes[-1].index if self._changes else None

    @property
    def step(self) -> LightStep | None:
        """The colours that were painted last."""
        return self._colours(self.index)

    def choose(self, now_s: float) -> LightStep | None:
        """The colours to paint now; None for none."""
        if self._sequence is None:
            self._pending = None
        elif self._began_at_s is None:
            self._pending = 0
        elif now_s - self._changes[-1].painted_at_s >= LEAST_S:
            self._pending = max(int((now_s - self._began_at_s) / self._sequence.step_s), self.index or 0)
        else:
            self._pending = self.index
        return self._colours(self._pending)

    def confirm_painted(self, now_s: float) -> bool:
        """Note that what was chosen last is on the screen; returns whether that is something else than before."""
        if self._pending == self.index:
            return False
        if self._began_at_s is None:
            self._began_at_s = now_s
        self._changes.append(_Change(now_s, self._pending))
        return True

    def change_due_s(self, now_s: float) -> float | None:
        """In how many seconds there is something else to paint; None while no colours are shown."""
        if self._sequence is None or self._began_at_s is None:
            return None
        step_s = self._sequence.step_s
        due_s = self._began_at_s + (int((now_s - self._began_at_s) / step_s) + 1) * step_s
        return max(due_s, self._changes[-1].painted_at_s + LEAST_S) - now_s

    def index_at(self, time_s: float) -> int | None:
        """The step that the screen showed at a time; None for no colours, or for a time that is forgotten."""
        return next((each.index for each in reversed(self._changes) if each.painted_at_s <= time_s), None)

    def _colours(self, index: int | None) -> LightStep | None:
        if index is None or self._sequence is None:
            return None
        return self._sequence.steps[index % len(self._sequence.steps)]
