"""Logging to the console and to files, without what must not be kept: tokens, keys and pictures."""

import contextlib
import faulthandler
import logging
import os
import platform
import re
import sys
import tempfile
import threading
from dataclasses import dataclass
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from kiosk import __version__
from kiosk.system import paths
from kiosk.system.correlation import CorrelationFilter
from kiosk.system.repetitions import FoldingHandler

logger = logging.getLogger(__name__)

FORMAT = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s:%(correlation)s %(message)s"
REDACTED = "[redacted]"
FILE_BYTES, OLDER_FILES = 2_000_000, 4
"""A log takes at most 10 MB: the file that is written and four before it."""
FILE_ONLY = {"file_only": True}
"""As `extra` of a record: not for the console as long as there is a file."""
FILE_MODE, FOLDER_MODE = 0o640, 0o750
MAX_FAULTS_BYTES = 64 * 1024

_SECRET = re.compile(
    # A JSON web token: two or three base64url parts, the first of which is a JSON object.
    r"eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?"
    # A picture, or anything else of that length in base64; paths of files have a dot or a space sooner.
    r"|[A-Za-z0-9+/_-]{120,}={0,2}"
    # A key, which unlike a name or a digest mixes digits with letters of both cases.
    r"|(?<![\w/+-])(?=[\w+-]*[a-z])(?=[\w+-]*[A-Z])(?=[\w+-]*\d)[\w+-]{40,}={0,2}(?![\w/+-])"
)


class RedactingFormatter(logging.Formatter):
    """Blanks out secrets in the finished text, so that those in tracebacks go as well."""

    def __init__(self, form: str) -> None:
        # Of a record that came by another way than through a handler with the filter.
        super().__init__(form, defaults={"correlation": ""})

    def format(self, record: logging.LogRecord) -> str:
        """The line of the record."""
        return redact(super().format(record))


class Console(FoldingHandler, logging.StreamHandler[TextIO]):
    """A stream that repetitions do not fill."""


class LogFile(FoldingHandler, RotatingFileHandler):
    """A file that begins anew when it is full; where another process keeps it from moving aside, it grows on."""

    def doRollover(self) -> None:  # noqa: N802
        """The base class's hook; it would move the older files on before it finds that this one cannot be moved."""
        aside = f"{self.baseFilename}.aside"
        with contextlib.suppress(OSError):
            stream, self.stream = self.stream, None
            if stream is not None:
                stream.close()
            Path(self.baseFilename).replace(aside)
            Path(aside).replace(self.baseFilename)
            super().doRollover()

    def _open(self) -> TextIOWrapper:
        """The base class's hook: logs are for the account and its group, also those that were there before."""
        opened = super()._open()
        _close_to_others(opened)
        return opened

    def close(self) -> None:
        """The base class's hook; what a full disk did not take is lost."""
        with contextlib.suppress(OSError):
            super().close()


def _close_to_others(opened: TextIO) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.fchmod(opened.fileno(), FILE_MODE)


@dataclass(frozen=True, slots=True)
class Logs:
    """Where a process writes."""

    file: Path
    stacks: TextIO
    """The interpreter's own last words: the stacks of all threads when it crashes or hangs."""


def redact(text: str) -> str:
    """The text with everything that looks like a token, a key or a picture blanked out."""
    return _SECRET.sub(REDACTED, text)


def configure(level: str, stream: TextIO | None = None) -> None:
    """Log to the console alone: our own records from `level` on, those of libraries from WARNING on.

    Libraries say at lower levels what they send and receive. Python's warnings become records.
    """
    handler = Console(stream or sys.stderr)
    handler.setFormatter(RedactingFormatter(FORMAT))
    handler.addFilter(CorrelationFilter())
    root = logging.getLogger()
    root.addHandler(handler)
    for before in root.handlers[:-1]:
        if isinstance(before.formatter, RedactingFormatter):
            root.removeHandler(before)
            before.close()
    ours = logging.getLevelNamesMapping()[level]
    root.setLevel(max(ours, logging.WARNING))
    logging.getLogger("kiosk").setLevel(ours)
    logging.captureWarnings(True)
    # Else a record that cannot be written, on a full disk, is shown on the console with nothing blanked out.
    logging.raiseExceptions = False


