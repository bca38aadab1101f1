"""The certificate that the server makes for itself."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509

from kiosk.rekognition_local.streaming.certificate import CHAIN_FILE, KEY_FILE, LIFE, load_stream_tls

NOW = datetime.now(UTC)


def test_it_is_made_once_and_anew_before_it_ends(tmp_path: Path) -> None:
    load_stream_tls(tmp_path, NOW)
    first = (tmp_path / CHAIN_FILE).read_bytes()
    load_stream_tls(tmp_path, NOW + LIFE / 2)
    assert (tmp_path / CHAIN_FILE).read_bytes() == first
    load_stream_tls(tmp_path, NOW + LIFE - timedelta(days=7))
    assert (tmp_path / CHAIN_FILE).read_bytes() != first


def test_its_key_is_its_users_alone_and_the_authoritys_is_nowhere(tmp_path: Path) -> None:
    _, authority = load_stream_tls(tmp_path, NOW)
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o077 == 0
    assert b"PRIVATE" not in authority.read_bytes()
    assert sum(b"PRIVATE" in path.read_bytes() for path in tmp_path.iterdir()) == 1


def test_who_trusts_it_trusts_loopback_alone(tmp_path: Path) -> None:
    _, authority = load_stream_tls(tmp_path, NOW)
    certificate = x509.load_pem_x509_certificate(authority.read_bytes())
    constraints = certificate.extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    assert certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    ssl.create_default_context(cafile=authority)
