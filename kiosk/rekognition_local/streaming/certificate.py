"""The certificate of loopback that streams are encrypted with, because the service's clients speak nothing else.

An authority of this data folder alone signs it, may sign for nothing but loopback, and loses its key at once: whoever
trusts it trusts this one certificate.
"""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_FILE, CHAIN_FILE, KEY_FILE = "stream-authority.pem", "stream-certificate.pem", "stream-key.pem"
LIFE = timedelta(days=365)
"""Browsers refuse certificates of more than 398 days."""
RENEWED_BEFORE = timedelta(days=14)
NAME = "rekognition-local"


def load_stream_tls(folder: Path, now: datetime | None = None) -> tuple[ssl.SSLContext, Path]:
    """What streams are encrypted with, made anew where there is none or it ends soon, and the authority to trust.

    The folder must be its user's alone. Raises OSError and ValueError for files that cannot be used.
    """
    now = now or datetime.now(UTC)
    if not _is_good(folder, now):
        _make(folder, now)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(folder / CHAIN_FILE, folder / KEY_FILE)
    return context, folder / AUTHORITY_FILE


def _is_good(folder: Path, now: datetime) -> bool:
    paths = [folder / name for name in (AUTHORITY_FILE, CHAIN_FILE, KEY_FILE)]
    if not all(path.is_file() for path in paths):
        return False
    certificate = x509.load_pem_x509_certificate((folder / CHAIN_FILE).read_bytes())
    return certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc - RENEWED_BEFORE


def _make(folder: Path, now: datetime) -> None:
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _authority(authority_key, now)
    certificate = _certificate(key, authority, authority_key, now)
    pem = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    path = folder / KEY_FILE
    path.unlink(missing_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    (folder / AUTHORITY_FILE).write_bytes(authority.public_bytes(pem))
    (folder / CHAIN_FILE).write_bytes(certificate.public_bytes(pem) + authority.public_bytes(pem))


def _authority(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    name = _name(f"{NAME} authority of this machine")
    loopback = [
        x509.DNSName("localhost"),
        x509.IPAddress(ip_network("127.0.0.0/8")),
        x509.IPAddress(ip_network("::1/128")),
    ]
    public = key.public_key()
    builder = (
        _builder(name, name, public, now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(loopback, None), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    return builder.sign(key, hashes.SHA256())


def _certificate(
    key: ec.EllipticCurvePrivateKey, authority: x509.Certificate, signer: ec.EllipticCurvePrivateKey, now: datetime
) -> x509.Certificate:
    names = [x509.DNSName("localhost"), *(x509.IPAddress(ip_address(each)) for each in ("127.0.0.1", "::1"))]
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    builder = (
        _builder(_name(NAME), authority.subject, key.public_key(), now)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(identifier, critical=False)
    )
    return builder.sign(signer, hashes.SHA256())


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + LIFE)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
