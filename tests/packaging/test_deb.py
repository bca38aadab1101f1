"""What is in the Debian package, and that it is the same bytes whoever builds it."""

import configparser
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from kiosk.system.exit_codes import Exit
from release import deb, debian_libraries
from tests.packaging.stand_in import make_bundle

LINUX = deb.LINUX
SCRIPTS = [LINUX / "kiosk-session", *sorted((LINUX / "scripts").iterdir())]

needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is not installed")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bundle(tmp_path_factory.mktemp("bundle") / "kiosk")


@pytest.fixture(scope="module")
def package(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return deb.build(bundle, tmp_path_factory.mktemp("package"))


def _control(package: Path) -> dict[str, str]:
    listing = _out("dpkg-deb", "--field", str(package))
    return dict(line.split(": ", 1) for line in listing.splitlines() if not line.startswith(" "))


def _out(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _members(package: Path, folder: Path) -> dict[str, tarfile.TarInfo]:
    archive = folder / "data.tar"
    archive.write_bytes(subprocess.run(["dpkg-deb", "--fsys-tarfile", package], check=True, capture_output=True).stdout)
    with tarfile.open(archive) as opened:
        return {member.name.removeprefix("./"): member for member in opened}


@needs_dpkg
def test_two_builds_are_the_same_bytes_whatever_umask_and_file_times(
    bundle: Path, package: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "kiosk"
    shutil.copytree(bundle, copy, symlinks=True)
    for path in copy.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000), follow_symlinks=False)
    before = os.umask(0o077)
    try:
        again = deb.build(copy, tmp_path / "out")
    finally:
        os.umask(before)

    assert again.read_bytes() == package.read_bytes()


@needs_dpkg
def test_the_bundle_is_left_as_it_was(bundle: Path, tmp_path: Path) -> None:
    before = {path: (path.lstat().st_mode, path.lstat().st_mtime_ns) for path in bundle.rglob("*")}

    deb.build(bundle, tmp_path, fast=True)

    assert {path: (path.lstat().st_mode, path.lstat().st_mtime_ns) for path in bundle.rglob("*")} == before


@needs_dpkg
def test_everything_belongs_to_root_and_only_settings_are_secret(package: Path, tmp_path: Path) -> None:
    members = _members(package, tmp_path)

    assert {(member.uid, member.gid) for member in members.values()} == {(0, 0)}
    assert {name for name, member in members.items() if member.isfile() and not member.mode & 0o004} == {
        "etc/kiosk/kiosk.env"
    }
    assert not [name for name, member in members.items() if member.mode & 0o022 and not member.issym()]


@needs_dpkg
def test_every_file_of_the_bundle_is_there_under_its_name(bundle: Path, package: Path, tmp_path: Path) -> None:
    members = _members(package, tmp_path)

    wanted = {f"opt/kiosk/{path.relative_to(bundle).as_posix()}" for path in bundle.rglob("*")}
    assert wanted <= members.keys()
    assert members["usr/bin/kiosk"].linkname == "/opt/kiosk/kiosk"
    assert members["usr/bin/kiosk-cli"].linkname == "/opt/kiosk/kiosk-cli"


@needs_dpkg
def test_settings_survive_upgrades(package: Path) -> None:
    assert _out("dpkg-deb", "--info", str(package), "conffiles").split() == [
        "/etc/default/kiosk",
        "/etc/kiosk/kiosk.env",
    ]


@needs_dpkg
def test_dependencies_name_old_and_new_packages(package: Path) -> None:
    depends = _control(package)["Depends"].split(", ")

    assert "libglib2.0-0t64 | libglib2.0-0" in depends
    assert "libxcb-cursor0" in depends
    assert any(each.startswith("libc6 (>= 2.") for each in depends)


def test_a_library_without_a_known_package_is_an_error(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = debian_libraries.Wanted(frozenset({"libown.so.1", "libstrange.so.7"}), (2, 28))
    monkeypatch.setattr(debian_libraries, "read", lambda paths: wanted)

    with pytest.raises(debian_libraries.UnknownLibrary, match=r"libstrange\.so\.7"):
        debian_libraries.depends(bundle)


def test_libraries_of_the_bundle_are_not_asked_of_the_system(bundle: Path) -> None:
    assert debian_libraries.read([Path("/bin/true")]).libraries == {"libc.so.6"}
    assert not [each for each in debian_libraries.depends(bundle) if "libown" in each]


def _unit() -> dict[str, str]:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(LINUX / "kiosk.service", encoding="utf-8")
    return dict(parser["Service"])


def test_systemd_gives_up_exactly_where_starting_again_does_not_help() -> None:
    hopeless = {Exit.NOT_RUN, Exit.SETTINGS_INVALID, Exit.PROGRAM_DAMAGED, Exit.LIBRARY_MISSING}

    assert {int(status) for status in _unit()["RestartPreventExitStatus"].split()} == hopeless


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_the_unit_is_valid_and_confined(tmp_path: Path) -> None:
    unit = tmp_path / "kiosk.service"
    text = (LINUX / "kiosk.service").read_text(encoding="utf-8")
    unit.write_text(text.replace("/opt/kiosk/kiosk-session", "/bin/true"), encoding="utf-8")

    verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    assert "kiosk.service" not in verified.stderr
    subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=25", unit], check=True, capture_output=True
    )


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_scripts_are_clean(script: Path) -> None:
    checked = subprocess.run(["shellcheck", "--shell=sh", script], capture_output=True, text=True)

    assert checked.stdout == ""


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed")
def test_the_desktop_entry_is_valid() -> None:
    assert _out("desktop-file-validate", str(next(LINUX.glob("*.desktop")))) == ""


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="appstream is not installed")
def test_the_description_for_software_centres_is_valid() -> None:
    assert "successful" in _out("appstreamcli", "validate", "--no-net", str(next(LINUX.glob("*.xml"))))


@pytest.mark.skipif(shutil.which("lintian") is None, reason="lintian is not installed")
@needs_dpkg
def test_lintian_finds_nothing_that_is_not_explained(package: Path) -> None:
    command = ["lintian", "--fail-on", "error,warning", "--allow-root", "--tag-display-limit", "0", str(package)]
    checked = subprocess.run(command, capture_output=True, text=True)

    assert checked.returncode == 0, checked.stdout
