"""A session that is only recorded: the terminal carries out a challenge of its own, and nobody judges it."""

from dataclasses import dataclass, field

from kiosk.domain.liveness.camera_facts import CameraStream
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.evaluation.liveness.session.backend import ClientFrame, FilmedFrame


@dataclass
class CapturedSession:
    """Takes the place of a client's session before a terminal, and keeps what was to be sent."""

    challenge: NoseChallenge
    frames: list[ClientFrame] = field(default_factory=list)
    max_frames: int = 400
    stream: CameraStream | None = None
    wanted: int = 400
    """Frames that somebody will send; no more is filmed."""

    @property
    def is_over(self) -> bool:
        """Whether there are as many as are wanted."""
        return len(self.frames) >= self.wanted

    def hand_over(self, filmed: FilmedFrame) -> None:
        """Keep it."""
        self.frames.append(filmed.make())
