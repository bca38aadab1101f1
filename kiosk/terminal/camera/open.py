"""Opens the camera that a setting names: a new kind of camera has its line here."""

from pathlib import Path

from kiosk.terminal.camera.admission import ANY_CAMERA, CameraAdmission
from kiosk.terminal.camera.device_choice import is_clip
from kiosk.terminal.camera.source import CameraSource


def open_camera(
    name: str, width_px: int, height_px: int, *, loop: bool, admission: CameraAdmission = ANY_CAMERA
) -> CameraSource:
    """Open a video file, again and again with `loop`, or a device by its number or name, for pictures of this size.

    Raises CameraErrors. Each adapter is imported only when it is wanted, for one of them needs Qt.
    """
    if is_clip(name):
        from kiosk.terminal.camera.clip import ClipCamera

        return ClipCamera(Path(name), loop=loop)
    from kiosk.terminal.camera.live import LiveCamera

    return LiveCamera(name, width_px, height_px, admission=admission)
