"""Runs the server in this process until it is told to stop."""

import contextlib
from collections.abc import Sequence

from kiosk.backend.server.server import Ready, Server, listen, listens_on_loopback
from kiosk.errors import SettingsInvalid
from kiosk.rekognition_local.build import LocalRekognition, S3Place
from kiosk.settings import Settings


def serve(
    settings: Settings,
    address: tuple[str, int],
    s3: S3Place,
    ready: Ready,
    *,
    origins: Sequence[str] = (),
    with_unmeasured: bool = False,
) -> None:
    """Serve until SIGINT or SIGTERM, with port 0 on any free one; call it from the main thread.

    Pages of these `origins` may ask too; see `face_detail` for what is not measured.

    Raises SettingsInvalid when the address cannot be used or is not of loopback, or an origin is none, LibraryMissing,
    ModelMissing, ModelDamaged and StorageFailed.
    """
    with contextlib.closing(listen(*address)) as listener:
        if not listens_on_loopback(listener):
            raise SettingsInvalid("host: signatures are not verified, so only addresses of loopback are served")
        with LocalRekognition(settings, s3, origins=origins, with_unmeasured=with_unmeasured) as rekognition:
            Server(rekognition.app, ready, settings.server).serve_on(listener)
