"""The token secret in Secrets Manager, rotated while tokens of the version before are still about."""

import json
import logging
import time
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from kiosk.backend.challenge.tokens import MIN_SECRET_BYTES
from kiosk.backend.ports import Clock
from kiosk.backend.stores.aws.failures import translate_failures
from kiosk.errors import Busy, SecretsFailed, ServiceUnavailable
from kiosk.system.safe_errors import describe_failure

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

logger = logging.getLogger(__name__)

FRESH_S = 300.0
"""How long nothing is asked: two calls in five minutes for each process."""
RELOAD_S = 2.0
"""The shortest time between two questions, so that forged tokens, which make us ask anew, cost hardly anything."""
AWAY_S = 30.0
"""How long nothing is asked after the service did not answer, which took some seconds to find out."""
STALE_S = 3600.0
"""How long the secret is used on while the service does not answer."""
_NO_SUCH_VERSION = "ResourceNotFoundException"


@dataclass(frozen=True, slots=True)
class _Kept:
    secrets: tuple[bytes, ...]
    loaded_at_s: float
    again_at_s: float
    """When it may be asked for again, at the earliest."""


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
        """The newest first, about five minutes old at most; raises SecretsFailed, Busy and ServiceUnavailable."""
        return self._not_older_than(FRESH_S, wait=False)

    def reload(self) -> tuple[bytes, ...]:
        """The same, two seconds old at most; raises SecretsFailed, Busy and ServiceUnavailable."""
        return self._not_older_than(RELOAD_S, wait=True)

    def _not_older_than(self, age_s: float, *, wait: bool) -> tuple[bytes, ...]:
        kept = self._kept
        if kept is not None and not self._due(kept, age_s):
            return kept.secrets
        # One thread asks; the others use what they have, or wait for its answer.
        if kept is None or wait:
            self._lock.acquire()
        elif not self._lock.acquire(blocking=False):
            return kept.secrets
        try:
            kept = self._kept
            if kept is None or self._due(kept, age_s):
                self._kept = kept = self._loaded() if kept is None else self._renewed(kept)
            return kept.secrets
        finally:
            self._lock.release()

    def _due(self, kept: _Kept, age_s: float) -> bool:
        now_s = self._clock()
        return now_s - kept.loaded_at_s >= age_s and now_s >= kept.again_at_s

    def _renewed(self, kept: _Kept) -> _Kept:
        try:
            return self._loaded()
        except (Busy, ServiceUnavailable) as error:
            now_s = self._clock()
            if now_s - kept.loaded_at_s >= STALE_S:
                raise
            logger.warning("the token secret could not be asked for again: %s", describe_failure(error))
            return replace(kept, again_at_s=now_s + AWAY_S)

    def _loaded(self) -> _Kept:
        asked_at_s = self._clock()
        return _Kept(self._load(), asked_at_s, self._clock() + RELOAD_S)

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
        with translate_failures("Secrets Manager", SecretsFailed, {_NO_SUCH_VERSION: _NotThere}):
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
