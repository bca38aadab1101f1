"""The composition root of what runs until it is told to stop; `terminal` and `demo` hold the rest of it."""

from functools import partial
from typing import TYPE_CHECKING

from kiosk.domain.identity.flow import Flow
from kiosk.settings import Settings
from kiosk.system.parent_process import SignsOfLife
from kiosk.terminal.app import image_files
from kiosk.terminal.app.compose import DEMO, backend, is_synthetic, make_terminal, prepare_qt, show
from kiosk.terminal.camera.open import open_camera
from kiosk.terminal.camera.source import CameraSource
from kiosk.terminal.session.visit_options import VisitOptions

if TYPE_CHECKING:
    from kiosk.terminal.camera.demo.motion import DemoPerson


def run_kiosk(settings: Settings, visit: VisitOptions, size: tuple[int, int], signs_of_life: SignsOfLife) -> None:
    """Show the window until it is closed; raises what keeps a terminal from ever working."""
    prepare_qt(settings)
    from kiosk.terminal.camera.demo.motion import DemoPerson
    from kiosk.terminal.ui.application import request_camera_permission
    from kiosk.terminal.ui.qt_log import log_qt_messages
    from kiosk.terminal.ui.threads import Workers

    _check_models()
    person = DemoPerson()
    with log_qt_messages(), Workers() as workers, backend(settings, settings.data_dir) as served:
        terminal = make_terminal(settings, partial(_open_camera, settings, person), served.connect, visit, size)
        terminal.window.instruction_shown.connect(person.see)
        terminal.controller.session_changed.connect(lambda session: person.hold(session.wanted_side))
        terminal.open(settings.full_screen)
        if not is_synthetic(settings):
            request_camera_permission(terminal.application)
        show(terminal, served, workers, signs_of_life)


def _open_camera(settings: Settings, person: "DemoPerson") -> CameraSource:
    if settings.camera == DEMO:
        return _demo_camera(person, holding=settings.flow is Flow.ONBOARD)
    return open_camera(settings.camera, settings.capture_width_px, settings.capture_height_px, loop=True)


def _demo_camera(person: "DemoPerson", *, holding: bool) -> CameraSource:
    from kiosk.terminal.camera.demo import attacks, people
    from kiosk.terminal.camera.demo.camera import DemoCamera

    portrait = image_files.load_portrait(people.demo_person())
    scene = attacks.scene(None, portrait, None)
    if holding:
        from kiosk.terminal.camera.demo.held_document import HeldDocument, specimen

        scene = HeldDocument(scene, person, specimen(portrait.image))
    return DemoCamera(scene, person)


def _check_models() -> None:
    """Raise ModelMissing or ModelDamaged now rather than when somebody stands before the camera."""
    from kiosk.vision import models

    for model in models.FACE_MESH:
        models.verify_model(model)
