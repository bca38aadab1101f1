"""What the package manager reads of the Debian package: description, dependencies, sums and scripts."""

import gzip
import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from release import debian_libraries
from release.layout import PACKAGING, PUBLISHER, VERSION, source_date_epoch

SCRIPTS = PACKAGING / "linux" / "scripts"
_BYTES_PER_KIB = 1024
_ALWAYS = ("passwd", "systemd")
"""Make the account (systemd-sysusers) and delete it, and run the service."""
_MAINTAINER = f"{PUBLISHER} <releases@facekiosk.invalid>"
_CONFFILES = "/etc/default/kiosk\n/etc/kiosk/kiosk.env\n"
_TEXT = """\
Package: kiosk
Version: {version}
Section: misc
Priority: optional
Architecture: amd64
Maintainer: {maintainer}
Installed-Size: {size_kib}
Depends: {depends}
Recommends: cage, seatd, xwayland, libgl1-mesa-dri, fonts-dejavu-core
Description: face liveness terminal for bank branches
 Establishes that the person in front of it is alive and is who their document
 says. The customer puts the face into an oval and turns the head until the
 nose meets a random target; a verification backend judges every frame.
 .
 After installing: systemctl enable --now kiosk
"""


def write(tree: Path, bundle: Path) -> None:
    """Write the folder DEBIAN of a package whose other files all lie in the tree already."""
    folder = tree / "DEBIAN"
    sums, size_kib = _sums(tree), _size_kib(tree)
    folder.mkdir()
    depends = ", ".join((*debian_libraries.depends(bundle), *_ALWAYS))
    control = _TEXT.format(version=VERSION, maintainer=_MAINTAINER, size_kib=size_kib, depends=depends)
    (folder / "control").write_text(control, encoding="utf-8")
    (folder / "md5sums").write_text(sums, encoding="utf-8")
    (folder / "conffiles").write_text(_CONFFILES, encoding="utf-8")
    for script in sorted(SCRIPTS.iterdir()):
        (folder / script.name).write_bytes(script.read_bytes())
        (folder / script.name).chmod(0o755)


def write_changelog(path: Path) -> None:
    """Write the changelog in Debian's form, which points to the project's own."""
    time = format_datetime(datetime.fromtimestamp(source_date_epoch(), UTC))
    text = f"kiosk ({VERSION}) stable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- {_MAINTAINER}  {time}\n"
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def _files(tree: Path) -> list[Path]:
    return sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())


def _sums(tree: Path) -> str:
    """Sums that find damage, as `dpkg --verify` wants them; settings may change and have none."""
    listed = (path for path in _files(tree) if path.parts[len(tree.parts)] != "etc")
    return "".join(f"{_md5(path)}  {path.relative_to(tree)}\n" for path in listed)


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _size_kib(tree: Path) -> int:
    return sum(-(-path.stat().st_size // _BYTES_PER_KIB) for path in _files(tree))
