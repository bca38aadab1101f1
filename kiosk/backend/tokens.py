"""Tokens: what allows a terminal to go on with the challenge that it started, and with no other."""

import secrets
from collections.abc import Mapping

import jwt
from jwt.types import Options

from kiosk.backend.ports import Clock
from kiosk.errors import TokenExpired, TokenInvalid

ALGORITHM = "HS256"
AUDIENCE = "kiosk-challenge"
MIN_SECRET_BYTES = 32
CLOCK_SKEW_S = 5.0
"""How far ahead a token may have been issued, when several backends share a secret."""
MAX_TOKEN_CHARS = 2048


class Tokens:
    """Issues and checks tokens with one secret; immutable, any thread."""

    def __init__(self, secret: bytes, clock: Clock) -> None:
        """`secret` needs at least 32 random bytes."""
        if len(secret) < MIN_SECRET_BYTES:
            raise ValueError("token secret is too short")
        self._secret = secret
        self._clock = clock

    def issue(self, challenge_id: str, expires_at_s: int) -> str:
        """A token for this challenge, good until then (seconds since the epoch)."""
        claims = {
            "challengeId": challenge_id,
            "jti": secrets.token_hex(16),
            "iat": int(self._clock()),
            "exp": expires_at_s,
            "aud": AUDIENCE,
        }
        return jwt.encode(claims, self._secret, algorithm=ALGORITHM)

    def check(self, token: str, challenge_id: str) -> None:
        """Raises TokenInvalid, or TokenExpired for one that was good for this challenge."""
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
                token, self._secret, algorithms=[ALGORITHM], audience=AUDIENCE, options=options
            )
        except (jwt.InvalidTokenError, ValueError, TypeError) as error:
            raise TokenInvalid from error
        return claims


def _seconds(claims: Mapping[str, object], name: str) -> int:
    value = claims[name]
    if type(value) is not int:
        raise TokenInvalid
    return value
