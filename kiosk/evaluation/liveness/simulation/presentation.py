"""What stands before the camera and reacts to the screen: the protocol of genuine people and of attacks."""

from dataclasses import dataclass
from typing import Protocol

from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Guide
from kiosk.domain.liveness.light import LightStep
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.evaluation.liveness.simulation.camera import Camera
from kiosk.evaluation.liveness.simulation.window import Image, Window


@dataclass(frozen=True, slots=True)
class Seen:
    """What the screen shows to whoever looks: the instruction, and the nose and its target in the camera's picture."""

    guide: Guide
    challenge: NoseChallenge
    window: Window
    """Which part of the picture the frames show."""

    @property
    def hint(self) -> Hint:
        """The instruction."""
        return self.guide.told

    @property
    def is_turning(self) -> bool:
        """Whether a target is to be reached now."""
        return not self.guide.finished and self.guide.phase.value == "target"

    @property
    def off_px(self) -> tuple[float, float] | None:
        """From the nose to the target, or to the middle before there is one, in pixels of the camera's picture."""
        if self.guide.nose is None:
            return None
        targets = self.challenge.targets
        place = (
            targets[min(self.guide.targets_reached, len(targets) - 1)] if self.is_turning else self.challenge.face_area
        )
        across = (place.centre.x - self.guide.nose.x) * self.window.width
        return across, (place.centre.y - self.guide.nose.y) * self.window.height


class Presentation(Protocol):
    """A bona fide or attack presentation (ISO/IEC 30107-3) over simulated time."""

    camera: Camera

    def move(self, time_s: float, elapsed_s: float, seen: Seen) -> None:
        """React to what the screen has shown."""
        ...

    def draw(self, window: Window, step: LightStep | None) -> Image:
        """What is before the camera now, lit by this step of the screen's colours."""
        ...
