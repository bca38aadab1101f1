"""The composition root of what runs until it is told to stop; `terminal` and `demo` hold the rest of it."""

from functools import partial
from typing import TYPE_CHECKING

from kiosk.domain.identity.flow import Flow
from kiosk.settings import Settings
from kiosk.system.parent_process import SignsOfLife
from kiosk.system.terminal_state import TerminalStateFile
from kiosk.terminal.app import image_files
from kiosk.terminal.app.compose import DEMO, backend, is_synthetic, make_terminal, prepare_qt, show
from kiosk.terminal.app.look_after import look_after, turn_of
from kiosk.terminal.camera.admission import ANY_CAMERA, CameraAdmission
from kiosk.terminal.camera.open import open_camera
from kiosk.terminal.camera.source import CameraSource
from kiosk.terminal.camera.turned import set_upright
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
        kept = TerminalStateFile(settings.data_dir)
        looked_after = look_after(
            settings, kept, partial(_open_unturned, settings, person, ANY_CAMERA), visit.device_id
        )
        opening = partial(_open_camera, settings, person, kept, looked_after.admission)
        terminal = make_terminal(settings, opening, served.connect, visit, size, looked_after)
        terminal.window.instruction_shown.connect(person.see)
        terminal.controller.session_changed.connect(lambda session: person.hold(session.wanted_side))
        terminal.open(settings.full_screen)
        if not is_synthetic(settings):
            request_camera_permission(terminal.application)
        show(terminal, served, workers, signs_of_life)


def _open_camera(
    settings: Settings, person: "DemoPerson", kept: TerminalStateFile, admission: CameraAdmission
) -> CameraSource:
    """The admitted camera, with its pictures upright; the demo person's always are."""
    source = _open_unturned(settings, person, admission)
    return source if settings.camera == DEMO else set_upright(source, turn_of(settings, kept), mirrored=False)


def _open_unturned(settings: Settings, person: "DemoPerson", admission: CameraAdmission) -> CameraSource:
    if settings.camera == DEMO:
        return _demo_camera(person, holding=settings.flow is Flow.ONBOARD)
    size_px = settings.capture_width_px, settings.capture_height_px
    source = open_camera(settings.camera, *size_px, loop=True, admission=admission)
    return set_upright(source, 0, mirrored=settings.camera_mirrored)


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

    for model in models.LIVE_FACES:
        models.verify_model(model)
