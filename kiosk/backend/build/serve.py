"""Runs the service in this process until it is told to stop."""

import contextlib
import logging

from kiosk.backend.api.app import create_app
from kiosk.backend.api.caller_address import TrustedProxies
from kiosk.backend.build.open import open_service
from kiosk.backend.server.keys import check_keys
from kiosk.backend.server.server import Ready, Server, listen, listens_on_loopback
from kiosk.backend.server.tls import load_tls
from kiosk.errors import SettingsInvalid
from kiosk.settings import Settings

logger = logging.getLogger(__name__)


def serve(settings: Settings, host: str, port: int, ready: Ready, *, private: bool = False) -> None:
    """Serve until SIGINT or SIGTERM, with port 0 on any free one; call it from the main thread.

    A private one answers nobody without the API key, at no address. Raises SettingsInvalid when the address cannot be
    used or is open to others without an API key, for a weak key and for an unusable certificate, LibraryMissing,
    ModelMissing and StorageFailed.
    """
    check_keys(settings)
    # What only the parent speaks to over loopback needs no certificate, which would not be one for that.
    tls = None if private else load_tls(settings)
    with contextlib.closing(listen(host, port)) as listener:
        if not settings.backend_api_key.get_secret_value() and not listens_on_loopback(listener):
            raise SettingsInvalid("backend_api_key: needed when other machines can reach the backend")
        with open_service(settings) as service:
            if not settings.backend_api_key.get_secret_value():
                logger.warning("without a key, every user and program of this machine can use this backend")
            proxies = TrustedProxies(settings.trusted_proxies)
            app = create_app(service, settings, private=private)
            Server(app, ready, settings.server, proxies, tls).serve_on(listener)
