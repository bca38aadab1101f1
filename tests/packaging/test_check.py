"""The trial of a frozen program, which every release goes through on every system."""

from pathlib import Path

import pytest
import typer

from release import check
from tests.packaging.stand_in import make_bundle

PROGRAM = """#!/bin/sh
[ -z "${KIOSK_CAMERA:-}${PYTHONPATH:-}" ] || exit 9
echo "$1 $QT_QPA_PLATFORM $KIOSK_DATA_DIR" >> "$0.asked"
[ "$1" != FAILING ]
"""


def _bundle(folder: Path, failing: str = "none") -> Path:
    bundle = make_bundle(folder / "kiosk")
    (bundle / "kiosk").write_text(PROGRAM.replace("FAILING", failing), encoding="utf-8")
    return bundle


def _asked(bundle: Path) -> list[str]:
    return [line.split()[0] for line in (bundle / "kiosk-cli.asked").read_text(encoding="utf-8").splitlines()]


def test_selftest_and_session_run_without_settings_of_the_builder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_CAMERA", "7")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    bundle = _bundle(tmp_path)

    check.run(bundle)

    assert _asked(bundle) == ["selftest", "demo"]


@pytest.mark.parametrize(("failing", "asked"), [("selftest", ["selftest"]), ("demo", ["selftest", "demo"])])
def test_the_first_failure_ends_it(
    tmp_path: Path, failing: str, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = _bundle(tmp_path, failing)

    with pytest.raises(typer.Exit) as ended:
        check.run(bundle)

    assert ended.value.exit_code == 1
    assert f"{failing} ended with 1" in capsys.readouterr().err
    assert _asked(bundle) == asked
