"""The backend's steps after the challenge, each with a connection of its own, for the threads that wait for them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.staff import StaffTask
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FlowAnswer, Page, StaffDecision
from kiosk.terminal.session.effects import BeginWithoutFace
from kiosk.terminal.session.states import Staff
from kiosk.terminal.session.terminal_report import FoundCustomer

UNLOCK_REASON = "at the screen of the terminal"
"""For the audit trail, which has the terminal and the member of staff besides."""

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

    def check_staff(self, staff: Staff) -> frozenset[StaffTask]:
        """What they may do whose number and PIN belong together."""
        with self._client() as client:
            return client.check_staff(staff.staff_id, staff.pin, self.device_id)

    def begin_without_face(self, wanted: BeginWithoutFace) -> "StartedChallenge":
        """Begin an attempt in which this member of staff identifies the customer."""
        from kiosk.terminal.client.started_challenge import WithoutFaceOptions

        staff = wanted.staff
        options = WithoutFaceOptions(
            staff.staff_id, staff.pin, wanted.flow, wanted.customer, self.device_id, wanted.consent
        )
        with self._client() as client:
            return client.begin_without_face(options)

    def unlock_terminal(self, staff: Staff) -> bool:
        """End the lock of this terminal; whether there was one."""
        with self._client() as client:
            return client.unlock_terminal(staff.staff_id, staff.pin, self.device_id, UNLOCK_REASON)

    def find_customers(self, staff: Staff, customer: str) -> tuple[FoundCustomer, ...]:
        """Who is enrolled under this reference, or was enrolled here lately when it is empty."""
        with self._client() as client:
            found = client.find_customers(staff.staff_id, staff.pin, self.device_id, customer)
        return tuple(FoundCustomer(each.customer, float(each.enrolled_at)) for each in found)

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
