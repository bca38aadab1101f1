"""Logging to the console, without what must not be kept: tokens, keys and pictures."""

import logging
import os
import re
import sys
from typing import TextIO

FORMAT = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(message)s"
REDACTED = "[redacted]"

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

    def format(self, record: logging.LogRecord) -> str:
        """The line of the record."""
        return redact(super().format(record))


def redact(text: str) -> str:
    """The text with everything that looks like a token, a key or a picture blanked out."""
    return _SECRET.sub(REDACTED, text)


def configure(level: str, stream: TextIO | None = None) -> None:
    """Log to the console: our own records from `level` on, those of libraries from WARNING on.

    Libraries say at lower levels what they send and receive. Python's warnings become records.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(RedactingFormatter(FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    for before in root.handlers[:-1]:
        if isinstance(before.formatter, RedactingFormatter):
            root.removeHandler(before)
    ours = logging.getLevelNamesMapping()[level]
    root.setLevel(max(ours, logging.WARNING))
    logging.getLogger("kiosk").setLevel(ours)
    logging.captureWarnings(True)


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
