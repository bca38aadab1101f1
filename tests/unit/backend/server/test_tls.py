"""A backend that speaks TLS itself, with a certificate of an authority that lives as long as a test."""

import datetime
import os
import socket
import ssl
import stat
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from kiosk.backend.server.tls import load_tls
from kiosk.errors import SettingsInvalid
from kiosk.service_settings import ServerSettings
from kiosk.settings import load
from tests.fakes.served_backend import running


@dataclass(frozen=True)
class Files:
    certificate: Path
    key: Path
    authority: Path


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _signed(subject: str, key: ec.EllipticCurvePrivateKey, issuer: str, by: ec.EllipticCurvePrivateKey) -> bytes:
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=subject == issuer, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .sign(by, hashes.SHA256())
    )
    return built.public_bytes(serialization.Encoding.PEM)


def _pem(key: ec.EllipticCurvePrivateKey, password: bytes = b"") -> bytes:
    encryption = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    authority, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    made = Files(tmp_path / "certificate.pem", tmp_path / "key.pem", tmp_path / "authority.pem")
    made.authority.write_bytes(_signed("an authority", authority, "an authority", authority))
    made.certificate.write_bytes(_signed("a backend", own, "an authority", authority))
    made.key.touch(0o600)
    made.key.write_bytes(_pem(own))
    return made


def tls(certificate: Path | None, key: Path | None) -> ssl.SSLContext | None:
    return load_tls(load(tls_certificate=certificate, tls_key=key))


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(scope["scheme"])(scope, receive, send)


def test_terminals_that_trust_the_authority_are_answered(files: Files) -> None:
    with running(application, tls=tls(files.certificate, files.key)) as url, requests.Session() as session:
        session.trust_env = False
        assert url.startswith("https://")
        assert session.get(url, verify=str(files.authority), timeout=10).text == "https"
        with pytest.raises(requests.exceptions.SSLError):
            session.get(url, timeout=10)
        with pytest.raises(requests.ConnectionError):
            session.get(url.replace("https", "http"), timeout=10)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_old_protocols_are_refused(files: Files) -> None:
    with running(application, tls=tls(files.certificate, files.key)) as url:
        host, _, port = url.removeprefix("https://").partition(":")
        for version, answered in ((ssl.TLSVersion.TLSv1_1, False), (ssl.TLSVersion.TLSv1_2, True)):
            context = ssl.create_default_context(cafile=str(files.authority))
            context.set_ciphers("DEFAULT:@SECLEVEL=0")
            context.minimum_version = context.maximum_version = version
            with socket.create_connection((host, int(port)), timeout=10) as connection:
                try:
                    context.wrap_socket(connection, server_hostname=host).close()
                except (ssl.SSLError, OSError):
                    assert not answered
                else:
                    assert answered


@pytest.mark.expect_logs
def test_half_a_handshake_ends_and_counts_as_a_connection(files: Files) -> None:
    limits = ServerSettings(max_connections_per_address=3, head_timeout_s=1.0)
    with running(application, limits, tls(files.certificate, files.key)) as url, requests.Session() as session:
        session.trust_env = False
        host, _, port = url.removeprefix("https://").partition(":")
        held = [socket.create_connection((host, int(port)), timeout=10) for _ in range(4)]
        # One is refused at once; the others have their time, and then give their places back.
        assert all(connection.recv(10) == b"" for connection in held)
        assert session.get(url, verify=str(files.authority), timeout=10).text == "https"
        for connection in held:
            connection.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
@pytest.mark.parametrize("mode", [0o604, 0o640, 0o620, 0o644, 0o666])
def test_a_key_that_others_may_read_is_refused(files: Files, mode: int) -> None:
    files.key.chmod(mode)
    if mode == 0o640 and files.key.stat().st_uid == 0:
        pytest.skip("root may hand a key to a group")
    with pytest.raises(SettingsInvalid, match="tls_key"):
        tls(files.certificate, files.key)
    files.key.chmod(stat.S_IRUSR)
    assert tls(files.certificate, files.key) is not None


def test_files_that_do_not_go_together_are_refused(files: Files, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    other.touch(0o600)
    for content in (_pem(ec.generate_private_key(ec.SECP256R1())), b"", b"nonsense"):
        other.write_bytes(content)
        with pytest.raises(SettingsInvalid, match="tls_certificate"):
            tls(files.certificate, other)
    other.write_bytes(_pem(ec.generate_private_key(ec.SECP256R1()), b"a password"))
    with pytest.raises(SettingsInvalid, match="not encrypted"):
        tls(files.certificate, other)
    for pair in ((files.certificate, None), (None, files.key), (files.certificate, tmp_path / "missing")):
        with pytest.raises(SettingsInvalid, match="tls_"):
            tls(*pair)
    with pytest.raises(SettingsInvalid, match="tls_certificate"):
        tls(tmp_path / "missing", files.key)
    assert tls(None, None) is None
