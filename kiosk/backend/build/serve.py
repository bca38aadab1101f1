"""Runs the service in this process until it is told to stop."""

import contextlib
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager

from kiosk.backend.api.app import create_app
from kiosk.backend.api.caller_address import TrustedProxies
from kiosk.backend.build.face_liveness import wants_own_liveness
from kiosk.backend.build.open import open_service
from kiosk.backend.challenge.ports import FaceLiveness
from kiosk.backend.server.keys import check_keys
from kiosk.backend.server.server import Ready, Server, listen, listens_on_loopback
from kiosk.backend.server.tls import load_tls
from kiosk.errors import SettingsInvalid
from kiosk.settings import Settings

logger = logging.getLogger(__name__)


OwnLiveness = Callable[[Settings], AbstractContextManager[FaceLiveness]]
"""Opens what carries out streams in this process."""


def serve(
    settings: Settings,
    host: str,
    port: int,
    ready: Ready,
    *,
    private: bool = False,
    own_terminal: str = "",
    own_liveness: OwnLiveness | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, with port 0 on any free one; call it from the main thread.

    A private one answers nobody without the API key, at no address, and serves the terminal with this public key.
    Raises SettingsInvalid when the address cannot be used or is open to others without an API key, for a weak key and
    for an unusable certificate, LibraryMissing, ModelMissing and StorageFailed.
    """
    check_keys(settings)
    # What only the parent speaks to over loopback needs no certificate, which would not be one for that.
    tls = None if private else load_tls(settings)
    with contextlib.closing(listen(host, port)) as listener:
        if not settings.backend_api_key.get_secret_value() and not listens_on_loopback(listener):
            raise SettingsInvalid("backend_api_key: needed when other machines can reach the backend")
        if wants_own_liveness(settings) and not listens_on_loopback(listener):
            raise SettingsInvalid("face_liveness__service: own serves terminals of this machine alone")
        with (
            _opened(settings, own_liveness) as liveness,
            open_service(settings, own_terminal, liveness) as service,
        ):
            if not settings.backend_api_key.get_secret_value():
                logger.warning("without a key, every user and program of this machine can use this backend")
            if settings.terminals.admits_any:
                logger.warning(
                    "clients without an enrolled key are admitted: nothing shows where their frames come from"
                )
            proxies = TrustedProxies(settings.trusted_proxies)
            app = create_app(service, settings, private=private)
            Server(app, ready, settings.server, proxies, tls).serve_on(listener)


def _opened(settings: Settings, own_liveness: OwnLiveness | None) -> AbstractContextManager[FaceLiveness | None]:
    if own_liveness is None or not wants_own_liveness(settings):
        return contextlib.nullcontext()
    return own_liveness(settings)
