"""Signing with a throw-away certificate, and what must not verify afterwards."""

import shutil
import stat
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from release import authenticode, pe, windows_installers
from release.authenticode import Identity, SigningFailed
from tests.packaging.stand_in import make_bundle

TOOLS = ("osslsigncode", "wixl", "makensis")
missing = [tool for tool in TOOLS if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")

PASSWORD = "geheim ' \" $x"
STUBS = Path("/usr/share/nsis/Stubs")
PLUGINS = Path("/usr/share/nsis/Plugins/amd64-unicode")


@dataclass(frozen=True)
class Authority:
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey
    file: Path


def _authority(folder: Path, name: str) -> Authority:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = _name(name)
    builder = _builder(subject, subject, key, timedelta(days=-1), timedelta(days=10))
    certificate = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), True).sign(
        key, hashes.SHA256()
    )
    file = folder / f"{name}.pem"
    file.write_bytes(certificate.public_bytes(Encoding.PEM))
    return Authority(certificate, key, file)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, begins: timedelta, ends: timedelta
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now + begins)
        .not_valid_after(now + ends)
    )


def _identity(
    folder: Path,
    authority: Authority,
    begins: timedelta = timedelta(days=-1),
    ends: timedelta = timedelta(days=5),
    usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.CODE_SIGNING,
) -> Identity:
    """A PEM key with a password and its certificate."""
    folder.mkdir(exist_ok=True)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    builder = _builder(_name("Throw-away signer"), authority.certificate.subject, key, begins, ends)
    builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), False)
    certificate = builder.sign(authority.key, hashes.SHA256())
    encryption = BestAvailableEncryption(PASSWORD.encode())
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption))
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    packed = pkcs12.serialize_key_and_certificates(b"signer", key, certificate, None, encryption)
    (folder / "signer.p12").write_bytes(packed)
    return Identity(
        authority.file, certificate=folder / "certificate.pem", key=str(folder / "key.pem"), password=PASSWORD
    )


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return _authority(tmp_path_factory.mktemp("authority"), "Throw-away authority")


