"""AssumeRole as backends ask STS for it, in its query protocol: a key for the stream of one session.

STS gives keys of a role; here RoleSessionName names the session that the key opens, and the role is not looked at.
"""

import asyncio
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qs
from uuid import uuid4
from xml.sax.saxutils import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kiosk.errors import RequestTimeout, ServiceError
from kiosk.rekognition_local.errors import SessionNotFoundException, ThrottlingException
from kiosk.rekognition_local.liveness.store import SessionStore
from kiosk.rekognition_local.streaming.session_keys import KEY_LIFE_S, SessionKeys

FORM: Final = "application/x-www-form-urlencoded"
MAX_FORM_BYTES = 16_384
FORM_TIMEOUT_S = 10.0
NAMESPACE: Final = "https://sts.amazonaws.com/doc/2011-06-15/"
SIGNATURE_SCHEME: Final = "AWS4-HMAC-SHA256 "
_ROLE: Final = re.compile(r"arn:[\w+=/,.@:-]{1,200}")

logger = logging.getLogger(__name__)


class _Refused(Exception):
    """What the caller is told, by the service's code."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


class SessionTokens:
    """Any thread may use it."""

    def __init__(self, store: SessionStore, keys: SessionKeys) -> None:
        """Both stay the caller's."""
        self._store, self._keys = store, keys

    def is_asked(self, request: Request) -> bool:
        """Whether a request is one of STS's protocol."""
        return request.headers.get("content-type", "").partition(";")[0].strip().lower() == FORM

    async def answer(self, request: Request) -> Response:
        """The answer in XML, or STS's error."""
        try:
            form = _parse(await _body(request))
            authorization = request.headers.get("authorization", "")
            return _xml(200, await run_in_threadpool(self._assume_role, authorization, form))
        except _Refused as refused:
            logger.info("AssumeRole: %s", refused.code)
            return _xml(refused.status, _error(refused))
        except ServiceError as error:
            logger.error("AssumeRole: %s %s", error.code, error.detail)
            return _xml(500, _error(_Refused(500, "InternalFailure", "The request could not be carried out")))

    def _assume_role(self, authorization: str, form: Mapping[str, str]) -> str:
        if not authorization.startswith(SIGNATURE_SCHEME):
            raise _Refused(403, "MissingAuthenticationToken", "Request is missing Authentication Token")
        if form.get("Action") != "AssumeRole":
            raise _Refused(400, "InvalidAction", "Of STS this server knows AssumeRole alone")
        role, session_id = form.get("RoleArn", ""), form.get("RoleSessionName", "")
        duration = form.get("DurationSeconds", str(KEY_LIFE_S))
        if not _ROLE.fullmatch(role) or not (duration.isascii() and duration.isdigit() and len(duration) <= 5):
            raise _Refused(400, "ValidationError", "RoleArn or DurationSeconds is none")
        if not KEY_LIFE_S <= int(duration) <= 43_200:
            raise _Refused(400, "ValidationError", f"DurationSeconds: between {KEY_LIFE_S} and 43200")
        return self._made(role, session_id, int(duration))

    def _made(self, role: str, session_id: str, life_s: int) -> str:
        try:
            self._store.load(session_id)
            made = self._keys.make(session_id, life_s)
        except SessionNotFoundException:
            raise _Refused(400, "ValidationError", "RoleSessionName: the id of the session to open") from None
        except ThrottlingException:
            raise _Refused(400, "Throttling", "Too many keys live") from None
        until = datetime.fromtimestamp(made.expires_at_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        user = f"{escape(role)}/{session_id}"
        return (
            f'<AssumeRoleResponse xmlns="{NAMESPACE}"><AssumeRoleResult><Credentials>'
            f"<AccessKeyId>{made.access_key_id}</AccessKeyId>"
            f"<SecretAccessKey>{made.secret_access_key}</SecretAccessKey>"
            f"<SessionToken>{made.session_token}</SessionToken><Expiration>{until}</Expiration></Credentials>"
            f"<AssumedRoleUser><AssumedRoleId>AROALOCAL:{session_id}</AssumedRoleId><Arn>{user}</Arn></AssumedRoleUser>"
            f"</AssumeRoleResult><ResponseMetadata><RequestId>{uuid4()}</RequestId></ResponseMetadata>"
            "</AssumeRoleResponse>"
        )


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(FORM_TIMEOUT_S):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_FORM_BYTES:
                    raise _Refused(413, "RequestEntityTooLarge", "The body is too large")
    except (ClientDisconnect, TimeoutError, RequestTimeout):
        raise _Refused(408, "RequestTimeout", "The body did not arrive in time") from None
    return bytes(body)


def _parse(body: bytes) -> dict[str, str]:
    try:
        found = parse_qs(body.decode("utf-8"), keep_blank_values=True, strict_parsing=True, max_num_fields=40)
    except ValueError:
        raise _Refused(400, "MalformedInput", "The body is no form") from None
    return {name: values[-1] for name, values in found.items()}


def _error(refused: _Refused) -> str:
    return (
        f'<ErrorResponse xmlns="{NAMESPACE}"><Error><Type>Sender</Type><Code>{refused.code}</Code>'
        f"<Message>{escape(refused.message)}</Message></Error><RequestId>{uuid4()}</RequestId></ErrorResponse>"
    )


def _xml(status: int, text: str) -> Response:
    return Response(text, status, media_type="text/xml")
