"""Onboarding, authentication and the plain check by a customer who only hears, and presses Tab, Enter and F1."""

from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.identity.flow import Flow
from kiosk.settings import load
from kiosk.terminal.app import compose, image_files
from kiosk.terminal.camera.demo import attacks, people
from kiosk.terminal.camera.demo.camera import DemoCamera
from kiosk.terminal.camera.demo.held_document import HeldDocument, specimen
from kiosk.terminal.camera.demo.lighting import LitScene, Scene, ScreenGlow
from kiosk.terminal.camera.demo.motion import DemoPerson
from kiosk.terminal.camera.source import CameraSource
from kiosk.terminal.session.states import Decided, Result, Session, Trouble
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.accessibility.options import AccessibilityOptions
from kiosk.terminal.ui.accessibility.parts import AccessibilityParts
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from tests.fakes.hearing_customer import HearingCustomer, TimedSpeech

TIMEOUT_MS = 200_000


def open_camera(person: DemoPerson, glow: ScreenGlow, flow: Flow) -> CameraSource:
    portrait = image_files.load_portrait(people.demo_person())
    scene: Scene = LitScene(attacks.scene(None, portrait, None), glow)
    if flow is Flow.ONBOARD:
        scene = HeldDocument(scene, person, specimen(portrait.image))
    return DemoCamera(scene, person)


@pytest.mark.alone
@pytest.mark.expect_logs
@pytest.mark.parametrize("flow", [Flow.VERIFY, Flow.ONBOARD])
def test_the_whole_flow_without_sight(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flow: Flow
) -> None:
    speech, person, glow = TimedSpeech(), DemoPerson(), ScreenGlow()
    parts = AccessibilityParts(AccessibilityOptions(), lambda: speech)
    monkeypatch.setattr(compose, "accessibility_of", lambda settings: parts)
    settings = load(camera="demo", data_dir=tmp_path, flow=flow)
    with compose.backend(settings, tmp_path) as served:
        camera = partial(open_camera, person, glow, flow)
        terminal = compose.make_terminal(settings, camera, served.connect, VisitOptions(flow), (1280, 800))
        served.ready()
        ended: list[Session] = []
        terminal.controller.session_changed.connect(
            lambda session: ended.append(session) if isinstance(session.state, Result | Decided | Trouble) else None
        )
        terminal.window.light_shown.connect(glow.show)
        terminal.open(full_screen=False)
        qtbot.waitUntil(terminal.window.isActiveWindow)
        customer = HearingCustomer(terminal.window, speech, person)
        try:
            customer.begin()
            qtbot.waitUntil(lambda: bool(ended), timeout=TIMEOUT_MS)
            said = get_text(TextKey.PASSED_LIVE_TITLE) if flow is Flow.VERIFY else get_text(TextKey.SPEECH_PRIVATE)
            qtbot.waitUntil(lambda: said in speech.heard[-1], timeout=10_000)
        finally:
            terminal.controller.close()
            terminal.window.close()
    assert ended[-1].passed, (ended[-1].state, speech.heard)
