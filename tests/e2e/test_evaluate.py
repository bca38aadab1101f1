"""`kiosk evaluate` as somebody runs it: a process, two people in the public domain, an interruption."""

import csv
import json
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.evaluation.liveness.run import LEFT_OUT, MEASUREMENTS, PAGE, RESULT
from kiosk.evaluation.output import CACHE
from kiosk.system.exit_codes import Exit
from kiosk.terminal.camera.demo import people

QUICK_S = 60.0
"""What a run that only shows whether it works may take."""


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two people, and what cannot be used: a text, a room without anybody, a clip of three pictures."""
    folder = tmp_path_factory.mktemp("material")
    for name, path in (("grace", people.demo_person()), ("eileen", people.another_person())):
        (folder / name).mkdir()
        shutil.copy(path, folder / name / f"face{path.suffix}")
    (folder / "grace" / "broken.mp4").write_bytes(b"no clip")
    (folder / "grace" / "text.jpg").write_text("no picture")
    nobody = np.full((300, 300, 3), 90, np.uint8)
    cv2.imwrite(str(folder / "eileen" / "nobody.png"), nobody)
    video = cv2.VideoWriter(str(folder / "eileen" / "short.avi"), cv2.VideoWriter.fourcc(*"MJPG"), 25, (300, 300))
    for _ in range(3):
        video.write(nobody)
    video.release()
    return folder


def _spent_s() -> float:
    """Of processors by processes that have ended, which does not depend on who else is at work."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "kiosk", "evaluate", *map(str, arguments)]


def left_out(out: Path) -> Iterator[tuple[str, str]]:
    with (out / LEFT_OUT).open() as file:
        yield from ((row["name"], row["reason"]) for row in csv.DictReader(file))


def test_a_few_sessions_from_pictures_to_the_report(material: Path, tmp_path: Path) -> None:
    out, before_s = tmp_path / "out", _spent_s()
    done = subprocess.run(
        command(material, "--out", out, "--quick", "--keep-facts"), capture_output=True, text=True, timeout=1800
    )
    assert _spent_s() - before_s < QUICK_S
    assert done.returncode == Exit.OK, done.stderr
    assert "Simulated sessions certify nothing." in done.stdout
    found = json.loads((out / RESULT).read_text())
    assert set(found["species"]) == {"genuine", "flat_print", "photo_injection"}
    assert all(each["errors"]["of"] == 1 for each in found["species"].values())
    assert found["species"]["flat_print"]["errors"]["count"] == 0
    assert {each["person"] for each in found["sessions"]} == {"eileen"}
    assert all(not each["ended"] and each["evidence"] for each in found["sessions"])
    reasons = dict(left_out(out))
    assert reasons.pop("grace/text.jpg").startswith("is not a JPEG or PNG file")
    assert reasons == {
        "eileen/nobody.png": "shows no face that looks ahead",
        "eileen/short.avi": "has too few pictures: 8 at least, 15 a second",
        "grace/broken.mp4": "cannot be decoded",
    }
    assert "certifies nothing" in (out / PAGE).read_text() and len((out / MEASUREMENTS).read_text().splitlines()) == 4
    assert len(list((out / "facts").iterdir())) == 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*") if path.is_file()} == {0o600}


def test_the_challenge_of_coming_near_is_reported_the_same_way(material: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        command(material, "--out", tmp_path, "--quick", "--challenge", "face-movement"),
        capture_output=True,
        text=True,
        timeout=1800,
    )
    assert done.returncode == Exit.OK, done.stderr
    found = json.loads((tmp_path / RESULT).read_text())
    assert set(found["species"]) == {"near_genuine", "near_flat", "near_bent_60"}
    assert found["species"]["near_genuine"]["errors"]["count"] == found["species"]["near_flat"]["errors"]["count"] == 0
    assert (found["provenance"]["challenge"], found["challenge_space"]) == ("face-movement", None)
    assert {each["name"] for each in found["ablation"]} >= {"without relief", "without relief_beyond_bend"}
    assert "Challenge: face-movement." in (tmp_path / PAGE).read_text()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_sessions_that_were_run_before_it_was_stopped_are_not_run_again(
    material: Path, tmp_path: Path, ending: int
) -> None:
    out, options = tmp_path / "out", ("--species", "bot", "--sessions", "2", "--workers", "1")
    with subprocess.Popen(
        command(material, "--out", out, *options),
        stderr=subprocess.PIPE,
        text=True,
        # What a shell starts in the background ignores interrupts, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as first:
        _wait_for_a_session(out, first)
        first.send_signal(ending)
        told = first.communicate(timeout=900)[1]
    if ending == signal.SIGINT:
        assert first.returncode == Exit.INTERRUPTED and "EVALUATION_INTERRUPTED" in told
    done = subprocess.run(command(material, "--out", out, *options), capture_output=True, text=True, timeout=1800)
    assert done.returncode == Exit.OK, done.stderr
    assert "of them kept from before" in done.stderr
    assert json.loads((out / RESULT).read_text())["species"]["bot"]["errors"]["of"] == 2


def test_a_second_interruption_ends_it_at_once_and_keeps_what_was_done(material: Path, tmp_path: Path) -> None:
    out, options = tmp_path / "out", ("--species", "bot", "--workers", "1")
    with subprocess.Popen(
        command(material, "--out", out, *options, "--sessions", "500"),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as first:
        assert first.stderr is not None
        _wait_for_a_session(out, first)
        first.send_signal(signal.SIGINT)
        told = ""
        while "once more ends it at once" not in told and (line := first.stderr.readline()):
            told += line
        first.send_signal(signal.SIGINT)
        told += first.communicate(timeout=900)[1]
    assert first.returncode == Exit.INTERRUPTED
    assert "ended at once" in told and "Traceback" not in told and "EVALUATION_INTERRUPTED" not in told
    done = subprocess.run(
        command(material, "--out", out, *options, "--sessions", "1"), capture_output=True, text=True, timeout=1800
    )
    assert done.returncode == Exit.OK, done.stderr
    assert "of them kept from before" in done.stderr


def _wait_for_a_session(out: Path, process: "subprocess.Popen[str]") -> None:
    """Until the cache holds one."""
    import sqlite3

    until_s = time.monotonic() + 900
    while time.monotonic() < until_s and process.poll() is None:
        if (out / CACHE).exists():
            with sqlite3.connect(out / CACHE) as connection:
                try:
                    if connection.execute("SELECT count(*) FROM results").fetchone()[0]:
                        return
                except sqlite3.OperationalError:
                    pass
        time.sleep(0.2)
    raise AssertionError(f"no session in time, status {process.poll()}")
