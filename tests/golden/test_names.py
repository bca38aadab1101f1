"""Names and numbers that scripts, supervisors, policies and other programs go by: settings, exit statuses, errors."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from pydantic_core import to_jsonable_python

from kiosk.errors import KioskError
from kiosk.settings import Settings, load, names
from kiosk.system.env_file import ENV_PREFIX
from kiosk.system.exit_codes import Exit, exit_for
from kiosk.system.machine_settings import NESTED
from tests.golden.expectation import expect, expect_json

OF_THIS_MACHINE = "<the folder of this machine>"
SPECIAL: dict[str, tuple[Any, ...]] = {"BackendRefused": ("CODE", 400), "KycRefused": (1009, 422, "a sentence")}
"""What cannot be made of a detail alone."""


def variables() -> Mapping[str, object]:
    """Every setting by the environment variable that sets it, with its default."""
    defaults = load()
    found = dict[str, object]()
    for name, field in Settings.model_fields.items():
        value = getattr(defaults, name)
        inner = fields(value) if is_dataclass(field.annotation) else ()
        found |= {_variable(name, each.name): getattr(value, each.name) for each in inner}
        if not inner:
            found[_variable(name)] = OF_THIS_MACHINE if name == "data_dir" else value
    return found


def _variable(*parts: str) -> str:
    return (ENV_PREFIX + NESTED.join(parts)).upper()


def plain(value: object) -> object:
    """As JSON has it."""
    return to_jsonable_python(value.get_secret_value() if isinstance(value, SecretStr) else value)


@pytest.fixture
def default_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defaults, also of what the tests themselves set."""
    monkeypatch.delenv("KIOSK_DATA_DIR")


@pytest.mark.usefixtures("default_folder")
def test_settings_and_their_defaults() -> None:
    expect_json("settings.json", {name: plain(value) for name, value in variables().items()})


def test_settings_that_a_machine_may_have() -> None:
    expect("machine_settings.txt", "\n".join(sorted(names())))


@pytest.mark.usefixtures("default_folder")
def test_every_variable_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in variables().items():
        told = str(tmp_path) if value == OF_THIS_MACHINE else plain(value)
        if told is not None:
            monkeypatch.setenv(name, told if isinstance(told, str) else json.dumps(told))
    unset = {
        "brand_logo",
        "stream_ca_file",
        "tls_certificate",
        "tls_key",
        "ca_file",
        "client_certificate",
        "client_key",
    }
    assert load().model_fields_set == set(Settings.model_fields) - unset


def test_exit_statuses() -> None:
    expect_json("exit_statuses.json", {each.name: each.value for each in Exit})


def kinds(base: type[KioskError] = KioskError) -> Iterator[type[KioskError]]:
    """The whole tree of errors that the product raises, and neither those of tests nor what never leaves a module."""
    if base.__module__.partition(".")[0] == "kiosk" and not base.__name__.startswith("_"):
        yield base
    for kind in base.__subclasses__():
        yield from kinds(kind)


def test_codes_of_errors_and_what_a_process_ends_with() -> None:
    lines = [f"{kind.__name__} {kind.code} {exit_for(_made(kind)).value}" for kind in kinds()]
    expect("errors.txt", "\n".join(["class code exit status", *sorted({*lines})]))


def _made(kind: type[KioskError]) -> KioskError:
    return kind(*SPECIAL.get(kind.__name__, ("detail",)))
