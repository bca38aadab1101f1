import base64
import json
import string
from collections.abc import Mapping
from contextlib import suppress

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.backend.challenge.tokens import CLOCK_SKEW_S, Tokens, key_id
from kiosk.errors import AccessError, SecretsFailed, TokenExpired, TokenInvalid
from tests.fakes.clock import FakeClock

SECRET = bytes(range(32))
NOW_S = 1_700_000_000
GOOD = {"challengeId": "a1", "jti": "x", "iat": NOW_S, "exp": NOW_S + 60, "aud": "kiosk-challenge"}


class Secrets:
    """Implements `TokenSecrets` with what it is told."""

    def __init__(self, *known: bytes, newer: tuple[bytes, ...] = ()) -> None:
        self.known = known
        self.newer = newer or known

    def current(self) -> tuple[bytes, ...]:
        return self.known

    def reload(self) -> tuple[bytes, ...]:
        return self.newer


def tokens(now_s: float = NOW_S, secret: bytes = SECRET) -> Tokens:
    return Tokens(Secrets(secret), FakeClock(now_s))


def signed(claims: Mapping[str, object], secret: bytes = SECRET, algorithm: str = "HS256") -> str:
    return jwt.encode(dict(claims), secret, algorithm=algorithm, headers={"kid": key_id(SECRET)})


def unsigned(claims: Mapping[str, object], algorithm: str) -> str:
    parts = [json.dumps({"alg": algorithm, "typ": "JWT"}), json.dumps(claims)]
    return ".".join([*(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts), ""])


def test_own_token_is_good_until_it_expires() -> None:
    token = tokens().issue("a1", NOW_S + 60)
    tokens().check(token, "a1")
    tokens(NOW_S + 59.9).check(token, "a1")
    with pytest.raises(TokenExpired):
        tokens(NOW_S + 60).check(token, "a1")


def test_tokens_differ() -> None:
    assert tokens().issue("a1", NOW_S + 60) != tokens().issue("a1", NOW_S + 60)


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "HS256", ""])
def test_unsigned_token_is_invalid(algorithm: str) -> None:
    with pytest.raises(TokenInvalid):
        tokens().check(unsigned(GOOD, algorithm), "a1")


@pytest.mark.parametrize("name", sorted(GOOD))
def test_every_claim_is_required(name: str) -> None:
    with pytest.raises(TokenInvalid):
        tokens().check(signed({key: value for key, value in GOOD.items() if key != name}), "a1")


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "another"},
        {"aud": ["kiosk-challenge", "another"]},
        {"challengeId": "a2"},
        {"challengeId": None},
        {"exp": "9999999999"},
        {"exp": 9.9e9},
        {"exp": True},
        {"exp": float("inf")},
        {"iat": NOW_S + CLOCK_SKEW_S + 1},
        {"iat": None},
        {"jti": 1},
        {"nbf": 99_999_999_999},
    ],
)
def test_wrong_claim_is_invalid(changed: Mapping[str, object]) -> None:
    with pytest.raises(TokenInvalid):
        tokens().check(signed({**GOOD, **changed}), "a1")


def test_expired_token_of_another_challenge_is_invalid() -> None:
    with pytest.raises(TokenInvalid):
        tokens(NOW_S + 99).check(signed(GOOD), "a2")


def test_other_secret_and_other_algorithm_are_invalid() -> None:
    for token in (signed(GOOD, bytes(32)), signed(GOOD, SECRET * 2, "HS512"), signed(GOOD, SECRET * 2, "HS384")):
        with pytest.raises(TokenInvalid):
            tokens().check(token, "a1")


@pytest.mark.parametrize("found", [(), (b"x" * 31,), (SECRET, b"")])
def test_missing_and_short_secrets_are_refused(found: tuple[bytes, ...]) -> None:
    with pytest.raises(SecretsFailed):
        Tokens(Secrets(*found), FakeClock()).issue("a1", NOW_S + 60)
    with pytest.raises(SecretsFailed):
        Tokens(Secrets(*found), FakeClock(NOW_S)).check(signed(GOOD), "a1")


def test_a_token_outlives_one_rotation_and_not_two() -> None:
    old, newer, newest = bytes(32), SECRET, SECRET[::-1]
    token = Tokens(Secrets(old), FakeClock(NOW_S)).issue("a1", NOW_S + 60)
    Tokens(Secrets(newer, old), FakeClock(NOW_S)).check(token, "a1")
    with pytest.raises(TokenInvalid):
        Tokens(Secrets(newest, newer), FakeClock(NOW_S)).check(token, "a1")


def test_a_secret_that_another_backend_rotated_to_is_asked_for() -> None:
    newer = SECRET[::-1]
    token = Tokens(Secrets(newer, SECRET), FakeClock(NOW_S)).issue("a1", NOW_S + 60)
    Tokens(Secrets(SECRET, newer=(newer, SECRET)), FakeClock(NOW_S)).check(token, "a1")


def test_a_token_that_names_another_secret_is_invalid() -> None:
    token = jwt.encode(GOOD, SECRET, algorithm="HS256", headers={"kid": key_id(bytes(32))})
    for text in (token, jwt.encode(GOOD, SECRET, algorithm="HS256")):
        with pytest.raises(TokenInvalid):
            tokens().check(text, "a1")


@given(st.text(max_size=200) | st.from_regex(r"[\w-]+\.[\w-]+\.[\w-]*", fullmatch=True) | st.just("ä" * 9999))
def test_any_text_is_refused(token: str) -> None:
    with pytest.raises(TokenInvalid):
        tokens().check(token, "a1")


@given(st.integers(min_value=0), st.sampled_from(string.ascii_letters + string.digits + "-_."))
def test_any_change_is_refused(position: int, character: str) -> None:
    token = signed(GOOD)
    # The very last character has bits that carry nothing.
    position %= len(token) - 1
    changed = token[:position] + character + token[position + 1 :]
    if changed != token:
        with pytest.raises(TokenInvalid):
            tokens().check(changed, "a1")


@given(st.dictionaries(st.sampled_from([*GOOD, "nbf"]), st.none() | st.integers() | st.text() | st.lists(st.text())))
def test_signed_nonsense_raises_access_errors_only(claims: dict[str, object]) -> None:
    token = signed({**GOOD, **claims})
    with suppress(AccessError):
        tokens().check(token, "a1")
