"""The backend as a terminal sees it that finds out who somebody is: document, enrolment, authentication, staff."""

import secrets
from collections.abc import Sequence
from typing import Final

from kiosk.contract.message import Json
from kiosk.domain.identity.flow import Outcome
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FlowAnswer, Page, StaffDecision
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.http_transport import ORDINARY, Size
from kiosk.terminal.client.identity_wire import (
    document_request,
    parse_authentication,
    parse_decision,
    parse_document,
    parse_enrolment,
    parse_evidence,
)
from kiosk.terminal.client.started_challenge import StartedChallenge

PATIENT: Final = Size(patience=4.0)
"""Reading a document and searching for duplicates takes seconds."""
PICTURES: Final = Size(max_answer_bytes=24 * 1024 * 1024)
"""Staff see several pictures at once."""


def new_request_id() -> str:
    """For one step of one customer: whoever asks again with it gets the same answer."""
    return secrets.token_hex(16)


class IdentityClient(BackendClient):
    """Adds the steps after the verdict; every call blocks and raises what those of `BackendClient` do.

    A refusal has the backend's code: LIVENESS_NOT_PASSED, STEP_MISSING, CHALLENGE_CLOSED when the attempt is over,
    TOKEN_EXPIRED, STAFF_REFUSED, the errors of images, and LOCKED_OUT from `start`. Repeating a call is harmless.
    """

    def document(self, started: StartedChallenge, pages: Sequence[Page]) -> DocumentAnswer:
        """Hand in the pages of a document; the same pages again are answered without counting as another try."""
        return parse_document(self._step(started, "document", document_request(started.token, pages), PATIENT))

    def enrol(self, started: StartedChallenge, customer: str, request_id: str) -> FlowAnswer:
        """Search for duplicates and enrol under this reference, or one that the backend makes when it is empty."""
        body = {"token": started.token, "requestId": request_id, "customer": customer}
        return parse_enrolment(self._step(started, "enrol", body, PATIENT))

    def authenticate(self, started: StartedChallenge, request_id: str) -> FlowAnswer:
        """Compare with the customer whom the challenge was started for."""
        body = {"token": started.token, "requestId": request_id}
        return parse_authentication(self._step(started, "authenticate", body, PATIENT))

    def abandon(self, started: StartedChallenge, stage: str, reason: str) -> None:
        """Say at which stage the customer left, and why, as a code such as CUSTOMER_LEFT."""
        self._step(started, "abandon", {"token": started.token, "stage": stage, "reason": reason})

    def check_staff(self, staff_id: str, pin: str, device_id: str = "") -> None:
        """Raises BackendRefused with STAFF_REFUSED unless number and PIN belong together."""
        self._call("POST", "/staff/check", {"staffId": staff_id, "pin": pin, "deviceId": device_id}, harmless=False)

    def evidence(self, started: StartedChallenge, staff_id: str, pin: str) -> Evidence:
        """Scores and pictures of the attempt."""
        body = {"token": started.token, "staffId": staff_id, "pin": pin}
        return parse_evidence(self._step(started, "evidence", body, PICTURES))

    def decide(
        self, started: StartedChallenge, staff_id: str, pin: str, decision: StaffDecision, reason: str
    ) -> Outcome:
        """Send the attempt to human review, or override what speaks against the customer, for a reason.

        After an override that answers OPEN the flow goes on: an onboarding with `enrol`.
        """
        body = {"token": started.token, "staffId": staff_id, "pin": pin, "decision": decision.value, "reason": reason}
        return parse_decision(self._step(started, "decision", body))

    def _step(self, started: StartedChallenge, name: str, body: Json, size: Size = ORDINARY) -> Json:
        return self._call("POST", f"/challenge/{started.challenge.id}/{name}", body, harmless=True, size=size)
