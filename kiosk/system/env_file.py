"""Files of lines like `KIOSK_CAMERA=0`: what is not understood is refused by its line, and never quoted.

The form is that of other such files: lines that begin with `#` or `;` are comments, and so is ` # ` with what follows;
`export ` and spaces around `=` if one likes; quotes around values, where a double one is written as `\\"`. Variables
are not filled in.
"""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.errors import SettingsInvalid

ENV_PREFIX = "KIOSK_"
MAX_BYTES = 1024 * 1024
"""More than all settings together ever need."""

_LINE = re.compile(r"(?:export\s+)?(?P<name>\w+)\s*=\s*(?P<value>.*)", re.ASCII)
_QUOTED = re.compile(r"""(?:"(?P<double>(?:\\"|[^"])*)"|'(?P<single>[^']*)')(?P<rest>.*)""")
_COMMENT = re.compile(r"(?:^|\s)#(?=\s|$)")
_LINE_ENDS = re.compile("\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a line sets; its value may be a key."""

    value: str = field(repr=False)
    line: int


def read_bounded(path: Path) -> bytes:
    """The bytes of a file, none when there is no such file; raises SettingsInvalid."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # Opening a pipe would wait for whoever writes into it.
            raise SettingsInvalid(f"{path} cannot be read: it is not a file")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return b""
    except (OSError, ValueError) as error:
        raise SettingsInvalid(f"{path} cannot be read: {getattr(error, 'strerror', error)}") from error
    if len(content) > MAX_BYTES:
        raise SettingsInvalid(f"{path} cannot be read: it is larger than {MAX_BYTES} bytes")
    return content


def decode(content: bytes, place: str) -> str:
    """The text of a file in UTF-8, with or without a byte order mark; raises SettingsInvalid naming the line."""
    try:
        text = content.decode("utf-8-sig")
        wrong = text.find("\0")
        before = text[: max(wrong, 0)]
    except UnicodeDecodeError as error:
        wrong, before = error.start, content[: error.start].decode("utf-8-sig", "replace")
    if wrong < 0:
        return text
    line = len(_LINE_ENDS.findall(before)) + 1
    raise SettingsInvalid(f"line {line} is not text in UTF-8; save the file in that encoding ({place})")


def parse_env(text: str, place: str) -> dict[str, Assignment]:
    """What lines `KIOSK_NAME=value` set, by the name in lower case and without its prefix; raises SettingsInvalid."""
    found: dict[str, Assignment] = {}
    for number, name, value in _lines(text, place):
        if name in found:
            raise SettingsInvalid(f"{name}: set a second time in line {number} ({place})")
        found[name] = Assignment(_unquoted(value, f"line {number}", place), number)
    return found


def _lines(text: str, place: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(_LINE_ENDS.split(text), start=1):
        if not line.strip() or line.lstrip().startswith(("#", ";")):
            continue
        parts = _LINE.fullmatch(line.strip())
        if parts is None or not parts["name"].upper().startswith(ENV_PREFIX):
            raise SettingsInvalid(f"line {number} is not of the form {ENV_PREFIX}NAME=value ({place})")
        yield number, parts["name"][len(ENV_PREFIX) :].lower(), parts["value"]


def _unquoted(written: str, line: str, place: str) -> str:
    quoted = _QUOTED.fullmatch(written)
    bare = _without_comment(quoted["rest"] if quoted else written)
    if bare if quoted else written.startswith(("'", '"')):
        raise SettingsInvalid(f"{line} has a quote that is not closed, or text behind its value ({place})")
    if re.search(r"\s#", bare):
        raise SettingsInvalid(f"{line} may have a comment: put a space behind the #, or the value in quotes ({place})")
    value = _between_quotes(quoted) if quoted else bare
    if "${" in value and not written.startswith("'"):
        raise SettingsInvalid(f"{line} names a variable, which is not filled in: write its value ({place})")
    if any(ord(character) < ord(" ") for character in value):
        raise SettingsInvalid(f"{line} has a control character ({place})")
    return value


def _between_quotes(quoted: re.Match[str]) -> str:
    return quoted["double"].replace('\\"', '"') if quoted["single"] is None else quoted["single"]


def _without_comment(text: str) -> str:
    found = _COMMENT.search(text)
    return (text if found is None else text[: found.start()]).strip()
