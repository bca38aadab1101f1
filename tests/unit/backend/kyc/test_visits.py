"""A kiosk before a KYC service, and the commands around one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.backend.api.kyc_callers import Callers
from kiosk.backend.challenge.start import Started
from kiosk.cli.main import app
from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.verdict import Reason
from kiosk.settings import load
from kiosk.system.exit_codes import Exit
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.kyc import KycClient
from kiosk.terminal.client.kyc_visits import KycVisits, VisitClient
from kiosk.terminal.client.started_challenge import StartedChallenge, StartOptions
from kiosk.terminal_errors import KycRefused
from tests.factories.customers import Customer
from tests.factories.jpeg_files import jpeg
from tests.factories.verdicts import make_answer
from tests.factories.visits import terminal_in
from tests.fakes.clock import START_S
from tests.fakes.kyc_backend import Bench


@pytest.fixture
def told() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def client(kyc: Bench, told: list[tuple[str, str]]) -> Iterator[VisitClient]:
    kyc.clock.now_s = START_S
    visits = KycVisits(lambda: KycClient(kyc.url), lambda *session: told.append(session))
    client = VisitClient(visits, kyc.url, "", connect_timeout_s=3.0, read_timeout_s=10.0)
    yield client
    client.close()


def turned(kyc: Bench, client: VisitClient) -> StartedChallenge:
    """Started, and done as asked."""
    started = client.start(StartOptions("visitor", 640, 480, synthetic=False, camera_name="camera"))
    Customer(kyc.service, kyc.engine, kyc.clock).turn(Started(started.challenge, started.token, 0, 60))
    return started


def test_a_visit_completes_a_session_of_its_own(kyc: Bench, client: VisitClient, told: list[tuple[str, str]]) -> None:
    assert client.verify(turned(kyc, client)).passed
    ((session_id, status),) = told
    assert status == "SUCCEEDED"
    assert kyc.verify(session_id).status_code == 200


def test_other_flows_need_no_session(
    tmp_path: Path, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    verdict = make_answer()
    monkeypatch.setattr(BackendClient, "verify", lambda client, started, stream=None: verdict)
    with terminal_in(tmp_path) as terminal:
        visits = KycVisits(lambda: KycClient(terminal.url), lambda *session: told.append(session))
        client = VisitClient(visits, terminal.url, "", connect_timeout_s=3.0, read_timeout_s=10.0)
        started = client.start(
            StartOptions("v", 640, 480, synthetic=False, camera_name="c", flow=Flow.ONBOARD, customer="C-1")
        )
        assert client.verify(started) == verdict
        client.close()
    assert told == []


def test_nobody_passes_whom_the_service_does_not_confirm(
    kyc: Bench, client: VisitClient, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    started = turned(kyc, client)
    monkeypatch.setattr(kyc.sessions, "complete", lambda *arguments: None)
    verdict = client.verify(started)
    assert (verdict.passed, verdict.reasons) == (False, (Reason.LOW_CONFIDENCE,))
    assert told[0][1] == "IN_PROGRESS"
    started = turned(kyc, client)
    kyc.clock.now_s += 150
    kyc.sessions.purge_before(kyc.clock.now_s + 1)
    with pytest.raises(KycRefused, match="KYC_1008"):
        client.verify(started)


def test_a_key_is_made_for_a_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KIOSK_KYC_API_KEYS", json.dumps({"shop": "0" * 64}))
    made = CliRunner().invoke(app, ["api-key", "bank-1"])
    key, setting = (line.rpartition(": ")[2] for line in made.stdout.splitlines())
    name, _, value = setting.partition("=")
    monkeypatch.setenv(name, value)
    callers = load().kyc_api_keys
    assert set(callers) == {"shop", "bank-1"}
    assert Callers(callers).find_caller({"headers": [(b"x-api-key", key.encode())]}) == "bank-1"
    assert CliRunner().invoke(app, ["api-key", "two words"]).exit_code == 2


def test_a_document_is_checked_from_outside(kyc: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kyc.clock.now_s = START_S
    Path("front.jpg").write_bytes(kyc.reader.show(jpeg("front"), kyc.comparer.show(jpeg("portrait"))))
    Path("other.jpg").write_bytes(kyc.reader.show(jpeg("other"), kyc.comparer.show(jpeg("bob"), "bob")))

    def check(session_id: str, *pages: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["kyc-check", "--url", kyc.url, "--session", session_id, *pages])
        return done.exit_code, done.stdout.strip()

    session_id = kyc.completed()
    message = "KYC verification successful. Documents: 1, Liveness: 99.50%, Face Match: ✓"
    assert check(session_id, "front.jpg") == (Exit.OK, f"pass: {message}")
    status, said = check(session_id, "front.jpg")
    assert (status, said.startswith("fail: 1007 ")) == (Exit.FAILED, True)
    status, said = check(kyc.completed(), "other.jpg")
    assert (status, said.startswith("fail: 1011 Face similarity 12.50%")) == (Exit.FAILED, True)
    assert check(kyc.completed(), "missing.jpg")[0] == 2
