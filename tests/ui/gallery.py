"""Renders every screen in several shapes: `python -m tests.ui.gallery FOLDER [NAME] [LANGUAGE] [high-contrast]`."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from kiosk.domain.faces.face_detail import Point
from kiosk.domain.language import Language
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.face_movement.challenge import draw_challenge
from kiosk.domain.liveness.face_movement.guide import MovementGuide, MovementStep
from kiosk.domain.liveness.face_movement.guided_challenge import MatchRules, challenge_of
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.light import Colour, LightSequence, LightStep
from kiosk.domain.liveness.nose.challenge import NoseChallenge, challenge_at
from kiosk.domain.liveness.verdict import Reason
from kiosk.terminal.session.states import (
    AskingConsent,
    Attract,
    Challenging,
    GetReady,
    Result,
    Session,
    Starting,
    State,
    Timeouts,
    Trouble,
    Verifying,
)
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.application import make_application
from kiosk.terminal.ui.out_of_service import OutOfServiceWindow
from kiosk.terminal.ui.text.lookup import describe_out_of_service, list_fault_lines
from kiosk.terminal.ui.theme import Legibility, adapt
from kiosk.terminal.ui.window import KioskWindow
from tests.factories import sessions
from tests.factories.verdicts import make_answer

RULES = MatchRules(0.3, 0.7, 0.15, 0.15, 15.0)
NEAR = VisitOptions(challenge="face-movement-and-light")
SHAPES = {"landscape": (1280, 800), "portrait": (1080, 1920), "small": (800, 600)}
CHALLENGE: NoseChallenge = replace(
    challenge_at("gallery", 640, 480, 58, -14),
    later_targets=tuple(challenge_at("", 640, 480, *offset).nose_target for offset in ((4, 46), (-60, 20))),
)
APPROACH = Guide(Phase.APPROACH, Hint.MOVE_TO_CENTRE, 0.0, seconds_left=24)
TARGET = Guide(Phase.TARGET, Hint.TURN_LEFT, 0.0, nose=Point(0.485, 0.46), seconds_left=7)
COMING = MovementGuide(Phase.TARGET, Hint.MOVE_CLOSER, 0.0, step=MovementStep.COME_NEAR, progress=0.4, seconds_left=9)
VERDICT = make_answer(document_matched=True, synthetic=True)


def frame() -> NDArray[np.uint8]:
    """A person whose face fills the area, 640x480, unmirrored."""
    portrait = cv2.imread(str(get_sample_data("grace_hopper.jpg", asfileobj=False)))
    return np.asarray(cv2.resize(portrait[40:424], (640, 480), interpolation=cv2.INTER_CUBIC), np.uint8)


def running(guide: Guide | None) -> Challenging:
    return Challenging(CHALLENGE, 180.0, guide, 9, 11)


def states() -> Iterator[tuple[str, State]]:
    """Every screen, and the challenge in its phases."""
    yield "1_attract", Attract()
    yield "2_consent", AskingConsent()
    yield "2_get_ready", GetReady()
    yield "3_starting", Starting()
    yield "4_approach", running(APPROACH)
    yield "5_in_place", running(replace(APPROACH, hint=Hint.HOLD_STILL, held_frames=2))
    yield "6_turn", running(TARGET)
    held = replace(TARGET, hint=Hint.HOLD_STILL, held_frames=2, nose=CHALLENGE.nose_target.centre)
    yield "7_hold", running(held)
    second = replace(TARGET, hint=Hint.TURN_DOWN, targets_reached=1, nose=Point(0.56, 0.46))
    yield "7_second", running(second)
    yield "7_third", running(replace(second, hint=Hint.TURN_RIGHT, targets_reached=2, nose=Point(0.5, 0.57)))
    light = LightSequence((LightStep(Colour.WHITE, Colour.BLUE), LightStep(Colour.YELLOW, Colour.MAGENTA)))
    yield "7_light", replace(running(TARGET), challenge=replace(CHALLENGE, light=light))
    other = LightSequence((LightStep(Colour.CYAN, Colour.WHITE), LightStep(Colour.GREEN, Colour.YELLOW)))
    yield "7_light_second", replace(running(second), challenge=replace(CHALLENGE, light=other))
    oval = challenge_of("gallery", draw_challenge(640, 480, lambda numbers: numbers // 2, with_light=True), RULES)
    yield "7_near", Challenging(oval, 180.0, COMING, 3, 3)
    held = replace(COMING, hint=Hint.HOLD_STILL, step=MovementStep.HOLD, progress=1.0)
    yield "7_near_held", Challenging(oval, 180.0, held, 3, 3)
    yield "7_near_colours", Challenging(oval, 180.0, replace(held, step=MovementStep.LIGHT), 3, 3)
    yield "8_verifying", Verifying(9, 14)
    yield "9_passed", Result(VERDICT)
    yield "9_passed_live", Result(replace(VERDICT, document_matched=None))
    failed = replace(VERDICT, passed=False, reasons=(Reason.HEAD_NOT_TURNED, Reason.SEVERAL_FACES))
    yield "9_failed", Result(failed)
    yield "9_mismatch", Result(replace(failed, reasons=(Reason.FACE_MISMATCH,)))
    yield "t_camera", Trouble("CAMERA_LOST", camera=True)
    yield "t_backend", Trouble("BACKEND_UNREACHABLE", camera=False)


def render(folder: Path, only: str, language: Language) -> None:
    """One picture per screen and shape."""
    window = KioskWindow()
    window.demonstration = True
    picture = frame()
    for shape, size in SHAPES.items():
        window.resize(*size)
        window.show()
        for name, state in states():
            if only in f"{shape}_{name}":
                window.show_session(
                    replace(Session(Timeouts(), 40.0, state, entered_at_s=1.0), chosen_language=language)
                )
                window.show_frame(picture)
                QApplication.processEvents()
                window.grab().save(str(folder / f"{shape}_{name}.png"))
        near = replace(Session(Timeouts(), 40.0, GetReady(), entered_at_s=1.0), visit=NEAR)
        for name, session in (("get_ready_near", near), *sessions.sessions()):
            if only in f"{shape}_i_{name}":
                window.show_session(replace(session, chosen_language=language))
                window.show_frame(picture)
                QApplication.processEvents()
                window.grab().save(str(folder / f"{shape}_i_{name}.png"))
    window.close()
    render_out_of_service(folder, only)


def render_out_of_service(folder: Path, only: str) -> None:
    """The window of a terminal that cannot run."""
    detail = "dlib_face_recognition_resnet_model_v1.dat is not the file that this version was made with; install again"
    lines = list_fault_lines("MODEL_DAMAGED", detail, r"C:\ProgramData\Kiosk\logs\kiosk.log")
    for closable, kind in ((False, "full_screen"), (True, "window")):
        window = OutOfServiceWindow(describe_out_of_service("MODEL_DAMAGED"), lines, closable=closable)
        for shape, size in SHAPES.items():
            name = f"{shape}_u_out_of_service_{kind}"
            if only in name:
                window.resize(*size)
                window.show()
                QApplication.processEvents()
                window.grab().save(str(folder / f"{name}.png"))
        window.close()


if __name__ == "__main__":
    application = make_application(["gallery", "-platform", "offscreen"])
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    only, spoken, seen = [*sys.argv[2:], "", "", ""][:3]
    adapt(Legibility(high_contrast=seen == "high-contrast"), application)
    render(target, only, Language(spoken or Language.ENGLISH))
