import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from kiosk.errors import DataFolderUnusable, ModelDamaged, ResourceMissing
from kiosk.settings import load
from kiosk.terminal.selftest import machine, screens
from kiosk.terminal.selftest.report import Check, Finding, Outcome, Skipped, as_json, examine, line, passed, summary
from kiosk.terminal.selftest.run import checks, findings


def skipping() -> str:
    raise Skipped("nothing to see")


def damaged() -> str:
    raise ModelDamaged("a.tflite is not the file\nthat it was")


def broken() -> str:
    return str(1 // 0)


FIVE = (
    Check("first", lambda: "42 seen"),
    Check("second", skipping),
    Check("third one", damaged),
    Check("fourth", broken),
    Check("fifth", lambda: "Łódź \U0001f600"),
)


def test_one_failure_does_not_stop_the_others() -> None:
    found = [examine(check) for check in FIVE]
    assert [(each.outcome, each.seen) for each in found] == [
        (Outcome.OK, "42 seen"),
        (Outcome.SKIPPED, "nothing to see"),
        (Outcome.FAILED, "MODEL_DAMAGED: a.tflite is not the file that it was"),
        (Outcome.FAILED, "ZeroDivisionError: integer division or modulo by zero"),
        (Outcome.OK, "Łódź \U0001f600"),
    ]
    assert not passed(found)
    assert passed([found[0], found[1]])


def test_the_last_line_names_what_failed_and_the_versions() -> None:
    found = [examine(check) for check in FIVE]
    assert summary(found).startswith("FAILED: third one, fourth (5 checks, 2 failed, 1 skipped, ")
    assert "Python 3." in summary(found)
    assert summary(found[:2]).startswith("Everything works (2 checks, 0 failed, 1 skipped, ")


def test_lines_stand_in_columns() -> None:
    assert line(Finding("icons", Outcome.OK, "22 drawn", 12), 8) == "ok       icons        12 ms  22 drawn"
    assert line(Finding("x", Outcome.FAILED, "no", 12345), 8) == "FAILED   x         12345 ms  no"


def test_programs_get_the_same() -> None:
    told = json.loads(as_json([examine(check) for check in FIVE]))
    assert (told["passed"], len(told["checks"])) == (False, 5)
    assert told["checks"][2]["outcome"] == "FAILED"


def test_a_console_that_does_not_know_a_letter_gets_its_number() -> None:
    raw = io.BytesIO()
    console = io.TextIOWrapper(raw, encoding="cp1252", write_through=True)
    findings(FIVE[4:], console)
    assert b"\\u0141\xf3d\\u017a \\U0001f600" in raw.getvalue()


def test_without_a_console_nothing_is_written() -> None:
    assert len(findings(FIVE, None)) == 5


def test_every_check_has_a_name_of_its_own() -> None:
    names = [check.name for check in checks(load(), camera=False)]
    assert len(names) == len(set(names)) > 20


def test_a_folder_that_was_not_there_is_not_left_behind(tmp_path: Path) -> None:
    folder = tmp_path / "not yet" / "there"
    assert str(folder) in machine._data_folder(folder)
    assert not folder.exists()


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=5_000_000))
    with pytest.raises(DataFolderUnusable, match="only 5 MB left"):
        machine._data_folder(tmp_path)


def test_a_missing_plugin_is_named_before_qt_would_end_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    platforms = tmp_path / "platforms"
    platforms.mkdir()
    (platforms / "libqwayland.so").touch()
    monkeypatch.setattr("PySide6.QtCore.QLibraryInfo.path", lambda _: str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(ResourceMissing, match=r"^offscreen, xcb not among Qt's platform plugins \(wayland\)"):
        screens._platform_plugins()
    monkeypatch.setattr("sys.platform", "win32")
    (platforms / "qwindows.dll").touch()
    (platforms / "qoffscreen.dll").touch()
    assert screens._platform_plugins() == "offscreen wayland windows"
