"""The backend as the kiosk sees it: a challenge with its frames and its verdict, and the steps after it."""

import secrets
from collections.abc import Sequence
from typing import Final, Unpack

from kiosk.contract import steps as wire
from kiosk.contract.camera import CameraStreamBody
from kiosk.contract.challenge import TOKEN_HEADER, VerdictReply, VerifyBody
from kiosk.contract.customers import FIND_PATH, FindBody, FoundPart, FoundReply, UnlockBody, UnlockedReply
from kiosk.contract.message import Body, Json
from kiosk.contract.terminal import READINESS_PATH, ReadinessBody, ReadinessReply
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.staff import StaffTask
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FlowAnswer, Page, StaffDecision
from kiosk.domain.liveness.camera_facts import CameraStream
from kiosk.domain.liveness.verdict import VerdictAnswer
from kiosk.domain.liveness.without_face import make_without_face
from kiosk.errors import BackendResponseInvalid
from kiosk.terminal.client.http_transport import ORDINARY, Size
from kiosk.terminal.client.retrying_calls import ClientOptions, open_calls
from kiosk.terminal.client.started_challenge import (
    EncodedFrame,
    StartedChallenge,
    StartOptions,
    WithoutFaceOptions,
    read_started,
)

PATIENT: Final = Size(patience=4.0)
"""Reading a document and searching for duplicates takes seconds."""
PICTURES: Final = Size(max_answer_bytes=24 * 1024 * 1024)
"""Staff see several pictures at once."""


def new_request_id() -> str:
    """For one step of one customer: whoever asks again with it gets the same answer."""
    return secrets.token_hex(16)


