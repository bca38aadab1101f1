"""The websocket of a stream: where it leads, through which proxy, and whose certificates are believed."""

import logging
import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from requests.utils import DEFAULT_CA_BUNDLE_PATH
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, InvalidProxy, InvalidStatus, InvalidURI
from websockets.proxy import get_proxy
from websockets.uri import parse_uri

from kiosk import __version__
from kiosk.contract.liveness_stream.events import PATH
from kiosk.contract.liveness_stream.signing import SignedAddress, sign_address
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamGrant
from kiosk.errors import SettingsInvalid
from kiosk.stream_errors import StreamTimeout, StreamUnreachable
from kiosk.system.loopback import is_loopback
from kiosk.terminal.client.network import Network, show_certificate

VERSIONS: Final = "FaceMovementAndLightChallenge_2.0.0,FaceMovementChallenge_1.0.0"
MAX_MESSAGE_BYTES = 64 * 1024
"""The longest of the server's messages has two or three thousand."""
CLOSE_TIMEOUT_S = 2.0
CA_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
"""Name a file of certificates, in this order, for the HTTP client as well."""


@dataclass(frozen=True, slots=True)
class StreamNetwork:
    """How a terminal reaches a liveness service."""

    proxy: str = ""
    """Address of a proxy; empty takes that of the environment, and none for this machine."""
    ca_file: str = ""
    """Certificates in PEM to believe instead of the machine's own."""
    connect_timeout_s: float = 10.0
    system_trust: bool = False
    """Believe whom the operating system believes, where no file is named."""
    certificate: str = ""
    """PEM file with the certificate that is shown to a proxy, or to a server behind one, that asks for it."""
    key: str = ""
    """PEM file with its private key, where it is not in the same file."""


@dataclass(frozen=True, slots=True)
class VideoSize:
    """Of the recorded video, in pixels."""

    width_px: int
    height_px: int


class OpeningRefused(Exception):
    """The service refused credentials or signature before there was a websocket; `untrusted_date` is its time."""

    def __init__(self, status: int, untrusted_date: str | None) -> None:
        super().__init__(f"HTTP {status}")
        self.untrusted_date = untrusted_date


class _Connect(connect):
    """Follows no redirects: an address is signed for one host."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


def sign_opening(grant: StreamGrant, size: VideoSize, now_s: float, attempt: int = 1) -> SignedAddress:
    """Return the signed address of the grant's stream; `attempt` counts those of one customer."""
    place = urlsplit(grant.endpoint)
    query = {
        "session-id": grant.session_id,
        "video-width": str(size.width_px),
        "video-height": str(size.height_px),
        "challenge-versions": VERSIONS,
        "attempt-count": str(attempt),
        "precheck-view-enabled": "0",
        "x-amz-user-agent": f"kiosk/{__version__}",
    }
    host = place.hostname or ""
    named = f"[{host}]" if ":" in host else host
    return sign_address(named, place.path.rstrip("/") + PATH, query, grant.credentials, grant.region, now_s)


async def open_websocket(grant: StreamGrant, address: SignedAddress, network: StreamNetwork) -> ClientConnection:
    """Connect; raises OpeningRefused, StreamUnreachable, StreamTimeout and SettingsInvalid."""
    place = urlsplit(grant.endpoint)
    try:
        proxy = _proxy(place.netloc, place.hostname or "", network)
        return await _Connect(
            f"wss://{place.netloc}{address.path}",
            ssl=trust(grant, network),
            proxy=proxy,
            **_to_proxy(proxy, network),
            user_agent_header=f"kiosk/{__version__}",
            open_timeout=network.connect_timeout_s,
            close_timeout=CLOSE_TIMEOUT_S,
            max_size=MAX_MESSAGE_BYTES,
            # All waits are bounded already, and no client of the service sends pings.
            ping_interval=None,
            logger=_silent(),
        )
    except TimeoutError:
        raise StreamTimeout("no connection") from None
    except (InvalidURI, InvalidProxy):
        raise SettingsInvalid("stream_proxy: not the address of a proxy") from None
    except InvalidStatus as error:
        status = error.response.status_code
        if status in (401, 403):
            raise OpeningRefused(status, error.response.headers.get("Date")) from None
        raise StreamUnreachable(f"HTTP {status}") from None
    # Their texts hold the address, and so the session.
    except (OSError, EOFError, InvalidHandshake, ssl.SSLError) as error:
        raise StreamUnreachable(type(error).__name__) from None


def trust(grant: StreamGrant, network: StreamNetwork) -> ssl.SSLContext:
    """Return whose certificates are believed, the grant's authority alone where it names one, and what is shown.

    Raises SettingsInvalid and StreamUnreachable for what holds no certificates.
    """
    try:
        context = _context(cadata=grant.authority_pem) if grant.authority_pem else _trusted(network)
    except ssl.SSLError:
        raise StreamUnreachable("the backend names an authority that is none") from None
    show_certificate(context, network.certificate, network.key)
    return context


def _trusted(network: StreamNetwork) -> ssl.SSLContext:
    path = network.ca_file or next((os.environ[name] for name in CA_VARIABLES if os.environ.get(name)), "")
    try:
        if path:
            return _context(cafile=path)
    except (OSError, ssl.SSLError):
        raise SettingsInvalid("stream_ca_file: no certificates can be read from it") from None
    if network.system_trust:
        return Network(system_trust=True).make_context()
    context = _context()
    context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
    return context


def _context(cafile: str | None = None, cadata: str | None = None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=cafile, cadata=cadata)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _proxy(authority: str, host: str, network: StreamNetwork) -> str | None:
    """That of the settings or of the environment; none for this machine."""
    if is_loopback(host):
        return None
    return network.proxy or get_proxy(parse_uri(f"wss://{authority}/"))


def _to_proxy(proxy: str | None, network: StreamNetwork) -> Mapping[str, Any]:
    """What the connection to a proxy that is itself behind TLS is secured by."""
    if proxy is None or not proxy.startswith("https://"):
        return {}
    context = _trusted(network)
    show_certificate(context, network.certificate, network.key)
    return {"proxy_ssl": context}


def _silent() -> logging.Logger:
    """websockets logs addresses, which hold sessions, and whole tracebacks."""
    silent = logging.getLogger(f"{__name__}.transport")
    silent.setLevel(logging.CRITICAL + 1)
    return silent
