"""A KYC service as programs see it: ours, or somebody else's with the same API."""

import base64
import re
from collections.abc import Sequence
from typing import Unpack

from kiosk.contract.kyc import SESSION_ID, CompareRequest, SessionRequest, SessionSettings
from kiosk.errors import RequestInvalid
from kiosk.terminal.client import kyc_wire as wire
from kiosk.terminal.client.http_transport import Form, Size
from kiosk.terminal.client.kyc_wire import KycIdentity, KycMatch, KycResults, KycSession
from kiosk.terminal.client.retrying_calls import ClientOptions, open_calls

IMAGES = Size(max_answer_bytes=16 * 1024 * 1024)
"""Five pictures in base64."""
SLOW = Size(patience=6.0)
"""Documents take seconds a page."""


class KycClient:
    """A client with its own keep-alive connection; belongs to one thread, only `close` may come from another.

    Every call blocks and raises BackendErrors, KycRefused when the service says no. What uses a session up is asked
    again only when it was certainly not carried out.
    """

    def __init__(self, base_url: str, api_key: str = "", **options: Unpack[ClientOptions]) -> None:
        self._calls = open_calls(base_url, api_key, judge=wire.judge, setting="kyc_url", **options)

    def create_session(self, audit_images: int = 4) -> KycSession:
        """A new session; a repeated request at worst leaves one behind unused."""
        settings = SessionSettings.of(audit_images_limit=audit_images)
        body = SessionRequest.of(settings=settings).to_json()
        return wire.session_of(self._calls.call("POST", "/api/liveness/session", body, harmless=True))

    def results(self, session_id: str) -> KycResults:
        """How a session stands."""
        path = f"/api/liveness/session/{_checked(session_id)}/results"
        return wire.results_of(self._calls.call("GET", path, None, harmless=True, size=IMAGES))

    def verify(self, session_id: str) -> float | None:
        """Use the session up: returns the confidence, if the service tells it, and raises KycRefused when nobody is
        live (1009)."""
        path = f"/api/liveness/verify/{_checked(session_id)}"
        return wire.verified_of(self._calls.call("POST", path, None, harmless=False))

    def compare_faces(self, source: bytes, target: bytes) -> KycMatch:
        """Compare the photo of a document with a selfie, both JPEG or PNG."""
        body = CompareRequest.of(source_image=_base64(source), target_image=_base64(target)).to_json()
        return wire.match_of(self._calls.call("POST", "/api/liveness/compare-faces", body, harmless=True, size=SLOW))

    def identify(self, session_id: str, pages: Sequence[bytes]) -> KycIdentity:
        """Identify whoever completed the session by the pages of a document; raises KycRefused when nobody is live
        (1009) or it is somebody else's (1011)."""
        form = Form({"liveness_session_id": _checked(session_id)}, "files", pages)
        path = "/api/kyc/analyze/identity-with-liveness"
        return wire.identity_of(self._calls.call("POST", path, form, harmless=False, size=SLOW))

    def close(self) -> None:
        """Give up waiting and close the connection."""
        self._calls.close()


def _checked(session_id: str) -> str:
    """The id, which becomes part of an address; raises RequestInvalid."""
    if re.fullmatch(SESSION_ID, session_id) is None:
        raise RequestInvalid("session id")
    return session_id


def _base64(image: bytes) -> str:
    return base64.b64encode(image).decode("ascii")
