"""The backend's steps after the challenge, each with a connection of its own, for the threads that wait for them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FlowAnswer, Page, StaffDecision
from kiosk.terminal.session.states import Staff

if TYPE_CHECKING:
    from kiosk.terminal.client.backend import BackendClient
    from kiosk.terminal.client.started_challenge import StartedChallenge


@dataclass(frozen=True, slots=True)
class BackendSteps:
    """Every call blocks and raises BackendError."""

    connect: "Callable[[], BackendClient]"
    """Makes a client for the thread that calls it; may block until an embedded backend listens."""
    device_id: str = ""
    """Of this terminal."""

    def document(self, started: "StartedChallenge", pages: tuple[Page, ...]) -> DocumentAnswer:
        """Have the document read and its portrait compared."""
        with self._client() as client:
            return client.document(started, pages)

    def enrol(self, started: "StartedChallenge", customer: str) -> FlowAnswer:
        """Have the customer enrolled under this reference, or one that the backend makes."""
        from kiosk.terminal.client.backend import new_request_id

        with self._client() as client:
            return client.enrol(started, customer, new_request_id())

    def authenticate(self, started: "StartedChallenge") -> FlowAnswer:
        """Have the face compared with the enrolled customer's."""
        from kiosk.terminal.client.backend import new_request_id

        with self._client() as client:
            return client.authenticate(started, new_request_id())

    def abandon(self, started: "StartedChallenge", stage: AttemptStage, reason: str) -> None:
        """Say that the customer left."""
        with self._client() as client:
            client.abandon(started, stage, reason)

    def check_staff(self, staff: Staff) -> None:
        """Return when number and PIN belong together."""
        with self._client() as client:
            client.check_staff(staff.staff_id, staff.pin, self.device_id)

    def evidence(self, started: "StartedChallenge", staff: Staff) -> Evidence:
        """What staff may see of the attempt."""
        with self._client() as client:
            return client.evidence(started, staff.staff_id, staff.pin)

    def decide(self, started: "StartedChallenge", staff: Staff, decision: StaffDecision, reason: str) -> Outcome:
        """Have a decision recorded."""
        with self._client() as client:
            return client.decide(started, staff.staff_id, staff.pin, decision, reason)

    @contextmanager
    def _client(self) -> "Iterator[BackendClient]":
        client = self.connect()
        try:
            yield client
        finally:
            client.close()
