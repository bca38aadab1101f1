"""What serves until it is told to stop."""

import logging
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import LibraryMissing, StorageFailed
from kiosk.settings import Settings
from kiosk.system.data_folder import prepare_data_dir
from kiosk.system.paths import is_frozen
from kiosk.terminal.app.embedded_backend import READY_PREFIX

if TYPE_CHECKING:
    from kiosk.backend.challenge.ports import FaceLiveness

logger = logging.getLogger(__name__)


def run_backend(settings: Settings, host: str, port: int, *, own_terminal: str | None) -> None:
    """Serve the backend until it is told to stop; an embedded one for nobody but the terminal with this public key."""
    from kiosk.backend.build.face_liveness import wants_own_liveness
    from kiosk.backend.build.serve import serve

    def ready(url: str) -> None:
        # By now no other backend works with the data folder.
        if not wants_own_liveness(settings):
            _discard_own_sessions(settings)
        _announce(url)

    serve(
        settings,
        host,
        port,
        ready,
        private=own_terminal is not None,
        own_terminal=own_terminal or "",
        own_liveness=_open_own_liveness,
    )


def _discard_own_sessions(settings: Settings) -> None:
    """Delete the sessions of a time when this process served streams; nothing else would ever do so."""
    try:
        from kiosk.rekognition_local.own_liveness import discard_sessions
    except ModuleNotFoundError:
        return
    try:
        discard_sessions(settings)
    except StorageFailed as error:
        logger.error("%s: sessions of former streams: %s", error.code, error.detail)


def _open_own_liveness(settings: Settings) -> "AbstractContextManager[FaceLiveness]":
    """Open what carries out face liveness in this process; raises LibraryMissing where it is not installed."""
    try:
        from kiosk.rekognition_local.own_liveness import open_own_liveness
    except ModuleNotFoundError as error:
        raise LibraryMissing(f"{error.name}: face liveness of this machine's own is not installed") from error

    return open_own_liveness(settings)


def run_rekognition_local(
    settings: Settings,
    address: tuple[str, int, int],
    files: Path | None,
    s3_endpoint: str,
    region: str,
    origins: Sequence[str],
    *,
    with_unmeasured: bool,
) -> None:
    """Serve the local Rekognition until it is told to stop; the second port is that of streams."""
    if is_frozen():
        raise LibraryMissing("rekognition-local is no part of the installed program; run it from its sources")
    from kiosk.rekognition_local.build import FOLDER, S3Place
    from kiosk.rekognition_local.serve import Callers, Place, serve
    from kiosk.terminal.app.instance_lock import only_instance

    folder = settings.data_dir / FOLDER
    prepare_data_dir(folder)
    with only_instance(folder):
        callers = Callers(origins, with_unmeasured)
        serve(settings, Place(*address, files), S3Place(s3_endpoint, region), _announce, _announce_streams, callers)


def _announce_streams(url: str, authority: Path) -> None:
    sys.stdout.write(f"face liveness streams at {url}; clients trust them by {authority}\n")
    sys.stdout.flush()


def _announce(url: str) -> None:
    sys.stdout.write(f"{READY_PREFIX}{url}\n")
    sys.stdout.flush()
