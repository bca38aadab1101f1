"""The backend as the kiosk sees it: start a challenge, send frames, ask for the verdict."""

import random
import secrets
from collections.abc import Callable

import requests

from kiosk.contract.challenge import VerdictReply, VerifyBody
from kiosk.contract.message import Json
from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.verdict import Verdict
from kiosk.errors import BackendResponseInvalid
from kiosk.terminal.client.backoff import RetryPolicy
from kiosk.terminal.client.http_transport import ORDINARY, HttpTransport, Size
from kiosk.terminal.client.retrying_calls import RetryingCalls, Wait
from kiosk.terminal.client.started_challenge import EncodedFrame, StartedChallenge, StartOptions, read_started


class BackendClient:
    """A client with its own keep-alive connection; belongs to one thread, only `close` may come from another.

    Every call blocks and raises BackendUnreachable, BackendTimeout, BackendResponseInvalid or BackendRefused.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str = "",
        *,
        connect_timeout_s: float = 3.0,
        read_timeout_s: float = 10.0,
        retry: RetryPolicy | None = None,
        new_session: Callable[[], requests.Session] = requests.Session,
        random01: Callable[[], float] = random.random,
        wait: Wait | None = None,
    ) -> None:
        transport = HttpTransport(
            base_url,
            api_key,
            connect_timeout_s=connect_timeout_s,
            read_timeout_s=read_timeout_s,
            new_session=new_session,
        )
        self._calls = RetryingCalls(transport, retry, random01, wait)

    def health(self) -> None:
        """Return when the backend answers; asks once, for whoever calls it asks again anyway."""
        self._calls.once("GET", "/health")

    def start(
        self,
        user_id: str,
        width_px: int,
        height_px: int,
        *,
        synthetic: bool,
        camera_name: str,
        id_photo: bytes | None = None,
        session_id: str = "",
        flow: Flow = Flow.VERIFY,
        customer: str = "",
        device_id: str = "",
    ) -> StartedChallenge:
        """Ask for a challenge for frames of this size; a repeated request at worst leaves one behind unused.

        `session_id` names a liveness session that the challenge is to complete, `customer` is the bank's reference of
        the customer, `device_id` names this terminal; each is empty for none.
        """
        options = StartOptions(
            user_id=user_id,
            width_px=width_px,
            height_px=height_px,
            synthetic=synthetic,
            camera_name=camera_name,
            id_photo=id_photo,
            session_id=session_id,
            flow=flow,
            customer=customer,
            device_id=device_id,
        )
        # A session can be begun once, and whoever asks again would be told that it is over.
        answer = self._call("POST", "/challenge/start", options.body().to_json(), harmless=not session_id)
        started = read_started(answer)
        challenge = started.challenge
        if (challenge.image_width_px, challenge.image_height_px) != (width_px, height_px):
            raise BackendResponseInvalid("the challenge is for another image size")
        return started

    def send_frame(self, started: StartedChallenge, frame: EncodedFrame) -> None:
        """Hand over one frame; its sequence number makes repeating it harmless."""
        path = f"/challenge/{started.challenge.id}/frames"
        self._call("PUT", path, frame.body(started.token).to_json(), harmless=True)

    def verify(self, started: StartedChallenge) -> Verdict:
        """Ask for the verdict, of which there is one; the request's id makes repeating it harmless."""
        path = f"/challenge/{started.challenge.id}/verify"
        body = VerifyBody.of(token=started.token, request_id=secrets.token_hex(16))
        return VerdictReply.read(self._call("POST", path, body.to_json(), harmless=True)).to_verdict()

    def close(self) -> None:
        """Give up waiting and close the connection; a call that is under way fails or ends by its time-out."""
        self._calls.close()

    def _call(self, method: str, path: str, body: Json, *, harmless: bool, size: Size = ORDINARY) -> Json:
        return self._calls.call(method, path, body, harmless=harmless, size=size)
