"""A small folder in place of the frozen program, for tests of what happens around it."""

import shutil
from pathlib import Path

SUPERVISOR = """#!/bin/sh
[ -z "${KIOSK_STAND_IN_EXITS:-}" ] || exit "$KIOSK_STAND_IN_EXITS"
mkdir -p /var/lib/kiosk/logs
echo "the terminal runs on $QT_QPA_PLATFORM ${WAYLAND_DISPLAY:-}" >> /var/lib/kiosk/logs/kiosk.log
exec sleep infinity
"""


def make_bundle(folder: Path) -> Path:
    """A folder with the executables' names, one real program, and files with long and foreign names."""
    inner = folder / "_internal" / "nested" / "ordner mit größe 文件"
    inner.mkdir(parents=True)
    (inner / "модель.bin").write_bytes(bytes(range(256)) * 64)
    shutil.copy("/bin/true", folder / "_internal" / "libown.so.1")
    (folder / "_internal" / "link.so").symlink_to("libown.so.1")
    for name in ("kiosk", "kiosk-supervisor"):
        (folder / name).write_text(SUPERVISOR, encoding="utf-8")
        (folder / name).chmod(0o755)
    (folder / "kiosk-cli").symlink_to("kiosk")
    return folder
