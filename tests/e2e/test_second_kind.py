"""A kind of challenge that is registered on both sides is carried out end to end, and no room is touched for it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from pytestqt.qtbot import QtBot

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.build.local import build_local
from kiosk.backend.challenge.kinds import known_kinds
from kiosk.backend.challenge.start import StartRequest
from kiosk.backend.engines.local.load import load_engines
from kiosk.domain.liveness.guide import Phase
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.errors import BackendResponseInvalid, StorageFailed
from kiosk.settings import Settings, load
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.started_challenge import StartOptions, read_started
from kiosk.terminal.client.upload.uploader import UploadLimits
from kiosk.terminal.selftest.engines import HEIGHT_PX, WIDTH_PX, ZOOM, standing_person
from kiosk.terminal.session.effects import StartChallenge
from kiosk.terminal.session.machine import begin
from kiosk.terminal.session.states import Challenging, Timeouts
from kiosk.terminal.ui import challenge_kinds
from kiosk.terminal.ui.attempt import AttemptFactory
from kiosk.terminal.ui.window import KioskWindow
from kiosk.vision.tracker import FrameSize, Tracker
from tests.e2e.second_kind import LookChallenge, LookOverlay, with_look, with_look_at_the_terminal
from tests.factories.terminals import ANYBODY
from tests.fakes.served_backend import served

POLICY = GuidePolicy()
AT_TERMINAL = StartOptions("somebody", WIDTH_PX, HEIGHT_PX, synthetic=True, camera_name="test")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(data_dir=tmp_path, allow_synthetic=True, consent_elsewhere=True, terminals=ANYBODY)


@pytest.fixture
def service(settings: Settings) -> Iterator[VerificationService]:
    engine, engines = load_engines("")
    with build_local(settings, engine, engines, kinds=with_look(known_kinds(JudgePolicy()))) as service:
        yield service


@pytest.fixture
def url(service: VerificationService, settings: Settings) -> Iterator[str]:
    with served(service, settings) as url:
        yield url


def test_a_session_of_a_second_kind(service: VerificationService, url: str, qtbot: QtBot) -> None:
    kinds = with_look_at_the_terminal(challenge_kinds.known_kinds(POLICY))
    factory = AttemptFactory(lambda: BackendClient(url), kinds, AT_TERMINAL, UploadLimits(12.0, 24), lifetime_s=60.0)
    window = KioskWindow(kinds=kinds)
    qtbot.addWidget(window)
    window.show()
    attempt = factory.start(lambda said: None, StartChallenge(1))
    kept = service._context.store.load(attempt.challenge.id).record.challenge
    assert isinstance(attempt.challenge, LookChallenge)
    assert kept == attempt.challenge

    with Tracker(FrameSize(WIDTH_PX, HEIGHT_PX, ZOOM)) as tracker:
        image = tracker.crop(standing_person())
        guide = None
        for number in range(attempt.challenge.pictures):
            shifted = image.copy()
            shifted[0, 0] = number
            guide = attempt.observe(shifted, tracker.observe(image, number / 5))
            window.show_session(replace(begin(0.0, Timeouts()), state=Challenging(attempt.challenge, 60.0, guide)))
            window.show_frame(shifted)
            window.grab()
    verdict = attempt.verify()

    assert guide is not None
    assert guide.phase is Phase.REACHED
    assert verdict.passed
    judged = service._context.store.load(attempt.challenge.id).verdict
    assert judged is not None
    assert (judged.confidence, judged.evidence["pictures"]) == (90.0, 4.0)
    assert LookOverlay.painted[-1] == attempt.challenge


def test_whoever_knows_no_other_kind_gets_the_nose(url: str) -> None:
    of_the_sample = requests.post(
        f"{url}/challenge/start", json={"userId": "u", "imageWidth": 640, "imageHeight": 480}, timeout=5
    ).json()
    of_the_framework = requests.post(f"{url}/challenge", json={"imageWidth": 640, "imageHeight": 480}, timeout=5).json()

    assert of_the_sample["noseLeft"]
    assert "kind" not in of_the_sample
    assert of_the_framework["type"] == "NOSE"


def test_a_terminal_that_does_not_know_the_kind_gets_one_that_it_knows(url: str) -> None:
    with closing(BackendClient(url)) as client:
        assert isinstance(client.start(AT_TERMINAL).challenge, NoseChallenge)


def test_a_terminal_carries_out_nothing_that_it_does_not_know() -> None:
    with pytest.raises(BackendResponseInvalid, match="kind of challenge"):
        read_started({"kind": LookChallenge.kind})


def test_the_document_describes_both_kinds(url: str) -> None:
    schemas = requests.get(f"{url}/openapi.json", timeout=5).json()["components"]["schemas"]

    assert {"NoseStartReply", "LookStartReply"} <= schemas.keys()


def test_a_stored_challenge_of_a_kind_that_is_gone_fails(settings: Settings) -> None:
    engine, engines = load_engines("")
    request = StartRequest("u", 640, 480, terminal_knows=(LookChallenge.kind,))
    with build_local(settings, engine, engines, kinds=with_look(known_kinds(JudgePolicy()))) as service:
        started = service.start(request)
    with build_local(settings, engine, engines) as without, pytest.raises(StorageFailed):
        without._context.store.load(started.challenge.id)
