"""What somebody on the network who shows no terminal's key can find out, use up, or take away from others."""

import base64
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.backend.api.origin import origin_of
from kiosk.domain.identity.origin import Origin
from tests.factories.jpeg_files import jpeg
from tests.factories.visits import Answer, Terminal, Visit, terminal_in
from tests.fakes.branch import PIN, STAFF
from tests.fakes.served_backend import assert_refused

KEY = "k" * 40
VICTIM = "C-victim"
NEVER_REFUSED = {
    "customer_unfinished": 10**6,
    "customer_starts": 10**6,
    "address_unfinished": 10**6,
    "address_starts": 10**6,
}


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with terminal_in(tmp_path) as terminal:
        yield terminal


@pytest.fixture
def keyed(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal that shows its key."""
    with terminal_in(tmp_path, backend_api_key=KEY) as terminal:
        terminal._session.headers["X-Api-Key"] = KEY
        yield terminal


def junk(terminal: Terminal, customer: str, **fields: object) -> Answer:
    """A try that shows nobody."""
    started = terminal.start("authenticate", customer, **fields)
    if started.status_code == 200:
        token, path = started.json()["token"], f"{terminal.url}/challenge/{started.json()['id']}"
        frame = {"timestamp": 1, "frameBase64": base64.b64encode(jpeg("nobody")).decode(), "token": token}
        assert terminal._session.put(f"{path}/frames", json=frame, timeout=20).status_code == 200
        verdict = terminal._session.post(f"{path}/verify", json={"token": token}, timeout=20)
        assert verdict.json()["success"] is False
    return started


def leave(terminal: Terminal, customer: str, **fields: object) -> Answer:
    started = terminal.start("authenticate", customer, **fields)
    if started.status_code == 200:
        Visit(terminal, started.json()).post("abandon", stage="liveness", reason="CUSTOMER_LEFT")
    return started


def test_junk_locks_no_victim(terminal: Terminal) -> None:
    terminal.onboarded("vera", VICTIM)
    assert {junk(terminal, VICTIM).status_code for _ in range(6)} == {200}
    visit = terminal.begin("authenticate", VICTIM).pass_liveness("vera")
    assert visit.authenticate().json()["outcome"] == "approved"


def test_junk_at_a_device_locks_that_device_alone(terminal: Terminal) -> None:
    for _ in range(5):
        assert junk(terminal, VICTIM, deviceId="t1").status_code == 200
    assert_refused(junk(terminal, VICTIM, deviceId="t1"), 429, "LOCKED_OUT")
    assert junk(terminal, VICTIM, deviceId="t2").status_code == 200


def test_whoever_fails_at_a_terminal_of_the_bank_is_held_to_it(keyed: Terminal) -> None:
    for number in range(5):
        assert junk(keyed, VICTIM, deviceId=f"t{number}").status_code == 200
    refused = junk(keyed, VICTIM, deviceId="t9")
    assert_refused(refused, 429, "LOCKED_OUT")
    assert 1700 < int(refused.headers["Retry-After"]) <= 1800


@pytest.mark.parametrize("device", ["t1", "d{}", ""])
def test_restarts_are_not_free(terminal: Terminal, device: str) -> None:
    heard = [leave(terminal, customer=VICTIM, deviceId=device.format(number)) for number in range(12)]
    assert [each.status_code for each in heard] == [200] * 10 + [429] * 2
    assert_refused(heard[-1], 429, "TOO_MANY_STARTS")
    assert 0 < int(heard[-1].headers["Retry-After"]) <= 360
    assert leave(terminal, customer="C-2", deviceId="t2").status_code == 200


def test_another_device_and_customer_each_time_is_counted_by_the_address(tmp_path: Path) -> None:
    with terminal_in(tmp_path, restarts={"address_unfinished": 20}) as terminal:
        heard = [leave(terminal, customer=f"C-{number}", deviceId=f"d{number}") for number in range(22)]
        assert [each.status_code for each in heard] == [200] * 20 + [429] * 2
        other = terminal.post("/challenge", imageWidth=640, imageHeight=480)
        assert other.status_code == 429
        assert other.json() == {
            "Code": "TooManyRequestsError",
            "Message": "TooManyRequestsError: Too many challenges were started and not finished",
        }
        assert int(other.headers["Retry-After"]) > 0


def test_the_limit_of_an_address_is_its_own(tmp_path: Path) -> None:
    """Behind a proxy that is trusted, and no other."""
    with terminal_in(tmp_path, backend_api_key=KEY, restarts={"address_unfinished": 3}) as terminal:
        terminal._session.headers["X-Api-Key"] = KEY

        def from_address(address: str) -> int:
            terminal._session.headers["X-Forwarded-For"] = address
            return terminal.start("verify").status_code

        assert [from_address(f"192.0.2.{number}") for number in range(4)] == [200, 200, 200, 429]
    with terminal_in(
        tmp_path / "b", backend_api_key=KEY, restarts={"address_unfinished": 3}, trusted_proxies=("127.0.0.1",)
    ) as terminal:
        terminal._session.headers["X-Api-Key"] = KEY
        assert [from_address("192.0.2.1") for _ in range(4)] == [200, 200, 200, 429]
        assert from_address("192.0.2.2") == 200


def test_a_start_looks_the_same_for_everybody(tmp_path: Path) -> None:
    with terminal_in(tmp_path, restarts=NEVER_REFUSED) as terminal:
        terminal.onboarded("vera", VICTIM)
        for flow in ("authenticate", "onboard"):
            known, unknown = terminal.start(flow, VICTIM), terminal.start(flow, "C-nobody")
            assert known.status_code == unknown.status_code == 200
            assert [*known.json()] == [*unknown.json()]
            assert [*known.headers] == [*unknown.headers]
        assert_alike(
            lambda number: terminal.start("authenticate", VICTIM),
            lambda number: terminal.start("authenticate", "C-nobody"),
            tries=150,
        )


def test_a_mismatch_takes_as_long_for_a_number_that_nobody_has(tmp_path: Path) -> None:
    many = {"failures": 100}
    with terminal_in(tmp_path, restarts=NEVER_REFUSED, lockout=many) as terminal:
        for person in ("vera", "wilma", "xenia"):
            terminal.onboarded(person, f"C-{person}")
        visits = {
            customer: [terminal.begin("authenticate", customer).pass_liveness("zora") for _ in range(60)]
            for customer in ("C-vera", "C-nobody")
        }
        assert_alike(
            lambda number: visits["C-vera"][number].authenticate(),
            lambda number: visits["C-nobody"][number].authenticate(),
            tries=60,
        )
        assert visits["C-vera"][0].authenticate().json() == visits["C-nobody"][0].authenticate().json()


def assert_alike(known: Callable[[int], Answer], unknown: Callable[[int], Answer], tries: int) -> None:
    """Same status, and the medians within a quarter: asked in turns, so that a busy machine is busy for both."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(tries):
        for ask, took in zip((known, unknown), times, strict=True):
            began_s = time.perf_counter()
            assert ask(number).status_code == 200
            took.append(time.perf_counter() - began_s)
    medians_s = [statistics.median(each) for each in times]
    assert 0.75 < medians_s[1] / medians_s[0] < 1.33, medians_s


def numbers_in(told: Any) -> list[object]:
    """All numbers of an answer, however deep."""
    if isinstance(told, dict):
        return [found for value in told.values() for found in numbers_in(value)]
    if isinstance(told, list):
        return [found for value in told for found in numbers_in(value)]
    return [told] if isinstance(told, int | float) and not isinstance(told, bool) else []


def test_nobody_hears_how_near_a_try_came_or_who_looks_alike(terminal: Terminal) -> None:
    terminal.onboarded("vera", VICTIM)
    first = terminal.begin("onboard").pass_liveness("vera")
    again = first.document("vera").json(), first.enrol("C-again").json()
    other = terminal.begin("onboard").pass_liveness("wilma").document("vera").json()
    stranger = terminal.begin("authenticate", VICTIM).pass_liveness("zora").authenticate().json()
    for answer in (*again, other, stranger):
        assert numbers_in(answer) == [], answer
        assert VICTIM not in str(answer)
    assert again[1]["reasons"] == ["DUPLICATE_FOUND"]


def test_staff_see_it_all(terminal: Terminal) -> None:
    terminal.onboarded("vera", VICTIM)
    visit = terminal.begin("onboard").pass_liveness("vera")
    visit.document("vera")
    visit.enrol("C-again")
    assert_refused(visit.post("evidence", staffId=STAFF, pin="000000"), 403, "STAFF_REFUSED")
    assert_refused(visit.post("evidence"), 400, "REQUEST_INVALID")
    shown = visit.post("evidence", staffId=STAFF, pin=PIN).json()
    assert [each["customer"] for each in shown["duplicates"]] == [VICTIM]
    assert {"liveness", "similarity", "threshold", "duplicate_similarity"} <= shown["scores"].keys()
    assert {each["name"] for each in shown["images"]} == {"selfie", "portrait", "page-front", "duplicate-1"}
    assert shown["fields"]["name"]["value"] == "John Doe"


def scope(event: object = None, **more: object) -> dict[str, Any]:
    return {"headers": [], "client": ("192.0.2.7", 1), **({"aws.event": event} if event else {}), **more}


def gateway(**identity: object) -> object:
    return {"requestContext": {"identity": {"sourceIp": "192.0.2.7", "apiKey": None, "userArn": None, **identity}}}


@pytest.mark.parametrize(
    ("event", "known"),
    [
        (None, False),
        ("nonsense", False),
        (gateway(), False),
        (gateway(apiKey="k"), True),
        (gateway(clientCert={"subjectDN": "CN=terminal"}), True),
        (gateway(userArn="arn:aws:iam::1:user/terminal"), True),
        (gateway(userArn="arn:aws:sts::1:assumed-role/web", cognitoIdentityId="eu:1"), False),
        ({"requestContext": {"authentication": {"clientCert": {"subjectDN": "CN=terminal"}}}}, True),
    ],
)
def test_a_gateway_says_whether_it_knows_the_terminal(event: object, known: bool) -> None:
    assert origin_of(scope(event)) == Origin("192.0.2.7", known)


def test_a_client_cannot_say_so_itself() -> None:
    written = [(b"kiosk.terminal", b"true"), (b"x-api-key", b"made up"), (b"x-forwarded-for", b"10.0.0.1")]
    assert origin_of(scope(headers=written)) == Origin("192.0.2.7", terminal_known=False)
