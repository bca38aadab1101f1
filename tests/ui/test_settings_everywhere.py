"""The same value is refused wherever it is set, and what our own pages show is taken."""

import json
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from pydantic import ValidationError
from PySide6.QtWidgets import QApplication

from kiosk.errors import DataFolderUnusable, SettingsInvalid
from kiosk.settings import Settings, load, names
from kiosk.system import machine_settings
from kiosk.system.machine_settings import from_env_file, from_registry
from kiosk.system.terminal_state import FILE, TerminalStateFile
from kiosk.terminal.ui.branding import load_branding

ROOT = Path(__file__).parents[2]
PAGES = [page for page in sorted(ROOT.rglob("*.md")) if not {".venv", "node_modules"} & {*page.parts}]
Place = Callable[[str, str, pytest.MonkeyPatch], object]


def in_environment(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv(f"KIOSK_{name.upper()}", value)
    return load(machine=())


def in_file(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> object:
    Path("kiosk.env").write_text(f'KIOSK_{name.upper()}="{value}"\n', encoding="utf-8")
    return load()


def in_machine_file(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> object:
    Path("machine.env").write_text(f'KIOSK_{name.upper()}="{value}"\n', encoding="utf-8")
    return load(machine=(from_env_file(Path("machine.env")),))


def in_registry(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> object:
    return load(machine=from_registry(lambda key: {name: value} if key == machine_settings.REGISTRY_KEYS[0] else None))


def on_command_line(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> object:
    outer, _, inner = name.partition("__")
    return load(machine=(), **{outer: {inner: value} if inner else value})


PLACES: tuple[Place, ...] = (in_environment, in_file, in_machine_file, in_registry, on_command_line)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("idle_timeout_s", "-1"),
        ("idle_timeout_s", "inf"),
        ("read_timeout_s", "nan"),
        ("absence_s", "-0.5"),
        ("guide__hold_s", "-1"),
        ("guide__approach_duration_s", "inf"),
        ("lockout__lock_s", "-60"),
        ("judge__longer_time_factor", "-2"),
        ("volume_percent", "101"),
        ("volume_percent", "-1"),
        ("without_face", "perhaps"),
        ("brand_colour", "red"),
        ("brand_colour", "#12345"),
        ("speech_volum", "0.5"),
        ("guide__hold_secs", "1"),
        ("camera_turn_deg", "45"),
    ],
)
def test_it_is_refused_wherever_it_is_set(place: Place, name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsInvalid) as error:
        place(name, value, monkeypatch)
    group = name.partition("__")[0]
    assert group in error.value.detail or name in error.value.detail


@pytest.mark.parametrize("place", PLACES)
def test_what_is_good_is_taken_wherever_it_is_set(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = place("guide__hold_s", "0.4", monkeypatch)
    assert isinstance(settings, Settings)
    assert settings.guide.hold_s == 0.4


def test_no_number_may_be_negative_or_none_at_all() -> None:
    taken = []
    for name, field in Settings.model_fields.items():
        kind = field.annotation
        group = kind if kind is not None and is_dataclass(kind) else None
        inner = [] if group is None else [each.name for each in fields(group) if each.type in (int, float)]
        alone: list[dict[str, object]] = [{name: "%"}] if kind in (int, float) else []
        numbers = [*alone, *({name: {each: "%"}} for each in inner)]
        for number in numbers:
            for value in ("-1", "nan", "inf"):
                try:
                    Settings(**json.loads(json.dumps(number).replace("%", value)))
                    taken.append(f"{number} {value}")
                except ValidationError:
                    pass
    assert taken == []


@pytest.mark.parametrize(
    "kept",
    [
        {"volume_percent": 101},
        {"volume_percent": -1},
        {"volume_percent": True},
        {"volume_percent": "40"},
        {"turn_deg": 45},
        {"volume": 40},
        {"maintenance": "yes"},
    ],
)
def test_what_the_panel_has_kept_is_looked_at_as_well(tmp_path: Path, kept: dict[str, object]) -> None:
    (tmp_path / FILE).write_text(json.dumps(kept), encoding="utf-8")
    with pytest.raises(DataFolderUnusable):
        TerminalStateFile(tmp_path)


def test_every_name_on_our_pages_is_a_setting() -> None:
    known = {name.upper() for name in (*names(), "allow_synthetic", "match__of_model")}
    # Of tests, of examples, and of what signs releases.
    others = {"TESTDATA", "INPUTS", "NAME"}
    for page in PAGES:
        for name in re.findall(
            r"KIOSK_([A-Z][A-Z0-9_]*[A-Z0-9])(?![A-Z0-9_]*\.\.\.)", page.read_text(encoding="utf-8")
        ):
            begins = any(each.startswith(f"{name}__") for each in known)
            assert name in known | others or begins or name.startswith("SIGN_"), f"{page.name}: KIOSK_{name}"


def test_every_value_on_our_pages_is_taken(qapp: QApplication) -> None:
    shown = [
        (page.name, *found)
        for page in PAGES
        for found in re.findall(r"KIOSK_([A-Z0-9_]+)=('[^']+'|[^\s`']+)", page.read_text(encoding="utf-8"))
    ]
    assert shown
    for page_name, name, value in shown:
        if name in ("NAME", "TESTDATA", "INPUTS") or "..." in value or value in ("value", "{...}"):
            continue
        Path("page.env").write_text(f"KIOSK_{name}={value}\n", encoding="utf-8")
        assert load(machine=(from_env_file(Path("page.env")),)), page_name
    for page in PAGES:
        for colour in re.findall("`(#[0-9a-f]{6})`", page.read_text(encoding="utf-8")):
            assert load_branding("Bank", None, load(brand_colour=colour).brand_colour).palette.accent == colour
