"""A client of StartFaceLivenessSession that may do everything wrong; addresses are signed by botocore."""

import base64
import json
import ssl
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from websockets.exceptions import ConnectionClosed, InvalidMessage
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from kiosk.contract.liveness_stream.event_stream import (
    CHUNK_SIGNATURE,
    CONTENT_TYPE,
    DATE,
    EVENT_TYPE,
    EXCEPTION_TYPE,
    MESSAGE_TYPE,
    Message,
    decode_message,
    encode_message,
)
from kiosk.contract.liveness_stream.signing import sign_chunk
from kiosk.rekognition_local.streaming.signatures import StreamSignature

KEY_ID, SECRET, REGION = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1"
OPENINGS = 3
BOTH = "FaceMovementAndLightChallenge_2.0.0,FaceMovementChallenge_1.0.0"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the address says; `now_s` is the client's clock."""

    session_id: str
    versions: str = BOTH
    width: str = "640"
    height: str = "480"
    secret: str = SECRET
    key_id: str = KEY_ID
    expires_s: int = 299
    skew_s: float = 0.0
    token: str | None = None
    """That belongs to a short-lived key."""
    changes: Mapping[str, str] = field(default_factory=dict)
    """Of the query after it was signed; an empty value leaves the parameter out."""


def signed_path(wishes: Wishes, host: str) -> tuple[str, str]:
    """The path with its signed query, and the signature."""
    query = {
        "session-id": wishes.session_id,
        "video-width": wishes.width,
        "video-height": wishes.height,
        "challenge-versions": wishes.versions,
        "attempt-count": "1",
    }
    path = "/start-face-liveness-session-websocket"
    request = AWSRequest("GET", f"https://{host}{path}?{urlencode(query)}")
    signer = SigV4QueryAuth(
        Credentials(wishes.key_id, wishes.secret, wishes.token), "rekognition", REGION, wishes.expires_s
    )
    if wishes.skew_s:
        _sign_at(signer, request, time.time() + wishes.skew_s, wishes)
    else:
        signer.add_auth(request)
    signature = str(request.url).rpartition("X-Amz-Signature=")[2]
    address = str(request.url).removeprefix(f"https://{host}")
    for name, value in wishes.changes.items():
        start, _, rest = address.partition(f"{name}=")
        _, _, after = rest.partition("&")
        address = f"{start}{name}={value}&{after}" if value else f"{start}{after}".rstrip("&")
    return address, signature


def _sign_at(signer: Any, request: AWSRequest, now_s: float, wishes: Wishes) -> None:
    """As botocore's `add_auth`, at another time."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now_s))
    request.context["timestamp"] = stamp
    signer._modify_request_before_signing(request)
    text = signer.string_to_sign(request, signer.canonical_request(request))
    signer._inject_signature_to_request(request, signer.signature(text, request))


class StreamClient:
    """One stream."""

    @classmethod
    def granted(cls, grant: Mapping[str, Any], **wishes: Any) -> Self:
        """A stream by what a backend's answer says."""
        key = grant["credentials"]
        signed = {"key_id": key["accessKeyId"], "secret": key["secretAccessKey"], "token": key["sessionToken"] or None}
        return cls(grant["endpoint"], str(grant["authority"]), Wishes(grant["sessionId"], **{**signed, **wishes}))

    def __init__(self, url: str, authority: Path | str, wishes: Wishes, origin: str | None = None) -> None:
        """The authority is a file, or the text of one."""
        host = url.removeprefix("wss://")
        path, self.previous = signed_path(wishes, host.rpartition(":")[0])
        day = time.strftime("%Y%m%d", time.gmtime(time.time() + wishes.skew_s))
        self._signature = StreamSignature(wishes.key_id, day, REGION, self.previous, wishes.secret)
        self._address = url + path
        text = authority if isinstance(authority, str) else authority.read_text()
        self._origin, self._tls = origin, ssl.create_default_context(cadata=text)
        self._socket: ClientConnection | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        origin = None if self._origin is None else Origin(self._origin)
        for number in range(OPENINGS):
            # WORKAROUND(Python 3.11): of a thousand TLS sockets that two threads use, one ends before its request.
            with suppress(*([InvalidMessage] if number + 1 < OPENINGS else [])):
                opening = connect(self._address, ssl=self._tls, origin=origin, max_size=None, open_timeout=60)
                self._socket = self._stack.enter_context(opening)
                break
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def socket(self) -> ClientConnection:
        """The open websocket."""
        assert self._socket is not None
        return self._socket

    def signed(self, payload: bytes, date_ms: int | None = None, signature: bytes | None = None) -> bytes:
        """A message around a payload; a signature of one's own does not go on in the chain."""
        date_ms = date_ms or round(1000 * time.time())
        key = self._signature.signing_key
        assert key is not None
        right = sign_chunk(key, self._signature.scope, self.previous, date_ms, payload)
        if signature is None:
            self.previous = right.hex()
        return encode_message(Message({DATE: date_ms, CHUNK_SIGNATURE: signature or right}, payload))

    def event(self, name: str, members: Mapping[str, Any]) -> bytes:
        """A signed event."""
        return self.signed(encoded_event(name, members))

    def video(self, data: bytes, at_ms: int | None = None) -> bytes:
        """A part of a video."""
        members = {"VideoChunk": base64.b64encode(data).decode(), "TimestampMillis": at_ms or round(1000 * time.time())}
        return self.event("VideoEvent", members)

    def send(self, *messages: str | bytes) -> None:
        """Send, as far as the server still listens."""
        try:
            for message in messages:
                self.socket.send(message)
        except ConnectionClosed:
            pass

    def receive(self) -> tuple[str, dict[str, Any]]:
        """The type and members of the next event or exception; raises ConnectionClosed."""
        data = self.socket.recv(timeout=30)
        assert isinstance(data, bytes)
        message = decode_message(data)
        name = message.headers.get(EXCEPTION_TYPE) or message.headers[EVENT_TYPE]
        return str(name), json.loads(message.payload)

    def rest(self) -> list[str]:
        """The names of all that still comes, and the code of the close."""
        names = []
        try:
            while True:
                names.append(self.receive()[0])
        except ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd else 1006
        return [*names, str(code)]


def encoded_event(name: str, members: Mapping[str, Any]) -> bytes:
    """An event without its signature."""
    headers = {EVENT_TYPE: name, MESSAGE_TYPE: "event", CONTENT_TYPE: "application/json"}
    return encode_message(Message(headers, json.dumps(members).encode()))
