"""How a terminal gets out of its branch: whose certificates it believes, through which proxy, and what it shows."""

import ssl
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import requests
import truststore
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH

from kiosk.errors import SettingsInvalid

_LOWEST: Final = ssl.TLSVersion.TLSv1_2


@dataclass(frozen=True, slots=True)
class Network:
    """Empty everywhere is what `requests` does: its own certificates, and the environment's proxy."""

    ca_file: str = ""
    """PEM file with whose certificates alone servers are believed by."""
    system_trust: bool = False
    """Believe whom the operating system believes."""
    proxy: str = ""
    """Address of the proxy that every request goes through; empty takes that of the environment."""
    certificate: str = ""
    """PEM file with the certificate that the terminal shows."""
    key: str = ""
    """PEM file with its private key, where it is not in the same file."""

    def check(self) -> None:
        """Raise SettingsInvalid for what no connection could be made with; opens files and no connection."""
        if self.proxy:
            _check_proxy(self.proxy)
        if self.certificate or self.ca_file or self.system_trust:
            self.make_context()

    def make_context(self) -> ssl.SSLContext:
        """Make what a connection is secured by; raises SettingsInvalid."""
        context = self._trusting()
        context.minimum_version = _LOWEST
        show_certificate(context, self.certificate, self.key)
        return context

    def new_session(self) -> requests.Session:
        """Make a session that goes this way; raises SettingsInvalid."""
        session = requests.Session()
        if self.certificate or self.ca_file or self.system_trust:
            session.mount("https://", _SecuredAdapter(self.make_context()))
        if self.proxy:
            session.proxies = {"http": self.proxy, "https": self.proxy}
        return session

    def _trusting(self) -> ssl.SSLContext:
        if self.ca_file:
            try:
                return ssl.create_default_context(cafile=self.ca_file)
            except (OSError, ssl.SSLError, ValueError):
                raise SettingsInvalid("ca_file: no certificates can be read from it") from None
        if self.system_trust:
            return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)


DIRECT: Final = Network()


def show_certificate(context: ssl.SSLContext, certificate: str, key: str) -> None:
    """Show the certificate of this PEM file to whoever asks for one, none for an empty path; raises SettingsInvalid.

    `key` is the file of its private key, empty where that is in the same file.
    """
    if not certificate:
        return
    try:
        context.load_cert_chain(certificate, key or None, password=_no_password)
    except (OSError, ssl.SSLError, ValueError):
        raise SettingsInvalid("client_certificate: no certificate with its key can be read from it") from None


class _SecuredAdapter(HTTPAdapter):
    """Connects with a context of its own, also behind a proxy."""

    def __init__(self, context: ssl.SSLContext) -> None:
        # The base class makes the pools.
        self._context = context
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """The base class's hook."""
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """The base class's hook."""
        return super().proxy_manager_for(proxy, ssl_context=self._context, **kwargs)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """The base class's hook: it would add certificates to those of the context."""

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        """The base class's hook: the same."""
        host, pool = super().build_connection_pool_key_attributes(request, True, None)
        pool.pop("ca_certs", None)
        pool.pop("ca_cert_dir", None)
        pool["ssl_context"] = self._context
        return host, pool


def _no_password() -> str:
    """Nobody is there to type one; without this, OpenSSL would ask on the console."""
    raise ValueError("the key is encrypted")


def _check_proxy(proxy: str) -> None:
    try:
        parts = urlsplit(proxy)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        known = False
    if not known:
        raise SettingsInvalid("proxy: not the address of a proxy, such as http://proxy.example:3128")
