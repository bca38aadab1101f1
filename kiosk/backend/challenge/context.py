"""What every use case works with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk.backend.attempts.ports import AttemptRecorder
from kiosk.backend.challenge.kinds import ChallengeKinds
from kiosk.backend.challenge.ports import ChallengeRules, ChallengeStore, LivenessSessions
from kiosk.backend.challenge.records import ChallengeState
from kiosk.backend.challenge.tokens import Tokens
from kiosk.backend.ports import BlobStore, Clock, FaceEngine, FaceMatcher, PixelMeter
from kiosk.backend.terminals.rooms import TerminalRooms
from kiosk.backend.terminals.signatures import TerminalSignatures
from kiosk.domain.liveness.challenge import Challenge
from kiosk.errors import TokenExpired
from kiosk.settings import Settings


def nothing_to_check() -> None:
    """Stands where nothing has to be looked at."""


@dataclass(frozen=True, slots=True)
class ChallengeContext:
    """The service's parts, put together once by `build`."""

    settings: Settings
    kinds: ChallengeKinds
    engine: FaceEngine
    store: ChallengeStore
    blobs: BlobStore
    tokens: Tokens
    matcher: FaceMatcher
    sessions: LivenessSessions
    clock: Clock
    attempts: AttemptRecorder
    signatures: TerminalSignatures
    pixel_meter: PixelMeter | None = None
    """None where nothing looks at pixels, as on AWS: what they would prove is then not measured."""
    rooms: TerminalRooms | None = None
    """None where rooms are not remembered."""
    check_disk: Callable[[], None] = nothing_to_check
    """Raises StorageFailed where what is kept could not be written; on AWS there is no disk of ours."""

    @property
    def compares_every_frame(self) -> bool:
        """Whether the face of every judged frame is compared, rather than of those that matter and of some drawn."""
        wanted = self.settings.compared_frames
        return wanted == "every" or (wanted == "by_cost" and self.matcher.compares_cheaply)

    def rules_of(self, challenge: Challenge) -> ChallengeRules[Any]:
        """Return how challenges of this kind are judged; raises InternalError for a kind that is not known."""
        return self.kinds.of(challenge).rules

    def engine_of(self, challenge: Challenge) -> FaceEngine:
        """Return what looks at frames of this challenge; raises InternalError for a kind that is not known."""
        return self.kinds.of(challenge).engine or self.engine

    def admit_caller(self, challenge_id: str, token: str) -> ChallengeState:
        """The challenge, for whoever holds its token; raises TokenInvalid, TokenExpired and ChallengeNotFound."""
        self.tokens.check(token, challenge_id)
        snapshot = self.store.load(challenge_id)
        if snapshot.record.expires_at_s <= self.clock():
            raise TokenExpired
        return snapshot
