"""What a terminal stands in and what goes wrong with it: camera, network, disk and clocks."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from kiosk.errors import CameraLost, CameraMissing
from kiosk.terminal.camera.demo import people
from kiosk.terminal.camera.source import CameraSource, Frame
from tests.attack.own_backend import READY, run_kiosk
from tests.fakes.branch_network import Authority, answering
from tests.fakes.faulty_line import FaultyLine, LineFault, faulty_line
from tests.reach.moved_clock import ClockFile

NUMBER, ANOTHER = "4711000815", "5822111926"
BACK_S = -3600.0
"""How far a clock is set back: the hour at the end of summer, which it never should be."""
DISK_MB = 256
"""Enough for all cases one after the other: the backend refuses customers before its disk is full."""
BLOCK_BYTES = 4096
STOP_S = 30.0
NOT_LOCKED = {
    "KIOSK_LOCKOUT__FAILURES": "100",
    **{
        f"KIOSK_RESTARTS__{who}_{what}": "10000"
        for who in ("CUSTOMER", "DEVICE", "ADDRESS")
        for what in ("STARTS", "UNFINISHED")
    },
}
"""The same customer comes again and again."""


class Fault(StrEnum):
    """What goes wrong."""

    CAMERA_UNPLUGGED = "camera unplugged"
    CAMERA_FROZEN = "camera frozen"
    CAMERA_BLACK = "camera black"
    NETWORK_CUT = "network cut"
    NETWORK_SLOW = "network slow"
    NETWORK_RESETTING = "network resetting"
    NETWORK_WRONG_SERVER = "network wrong TLS"
    DISK_FULL = "disk full"
    BACKEND_CLOCK_BACK = "backend's clock set back"
    TERMINAL_CLOCK_BACK = "terminal's clock set back"


LINE_FAULTS = {
    Fault.NETWORK_CUT: LineFault.CUT,
    Fault.NETWORK_SLOW: LineFault.SLOW,
    Fault.NETWORK_RESETTING: LineFault.RESETTING,
    Fault.NETWORK_WRONG_SERVER: LineFault.WRONG_SERVER,
}
CAMERA_FAULTS = (Fault.CAMERA_UNPLUGGED, Fault.CAMERA_FROZEN, Fault.CAMERA_BLACK)


@dataclass
class CameraPlug:
    """Where something may be wrong with every camera that is opened here."""

    fault: Fault | None = None

    def open(self, open_camera: Callable[[], CameraSource]) -> CameraSource:
        """Open this camera, unless it is unplugged."""
        return _PluggedCamera(open_camera(), self)


class _PluggedCamera:
    """Another source, as long as its plug is in order."""

    def __init__(self, source: CameraSource, plug: CameraPlug) -> None:
        self.name, self.synthetic = source.name, source.synthetic
        self._source, self._plug = source, plug

    def __enter__(self) -> Self:
        if self._plug.fault is Fault.CAMERA_UNPLUGGED:
            raise CameraMissing("unplugged on purpose")
        self._source.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._source.__exit__(kind, error, trace)

    def frames(self) -> Iterator[Frame]:
        before: Frame | None = None
        for frame in self._source.frames():
            match self._plug.fault:
                case Fault.CAMERA_UNPLUGGED:
                    raise CameraLost("unplugged on purpose")
                case Fault.CAMERA_BLACK:
                    yield Frame(np.zeros_like(frame.image), frame.captured_at_s, frame.index)
                case Fault.CAMERA_FROZEN if before is not None:
                    yield Frame(before.image, frame.captured_at_s, frame.index)
                case _:
                    before = frame
                    yield frame


class SmallDisk:
    """A file system of its own for what the program keeps, where this user may mount one."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._ballast = folder, folder / "ballast"
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=700", "tmpfs", str(folder)],
            capture_output=True,
            check=False,
        )
        self.mounted = mounted.returncode == 0

    def fill(self) -> None:
        """Leave not one byte, whoever else is writing."""
        with self._ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(bytes(BLOCK_BYTES)):
                pass

    def empty(self) -> None:
        """Give the space back."""
        self._ballast.unlink(missing_ok=True)

    def close(self) -> None:
        """Whatever was on it is gone."""
        if self.mounted:
            subprocess.run(["umount", "-l", str(self._folder)], check=False)


