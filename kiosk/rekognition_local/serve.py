"""Runs the server in this process until it is told to stop."""

import contextlib
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.backend.server.server import Ready, Server, listen, listens_on_loopback, url_of
from kiosk.errors import SettingsInvalid
from kiosk.rekognition_local.build import LocalRekognition, S3Place
from kiosk.rekognition_local.streaming.certificate import load_stream_tls
from kiosk.rekognition_local.streaming.known_keys import keys_of_environment
from kiosk.rekognition_local.streaming.page_model import make_page_model
from kiosk.rekognition_local.streaming.server import StreamAccess, StreamServer
from kiosk.rekognition_local.streaming.static_files import StaticFiles
from kiosk.settings import Settings

StreamsReady = Callable[[str, Path], None]
"""Gets the address of streams, for example `wss://127.0.0.1:8011`, and the authority that clients are to trust."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server listens: ports of one address of loopback, and files that are served beside the streams."""

    host: str = "127.0.0.1"
    port: int = 0
    stream_port: int = 0
    files: Path | None = None


@dataclass(frozen=True, slots=True)
class Callers:
    """Who may ask, and what they are told."""

    origins: Sequence[str] = ()
    with_unmeasured: bool = False
    """See `face_detail` for what is not measured."""
    secrets: dict[str, str] = field(default_factory=keys_of_environment, repr=False)
    """By access key id: signatures of these are verified on streams."""


def serve(
    settings: Settings, place: Place, s3: S3Place, ready: Ready, streams_ready: StreamsReady, callers: Callers
) -> None:
    """Serve until SIGINT or SIGTERM, with port 0 on any free one; call it from the main thread.

    Raises SettingsInvalid when an address cannot be used or is not of loopback, an origin is none, or a file cannot be
    read, LibraryMissing, ModelMissing, ModelDamaged and StorageFailed.
    """
    with (
        contextlib.closing(_listen(place.host, place.port)) as listener,
        contextlib.closing(_listen(place.host, place.stream_port)) as streams_listener,
        LocalRekognition(settings, s3, origins=callers.origins, with_unmeasured=callers.with_unmeasured) as rekognition,
    ):
        try:
            tls, authority = load_stream_tls(rekognition.data_dir)
            files = StaticFiles(place.files, make_page_model())
        except (OSError, ValueError) as error:
            raise SettingsInvalid("streams: the certificate or a file to serve cannot be used") from error
        access = StreamAccess(callers.origins, callers.secrets, rekognition.session_keys)
        with StreamServer(streams_listener, tls, rekognition.streams, access, files):
            streams_ready(url_of(streams_listener, "wss"), authority)
            Server(rekognition.app, ready, settings.server).serve_on(listener)


def _listen(host: str, port: int) -> socket.socket:
    listener = listen(host, port)
    if not listens_on_loopback(listener):
        listener.close()
        raise SettingsInvalid("host: signatures are not verified, so only addresses of loopback are served")
    return listener
