"""The token secret in Secrets Manager, rotated while tokens of the version before are still about."""

import json
import logging
import time
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from kiosk.backend.aws.failures import translated
from kiosk.backend.failures import describe_failure
from kiosk.backend.ports import Clock
from kiosk.backend.tokens import MIN_SECRET_BYTES
from kiosk.errors import Busy, SecretsFailed, ServiceUnavailable

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

logger = logging.getLogger(__name__)

FRESH_S = 300.0
"""How long nothing is asked: two calls in five minutes for each process."""
RELOAD_S = 2.0
"""The shortest time between two questions, so that forged tokens, which make us ask anew, cost hardly anything."""
STALE_S = 3600.0
"""How long the secret is used on while the service does not answer."""
_NO_SUCH_VERSION = "ResourceNotFoundException"


@dataclass(frozen=True, slots=True)
class _Kept:
    secrets: tuple[bytes, ...]
    loaded_at_s: float
    asked_at_s: float


class ManagedSecrets:
    """Implements `TokenSecrets` with the versions AWSCURRENT and, when there is one, AWSPREVIOUS."""

    def __init__(self, client: "SecretsManagerClient", secret_id: str, clock: Clock = time.monotonic) -> None:
        """The clock only counts how old an answer is."""
        self._client = client
        self._secret_id = secret_id
        self._clock = clock
        self._lock = Lock()
        self._kept: _Kept | None = None

    def current(self) -> tuple[bytes, ...]:
        """The newest first, at most five minutes old; raises SecretsFailed, Busy and ServiceUnavailable."""
        return self._not_older_than(FRESH_S)

    def reloaded(self) -> tuple[bytes, ...]:
        """The same, at most two seconds old; raises SecretsFailed, Busy and ServiceUnavailable."""
        return self._not_older_than(RELOAD_S)

    def _not_older_than(self, age_s: float) -> tuple[bytes, ...]:
        # One thread asks, the others wait for its answer.
        with self._lock:
            now_s = self._clock()
            if self._kept is None:
                self._kept = _Kept(self._load(), now_s, now_s)
            elif now_s - self._kept.loaded_at_s >= age_s and now_s - self._kept.asked_at_s >= RELOAD_S:
                self._kept = self._renewed(self._kept, now_s)
            return self._kept.secrets

    def _renewed(self, kept: _Kept, now_s: float) -> _Kept:
        try:
            return _Kept(self._load(), now_s, now_s)
        except (Busy, ServiceUnavailable) as error:
            if now_s - kept.loaded_at_s >= STALE_S:
                raise
            logger.warning("the token secret could not be asked for again: %s", describe_failure(error))
            return _Kept(kept.secrets, kept.loaded_at_s, now_s)

    def _load(self) -> tuple[bytes, ...]:
        newest = self._version("AWSCURRENT")
        if len(newest) < MIN_SECRET_BYTES:
            raise SecretsFailed("the token secret is too short")
        try:
            previous = self._version("AWSPREVIOUS")
        except _NotThere:
            return (newest,)
        # One that was too short may have been the reason for the rotation.
        return (newest,) if previous == newest or len(previous) < MIN_SECRET_BYTES else (newest, previous)

    def _version(self, stage: str) -> bytes:
        with translated("Secrets Manager", SecretsFailed, {_NO_SUCH_VERSION: _NotThere}):
            answer = self._client.get_secret_value(SecretId=self._secret_id, VersionStage=stage)
        return _plain(answer.get("SecretString") or answer.get("SecretBinary", b""))


class _NotThere(SecretsFailed):
    """There is no such secret, or no such version of it."""

    code = SecretsFailed.code


def _plain(value: str | bytes) -> bytes:
    """The secret itself, which may be the member `secret` of a JSON object."""
    data = value.encode() if isinstance(value, str) else value
    if not data.startswith(b"{"):
        return data
    try:
        member = json.loads(data)["secret"]
    except (ValueError, KeyError):
        raise SecretsFailed("the token secret is not one") from None
    if not isinstance(member, str):
        raise SecretsFailed("the token secret is not one")
    return member.encode()