@pytest.fixture(scope="module")
def identity(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return _identity(tmp_path_factory.mktemp("identity"), authority)


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A setup program, a package and a library, all real."""
    out = tmp_path_factory.mktemp("unsigned")
    bundle = make_bundle(out / "kiosk")
    library = Path(shutil.copy(PLUGINS / "System.dll", out / "library.pyd"))
    return {
        "setup": windows_installers.build_setup(bundle, out, fast=True),
        "msi": windows_installers.build_msi(bundle, out),
        "library": library,
    }


@pytest.fixture(params=["setup", "msi", "library"])
def file(request: pytest.FixtureRequest, unsigned: dict[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(unsigned[request.param], tmp_path))


def test_signed_files_verify(file: Path, identity: Identity) -> None:
    file.chmod(0o750)

    assert authenticode.sign([file], identity) == [file]

    assert pe.is_signed(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o750
    authenticode.verify(file, identity.ca_file)
    assert list(file.parent.iterdir()) == [file]


def test_one_changed_byte_is_noticed(file: Path, identity: Identity) -> None:
    authenticode.sign([file], identity)
    content = bytearray(file.read_bytes())
    # Somewhere in the first file that is packed, or in a section.
    content[len(content) // 3] ^= 1
    file.write_bytes(content)

    with pytest.raises(SigningFailed, match=r"osslsigncode verify"):
        authenticode.verify(file, identity.ca_file)


def test_an_unsigned_file_does_not_verify(file: Path, identity: Identity) -> None:
    with pytest.raises(SigningFailed, match="verify"):
        authenticode.verify(file, identity.ca_file)


def test_a_stranger_s_signature_does_not_verify(file: Path, identity: Identity, tmp_path: Path) -> None:
    stranger = _authority(tmp_path, "Stranger")
    before = file.read_bytes()

    with pytest.raises(SigningFailed, match="verify"):
        authenticode.sign([file], replace(identity, ca_file=stranger.file))

    assert file.read_bytes() == before
    authenticode.sign([file], identity)
    with pytest.raises(SigningFailed, match="verify"):
        authenticode.verify(file, stranger.file)


@pytest.mark.parametrize(("begins", "ends"), [(-9, -1), (1, 5)])
def test_a_certificate_out_of_its_time_signs_nothing(
    file: Path, authority: Authority, tmp_path: Path, begins: int, ends: int
) -> None:
    before = file.read_bytes()
    identity = _identity(tmp_path / "identity", authority, timedelta(days=begins), timedelta(days=ends))

    with pytest.raises(SigningFailed, match="the certificate is good from"):
        authenticode.sign([file], identity)

    assert file.read_bytes() == before


def test_a_certificate_for_something_else_signs_nothing(file: Path, authority: Authority, tmp_path: Path) -> None:
    identity = _identity(tmp_path / "identity", authority, usage=ExtendedKeyUsageOID.SERVER_AUTH)

    with pytest.raises(SigningFailed, match="not for signing code"):
        authenticode.sign([file], identity)


def test_a_pkcs12_file_signs_as_well(file: Path, identity: Identity) -> None:
    assert identity.certificate is not None
    packed = identity.certificate.with_name("signer.p12")

    authenticode.sign([file], Identity(identity.ca_file, pkcs12=packed, password=PASSWORD))

    authenticode.verify(file, identity.ca_file)


def test_a_wrong_password_is_told_and_not_repeated(file: Path, identity: Identity) -> None:
    with pytest.raises(SigningFailed) as caught:
        authenticode.sign([file], replace(identity, password="wrong password"))

    assert "wrong password" not in str(caught.value)
    assert "wrong password" not in repr(replace(identity, password="wrong password"))


def test_what_somebody_else_has_signed_is_left(
    file: Path, identity: Identity, authority: Authority, tmp_path: Path
) -> None:
    authenticode.sign([file], identity)
    before = file.read_bytes()

    assert authenticode.sign([file], _identity(tmp_path / "other", authority)) == []

    assert file.read_bytes() == before


def test_unsigned_programs_are_found_by_what_they_are(identity: Identity, tmp_path: Path) -> None:
    for place in ("a/kiosk.exe", "b.pyd", "no suffix", "c.dll"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        shutil.copy(PLUGINS / "System.dll", tmp_path / place)
    (tmp_path / "link.dll").symlink_to("c.dll")
    for name, content in {"text.exe": b"MZ but no program", "empty.dll": b"", "short.dll": b"MZ" + bytes(62)}.items():
        (tmp_path / name).write_bytes(content)
    authenticode.sign([tmp_path / "c.dll"], identity)

    found = authenticode.unsigned_programs(tmp_path)

    assert [str(path.relative_to(tmp_path)) for path in found] == ["a/kiosk.exe", "b.pyd", "no suffix"]
    assert authenticode.sign(found, identity) == found
    assert authenticode.unsigned_programs(tmp_path) == []


def test_all_stubs_of_the_setup_maker_can_be_signed(identity: Identity, tmp_path: Path) -> None:
    stubs = [Path(shutil.copy(stub, tmp_path)) for stub in sorted(STUBS.iterdir()) if pe.is_program(stub)]
    assert len(stubs) >= 4

    assert authenticode.sign(stubs, identity) == stubs


def test_what_is_no_program_is_refused(identity: Identity, tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_bytes(b"#!/bin/sh\n")

    with pytest.raises(SigningFailed, match=r"a\.exe is neither a program nor an installer"):
        authenticode.sign([tmp_path / "a.exe"], identity)


@pytest.mark.parametrize("name", ["setup", "library", "msi"])
def test_a_signed_file_is_the_unsigned_one_but_for_its_signature(
    name: str, unsigned: dict[str, Path], identity: Identity, tmp_path: Path
) -> None:
    signed = Path(shutil.copy(unsigned[name], tmp_path))
    authenticode.sign([signed], identity)

    assert authenticode.same_but_for_signature(signed, unsigned[name])

    other = Path(shutil.copy(unsigned[name], tmp_path / "other"))
    content = bytearray(other.read_bytes())
    content[len(content) // 3] ^= 1
    other.write_bytes(content)
    assert not authenticode.same_but_for_signature(signed, other)


def test_the_environment_names_the_identity(tmp_path: Path) -> None:
    given = {"CA_FILE": "ca.pem", "PKCS12": "a.p12", "PASSWORD": "p", "TIMESTAMP_URL": "http://127.0.0.1:1/"}

    found = authenticode.identity_from({f"KIOSK_SIGN_{name}": value for name, value in given.items()})

    assert found == Identity(Path("ca.pem"), Path("a.p12"), password="p", timestamp_url="http://127.0.0.1:1/")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "KIOSK_SIGN_CA_FILE is not set"),
        ({"KIOSK_SIGN_CA_FILE": "a"}, "neither KIOSK_SIGN_PKCS12 nor"),
        ({"KIOSK_SIGN_CA_FILE": "a", "KIOSK_SIGN_KEY": "b"}, "neither KIOSK_SIGN_PKCS12 nor"),
    ],
)
def test_an_incomplete_environment_is_told(given: dict[str, str], message: str) -> None:
    with pytest.raises(SigningFailed, match=message):
        authenticode.identity_from(given)


def test_a_time_stamp_that_cannot_be_had_fails(file: Path, identity: Identity) -> None:
    before = file.read_bytes()

    with pytest.raises(SigningFailed, match="sign"):
        authenticode.sign([file], replace(identity, timestamp_url="http://127.0.0.1:9/"))

    assert file.read_bytes() == before
