"""The colours of a face-movement challenge: what of them is due on the screen, and when each was really painted."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.liveness.face_movement.challenge import ColourStep, Rgb
from kiosk.domain.liveness.light import ScreenShine, linear_light


@dataclass(frozen=True, slots=True)
class ColourPicture:
    """A colour that has come down over `share` of the screen, 0-1, and the one before below it."""

    colour: Rgb
    before: Rgb
    share: float


@dataclass(frozen=True, slots=True)
class ColourBegun:
    """A colour of the sequence, and when the screen began to show it, on the kiosk's monotonic clock."""

    number: int
    colour: Rgb
    before: Rgb
    began_at_s: float


class ColourSequence:
    """Belongs to the GUI thread; each colour's time runs from the painting that first showed it."""

    def __init__(self) -> None:
        self._steps: tuple[ColourStep, ...] = ()
        self._number: int | None = None
        self._began_at_s = 0.0
        self._pending: int | None = None
        self._over = False
        self._chosen: ColourPicture | None = None

    def show(self, steps: Sequence[ColourStep]) -> None:
        """Show these colours from the next painting on; those that are shown already go on. None ends them."""
        if tuple(steps) != self._steps:
            self._steps = tuple(steps)
            self._number = self._pending = self._chosen = None
            self._over = False

    @property
    def running(self) -> bool:
        """Whether there is something to paint."""
        return bool(self._steps)

    @property
    def over(self) -> bool:
        """Whether the last colour has had its time."""
        return self._over

    def choose(self, now_s: float) -> ColourPicture | None:
        """Return what to paint now; None for nothing. The last colour stays."""
        if not self._steps:
            return None
        number = 0 if self._number is None else self._number
        if self._number is not None and self._elapsed_ms(now_s) >= self._steps[number].duration_ms:
            self._over = self._over or number + 1 == len(self._steps)
            number = min(number + 1, len(self._steps) - 1)
        self._pending = number
        self._chosen = self._picture(number, 0.0 if number != self._number else self._elapsed_ms(now_s))
        return self._chosen

    @property
    def shine(self) -> ScreenShine | None:
        """The light of what was chosen last; None for none."""
        if self._chosen is None:
            return None
        picture = self._chosen
        pairs = zip(linear_light(picture.colour), linear_light(picture.before), strict=True)
        red, green, blue = (picture.share * new + (1 - picture.share) * old for new, old in pairs)
        return ScreenShine((red, green, blue), (red, green, blue))

    def confirm_painted(self, now_s: float) -> ColourBegun | None:
        """Note that what was chosen last is on the screen; return the colour that has begun with it."""
        number = self._pending
        if number is None or number == self._number:
            return None
        self._number, self._began_at_s = number, now_s
        return ColourBegun(number, self._steps[number].rgb, self._before(number), now_s)

    def _elapsed_ms(self, now_s: float) -> float:
        return 1000 * (now_s - self._began_at_s)

    def _picture(self, number: int, elapsed_ms: float) -> ColourPicture:
        step = self._steps[number]
        share = min(elapsed_ms / step.downscroll_ms, 1.0) if step.downscroll_ms else 1.0
        return ColourPicture(step.rgb, self._before(number), share)

    def _before(self, number: int) -> Rgb:
        return self._steps[max(number - 1, 0)].rgb
