"""What staff reads of the terminal itself."""

from collections.abc import Iterator

from kiosk.errors import LockedOut
from kiosk.terminal.session.states import Session
from kiosk.terminal.session.terminal_report import CameraReport, PanelNote
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.catalogue_en import ENGLISH
from kiosk.terminal.ui.text.lookup import describe_error, describe_problem, get_text, say_in_language
from kiosk.terminal_errors import TerminalInMaintenance


def describe_state(session: Session) -> str:
    """Say whether customers are served, and why not."""
    code = session.notice
    match code:
        case "":
            return get_text(TextKey.TERMINAL_READY)
        case TerminalInMaintenance.code:
            return get_text(TextKey.TERMINAL_OUT_OF_SERVICE)
        case LockedOut.code:
            return get_text(TextKey.TERMINAL_LOCKED)
        case _:
            return get_text(TextKey.TERMINAL_NOT_READY, title=describe_error(code).title, code=code)


def describe_note(note: PanelNote | None) -> str:
    """Say what became of what staff asked for."""
    return "" if note is None else say_in_language(note, ENGLISH.panel_notes[note])


def describe_camera(camera: CameraReport | None) -> Iterator[str]:
    """Say what a check of the camera came to, line by line."""
    if camera is None:
        return
    if camera.code:
        yield describe_problem(camera.code)
        return
    size = {"width": camera.width_px, "height": camera.height_px}
    yield get_text(TextKey.CAMERA_LINE, name=camera.name, fps=round(camera.fps), **size)
    yield get_text(TextKey.CAMERA_LIGHT, brightness=round(camera.brightness), white=round(100 * camera.blown_out))
    yield get_text(TextKey.CAMERA_IS_ADMITTED if camera.admitted else TextKey.CAMERA_IS_STRANGE)
    yield from (say_in_language(finding, ENGLISH.camera_findings[finding]) for finding in camera.findings)
