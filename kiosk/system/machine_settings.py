"""Machine-wide settings of an installed kiosk, as a bank's IT rolls them out.

Linux: the file /etc/kiosk/kiosk.env. Windows: values of registry keys, policies before preferences. macOS: property
lists, those that device management writes before those of the machine. A place that does not exist holds no settings;
one that cannot be read, or holds what is no setting, raises SettingsInvalid. Messages never hold values: one of them
may be a key.
"""

import difflib
import plistlib
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers.expat import ExpatError

from kiosk.errors import SettingsInvalid
from kiosk.system.env_file import decode, parse_env, read_bounded

NESTED = "__"

ENV_FILE = Path("/etc/kiosk/kiosk.env")
REGISTRY_KEYS = (r"Software\Policies\Kiosk", r"Software\Kiosk")
"""Below HKEY_LOCAL_MACHINE, those that count more first."""
PROPERTY_LISTS = (
    Path("/Library/Managed Preferences/org.facekiosk.kiosk.plist"),
    Path("/Library/Preferences/org.facekiosk.kiosk.plist"),
)
"""Those that count more first."""

Value = str | list[str]
"""Numbers and truth values are given as text."""
RegistryReader = Callable[[str], Mapping[str, object] | None]
"""Reads the values of a key below HKEY_LOCAL_MACHINE; None when there is no such key, raises OSError."""

_OF_MACOS = ("NS", "Apple", "com.apple.", "Payload")
"""How keys begin that macOS itself writes into property lists."""


@dataclass(frozen=True, slots=True)
class MachineSettings:
    """What one place sets, by names such as `camera` or `judge__min_confidence`; empty values are left out."""

    place: str
    values: Mapping[str, Value]
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """Where in the place they stand, if it is a file of lines; of empty values too."""

    def check_names(self, known: Collection[str]) -> None:
        """Raise SettingsInvalid when a name is none of the known ones: a policy with a typo must not go unnoticed."""
        for name in (*self.values, *self.lines):
            if name not in known:
                raise unknown_name(name, known, self.where(name))

    def where(self, name: str) -> str:
        """The place, and the line of this setting if there are lines."""
        return f"{self.place}, line {self.lines[name]}" if name in self.lines else self.place


def unknown_name(name: str, known: Collection[str], place: str) -> SettingsInvalid:
    """The error about a name that no setting has, with the nearest one that there is."""
    near = difflib.get_close_matches(name.lower(), known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return SettingsInvalid(f"{name}: there is no such setting{hint} ({place})")


def machine_settings() -> tuple[MachineSettings, ...]:
    """What is set on this machine, by the places that count more first; raises SettingsInvalid."""
    if sys.platform == "win32":
        return from_registry(read_registry)
    if sys.platform == "darwin":
        return tuple(from_property_list(path) for path in PROPERTY_LISTS)
    return (from_env_file(ENV_FILE),)


def from_env_file(path: Path) -> MachineSettings:
    """Settings of a file with lines like `KIOSK_CAMERA=0`; raises SettingsInvalid."""
    assigned = parse_env(decode(read_bounded(path), str(path)), str(path))
    lines = {name: each.line for name, each in assigned.items()}
    return _checked(str(path), {name: each.value for name, each in assigned.items()}, lines)


def from_registry(read: RegistryReader) -> tuple[MachineSettings, ...]:
    """Settings of both registry keys; raises SettingsInvalid. The registry does not mind capitals in names."""
    found = []
    for key in REGISTRY_KEYS:
        place = rf"HKEY_LOCAL_MACHINE\{key}"
        try:
            values = read(key) or {}
        except OSError as error:
            raise SettingsInvalid(f"{place} cannot be read: {error.strerror}") from error
        found.append(_checked(place, {name.lower(): value for name, value in values.items()}))
    return tuple(found)


def from_property_list(path: Path) -> MachineSettings:
    """Settings of a property list, binary or XML; raises SettingsInvalid."""
    content = read_bounded(path)
    try:
        parsed = plistlib.loads(content) if content else {}
    except (plistlib.InvalidFileException, ExpatError, ValueError, TypeError, KeyError, IndexError, OverflowError):
        raise SettingsInvalid(f"{path} is no property list") from None
    if not isinstance(parsed, dict):
        raise SettingsInvalid(f"{path} is no dictionary")
    return _checked(str(path), dict(_flat(parsed, "")))


def _flat(nested: Mapping[object, object], prefix: str) -> Iterator[tuple[str, object]]:
    """Both `{"judge": {"min_confidence": 85}}` and `{"judge__min_confidence": 85}` mean the same."""
    for key, value in nested.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{name}{NESTED}")
        elif not name.startswith(_OF_MACOS):
            yield name, value


def _checked(place: str, values: Mapping[str, object], lines: Mapping[str, int] | None = None) -> MachineSettings:
    """As text, without what is empty: an installer writes all that it knows, whether it was given or not."""
    as_text = {name: _as_text(name, value, place) for name, value in values.items()}
    return MachineSettings(place, {name: value for name, value in as_text.items() if value}, lines or {})


def _as_text(name: str, value: object, place: str) -> Value:
    match value:
        case bool():
            return str(value).lower()
        case str():
            if any(ord(character) < ord(" ") for character in value.strip()):
                raise SettingsInvalid(f"{name}: has a line break or another control character ({place})")
            return value.strip()
        case int() | float():
            return str(value)
        case list() if all(isinstance(item, str) for item in value):
            return [str(item) for item in value]
        case _:
            raise SettingsInvalid(f"{name}: is neither text nor number nor a list of texts ({place})")


if sys.platform == "win32":
    import winreg

    def read_registry(key: str) -> Mapping[str, object] | None:
        """The values of a key below HKEY_LOCAL_MACHINE, in the 64-bit view that installers write to."""
        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            opened = winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key, 0, access)
        except FileNotFoundError:
            return None
        with opened:
            count = winreg.QueryInfoKey(opened)[1]
            return dict(_registry_value(*winreg.EnumValue(opened, index)) for index in range(count))

    def _registry_value(name: str, value: object, kind: int) -> tuple[str, object]:
        if kind == winreg.REG_EXPAND_SZ and isinstance(value, str):
            return name, winreg.ExpandEnvironmentStrings(value)
        return name, value
