"""Signing keys that are made for one session each, and open its stream alone; they are kept in memory."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from kiosk.domain.liveness.face_movement.streamed_challenge import StreamCredentials
from kiosk.rekognition_local.errors import AccessDeniedException, ThrottlingException

KEY_LIFE_S = 900
"""The shortest that the service's keys live."""
MAX_KEYS = 10_000
"""That live at the same time; more are refused, so that nobody can fill the memory with them."""
ID_PREFIX = "ASIA"
"""Of short-lived keys (the service's)."""


@dataclass(frozen=True, slots=True)
class _Kept:
    session_id: str
    credentials: StreamCredentials = field(repr=False)


class SessionKeys:
    """Any thread may use it."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """The clock gives seconds since the epoch."""
        self._clock, self._lock = clock, Lock()
        self._kept: dict[str, _Kept] = {}

    def make(self, session_id: str, life_s: int = KEY_LIFE_S) -> StreamCredentials:
        """A new key for this session, beside those that it has; raises ThrottlingException."""
        now_s = self._clock()
        made = StreamCredentials(
            ID_PREFIX + secrets.token_hex(8).upper(),
            secrets.token_urlsafe(30),
            secrets.token_urlsafe(48),
            int(now_s) + life_s,
        )
        with self._lock:
            self._forget_old(now_s)
            if len(self._kept) >= MAX_KEYS:
                raise ThrottlingException
            self._kept[made.access_key_id] = _Kept(session_id, made)
        return made

    def secret_of(self, access_key_id: str) -> str | None:
        """The secret of a key that lives; None for any other."""
        kept = self._living(access_key_id)
        return None if kept is None else kept.credentials.secret_access_key

    def demand(self, untrusted_session_id: str, access_key_id: str, untrusted_token: str) -> None:
        """Raises AccessDeniedException for the key of another session, a wrong token, and a session whose own keys
        were not used."""
        kept = self._living(access_key_id)
        if kept is None:
            if self._has_keys(untrusted_session_id):
                raise AccessDeniedException("The session is opened by its own keys alone")
            return
        right = hmac.compare_digest(kept.credentials.session_token.encode(), untrusted_token.encode())
        if kept.session_id != untrusted_session_id or not right:
            raise AccessDeniedException("The key is that of another session, or its token is wrong")

    def _living(self, access_key_id: str) -> _Kept | None:
        with self._lock:
            kept = self._kept.get(access_key_id)
        return kept if kept is not None and self._clock() < kept.credentials.expires_at_s else None

    def _has_keys(self, session_id: str) -> bool:
        with self._lock:
            return any(kept.session_id == session_id for kept in self._kept.values())

    def _forget_old(self, now_s: float) -> None:
        over = [name for name, kept in self._kept.items() if kept.credentials.expires_at_s <= now_s]
        for name in over:
            del self._kept[name]
