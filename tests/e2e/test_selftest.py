"""`kiosk selftest` as an administrator runs it, on a whole program and on damaged ones."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.system.paths import package_folder
from kiosk.vision.models import FACE_MESH, SFACE, Model

ROOT = Path(__file__).resolve().parents[2]
Table = dict[str, tuple[str, str]]


def selftest(data_dir: Path, *arguments: str, root: Path = ROOT, **environment: str) -> tuple[int, Table, str]:
    """Exit status, the outcome and what was seen by the name of the check, and the last line."""
    command = [sys.executable, "-m", "kiosk", "selftest", *arguments]
    # Without a display, and with nothing on the way to a network.
    settings = {"KIOSK_DATA_DIR": str(data_dir), "PYTHONPATH": str(root), "https_proxy": "http://127.0.0.1:9"}
    given = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        command, env={**given, **settings, **environment}, capture_output=True, text=True, timeout=120, check=False
    )
    assert "Traceback" not in done.stdout + done.stderr
    *lines, last = done.stdout.splitlines()
    return done.returncode, dict(row(line) for line in lines), last


def row(line: str) -> tuple[str, tuple[str, str]]:
    before, _, seen = line.partition(" ms  ")
    outcome, _, name_and_time = before.partition(" ")
    return name_and_time.rstrip("0123456789").strip(), (outcome, seen)


def failed(table: Table) -> set[str]:
    return {name for name, (outcome, _) in table.items() if outcome == "FAILED"}


def test_from_source_everything_works_and_nothing_is_kept(tmp_path: Path) -> None:
    status, table, last = selftest(tmp_path / "data")
    assert (status, failed(table)) == (0, set()), table
    assert last.startswith("Everything works")
    assert {name for name, (outcome, _) in table.items() if outcome == "skipped"} <= {
        "voice",
        "translations",
        "branding",
        "camera",
        "configured backend",
        "system libraries",
        "terminal key",
    }
    assert table["face tracking"][1].startswith("1 face")
    assert not (tmp_path / "data").exists()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program in a folder of its own, whose name is not easy."""
    root = tmp_path / "with space, ünïcode"
    for name in ("kiosk", "resources"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "screenshots"))
    return root


def damage(root: Path, model: Model) -> None:
    """Put a damaged model before the installed one, in a copy of its package that is made of links."""
    package = package_folder(model.package)
    assert package is not None
    folder, copy = package, root / model.package
    for name in Path(model.path).parts:
        copy.mkdir(exist_ok=True)
        for entry in folder.iterdir():
            if entry.name != name and not (copy / entry.name).exists():
                (copy / entry.name).symlink_to(entry)
        folder, copy = folder / name, copy / name
    copy.unlink(missing_ok=True)
    content = bytearray(folder.read_bytes())
    content[100] ^= 1
    copy.write_bytes(content)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_every_damage_is_a_line_of_its_own(copy: Path, tmp_path: Path) -> None:
    (copy / "resources" / "icons" / "left.svg").unlink()
    (copy / "resources" / "icons" / "turn.svg").write_text("<svg")
    damage(copy, SFACE)
    no_folder = tmp_path / "file"
    no_folder.touch()
    status, table, last = selftest(no_folder / "data", "--camera", root=copy, KIOSK_CAMERA="no such camera")
    assert status == 1
    assert failed(table) == {
        "data folder",
        "icons",
        "all screens",
        f"model {SFACE.name}",
        "face engine",
        "embedded backend",
        "camera",
    }, table
    assert table["data folder"][1].startswith("DATA_FOLDER_UNUSABLE")
    assert "left.svg" in table["all screens"][1]
    assert "turn" in table["icons"][1]
    for name in (f"model {SFACE.name}", "face engine"):
        assert table[name][1].startswith(f"MODEL_DAMAGED: {SFACE.name} is not the file")
    assert table["camera"][1].startswith("CAMERA_MISSING: 'no such camera' is none of")
    assert last.startswith("FAILED: data folder, icons, all screens, ")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_without_its_style_sheet_and_with_another_network_the_program_says_so(copy: Path, tmp_path: Path) -> None:
    (copy / "resources" / "theme.qss").unlink()
    damage(copy, FACE_MESH[1])
    status, table, _ = selftest(tmp_path / "data", root=copy)
    assert status == 1
    assert {"style sheet", "first screen", f"model {FACE_MESH[1].name}", "face tracking"} <= failed(table)
    assert "theme.qss" in table["style sheet"][1]
    assert not {"icons", "typeface", "data folder", f"model {SFACE.name}"} & failed(table)


def test_branding_is_looked_at(tmp_path: Path) -> None:
    from kiosk.settings import load
    from kiosk.terminal.selftest.report import examine
    from kiosk.terminal.selftest.run import checks

    settings = load(brand_name="Kestrel Bank", brand_logo=str(tmp_path / "gone.png"))
    (branding,) = (check for check in checks(settings, camera=False) if check.name == "branding")
    finding = examine(branding)
    assert finding.outcome == "FAILED"
    assert finding.seen.startswith("SETTINGS_INVALID: brand_logo: ")


def test_wrong_settings_are_told_before_anything_is_tried(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "selftest"]
    done = subprocess.run(
        command, env={**os.environ, "KIOSK_CROP_ZOOM": "9"}, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert "SETTINGS_INVALID: crop_zoom" in done.stderr
