"""What staff may do over HTTP and on the command line with what is held on a customer."""

import base64
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from typer.testing import CliRunner

from kiosk.backend.attempts.ports import Subject, SubjectKind
from kiosk.backend.build.open import open_attempts
from kiosk.cli import customers
from kiosk.cli.main import app
from kiosk.domain.identity.flow import Flow
from kiosk.errors import LockedOut
from kiosk.settings import Settings, load
from tests.factories.terminals import ANYBODY
from tests.fakes.branch import PIN, STAFF, Branch, open_branch
from tests.fakes.served_backend import assert_refused, served

ALICE = "C-4711"
PROOF = {"customer": ALICE, "staffId": STAFF, "pin": PIN}


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    with open_branch(tmp_path / "data") as branch:
        branch.onboard("alice", ALICE)
        yield branch


def test_staff_hands_out_and_deletes(branch: Branch) -> None:
    with served(branch.service, branch.settings) as url:
        exported = requests.post(f"{url}/customers/export", json={**PROOF, "reason": "asked"}, timeout=10)
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(exported.json()["zipBase64"]))) as file:
            assert "person.json" in file.namelist()
        erased = requests.delete(f"{url}/customers", json=PROOF, timeout=10)
    assert erased.json()["deleted"]["enrolment"] == 1
    assert not branch.identity.enrolments.is_enrolled(ALICE)
    assert [entry.action for entry in branch.identity.audit.entries()] == [
        "export",
        "erase begun",
        "erase",
    ]


def test_nobody_else_does(branch: Branch) -> None:
    with served(branch.service, branch.settings) as url:
        for body, status, code in (
            ({**PROOF, "pin": "000000"}, 403, "STAFF_REFUSED"),
            ({**PROOF, "staffId": "s-9"}, 403, "STAFF_REFUSED"),
            ({"customer": ALICE}, 400, "REQUEST_INVALID"),
            ({**PROOF, "customer": ""}, 400, "REQUEST_INVALID"),
        ):
            assert_refused(requests.delete(f"{url}/customers", json=body, timeout=10), status, code)
            assert_refused(requests.post(f"{url}/customers/export", json=body, timeout=10), status, code)
    assert branch.identity.enrolments.is_enrolled(ALICE)
    assert branch.identity.audit.entries() == ()


def test_staff_unlocks_a_customer_or_a_terminal(branch: Branch) -> None:
    for number in range(5):
        branch.fail_liveness(branch.start(Flow.AUTHENTICATE, ALICE))
        branch.fail_liveness(branch.start(customer=f"C-{number}", device="t2"))
    body = {"staffId": STAFF, "pin": PIN, "reason": "showed a passport"}
    with served(branch.service, branch.settings) as url:
        for subject in ({"customer": ALICE}, {"deviceId": "t2"}):
            with pytest.raises(LockedOut):
                branch.start(customer=subject.get("customer", "C-9"), device=subject.get("deviceId", "t3"))
            for wrong in ({**subject, "reason": " "}, {}, {"customer": ALICE, "deviceId": "t2"}):
                refused = requests.post(f"{url}/customers/unlock", json={**body, **wrong}, timeout=10)
                assert_refused(refused, 400, "REQUEST_INVALID")
            answers = [requests.post(f"{url}/customers/unlock", json={**body, **subject}, timeout=10) for _ in "12"]
            assert [answer.json() for answer in answers] == [{"unlocked": True}, {"unlocked": False}]
            branch.start(customer=subject.get("customer", "C-9"), device=subject.get("deviceId", "t3"))
    assert [entry.action for entry in branch.identity.audit.entries()][::2] == ["unlock customer", "unlock device"]


@pytest.fixture
def command(branch: Branch, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Commands that find this branch's service, closed by the fixture alone."""

    class Opened:
        def __enter__(self) -> object:
            return branch.service

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setenv("KIOSK_DATA_DIR", str(branch.settings.data_dir))
    monkeypatch.setattr(customers, "_service", lambda settings, liveness: Opened())
    return CliRunner()


def test_an_operator_exports_and_erases(branch: Branch, command: CliRunner, tmp_path: Path) -> None:
    out = tmp_path / "person.zip"
    assert command.invoke(app, ["export", ALICE, "--out", str(out), "--staff", "ops"]).exit_code == 0
    assert zipfile.is_zipfile(out)
    assert command.invoke(app, ["export", ALICE, "--out", str(out)]).exit_code == 2, "the file exists"
    erased = command.invoke(app, ["erase", ALICE, "--reason", "asked"])
    assert "enrolment: 1\n" in erased.output
    trail = command.invoke(app, ["audit"]).output
    assert "\tops\texport\t" in trail
    assert ALICE not in trail


def test_an_operator_unlocks(branch: Branch, command: CliRunner) -> None:
    subject = Subject(SubjectKind.CUSTOMER, ALICE)
    with open_attempts(_settings(branch)) as parts:
        for number in range(5):
            parts.lockouts.fail(subject, str(number))
    unlock = ["unlock", "--customer", ALICE, "--reason", f"{ALICE} called", "--staff", "ops"]
    assert command.invoke(app, unlock).output == "unlocked\n"
    assert command.invoke(app, unlock).exit_code == 1
    assert branch.identity.privacy.audit.entries()[0].action == "unlock customer"
    for wrong in (["unlock"], ["unlock", "--reason", "x"], [*unlock, "--device", "t1"], [*unlock, "--reason", " "]):
        assert command.invoke(app, wrong).exit_code == 2


def _settings(branch: Branch) -> Settings:
    return load(data_dir=branch.settings.data_dir, terminals=ANYBODY, consent_elsewhere=True)