class BackendClient:
    """A client with its own keep-alive connection; belongs to one thread, only `close` may come from another.

    Every call blocks and raises BackendUnreachable, BackendTimeout, BackendResponseInvalid or BackendRefused, which has
    the backend's code: LOCKED_OUT from `start`, and from the steps after the verdict LIVENESS_NOT_PASSED, STEP_MISSING,
    CHALLENGE_CLOSED when the attempt is over, TOKEN_EXPIRED, STAFF_REFUSED and the errors of images. Repeating one of
    those steps is harmless.
    """

    def __init__(self, base_url: str, api_key: str = "", **options: Unpack[ClientOptions]) -> None:
        self._calls = open_calls(base_url, api_key, **options)

    def health(self) -> None:
        """Return when the backend answers; asks once, for whoever calls it asks again anyway."""
        self._calls.once("GET", "/health")

    def start(self, options: StartOptions) -> StartedChallenge:
        """Ask for a challenge for frames of this size; a repeated request at worst leaves one behind unused."""
        # A session can be begun once, and whoever asks again would be told that it is over.
        answer = self._call("POST", "/challenge/start", options.body(), harmless=not options.session_id)
        started = read_started(answer, options.replies)
        challenge = started.challenge
        if (challenge.image_width_px, challenge.image_height_px) != (options.width_px, options.height_px):
            raise BackendResponseInvalid("the challenge is for another image size")
        return started

    def send_frame(self, started: StartedChallenge, frame: EncodedFrame) -> None:
        """Hand over one frame; its sequence number makes repeating it harmless."""
        path = f"/challenge/{started.challenge.id}/frames"
        self._go_on(started, "PUT", path, frame.body(started.token))

    def verify(self, started: StartedChallenge, stream: CameraStream | None = None) -> VerdictAnswer:
        """Ask for the verdict, of which there is one; the request's id makes repeating it harmless.

        `stream` is what the camera's pictures measured, None when nobody did.
        """
        measured = {} if stream is None else {"camera": CameraStreamBody.tell(stream)}
        body = VerifyBody.of(token=started.token, request_id=new_request_id(), **measured)
        return VerdictReply.read(self._step(started, "verify", body)).to_answer()

    def document(self, started: StartedChallenge, pages: Sequence[Page]) -> DocumentAnswer:
        """Hand in the pages of a document; the same pages again are answered without counting as another try."""
        body = wire.DocumentBody.of(token=started.token, pages=[wire.PageBody.from_page(page) for page in pages])
        return wire.DocumentReply.read(self._step(started, "document", body, PATIENT)).to_answer()

    def enrol(self, started: StartedChallenge, customer: str, request_id: str) -> FlowAnswer:
        """Search for duplicates and enrol under this reference, or one that the backend makes when it is empty."""
        body = wire.EnrolBody.of(token=started.token, request_id=request_id, customer=customer)
        return wire.EnrolReply.read(self._step(started, "enrol", body, PATIENT)).to_answer()

    def authenticate(self, started: StartedChallenge, request_id: str) -> FlowAnswer:
        """Compare with the customer whom the challenge was started for."""
        body = wire.AuthenticateBody.of(token=started.token, request_id=request_id)
        return wire.AuthenticateReply.read(self._step(started, "authenticate", body, PATIENT)).to_answer()

    def abandon(self, started: StartedChallenge, stage: AttemptStage, reason: str) -> None:
        """Say at which stage the customer left, and why, as a code such as CUSTOMER_LEFT."""
        self._step(started, "abandon", wire.AbandonBody.of(token=started.token, stage=stage, reason=reason))

    def check_staff(self, staff_id: str, pin: str, device_id: str = "") -> frozenset[StaffTask]:
        """What they may do; raises BackendRefused with STAFF_REFUSED unless number and PIN belong together."""
        body = wire.StaffBody.of(staff_id=staff_id, pin=pin, device_id=device_id)
        return wire.StaffReply.read(self._call("POST", "/staff/check", body, harmless=False)).to_tasks()

    def begin_without_face(self, options: WithoutFaceOptions) -> StartedChallenge:
        """Begin an attempt in which staff identifies the customer; raises BackendRefused with STAFF_REFUSED,
        STAFF_NOT_ALLOWED or CUSTOMER_NOT_FOUND."""
        begun = wire.BegunReply.read(self._call("POST", wire.WITHOUT_FACE_PATH, options.body(), harmless=False))
        return StartedChallenge(make_without_face(begun.id), begun.token, begun.expires_at)

    def readiness(self, device_id: str) -> ReadinessReply:
        """Whether the backend would begin anything at this terminal now."""
        body = ReadinessBody.of(device_id=device_id)
        return ReadinessReply.read(self._call("POST", READINESS_PATH, body, harmless=True))

    def unlock_terminal(self, staff_id: str, pin: str, device_id: str, reason: str) -> bool:
        """End the lock of this terminal; whether there was one."""
        body = UnlockBody.of(staff_id=staff_id, pin=pin, reason=reason, device_id=device_id)
        return UnlockedReply.read(self._call("POST", "/customers/unlock", body, harmless=True)).unlocked

    def find_customers(self, staff_id: str, pin: str, device_id: str, customer: str) -> tuple[FoundPart, ...]:
        """Who is enrolled under this reference, or was enrolled at this terminal lately when it is empty."""
        body = FindBody.of(staff_id=staff_id, pin=pin, device_id=device_id, customer=customer)
        return tuple(FoundReply.read(self._call("POST", FIND_PATH, body, harmless=True)).found)

    def evidence(self, started: StartedChallenge, staff_id: str, pin: str) -> Evidence:
        """Scores and pictures of the attempt."""
        body = wire.EvidenceBody.of(token=started.token, staff_id=staff_id, pin=pin)
        return wire.EvidenceReply.read(self._step(started, "evidence", body, PICTURES)).to_evidence()

    def decide(
        self, started: StartedChallenge, staff_id: str, pin: str, decision: StaffDecision, reason: str
    ) -> Outcome:
        """Send the attempt to human review, or override what speaks against the customer, for a reason.

        After an override that answers OPEN the flow goes on: an onboarding with `enrol`.
        """
        body = wire.DecisionBody.of(token=started.token, staff_id=staff_id, pin=pin, decision=decision, reason=reason)
        return wire.DecisionReply.read(self._step(started, "decision", body)).outcome

    def close(self) -> None:
        """Give up waiting and close the connection; a call that is under way fails or ends by its time-out."""
        self._calls.close()

    def _step(self, started: StartedChallenge, name: str, body: Body, size: Size = ORDINARY) -> Json:
        return self._go_on(started, "POST", f"/challenge/{started.challenge.id}/{name}", body, size)

    def _go_on(self, started: StartedChallenge, method: str, path: str, body: Body, size: Size = ORDINARY) -> Json:
        shown = {TOKEN_HEADER: started.token}
        return self._calls.call(method, path, body.to_json(), harmless=True, size=size, headers=shown)

    def _call(self, method: str, path: str, body: Body, *, harmless: bool, size: Size = ORDINARY) -> Json:
        return self._calls.call(method, path, body.to_json(), harmless=harmless, size=size)
