"""Who of the staff may do what, over HTTP: the table of permissions is what the backend refuses by."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kiosk.backend.attempts.staff_pins import hash_pin
from kiosk.domain.identity.staff import TASKS, StaffRole, StaffTask
from kiosk.errors import SettingsInvalid
from kiosk.settings import load
from tests.factories.visits import Answer, Terminal, Visit, terminal_in
from tests.fakes.branch import PIN, STAFF
from tests.fakes.served_backend import assert_refused

ROLES = {role.value: role for role in StaffRole}
_people = itertools.count()


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    pins = {number: hash_pin(PIN) for number in (*ROLES, STAFF)}
    with terminal_in(tmp_path_factory.mktemp("roles"), staff_pins=pins, staff_roles=ROLES) as made:
        yield made


@dataclass(frozen=True)
class Ask:
    terminal: Terminal
    number: str

    @property
    def _proof(self) -> dict[str, object]:
        return {"staffId": self.number, "pin": PIN}

    def of_attempt(self, step: str, **fields: object) -> Answer:
        visit = self.terminal.begin("onboard").pass_liveness(f"somebody {next(_people)}")
        visit.document("somebody else")
        return visit.post(step, **self._proof, **fields)

    def task(self, task: StaffTask) -> Answer:
        customer = {"customer": "c-none", "reason": "asked for", **self._proof}
        match task:
            case StaffTask.EVIDENCE:
                return self.of_attempt("evidence")
            case StaffTask.REVIEW | StaffTask.OVERRIDE:
                return self.of_attempt("decision", decision=task.value, reason="known here")
            case StaffTask.LOOK_UP:
                return self.terminal.post("/customers/find", customer="c-none", **self._proof)
            case StaffTask.UNLOCK:
                return self.terminal.post("/customers/unlock", **customer)
            case _:
                return self.terminal.post("/customers/export", **customer)


@pytest.mark.parametrize("role", StaffRole)
@pytest.mark.parametrize("task", [each for each in StaffTask if each not in (StaffTask.BEGIN, StaffTask.MAINTAIN)])
def test_a_role_does_what_the_table_says_and_nothing_else(terminal: Terminal, role: StaffRole, task: StaffTask) -> None:
    answer = Ask(terminal, role.value).task(task)
    if task in TASKS[role]:
        assert answer.status_code == 200, answer.text
    else:
        assert_refused(answer, 403, "STAFF_NOT_ALLOWED")


def test_who_signs_in_hears_what_they_may_do(terminal: Terminal) -> None:
    for role in StaffRole:
        answer = terminal.post("/staff/check", staffId=role.value, pin=PIN)
        assert set(answer.json()["tasks"]) == {each.value for each in TASKS[role]}
    everything = terminal.post("/staff/check", staffId=STAFF, pin=PIN).json()["tasks"]
    assert set(everything) == {each.value for each in StaffTask}, "as before there were roles"


def test_a_panel_offers_what_the_role_may_decide(terminal: Terminal) -> None:
    teller = Ask(terminal, "teller").of_attempt("evidence").json()["actions"]
    supervisor = Ask(terminal, "supervisor").of_attempt("evidence").json()["actions"]
    assert (teller, supervisor) == (["review"], ["review", "override"])


def test_staff_finds_who_was_enrolled_here_and_whose_reference_is_known(terminal: Terminal) -> None:
    visit = Visit(terminal, terminal.start("onboard", deviceId="t-find").json()).pass_liveness("flora")
    visit.document("flora")
    number = visit.enrol().json()["customer"]
    proof = {"staffId": "teller", "pin": PIN}
    lately = terminal.post("/customers/find", deviceId="t-find", **proof).json()["found"]
    assert [each["customer"] for each in lately] == [number]
    known = terminal.post("/customers/find", customer=number, **proof).json()["found"]
    assert known == lately
    assert terminal.post("/customers/find", customer="c-none", **proof).json() == {"found": []}
    assert terminal.post("/customers/find", deviceId="t-other", **proof).json() == {"found": []}
    assert_refused(terminal.post("/customers/find", **proof), 400, "REQUEST_INVALID")
    assert_refused(terminal.post("/customers/find", customer="x", staffId="teller", pin="0"), 403, "STAFF_REFUSED")
    audited = [entry for entry in terminal.branch.identity.audit.entries() if entry.action == "look up"]
    assert len(audited) >= 4
    assert all(number not in repr(entry) for entry in audited)


def test_a_role_without_a_pin_or_with_no_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_STAFF_PINS", '{"7": "scrypt:x:y"}')
    for roles in ('{"8": "teller"}', '{"7": "boss"}', '{"7": 3}', "teller"):
        monkeypatch.setenv("KIOSK_STAFF_ROLES", roles)
        with pytest.raises(SettingsInvalid, match="staff_roles"):
            load(machine=())
    monkeypatch.setenv("KIOSK_STAFF_ROLES", '{"7": "technician"}')
    assert load(machine=()).staff_roles == {"7": StaffRole.TECHNICIAN}
