"""What the process tells whoever started it: a public contract for supervisors, Shell Launcher and scripts."""

from enum import IntEnum

from kiosk.errors import (
    AlreadyRunning,
    CameraError,
    DataFolderUnusable,
    DocumentError,
    EvaluationError,
    EvaluationIncomplete,
    EvaluationInterrupted,
    ImageError,
    InputError,
    KioskError,
    LibraryMissing,
    PictureMissing,
    SetupError,
    StorageFailed,
)
from kiosk.terminal_errors import TerminalExists, TerminalKeyUnusable


class Exit(IntEnum):
    """Exit statuses; they never change their meaning, new ones get new numbers."""

    OK = 0
    """Ended as asked; for `demo`: the customer passed; for `selftest`: everything works; for
    `read-document`: the document is accepted."""
    FAILED = 1
    """`demo`: the customer failed; `selftest`: something does not work; `calibrate`: something was left out;
    `read-document`: a bank would not be told that the document is accepted."""
    NOT_RUN = 2
    """The command line is wrong, or names a picture, list or folder that cannot be used."""
    SETTINGS_INVALID = 3
    ALREADY_RUNNING = 4
    DATA_FOLDER_UNUSABLE = 5
    """The data folder, or what is stored there or on AWS, cannot be made, read or written."""
    PROGRAM_DAMAGED = 6
    """A model, a resource or another file of the program is missing or damaged: install again."""
    LIBRARY_MISSING = 7
    """The operating system lacks a library; the message names the package."""
    CAMERA_UNUSABLE = 8
    INCOMPLETE = 75
    """A service did not answer; what was done so far is kept, and the same command goes on (EX_TEMPFAIL)."""
    INTERRUPTED = 130
    """Stopped by Ctrl+C or a request to end, what was done so far is kept (128 and the signal, as shells have it)."""
    INTERNAL_ERROR = 70
    """A fault of the program, with its traceback in the log (EX_SOFTWARE of sysexits.h)."""


_OF_ERRORS: tuple[tuple[type[KioskError], Exit], ...] = (
    (ImageError, Exit.NOT_RUN),
    (DocumentError, Exit.NOT_RUN),
    (InputError, Exit.SETTINGS_INVALID),
    (AlreadyRunning, Exit.ALREADY_RUNNING),
    (DataFolderUnusable, Exit.DATA_FOLDER_UNUSABLE),
    (StorageFailed, Exit.DATA_FOLDER_UNUSABLE),
    (LibraryMissing, Exit.LIBRARY_MISSING),
    (PictureMissing, Exit.NOT_RUN),
    (TerminalExists, Exit.NOT_RUN),
    (TerminalKeyUnusable, Exit.DATA_FOLDER_UNUSABLE),
    (EvaluationInterrupted, Exit.INTERRUPTED),
    (EvaluationIncomplete, Exit.INCOMPLETE),
    (EvaluationError, Exit.NOT_RUN),
    (SetupError, Exit.PROGRAM_DAMAGED),
    (CameraError, Exit.CAMERA_UNUSABLE),
)


def exit_for(error: KioskError) -> Exit:
    """The exit status of a process that ended because of this error."""
    return next((status for kind, status in _OF_ERRORS if isinstance(error, kind)), Exit.INTERNAL_ERROR)
