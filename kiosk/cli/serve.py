"""What serves until it is told to stop."""

import sys
from collections.abc import Sequence

from kiosk.errors import LibraryMissing
from kiosk.settings import Settings
from kiosk.system.data_folder import prepare_data_dir
from kiosk.system.paths import is_frozen
from kiosk.terminal.app.embedded_backend import READY_PREFIX


def run_backend(settings: Settings, host: str, port: int, *, embedded: bool) -> None:
    """Serve the backend until it is told to stop; an embedded one for nobody but the terminal that started it."""
    from kiosk.backend.build.serve import serve

    serve(settings, host, port, _announce, private=embedded)


def run_rekognition_local(
    settings: Settings,
    address: tuple[str, int],
    s3_endpoint: str,
    region: str,
    origins: Sequence[str],
    *,
    with_unmeasured: bool,
) -> None:
    """Serve the local Rekognition until it is told to stop."""
    if is_frozen():
        raise LibraryMissing("rekognition-local is no part of the installed program; run it from its sources")
    from kiosk.rekognition_local.build import FOLDER, S3Place
    from kiosk.rekognition_local.serve import serve
    from kiosk.terminal.app.instance_lock import only_instance

    folder = settings.data_dir / FOLDER
    prepare_data_dir(folder)
    with only_instance(folder):
        place = S3Place(s3_endpoint, region)
        serve(settings, address, place, _announce, origins=origins, with_unmeasured=with_unmeasured)


def _announce(url: str) -> None:
    sys.stdout.write(f"{READY_PREFIX}{url}\n")
    sys.stdout.flush()
