"""Authenticode: signs programs, libraries and installers for Windows with osslsigncode, and proves that they are."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from release import pe

PREFIX = "KIOSK_SIGN_"
_DESCRIPTION = "Kiosk"


class SigningFailed(Exception):
    """Nothing was signed, or what was signed does not verify. Messages hold no password."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signs, and whom those who verify trust."""

    ca_file: Path
    """PEM certificates of the authorities that signatures must lead to."""
    pkcs12: Path | None = None
    """Certificate and key in one; otherwise both of the following."""
    certificate: Path | None = None
    """PEM, with those between it and the authority after it."""
    key: str = ""
    """Path of a PEM file, or a `pkcs11:` URI."""
    pkcs11_module: Path | None = None
    password: str = field(default="", repr=False)
    """Of the PKCS#12 file or the key; the PIN of a token."""
    timestamp_url: str = ""
    """Of an RFC 3161 authority; without one, signatures end with the certificate."""
    timestamp_ca_file: Path | None = None


def identity_from(environment: Mapping[str, str]) -> Identity:
    """The identity that variables `KIOSK_SIGN_...` name; raises SigningFailed.

    `CA_FILE`, then `PKCS12` or `CERTIFICATE` and `KEY`; if needed `PKCS11_MODULE`, `PASSWORD`, `TIMESTAMP_URL` and
    `TIMESTAMP_CA_FILE`.
    """
    given = {name.removeprefix(PREFIX): value for name, value in environment.items() if name.startswith(PREFIX)}
    if "CA_FILE" not in given:
        raise SigningFailed(f"{PREFIX}CA_FILE is not set")
    if "PKCS12" not in given and not {"CERTIFICATE", "KEY"} <= set(given):
        raise SigningFailed(f"neither {PREFIX}PKCS12 nor {PREFIX}CERTIFICATE and {PREFIX}KEY are set")

    def path(name: str) -> Path | None:
        return Path(given[name]) if given.get(name) else None

    return Identity(
        ca_file=Path(given["CA_FILE"]),
        pkcs12=path("PKCS12"),
        certificate=path("CERTIFICATE"),
        key=given.get("KEY", ""),
        pkcs11_module=path("PKCS11_MODULE"),
        password=given.get("PASSWORD", ""),
        timestamp_url=given.get("TIMESTAMP_URL", ""),
        timestamp_ca_file=path("TIMESTAMP_CA_FILE"),
    )


def unsigned_programs(folder: Path) -> list[Path]:
    """Programs and libraries in a folder, whatever they are called, that nobody has signed yet."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return [path for path in files if pe.is_program(path) and not pe.is_signed(path)]


def sign(paths: Iterable[Path], identity: Identity) -> list[Path]:
    """Sign programs and installers in place and verify each; raises SigningFailed.

    Returns those that were signed: what somebody else has signed is left as it is.
    """
    check_certificate(identity)
    signed = []
    for path in paths:
        if not pe.is_signable(path):
            raise SigningFailed(f"{path.name} is neither a program nor an installer")
        if not pe.is_signed(path):
            _sign_one(path, identity)
            signed.append(path)
    return signed


def verify(path: Path, ca_file: Path, timestamp_ca_file: Path | None = None) -> None:
    """Prove that a file carries a signature that leads to an authority of the file; raises SigningFailed."""
    timestamps = ["-TSA-CAfile", str(timestamp_ca_file)] if timestamp_ca_file else ["-ignore-timestamp"]
    # Whether a certificate was revoked is asked by Windows; a build has no network.
    _run(["verify", "-CAfile", str(ca_file), "-ignore-cdp", *timestamps, "-in", str(path)], path)


def remove_signature(path: Path, out: Path) -> Path:
    """Write the file as it was before it was signed, see `same_but_for_signature`; raises SigningFailed."""
    _run(["remove-signature", "-in", str(path), "-out", str(out)], path)
    return out


def same_but_for_signature(signed: Path, unsigned: Path) -> bool:
    """Whether a published program is the one that somebody built without the key; raises SigningFailed.

    What signing changes beside the signature does not count, see `pe.essence`.
    """
    with tempfile.TemporaryDirectory() as folder:
        stripped = remove_signature(signed, Path(folder) / signed.name)
        return pe.essence(stripped) == pe.essence(unsigned)


def check_certificate(identity: Identity) -> None:
    """Raise SigningFailed unless the certificate is for signing code, now."""
    certificate = _certificate(identity)
    now = datetime.now(UTC)
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise SigningFailed(
            f"the certificate is good from {certificate.not_valid_before_utc:%Y-%m-%d} "
            f"to {certificate.not_valid_after_utc:%Y-%m-%d} only"
        )
    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        usage = x509.ExtendedKeyUsage([])
    if ExtendedKeyUsageOID.CODE_SIGNING not in usage:
        raise SigningFailed("the certificate is not for signing code")


def _certificate(identity: Identity) -> x509.Certificate:
    try:
        if identity.pkcs12 is None:
            assert identity.certificate is not None
            return x509.load_pem_x509_certificates(identity.certificate.read_bytes())[0]
        loaded = pkcs12.load_pkcs12(identity.pkcs12.read_bytes(), identity.password.encode() or None)
    except (OSError, ValueError) as error:
        raise SigningFailed(f"the certificate cannot be read: {error}") from error
    if loaded.cert is None:
        raise SigningFailed("the PKCS#12 file holds no certificate")
    return loaded.cert.certificate


def _sign_one(path: Path, identity: Identity) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder, _password_file(identity.password) as password:
        signed = Path(folder) / path.name
        timestamp = ["-ts", identity.timestamp_url] if identity.timestamp_url else []
        digest = ["-h", "sha256", "-n", _DESCRIPTION]
        _run(["sign", *_key(identity), *password, *digest, *timestamp, "-in", str(path), "-out", str(signed)], path)
        verify(signed, identity.ca_file, identity.timestamp_ca_file)
        shutil.copymode(path, signed)
        signed.replace(path)


def _key(identity: Identity) -> list[str]:
    if identity.pkcs12 is not None:
        return ["-pkcs12", str(identity.pkcs12)]
    module = ["-pkcs11module", str(identity.pkcs11_module)] if identity.pkcs11_module else []
    return [*module, "-certs", str(identity.certificate), "-key", identity.key]


@contextmanager
def _password_file(password: str) -> Iterator[list[str]]:
    """Arguments that name the password, which every user of the machine would see on the command line."""
    if not password:
        yield []
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "password"
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
            opened.write(password)
        yield ["-readpass", str(file)]


def _run(arguments: list[str], path: Path) -> None:
    command = ["osslsigncode", *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")  # noqa: S603
    if done.returncode != 0:
        lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise SigningFailed(f"{path.name}: osslsigncode {arguments[0]}: {'; '.join(lines[-4:])}")