def add_file(data_dir: Path, name: str) -> Path:
    """Log to `logs/name.log` of the data folder as well, or to a temporary folder when that fails; the file."""
    root = logging.getLogger()
    handler, failure = _open(paths.log_dir(data_dir), name)
    handler.setFormatter(RedactingFormatter(FORMAT))
    handler.addFilter(CorrelationFilter())
    for console in root.handlers:
        if isinstance(console.formatter, RedactingFormatter):
            console.addFilter(_is_for_console)
    root.addHandler(handler)
    file = Path(handler.baseFilename)
    start = f"kiosk {__version__} {name} starts, process {os.getpid()}"
    system = f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
    # Not through a logger: whatever the level, each start can be found.
    handler.handle(logging.LogRecord(__name__, logging.INFO, __file__, 0, f"{start}, {system}", None, None))
    if failure is not None:
        logger.warning("the log is in %s, because its folder cannot be written: %s", file.parent, failure.strerror)
    return file


def has_file() -> bool:
    """Whether there is a log file yet."""
    return any(isinstance(handler, LogFile) for handler in logging.getLogger().handlers)


def log_path(data_dir: Path, name: str) -> Path:
    """Where `name` logs as long as the folder can be written."""
    return paths.log_dir(data_dir) / f"{name}.log"


def keep_stacks(log_file: Path) -> Logs:
    """Let a crash of the interpreter leave its stacks beside the log; the run before's are moved into the log."""
    path = log_file.with_suffix(".stacks.log")
    with contextlib.suppress(OSError):
        left = path.read_bytes()[-MAX_FAULTS_BYTES:].decode(errors="replace").strip()
        if left:
            logger.error("the run before crashed or hung:\n%s", left, extra=FILE_ONLY)
    try:
        stacks: TextIO = path.open("w", encoding="utf-8")
        _close_to_others(stacks)
    except OSError:
        stacks = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    faulthandler.enable(stacks)
    return Logs(log_file, stacks)


def catch_the_rest() -> None:
    """Log whatever nobody caught, in any thread, rather than show it."""

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logger.critical("uncaught error", exc_info=(kind, error, trace), extra=FILE_ONLY)

    def uncaught_in_thread(failed: threading.ExceptHookArgs) -> None:
        name = failed.thread.name if failed.thread else "a thread"
        error = failed.exc_value or failed.exc_type()
        trace = failed.exc_traceback
        logger.critical("uncaught error in %s", name, exc_info=(failed.exc_type, error, trace), extra=FILE_ONLY)

    sys.excepthook = uncaught
    threading.excepthook = uncaught_in_thread


def provide_streams() -> None:
    """A program without a console has no standard streams, which libraries expect: let them write into nothing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115


def drop_broken_streams() -> None:
    """Let go of streams that nobody reads any more: Python would end with status 120 for what it cannot write."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except (OSError, ValueError):
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115


def silence_native_libraries() -> None:
    """Send what C++ libraries write to standard error nowhere, and keep Python's own standard error as it is.

    WORKAROUND(mediapipe 0.10.21): it tells of every graph that it starts, and no setting stops it. Does nothing
    where standard error is no file, as in tests and in a program without a console.
    """
    try:
        kept = os.dup(2)
    except OSError:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    sys.stderr = os.fdopen(kept, "w", buffering=1, encoding="utf-8", errors="backslashreplace")


def _open(folder: Path, name: str) -> tuple[LogFile, OSError | None]:
    try:
        # The data folder holds keys and pictures, so that it is its owner's alone whoever makes it first.
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        return _log_file(folder / f"{name}.log"), None
    except OSError as error:
        return _log_file(_temporary_folder() / f"{name}.log"), error


def _temporary_folder() -> Path:
    """The same for all starts, unless somebody else has made it."""
    folder = Path(tempfile.gettempdir(), f"kiosk-logs-{_user()}")
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        if sys.platform == "win32" or (folder.lstat().st_uid == _user() and not folder.is_symlink()):
            return folder
    return Path(tempfile.mkdtemp(prefix="kiosk-logs-"))


def _user() -> int:
    if sys.platform == "win32":
        # There the temporary folder is the user's own.
        return 0
    return os.getuid()


def _log_file(path: Path) -> LogFile:
    return LogFile(path, maxBytes=FILE_BYTES, backupCount=OLDER_FILES, encoding="utf-8")


def _is_for_console(record: logging.LogRecord) -> bool:
    return not getattr(record, "file_only", False)
