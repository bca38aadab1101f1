"""Tokens: what allows a terminal to go on with the challenge that it started, and with no other."""

import hashlib
import secrets
from collections.abc import Mapping

import jwt
from jwt.types import Options

from kiosk.backend.ports import Clock, TokenSecrets
from kiosk.errors import SecretsFailed, TokenExpired, TokenInvalid

ALGORITHM = "HS256"
AUDIENCE = "kiosk-challenge"
MIN_SECRET_BYTES = 32
CLOCK_SKEW_S = 5.0
"""How far ahead a token may have been issued, when several backends share a secret."""
MAX_TOKEN_CHARS = 2048


class Tokens:
    """Issues tokens with the newest secret and checks them with all; immutable, any thread."""

    def __init__(self, token_secrets: TokenSecrets, clock: Clock) -> None:
        """Asks for the secrets with every token."""
        self._secrets = token_secrets
        self._clock = clock

    def issue(self, challenge_id: str, expires_at_s: int) -> str:
        """A token for this challenge, good until then (seconds since the epoch); raises SecretsFailed."""
        claims = {
            "challengeId": challenge_id,
            "jti": secrets.token_hex(16),
            "iat": int(self._clock()),
            "exp": expires_at_s,
            "aud": AUDIENCE,
        }
        newest = _checked(self._secrets.current())[0]
        return jwt.encode(claims, newest, algorithm=ALGORITHM, headers={"kid": key_id(newest)})

    def check(self, token: str, challenge_id: str) -> None:
        """Raises TokenInvalid, TokenExpired for one that was good for this challenge, and SecretsFailed."""
        claims, now_s = self._decode(token), self._clock()
        if claims["challengeId"] != challenge_id or _seconds(claims, "iat") > now_s + CLOCK_SKEW_S:
            raise TokenInvalid
        if _seconds(claims, "exp") <= now_s:
            raise TokenExpired

    def _decode(self, token: str) -> Mapping[str, object]:
        # PyJWT would compare times with its own clock; ours can be set in tests.
        options: Options = {
            "require": ["challengeId", "jti", "iat", "exp", "aud"],
            "verify_exp": False,
            "verify_iat": False,
            "strict_aud": True,
        }
        if len(token) > MAX_TOKEN_CHARS or not token.isascii():
            raise TokenInvalid
        try:
            claims: dict[str, object] = jwt.decode(
                token, self._secret(token), algorithms=[ALGORITHM], audience=AUDIENCE, options=options
            )
        except (jwt.InvalidTokenError, ValueError, TypeError) as error:
            raise TokenInvalid from error
        return claims

    def _secret(self, token: str) -> bytes:
        """The one that the token names; asks once more for one that another backend may have rotated to."""
        named = jwt.get_unverified_header(token).get("kid")
        for known in (self._secrets.current, self._secrets.reload):
            for secret in _checked(known()):
                if key_id(secret) == named:
                    return secret
        raise TokenInvalid


def key_id(secret: bytes) -> str:
    """Names a secret without giving it away."""
    return hashlib.sha256(b"kiosk token secret " + secret).hexdigest()[:16]


def _checked(found: tuple[bytes, ...]) -> tuple[bytes, ...]:
    if not found or any(len(secret) < MIN_SECRET_BYTES for secret in found):
        raise SecretsFailed("a token secret is missing or too short")
    return found


def _seconds(claims: Mapping[str, object], name: str) -> int:
    value = claims[name]
    if type(value) is not int:
        raise TokenInvalid
    return value
