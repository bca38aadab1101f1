"""The states of a session: each holds what its screen shows and nothing more."""

from dataclasses import dataclass, field

from kiosk.domain.identity.flow import AttemptStage
from kiosk.domain.identity.step_results import Side
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.guide import Guide
from kiosk.domain.liveness.verdict import Verdict
from kiosk.terminal.session.identity_states import (
    CapturingDocument,
    Decided,
    IdentityPatience,
    IdentityState,
    Visit,
    limit_s,
    stage_of,
)


@dataclass(frozen=True, slots=True)
class Attract:
    """Nobody is there; the camera is closed."""


@dataclass(frozen=True, slots=True)
class GetReady:
    """A customer reads the tips and the privacy notice."""


@dataclass(frozen=True, slots=True)
class Starting:
    """The backend was asked for a challenge."""


@dataclass(frozen=True, slots=True)
class Challenging:
    """The challenge runs; `guide` is None until the first observation."""

    challenge: Challenge
    expires_at_s: float
    guide: Guide | None = None
    sent: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Verifying:
    """The last frames are on their way and the verdict is awaited."""

    sent: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """The backend's verdict; nothing else makes a result."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Trouble:
    """Our own side does not work; `code` is one of `kiosk.errors`."""

    code: str
    camera: bool
    """The camera's trouble, which ends by itself with CameraRestored; otherwise the customer may try again."""


State = Attract | GetReady | Starting | Challenging | Verifying | Result | Trouble | IdentityState


@dataclass(frozen=True, slots=True)
class Patience:
    """How long each state waits, in seconds."""

    idle_s: float = 45.0
    result_s: float = 12.0
    start_s: float = 20.0
    verify_s: float = 30.0
    identity: IdentityPatience = field(default_factory=IdentityPatience)


@dataclass(frozen=True, slots=True)
class Session:
    """Where the terminal stands with its customer; times are on the kiosk's monotonic clock."""

    patience: Patience
    now_s: float
    state: State = Attract()
    entered_at_s: float = 0.0
    attempt: int = 0
    """Counts up for as long as the terminal runs, so that no late answer is taken for a newer attempt's."""
    camera_fault: str = ""
    """Code of the camera's trouble since it was opened; empty while pictures come."""
    visit: Visit = field(default_factory=Visit)
    turn: int = 0
    """Counts up with every question to backend and camera, so that no late answer is taken for a newer one's."""
    customer: str = field(default="", repr=False)
    """The reference that was entered for this customer."""
    staff_id: str = ""
    """Of the member of staff who began this attempt."""
    behind: State | None = None
    """Where a member of staff who does not enter the PIN goes back to."""
    accepted: bool = False
    """Whether the backend accepted this customer's document, or staff overrode it."""
    settled: bool = True
    """Whether there is no attempt, or the backend knows how it ended."""

    @property
    def passed(self) -> bool:
        """Whether the backend passed this customer."""
        if isinstance(self.state, Decided):
            return self.state.answer.approved
        return isinstance(self.state, Result) and self.state.verdict.passed

    @property
    def wanted_side(self) -> Side | None:
        """The side of the document that belongs before the camera now."""
        return self.state.side if isinstance(self.state, CapturingDocument) else None

    @property
    def stage(self) -> AttemptStage:
        """Where in its flow the attempt is."""
        return stage_of(self.state, self.visit.flow)

    @property
    def seconds_left(self) -> float | None:
        """Until this state times out; None where nothing does."""
        if isinstance(self.state, Challenging):
            return max(0.0, self.state.expires_at_s - self.now_s)
        limit_s = self._limit_s()
        return None if limit_s is None else max(0.0, self.entered_at_s + limit_s - self.now_s)

    def _limit_s(self) -> float | None:
        match self.state:
            case GetReady() | Trouble():
                return self.patience.idle_s
            case Starting():
                return self.patience.start_s
            case Verifying():
                return self.patience.verify_s
            case Result():
                return self.patience.identity.entry_s if self.visit.assisted else self.patience.result_s
            case Attract() | Challenging():
                return None
            case _ as state:
                return limit_s(state, self.patience.identity)
