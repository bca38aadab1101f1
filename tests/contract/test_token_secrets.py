"""What every `TokenSecrets` does, run against the adapters for this machine and for AWS."""

import secrets
from collections.abc import Callable, Iterator

import pytest

from kiosk.backend.challenge.tokens import MIN_SECRET_BYTES, Tokens
from kiosk.backend.ports import TokenSecrets
from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.aws.token_secrets import ManagedSecrets
from kiosk.backend.stores.files.token_secrets import DerivedSecrets
from tests.fakes.aws_services import new_secret
from tests.fakes.clock import FakeClock

DAY_S = 24 * 3600.0
NOON_S = 20_000.5 * DAY_S
Open = Callable[[], TokenSecrets]


class TokenSecretsContract:
    """`opened` makes another process's view of the same secrets; `rotate` is what rotates them."""

    @pytest.fixture
    def clock(self) -> FakeClock:
        return FakeClock(NOON_S)

    @pytest.fixture
    def opened(self, clock: FakeClock) -> Iterator[Open]:
        raise NotImplementedError

    @pytest.fixture
    def rotate(self, clock: FakeClock) -> Callable[[], None]:
        raise NotImplementedError

    def test_each_is_long_enough_and_no_two_are_alike(self, opened: Open, rotate: Callable[[], None]) -> None:
        rotate()
        known = opened().current()
        assert known
        assert all(len(secret) >= MIN_SECRET_BYTES for secret in known)
        assert len({*known}) == len(known)

    def test_every_process_has_the_same(self, opened: Open) -> None:
        assert opened().current() == opened().current()

    def test_asking_again_tells_the_same(self, opened: Open) -> None:
        secrets = opened()
        assert secrets.current() == secrets.current()
        assert {*secrets.current()} <= {*secrets.reload()}

    def test_after_a_rotation_a_newer_one_signs_and_the_one_before_verifies(
        self, opened: Open, rotate: Callable[[], None]
    ) -> None:
        before = opened().current()
        rotate()
        after = opened().current()
        assert after[0] != before[0]
        assert before[0] in after

    def test_after_two_rotations_the_first_does_not_verify(self, opened: Open, rotate: Callable[[], None]) -> None:
        before = opened().current()
        rotate()
        rotate()
        assert before[0] not in opened().current()

    def test_whoever_kept_the_old_one_learns_of_the_new_one(
        self, opened: Open, rotate: Callable[[], None], clock: FakeClock
    ) -> None:
        late = opened()
        late.current()
        rotate()
        clock.now_s += 15
        assert opened().current()[0] in late.reload()

    def test_tokens_outlive_a_rotation(self, opened: Open, rotate: Callable[[], None], clock: FakeClock) -> None:
        late = Tokens(opened(), clock)
        token = late.issue("a1", int(clock.now_s + 2 * DAY_S))
        rotate()
        clock.now_s += 15
        fresh = Tokens(opened(), clock)
        fresh.check(token, "a1")
        late.check(fresh.issue("b2", int(clock.now_s + 60)), "b2")


class TestDerivedSecrets(TokenSecretsContract):
    @pytest.fixture
    def opened(self, clock: FakeClock) -> Iterator[Open]:
        yield lambda: DerivedSecrets(bytes(range(32)), clock)

    @pytest.fixture
    def rotate(self, clock: FakeClock) -> Callable[[], None]:
        def next_day() -> None:
            clock.now_s += DAY_S

        return next_day


class TestManagedSecrets(TokenSecretsContract):
    @pytest.fixture
    def name(self, clients: Clients) -> str:
        return new_secret(clients, secrets.token_urlsafe(48))

    @pytest.fixture
    def opened(self, clients: Clients, name: str, clock: FakeClock) -> Iterator[Open]:
        yield lambda: ManagedSecrets(clients.secrets, name, clock)

    @pytest.fixture
    def rotate(self, clients: Clients, name: str) -> Callable[[], None]:
        def another_version() -> None:
            clients.secrets.put_secret_value(SecretId=name, SecretString=secrets.token_urlsafe(48))

        return another_version
