"""Runs the server in this process until it is told to stop."""

import contextlib
import ipaddress

from kiosk.backend.build.serve import Ready, Server, listen
from kiosk.errors import SettingsInvalid
from kiosk.rekognition_local.build import LocalRekognition, S3Place
from kiosk.settings import Settings


def serve(settings: Settings, address: tuple[str, int], s3: S3Place, ready: Ready) -> None:
    """Serve until SIGINT or SIGTERM, with port 0 on any free one; call it from the main thread.

    Raises SettingsInvalid when the address cannot be used or is not of loopback, LibraryMissing, ModelMissing,
    ModelDamaged and StorageFailed.
    """
    with contextlib.closing(listen(*address)) as listener:
        if not ipaddress.ip_address(listener.getsockname()[0]).is_loopback:
            raise SettingsInvalid("host: signatures are not verified, so only addresses of loopback are served")
        with LocalRekognition(settings, s3) as rekognition:
            Server(rekognition.app, ready).serve_on(listener)
