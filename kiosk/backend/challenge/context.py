"""What every use case works with."""

from dataclasses import dataclass, field

from kiosk.backend.attempts.no_attempts import NoAttempts
from kiosk.backend.attempts.ports import AttemptLog
from kiosk.backend.challenge.ports import ChallengeRules, ChallengeStore, LivenessSessions
from kiosk.backend.challenge.records import ChallengeState
from kiosk.backend.challenge.tokens import Tokens
from kiosk.backend.ports import BlobStore, Clock, FaceEngine, FaceMatcher
from kiosk.errors import TokenExpired
from kiosk.settings import Settings


@dataclass(frozen=True, slots=True)
class ChallengeContext:
    """The service's parts, put together once by `build`."""

    settings: Settings
    rules: ChallengeRules
    engine: FaceEngine
    store: ChallengeStore
    blobs: BlobStore
    tokens: Tokens
    matcher: FaceMatcher
    sessions: LivenessSessions
    clock: Clock
    attempts: AttemptLog = field(default_factory=NoAttempts)

    def admit_caller(self, challenge_id: str, token: str) -> ChallengeState:
        """The challenge, for whoever holds its token; raises TokenInvalid, TokenExpired and ChallengeNotFound."""
        self.tokens.check(token, challenge_id)
        snapshot = self.store.load(challenge_id)
        if snapshot.record.expires_at_s <= self.clock():
            raise TokenExpired
        return snapshot
