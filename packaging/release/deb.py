"""The Debian package: the bundle in /opt/kiosk, a service, settings, an account and a folder for data."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from release import debian_control, icon
from release.layout import BUNDLE_ID, CONSOLE, EXECUTABLE, PACKAGING, ROOT, Target, source_date_epoch

LINUX = PACKAGING / "linux"
OPT = Path("opt") / "kiosk"
_COPIES = {
    "kiosk.default": "etc/default/kiosk",
    "kiosk.env": "etc/kiosk/kiosk.env",
    "kiosk-session": f"{OPT}/kiosk-session",
    "kiosk.service": "usr/lib/systemd/system/kiosk.service",
    "kiosk.sysusers": "usr/lib/sysusers.d/kiosk.conf",
    f"{BUNDLE_ID}.desktop": f"usr/share/applications/{BUNDLE_ID}.desktop",
    f"{BUNDLE_ID}.metainfo.xml": f"usr/share/metainfo/{BUNDLE_ID}.metainfo.xml",
    "lintian-overrides": "usr/share/lintian/overrides/kiosk",
    "README.md": "usr/share/doc/kiosk/README.md",
    "copyright": "usr/share/doc/kiosk/copyright",
}
_SETTINGS = "etc/kiosk/kiosk.env"


def build(bundle: Path, out_dir: Path, *, fast: bool = False) -> Path:
    """Make the package around a folder with the frozen program; `fast` leaves it uncompressed.

    Two builds of the same bundle are the same bytes. Raises UnknownLibrary.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    package = out_dir / Target("linux", "x86_64").file_name(".deb")
    with tempfile.TemporaryDirectory(prefix="kiosk-deb-") as folder:
        tree = Path(folder) / "kiosk"
        _place_files(bundle, tree)
        debian_control.write(tree, bundle)
        _settle(tree, source_date_epoch())
        _pack(tree, package, fast=fast)
    return package


def _place_files(bundle: Path, tree: Path) -> None:
    shutil.copytree(bundle, tree / OPT, symlinks=True)
    for name, place in _COPIES.items():
        _new(tree / place).write_bytes((LINUX / name).read_bytes())
    _new(tree / f"usr/share/icons/hicolor/scalable/apps/{BUNDLE_ID}.svg").write_text(icon.svg(), encoding="utf-8")
    for name in (EXECUTABLE, CONSOLE):
        _new(tree / "usr/bin" / name).symlink_to(Path("/") / OPT / name)
    documents = tree / "usr/share/doc/kiosk"
    shutil.copyfile(ROOT / "CHANGELOG.md", documents / "CHANGELOG.md")
    debian_control.write_changelog(documents / "changelog.gz")


def _new(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _settle(tree: Path, epoch: int) -> None:
    """Give every file the same rights and time on every machine, whatever umask and clock built it."""
    for path in sorted(tree.rglob("*"), reverse=True):
        if not path.is_symlink():
            path.chmod(_mode(path, tree))
        os.utime(path, (epoch, epoch), follow_symlinks=False)
    tree.chmod(0o755)
    os.utime(tree, (epoch, epoch))


def _mode(path: Path, tree: Path) -> int:
    if path == tree / _SETTINGS:
        return 0o640
    is_program = path.stat().st_mode & 0o100 and ".so" not in path.name
    return 0o755 if path.is_dir() or path.name == "kiosk-session" or is_program else 0o644


def _pack(tree: Path, package: Path, *, fast: bool) -> None:
    compression = ["-Znone"] if fast else ["-Zxz", "-z6", "--threads-max=2"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(source_date_epoch())}
    command = ["dpkg-deb", "--root-owner-group", *compression, "--build", str(tree), str(package)]
    subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603
