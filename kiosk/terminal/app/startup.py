"""Starts a process as an installed product does: streams, logs, data folder, one instance, and a clear last word."""

import contextlib
import logging
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kiosk.errors import AlreadyRunning, InternalError, KioskError, LibraryMissing, ResourceMissing
from kiosk.system import log
from kiosk.system.core_dumps import forbid_core_dumps
from kiosk.system.data_folder import expected_data_dir, prepare_data_dir
from kiosk.system.exit_codes import Exit, exit_for
from kiosk.system.memory_arenas import share_one_arena
from kiosk.system.parent_process import SignsOfLife, end_with_parent, read_secret_of_parent, wanted_signs
from kiosk.system.process_end import end_process
from kiosk.terminal.app.embedded_backend import FAILED_PREFIX

if TYPE_CHECKING:
    from kiosk.domain.language import Language
    from kiosk.settings import Settings

logger = logging.getLogger(__name__)

UNATTENDED_S = 30.0
"""How long a full screen says that it is out of service before the process ends, to be started again."""
SUPERVISED_PATIENCE_S = 10.0
"""For the terminal of a supervisor that was killed: it notices, ends, and the next may have its data folder."""


@dataclass(frozen=True, slots=True)
class Start:
    """What is known about this start of the terminal so far."""

    full_screen: bool
    log_file: str = ""
    stacks: TextIO | None = None
    supervised: bool = False

    @property
    def signs_of_life(self) -> SignsOfLife:
        """Those that the supervisor wants, if there is one."""
        return wanted_signs(self.stacks)


def run_terminal(
    load: Callable[[], "Settings"], run: Callable[["Settings", Start], None], *, full_screen: bool, supervised: bool
) -> Exit:
    """Load the settings and run with them; whatever goes wrong is told on screen, in the log and in the status.

    `full_screen` counts until the settings are known.
    """
    from kiosk.terminal.app.instance_lock import only_instance

    forbid_core_dumps()
    share_one_arena()
    log.silence_native_libraries()
    log.configure("INFO")
    for number in (signal.SIGINT, signal.SIGTERM):
        # Until the event loop hears them: who asks a terminal to end while it starts gets what was asked for. Not by an
        # exception, which Qt drops where it is raised below one of its own calls.
        signal.signal(number, lambda *_: end_process(Exit.OK))
    start = Start(full_screen, supervised=supervised)
    try:
        if supervised and not end_with_parent():
            logger.warning("there is no standard input to tell when the supervisor is gone")
        settings = load()
        log_file = str(_log(settings.data_dir, settings.log_level))
        start = replace(start, full_screen=settings.full_screen, log_file=log_file)
        prepare_data_dir(settings.data_dir)
        with only_instance(settings.data_dir, SUPERVISED_PATIENCE_S if supervised else 0.0):
            start = replace(start, stacks=log.keep_stacks(Path(start.log_file)).stacks)
            run(settings, start)
    except Exception as error:
        return _cannot_run(error, start)
    logger.info("the terminal ends as asked", extra=log.FILE_ONLY)
    return Exit.OK


def run_backend(
    load: Callable[[], "Settings"],
    run: Callable[["Settings", str | None], None],
    *,
    embedded: bool,
    name: str = "backend",
) -> Exit:
    """Serve with a log of its own; an embedded backend tells the terminal why it ended, and nobody else.

    What runs gets the settings and, embedded, the public key of the terminal that it is for.
    """
    forbid_core_dumps()
    share_one_arena()
    log.silence_native_libraries()
    try:
        settings = load()
        file = _log(settings.data_dir, settings.log_level, name)
        prepare_data_dir(settings.data_dir)
        log.keep_stacks(file)
        run(*(_for_parent(settings) if embedded else (settings, None)))
    except Exception as error:
        if not log.has_file():
            _log(expected_data_dir(), "INFO", name)
        if embedded:
            ours = as_kiosk_error(error)
            # In one line that every encoding of a pipe can hold.
            detail = " ".join(ours.detail.split()).encode("ascii", "backslashreplace").decode("ascii")
            sys.stdout.write(f"{FAILED_PREFIX}{ours.code} {detail}\n")
        return report(error, to_file_only=embedded)
    return Exit.OK


def _for_parent(settings: "Settings") -> "tuple[Settings, str]":
    """The settings with the secret that only the process knows which started this one, and which must live on; and the
    public key that it signs with."""
    from pydantic import SecretStr

    secret, _, public_key = read_secret_of_parent().partition(" ")
    if not secret or not public_key or not end_with_parent():
        raise InternalError("there is no standard input to give a secret and to tell when the terminal is gone")
    return settings.model_copy(update={"backend_api_key": SecretStr(secret)}), public_key


def tell_out_of_service(code: str, *, full_screen: bool, seconds: float, supervised: bool) -> None:
    """Only show the message; the supervisor's, while it waits."""
    from kiosk.terminal.app import out_of_service_notice

    log.silence_native_libraries()
    log.configure("WARNING")
    if supervised:
        end_with_parent()
    file = log.log_path(expected_data_dir(), "kiosk")
    notice = out_of_service_notice.OutOfServiceNotice(code, "", str(file), full_screen, seconds)
    out_of_service_notice.show(replace(notice, language=_language_of_branch()))


def _language_of_branch() -> "Language":
    """What visits begin in; English where the settings cannot be read, which may be what is wrong."""
    from kiosk.domain.language import Language

    try:
        from kiosk.settings import load

        return load().language
    except Exception:  # whatever it is was told already, and the words must be shown all the same
        return Language.ENGLISH


def as_kiosk_error(error: Exception) -> KioskError:
    """The error in our own terms; one that is not ours is an internal error, or a file of the program is not there."""
    match error:
        case KioskError():
            return error
        case ModuleNotFoundError():
            return ResourceMissing(f"the program's module {error.name} is missing")
        case ImportError():
            return LibraryMissing(str(error))
        case _:
            return InternalError(type(error).__name__)


def report(error: Exception, *, to_file_only: bool = False) -> Exit:
    """One line in the log and one on standard error, the traceback of what is not ours in the log; the exit status."""
    ours = as_kiosk_error(error)
    trace = None if ours is error else error
    if trace is not None or log.has_file():
        logger.error("%s: %s", ours.code, ours.detail, exc_info=trace, extra=log.FILE_ONLY)
    if not to_file_only:
        # Nobody may be there to read it, and the screen still has to say it.
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"kiosk: {ours.code}: {ours.detail}\n")
    return exit_for(ours)


def _log(data_dir: Path, level: str, name: str = "kiosk") -> Path:
    log.configure(level)
    file = log.add_file(data_dir, name)
    log.catch_the_rest()
    return file


def _cannot_run(error: Exception, start: Start) -> Exit:
    if not log.has_file():
        # Where no folder can be written at all, the screen has to do.
        with contextlib.suppress(OSError):
            start = replace(start, log_file=str(_log(expected_data_dir(), "INFO")))
    status, ours = report(error), as_kiosk_error(error)
    second = isinstance(ours, AlreadyRunning)
    if second and start.supervised:
        # The first one is on the screen and works.
        return status
    from kiosk.terminal.app import out_of_service_notice

    seconds = UNATTENDED_S if start.full_screen else 0.0
    full_screen = start.full_screen and not second
    out_of_service_notice.show(
        out_of_service_notice.OutOfServiceNotice(
            ours.code, ours.detail, start.log_file, full_screen, seconds, start.signs_of_life, _language_of_branch()
        )
    )
    return status
