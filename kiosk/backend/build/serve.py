"""Runs the service in this process until it is told to stop."""

import contextlib

from kiosk.backend.api.app import create_app
from kiosk.backend.api.caller_address import TrustedProxies
from kiosk.backend.build.open import open_service
from kiosk.backend.server.server import Ready, Server, listen, listens_on_loopback
from kiosk.errors import SettingsInvalid
from kiosk.settings import Settings


def serve(settings: Settings, host: str, port: int, ready: Ready) -> None:
    """Serve until SIGINT or SIGTERM, with port 0 on any free one; call it from the main thread.

    Raises SettingsInvalid when the address cannot be used or is open to others without an API key, LibraryMissing,
    ModelMissing and StorageFailed.
    """
    with contextlib.closing(listen(host, port)) as listener:
        if not settings.backend_api_key.get_secret_value() and not listens_on_loopback(listener):
            raise SettingsInvalid("backend_api_key: needed when other machines can reach the backend")
        with open_service(settings) as service:
            proxies = TrustedProxies(settings.trusted_proxies)
            Server(create_app(service, settings), ready, settings.server, proxies).serve_on(listener)