@dataclass
class World:
    """A backend with two people enrolled, behind TLS and a line; everything in order."""

    url: str
    ca_file: Path
    kept: Path
    """Folder of the backend's and the terminal's data folders."""
    line: FaultyLine
    plug: CameraPlug
    disk: SmallDisk
    clock: ClockFile
    own_clock: ClockFile
    """This process's, where it is installed."""

    @property
    def backend_data(self) -> Path:
        return self.kept / "backend"

    @property
    def terminal_data(self) -> Path:
        return self.kept / "terminal"

    def spoil(self, fault: Fault) -> None:
        """Let it go wrong from now on."""
        if fault in CAMERA_FAULTS:
            self.plug.fault = fault
        elif fault in LINE_FAULTS:
            self.line.fault = LINE_FAULTS[fault]
        elif fault is Fault.DISK_FULL:
            self.disk.fill()
        else:
            clock = self.clock if fault is Fault.BACKEND_CLOCK_BACK else self.own_clock
            clock.offset_s = BACK_S

    def mend(self) -> None:
        """Everything is in order again."""
        self.plug.fault, self.line.fault = None, LineFault.NONE
        self.disk.empty()
        self.clock.offset_s = self.own_clock.offset_s = 0.0


@contextlib.contextmanager
def open_world() -> Iterator[World]:
    """All of it, until the block ends."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        kept, keys = folder / "kept", folder / "keys"
        kept.mkdir()
        keys.mkdir()
        disk = SmallDisk(kept)
        stack.callback(disk.close)
        for data in ("backend", "terminal"):
            (kept / data).mkdir(mode=0o700)
        _enrol(kept / "backend")
        bank, clock = Authority(keys), ClockFile(folder / "clock")
        port = stack.enter_context(_backend(kept / "backend", bank, folder / "clock"))
        stranger = stack.enter_context(answering(Authority(keys, "stranger")))
        line = stack.enter_context(
            faulty_line(("127.0.0.1", port), ("127.0.0.1", int(stranger.url.rpartition(":")[2])))
        )
        yield World(
            f"https://localhost:{line.port}",
            bank.file,
            kept,
            line,
            CameraPlug(),
            disk,
            clock,
            ClockFile(folder / "own-clock"),
        )


def _enrol(data: Path) -> None:
    listed = data.parent / "people.csv"
    pictures = {NUMBER: people.demo_person(), ANOTHER: people.another_person()}
    rows = "".join(f"{number},{picture}\n" for number, picture in pictures.items())
    listed.write_text(f"customer,image\n{rows}", encoding="utf-8")
    run_kiosk(data, {}, "enrol-batch", str(listed), "--allow-duplicates")
    listed.unlink()


@contextlib.contextmanager
def _backend(data: Path, bank: Authority, clock: Path) -> Iterator[int]:
    """The port of the real backend, by a clock that can be set."""
    certificate, key = bank.issue("backend")
    key.chmod(0o600)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")}
    own = {
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "KIOSK_DATA_DIR": str(data),
        "KIOSK_ALLOW_SYNTHETIC": "true",
        "KIOSK_DEMAND_CONSENT": "true",
        "KIOSK_TERMINALS__ADMITTED": "any",
        "KIOSK_TLS_CERTIFICATE": str(certificate),
        "KIOSK_TLS_KEY": str(key),
        **NOT_LOCKED,
    }
    command = [sys.executable, "-m", "tests.reach.moved_clock", str(clock), "backend", "--port", "0"]
    process = subprocess.Popen(
        command, env={**kept, **own}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=data, text=True
    )
    try:
        assert process.stdout is not None
        line = next((line for line in process.stdout if line.startswith(READY)), "")
        if not line:
            raise RuntimeError(f"the backend ended with {process.wait(STOP_S)}")
        yield int(line.strip().rpartition(":")[2])
    finally:
        process.terminate()
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.stdout is not None
        process.stdout.close()
