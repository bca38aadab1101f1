"""Entry point of the supervisor.

Shell Launcher, systemd and Task Scheduler watch this process: it stays the parent of the terminal for as long as the
terminal is wanted, and ends with status 0 once it no longer is. Arguments are those of `kiosk run`.
"""

import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk import __version__
from kiosk.system import log, paths
from kiosk.system.data_folder import expected_data_dir
from kiosk.system.exit_codes import Exit
from kiosk.terminal.supervisor.supervisor import Programs, Supervisor, Timing

logger = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Keep `kiosk run --full-screen` with these further arguments running; the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    log.provide_streams()
    if "--version" in given:
        sys.stdout.write(f"kiosk {__version__}\n")
        return Exit.OK
    log.configure("INFO")
    try:
        log.add_file(expected_data_dir(), "supervisor")
        log.catch_the_rest()
        supervise(Supervisor(programs(given), Timing()))
    except Exception:
        logger.exception("the supervisor failed")
        return Exit.INTERNAL_ERROR
    finally:
        log.drop_broken_streams()
    return Exit.OK


def supervise(supervisor: Supervisor) -> None:
    """Run it until it ends or a signal comes: SIGTERM, Ctrl+C, or on Windows a console that is closed."""
    for name in ("SIGTERM", "SIGINT", "SIGBREAK", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, lambda *_: supervisor.stop())
    supervisor.run()


def programs(arguments: Sequence[str]) -> Programs:
    """The terminal and the notice, as this program starts them."""
    kiosk = terminal_program()
    window = "--windowed" if "--windowed" in arguments else "--full-screen"

    def notice(code: str, seconds: float) -> Sequence[str]:
        shown = ["--code", code, "--for", f"{seconds:.0f}", window, "--until-input-ends"]
        return [*kiosk, "out-of-service", *shown]

    return Programs([*kiosk, "run", "--full-screen", "--until-input-ends", *arguments], notice)


def terminal_program() -> list[str]:
    """The terminal beside this executable, or this interpreter with the package."""
    if not paths.is_frozen():
        return [sys.executable, "-m", "kiosk"]
    here = Path(sys.executable)
    return [str(here.with_name("kiosk" + here.suffix))]
