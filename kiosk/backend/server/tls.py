"""The certificate of a backend that speaks TLS itself."""

import os
import ssl
import stat
from pathlib import Path

from kiosk.errors import SettingsInvalid
from kiosk.settings import Settings


def load_tls(settings: Settings) -> ssl.SSLContext | None:
    """What connections are encrypted with, from TLS 1.2 on; None where the settings name no certificate.

    Raises SettingsInvalid for files that cannot be used, do not belong together, or hold a key that others may read.
    """
    certificate, key = settings.tls_certificate, settings.tls_key
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        missing = "tls_certificate" if certificate is None else "tls_key"
        raise SettingsInvalid(f"{missing}: a certificate and its key are set together")
    _check_readable(certificate, "tls_certificate")
    _check_private(key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Sessions are short and few; without renegotiation nobody makes us compute for nothing.
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION
    try:
        context.load_cert_chain(certificate, key, password=_no_password)
    except (ssl.SSLError, OSError, ValueError) as error:
        raise SettingsInvalid(
            "tls_certificate: cannot be used with this key; both are PEM files, and the key is not encrypted"
        ) from error
    return context


def _check_readable(path: Path, name: str) -> None:
    try:
        path.read_bytes()
    except OSError as error:
        raise SettingsInvalid(f"{name}: {path}: {error.strerror}") from error


def _check_private(path: Path) -> None:
    """Windows keeps rights in lists that no mode shows; there the folder's rights are the administrator's to set."""
    _check_readable(path, "tls_key")
    if os.name == "nt":
        return
    found = path.stat()
    # Debian hands keys of the machine to a group, and only root writes them.
    others = stat.S_IRWXO | stat.S_IWGRP if found.st_uid == 0 else stat.S_IRWXO | stat.S_IRWXG
    if found.st_uid not in (os.getuid(), 0) or found.st_mode & others:
        raise SettingsInvalid(f"tls_key: {path} is not its user's alone; chown it to that user and chmod 600 it")


def _no_password() -> str:
    """Raises ValueError: OpenSSL would ask on the console, where nobody is."""
    raise ValueError("the key is encrypted")
