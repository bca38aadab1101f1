"""A backend of the suite's own, on a copy of a data folder: started, asked and ended by its command line alone."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.attack.honest_customer import pictures_of_people

READY = "listening on "
OPEN_FILES = 1024
"""What a process may have open unless somebody says more."""
STAFF, PIN = "s-4711", "424242"
WAIT_S = 30


@contextlib.contextmanager
def own_backend(folder: Path, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve a data folder while inside; yields the address."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "backend", "--port", "0"],
        env=_environment(folder, settings or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        text=True,
        preexec_fn=_limit_files if sys.platform != "win32" else None,
    )
    try:
        assert process.stdout is not None
        line = next((line for line in process.stdout if line.startswith(READY)), "")
        if not line:
            raise RuntimeError(f"the backend ended with {process.wait(WAIT_S)}")
        yield line.removeprefix(READY).strip()
    finally:
        process.terminate()
        try:
            process.wait(WAIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.stdout is not None
        process.stdout.close()


def enrol_two(folder: Path, settings: Mapping[str, str] | None = None) -> None:
    """Enrol the demo person and somebody else, unless they are."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    listed = folder / "attack.csv"
    rows = "".join(f"{customer},{picture}\n" for customer, picture in pictures_of_people().items())
    listed.write_text(f"customer,image\n{rows}", encoding="utf-8")
    run_kiosk(folder, settings or {}, "enrol-batch", str(listed), "--allow-duplicates")
    listed.unlink()


def staff_setting(folder: Path) -> Mapping[str, str]:
    """The setting that lets one member of staff in."""
    told = run_kiosk(folder, {}, "staff-pin", STAFF, given=f"{PIN}\n{PIN}\n")
    found = re.search(r"KIOSK_STAFF_PINS=(\{.*\})", told)
    if found is None:
        raise RuntimeError("kiosk staff-pin did not say the setting")
    return {"KIOSK_STAFF_PINS": found[1]}


def run_kiosk(folder: Path, settings: Mapping[str, str], *arguments: str, given: str = "") -> str:
    """Run a command to its end, and return what it wrote."""
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *arguments],
        env=_environment(folder, settings),
        capture_output=True,
        cwd=folder,
        text=True,
        timeout=4 * WAIT_S,
        input=given,
    )
    return done.stdout


def copied(folder: Path, to: Path) -> Path:
    """A copy that may be spoilt."""
    shutil.copytree(folder, to)
    return to


def _environment(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")}
    root = str(Path(__file__).resolve().parents[2])
    return {
        **kept,
        "PYTHONPATH": root,
        "KIOSK_DATA_DIR": str(folder),
        "KIOSK_TERMINALS__ADMITTED": "any",
        "KIOSK_CONSENT_ELSEWHERE": "true",
        **settings,
    }


def _limit_files() -> None:
    import resource

    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(OPEN_FILES, hard), hard))
