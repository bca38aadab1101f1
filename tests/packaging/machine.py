"""A throw-away machine with systemd: an overlay of this one, whose writes go to memory and vanish."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

TOOLS = ("unshare", "nsenter", "systemd-nspawn", "dpkg")
PATIENCE_S = 60.0
SCRIPT = """
set -e
mkdir "$1/memory"
set -- "$1/memory" "$2"
mount -t tmpfs tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
# This machine's own services stay off.
rm -f "$1"/root/etc/systemd/system/*.wants/* "$1"/root/etc/machine-id
umount -R /sys/fs/cgroup
mount -t cgroup2 cgroup2 /sys/fs/cgroup
exec systemd-nspawn --quiet --register=no --keep-unit --private-network --link-journal=no --console=pipe \
    --directory="$1/root" --bind="$2:/srv/packages" --boot systemd.unit=basic.target
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """A running machine; its first process is known by the number it has out here."""

    leader: int

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """What a command inside prints and how it ends; its own words are in the failure."""
        inside = ["nsenter", "--target", str(self.leader), "--all", "env", "-i", f"PATH={os.defpath}:/usr/sbin:/sbin"]
        done = subprocess.run([*inside, *command], capture_output=True, text=True, timeout=PATIENCE_S)
        assert not check or done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        return done

    def says(self, *command: str) -> str:
        """The one line that a command prints, whatever its exit status."""
        return self.run(*command, check=False).stdout.strip()

    def property(self, name: str) -> str:
        """A property of the kiosk's service, for example `ActiveState`."""
        return self.says("systemctl", "show", "--value", "--property", name, "kiosk.service")

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait for something that takes as long as it takes; the journal is in the failure."""
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            journal = "" if time.monotonic() < deadline else self.says("journalctl", "-u", "kiosk", "--no-pager")
            assert time.monotonic() < deadline, f"{what}: never\n{journal}"
            time.sleep(0.1)


def skip_unless_possible() -> None:
    """Skip where no such machine can be made."""
    if os.geteuid() != 0:
        pytest.skip("installing packages needs root")
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)} (apt-get install systemd-container)")
    if _cgroup2() is None:
        pytest.skip("systemd needs control groups, version 2")


@contextmanager
def booted(folder: Path, packages: Path) -> Iterator[Machine]:
    """A machine that has started, with a folder of packages at /srv/packages; it is gone afterwards."""
    base = _cgroup2()
    assert base is not None
    group = base / f"kiosk-test-{os.getpid()}"
    group.mkdir()
    stages = f'echo $$ > "{group}/cgroup.procs"; exec unshare --mount bash -c "$0" - "$1" "$2"'
    command = ["bash", "-c", stages, SCRIPT, str(folder), str(packages)]
    console = folder / "console.txt"
    with console.open("wb") as output:
        nspawn = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
    try:
        machine = Machine(_leader(nspawn, console))
        machine.until(lambda: machine.says("systemctl", "is-system-running") in {"running", "degraded"}, "start-up")
        yield machine
    finally:
        (group / "cgroup.kill").write_text("1", encoding="ascii")
        nspawn.wait()
        _remove_groups(group)


def _cgroup2() -> Path | None:
    mounts = (line.split() for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines())
    return next((Path(mount[1]) for mount in mounts if mount[2] == "cgroup2"), None)


def _leader(nspawn: subprocess.Popen[bytes], console: Path) -> int:
    """The number of the machine's first process, as soon as it is systemd."""
    deadline = time.monotonic() + PATIENCE_S
    children = Path(f"/proc/{nspawn.pid}/task/{nspawn.pid}/children")
    while time.monotonic() < deadline:
        assert nspawn.poll() is None, console.read_text(encoding="utf-8", errors="replace")
        for child in children.read_text(encoding="ascii").split():
            if Path(f"/proc/{child}/comm").read_text(encoding="utf-8").strip() == "systemd":
                return int(child)
        time.sleep(0.05)
    raise AssertionError("systemd did not start")


def _remove_groups(group: Path) -> None:
    """A control group can be removed when all below it are, and when its processes have really gone."""
    deadline = time.monotonic() + PATIENCE_S
    while group.exists() and time.monotonic() < deadline:
        for folder, _, _ in os.walk(group, topdown=False):
            try:
                Path(folder).rmdir()
            except OSError:
                time.sleep(0.05)
