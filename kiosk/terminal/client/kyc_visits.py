"""A kiosk before a KYC service: every liveness check completes a session that was created there for it.

The nose challenge is taken at the same service, so it must be one of ours; whether the visitor is live is what the
service says in the session's results, however the challenge ended. Other flows need no session: their further steps are
taken at the backend, which asks its own verdict.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Final, Unpack

from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.camera_facts import CameraStream
from kiosk.domain.liveness.verdict import Reason, VerdictAnswer
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.kyc import KycClient
from kiosk.terminal.client.retrying_calls import ClientOptions
from kiosk.terminal.client.started_challenge import StartedChallenge, StartOptions

UNKNOWN: Final = "unknown"
"""In place of the session of a challenge that is not the last visit's; no service has one that is called so."""


@dataclass
class KycVisits:
    """The sessions of this kiosk's visits by their challenges; any thread."""

    connect: Callable[[], KycClient]
    """Makes a client for the thread that calls it."""
    told: Callable[[str, str], object]
    """Hears of every session that was completed: its id and status."""
    _sessions: dict[str, str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def created(self) -> str:
        """The id of a new session; raises BackendErrors."""
        client = self.connect()
        try:
            return client.create_session().id
        finally:
            client.close()

    def begun(self, challenge_id: str, session_id: str) -> None:
        """The session, empty for none, belongs to this challenge; only the last visit counts."""
        with self._lock:
            self._sessions = {challenge_id: session_id}

    def confirmed(self, challenge_id: str, verdict: VerdictAnswer) -> VerdictAnswer:
        """The verdict, as far as the service agrees; raises BackendErrors."""
        with self._lock:
            session_id = self._sessions.get(challenge_id, UNKNOWN)
        if not session_id:
            return verdict
        client = self.connect()
        try:
            results = client.results(session_id)
        finally:
            client.close()
        self.told(session_id, results.status)
        if verdict.passed and not results.is_live:
            return replace(verdict, passed=False, reasons=(Reason.LOW_CONFIDENCE,))
        return verdict


class VisitClient(BackendClient):
    """Creates a session before it starts a challenge, and asks for its results after the verdict."""

    def __init__(self, visits: KycVisits, base_url: str, api_key: str, **options: Unpack[ClientOptions]) -> None:
        """`api_key` is that of a terminal."""
        super().__init__(base_url, api_key, **options)
        self._visits = visits

    def start(self, options: StartOptions) -> StartedChallenge:
        """As `BackendClient.start`, for a new session unless one is named or the flow is another than VERIFY."""
        if not options.session_id and options.flow is Flow.VERIFY:
            options = replace(options, session_id=self._visits.created())
        started = super().start(options)
        self._visits.begun(started.challenge.id, options.session_id)
        return started

    def verify(self, started: StartedChallenge, stream: CameraStream | None = None) -> VerdictAnswer:
        """As `BackendClient.verify`, and never a pass that the service does not confirm."""
        return self._visits.confirmed(started.challenge.id, super().verify(started, stream))
