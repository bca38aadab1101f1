"""Whether a terminal may begin: learnt from the backend, which counts nothing for the question."""

from collections.abc import Iterator

import pytest

from kiosk.domain.identity.flow import Outcome
from kiosk.domain.identity.restarts import RestartPolicy
from tests.factories.visits import Terminal, terminal_in
from tests.fakes.branch import PIN, STAFF
from tests.fakes.served_backend import assert_refused


@pytest.fixture
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    with terminal_in(tmp_path_factory.mktemp("branch"), restarts=RestartPolicy(device_starts=12)) as terminal:
        yield terminal


def readiness(terminal: Terminal, device: str = "t-1") -> dict[str, object]:
    answer = terminal.post("/terminal/readiness", deviceId=device)
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert isinstance(said, dict)
    return said


def fail(terminal: Terminal) -> None:
    started = terminal.start("verify", deviceId="t-1")
    assert started.status_code == 200, started.text
    terminal.branch.identity.attempts.end(started.json()["id"], Outcome.FAILED, reasons=["NO_DEPTH"])


def test_a_locked_terminal_hears_of_it_and_staff_ends_it(terminal: Terminal) -> None:
    assert readiness(terminal) == {"ready": True, "code": None, "retryAfterS": None, "staffed": True}
    for _ in range(5):
        fail(terminal)
    said = readiness(terminal)
    assert (said["ready"], said["code"]) == (False, "LOCKED_OUT")
    assert 0 < float(str(said["retryAfterS"])) <= 120
    assert readiness(terminal, "t-2")["ready"], "another terminal has done nothing"
    unlocked = terminal.post("/customers/unlock", staffId=STAFF, pin=PIN, deviceId="t-1", reason="at the screen")
    assert unlocked.json() == {"unlocked": True}
    assert readiness(terminal)["ready"]
    assert terminal.branch.identity.audit.entries()[-1].action == "unlock device"


def test_asking_counts_for_nothing(terminal: Terminal) -> None:
    for _ in range(200):
        assert readiness(terminal)["ready"]


def test_too_many_starts_are_told(terminal: Terminal) -> None:
    for _ in range(40):
        if terminal.start("verify", deviceId="t-1").status_code != 200:
            break
    else:
        pytest.fail("so many starts were let through")
    assert readiness(terminal)["code"] == "TOO_MANY_STARTS"


@pytest.mark.parametrize("device", ["t" * 65, "t\n1"])
def test_what_is_no_terminal_is_refused(terminal: Terminal, device: str) -> None:
    assert_refused(terminal.post("/terminal/readiness", deviceId=device), 400, "REQUEST_INVALID")
