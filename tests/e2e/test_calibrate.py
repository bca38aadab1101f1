"""`kiosk calibrate` as somebody runs it: a process, real faces, an endpoint that throttles, interruptions."""

import csv
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from kiosk.domain.calibration.comparisons import Comparisons
from kiosk.evaluation.matching.run import LEFT_OUT, PAGE, PAIRS, RESULT
from kiosk.evaluation.output import CACHE
from kiosk.system.exit_codes import Exit
from kiosk.vision.network_description import SFACE, NetworkDescription
from tests.factories import pictures
from tests.factories.comparisons import all_pairs, drawn_comparisons, write_scored_list
from tests.fakes.rekognition_server import rekognition_server

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_EC2_METADATA_DISABLED": "true"}
FEW = ("--resamples", "100")
Done = subprocess.CompletedProcess[str]


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "kiosk", "calibrate", *map(str, arguments)]


def calibrate(*arguments: object) -> Done:
    environment = {**os.environ, **CREDENTIALS}
    return subprocess.run(command(*arguments, *FEW), capture_output=True, text=True, env=environment, timeout=300)


def result(out: Path) -> dict[str, Any]:
    found = json.loads((out / RESULT).read_text())
    assert isinstance(found, dict)
    return found


def by(rows: list[dict[str, Any]], name: str, value: object) -> dict[str, Any]:
    return next(row for row in rows if row[name] == value)


def left_out(out: Path) -> set[tuple[str, str]]:
    with (out / LEFT_OUT).open() as file:
        return {(row["code"], row["what"]) for row in csv.DictReader(file)}


def test_a_scale_that_keeps_its_promise(tmp_path: Path) -> None:
    """120 people: 7,140 couples show one in 1,000 and not one in 10,000."""
    pairs = drawn_comparisons(120, 3, seed=4)
    kept = Comparisons(np.minimum(pairs.similarities, np.where(pairs.is_genuine, 100.0, 79.0)), pairs.a, pairs.b)
    out = tmp_path / "out"
    done = calibrate(write_scored_list(tmp_path / "list.csv", kept), "--out", out)
    assert done.returncode == Exit.OK, done.stderr
    found = result(out)
    assert (found["people"], found["genuine_pairs"], found["impostor_pairs"]) == (120, 360, 64260)
    assert [row["finding"] for row in found["scale"]] == ["met", "met", "cannot be shown"]
    assert "promised: once in 10,000: cannot be shown with 64,260 pairs of 7,140 couples" in done.stdout
    assert found["failure_to_enrol"] is None and found["anchors"] is None
    assert found["command"].startswith("kiosk calibrate ") and found["seed"] == 1
    assert {path.name for path in out.iterdir()} == {PAGE, RESULT, PAIRS, LEFT_OUT}
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}


def test_a_scale_that_breaks_it_for_one_group(tmp_path: Path) -> None:
    a, b = all_pairs(60, 3)
    south = (a < 15) & (b < 15)
    generator = np.random.default_rng(2)
    reach = np.where(south, 0.5, 0.0005)
    strangers = np.where(generator.uniform(size=len(a)) < reach, 96.0, 20.0)
    pairs = Comparisons(np.where(a == b, 99.5, strangers), a, b)
    labels = {
        "region": {person: "south" if person < 15 else "north" for person in range(60)},
        "sex": {person: "fm"[person % 2] for person in range(60)},
        "age": {person: str(20 + person % 31) for person in range(60)},
    }
    out = tmp_path / "out"
    done = calibrate(write_scored_list(tmp_path / "list.csv", pairs, labels), "--out", out)
    assert done.returncode == Exit.OK, done.stderr
    found = result(out)
    assert by(found["scale"], "similarity", 95)["finding"] == "not met"
    worst = by(found["worst_groups"], "threshold", 95)["fmr"]
    assert "south" in worst["group"] and worst["beyond_chance"] and worst["ratio_to_all"] > 5
    assert by(found["groups"], "group", "20-29")["attribute"] == "age"
    alike = {name: rows[0]["fmr"]["rate"] for name, rows in found["strangers_by_likeness"].items()}
    assert alike["same region"] > 10 * alike["different region"]
    page = (out / PAGE).read_text()
    assert "For whom it is worse" in page and page.count("<img") == 5 and "<script" not in page
    only = calibrate(tmp_path / "list.csv", "--out", tmp_path / "only", "--by", "sex")
    assert only.returncode == Exit.OK
    assert {group["attribute"] for group in result(tmp_path / "only")["groups"]} == {"sex"}


def test_what_it_writes_it_reads_again(tmp_path: Path) -> None:
    labels = {"sex": {person: "fm"[person % 2] for person in range(20)}}
    first, second = tmp_path / "first", tmp_path / "second"
    calibrate(write_scored_list(tmp_path / "list.csv", drawn_comparisons(20, 3), labels), "--out", first)
    done = calibrate(first / PAIRS, "--out", second)
    assert done.returncode == Exit.OK, done.stderr
    for name in ("rates", "groups", "equal_error_rate", "scale"):
        assert result(first)[name] == result(second)[name]


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two people in three pictures each, and everything that can be wrong with a folder."""
    folder = tmp_path_factory.mktemp("calibrate") / "faces"
    for name, picture in (("eileen", pictures.astronaut()), ("grace", pictures.grace_hopper())):
        (folder / name).mkdir(parents=True)
        for number, shade in enumerate((1.0, 0.9, 0.8)):
            shaded = np.asarray(picture * shade, dtype=np.uint8)
            (folder / name / f"{number}.jpg").write_bytes(pictures.jpeg(shaded))
    return folder


def test_a_folder_of_faces_with_everything_that_can_be_wrong(faces: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "faces", tmp_path / "out"
    shutil.copytree(faces, folder)
    shutil.copy(folder / "eileen/0.jpg", folder / "eileen/copy.jpg")
    shutil.copy(folder / "eileen/1.jpg", folder / "grace/whose.jpg")
    (folder / "grace/notes.txt").write_text("not a picture")
    (folder / "grace/cut.jpg").write_bytes((folder / "grace/0.jpg").read_bytes()[:2000])
    (folder / "grace/wall.jpg").write_bytes(pictures.jpeg(pictures.empty()))
    (folder / "grace/tiny.png").write_bytes(bytes(cv2.imencode(".png", np.zeros((8, 8, 3), np.uint8))[1]))
    (folder / "grace/gone.jpg").symlink_to(folder / "nowhere.jpg")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "grace/pipe.jpg")
    else:
        (folder / "grace/pipe.jpg").symlink_to(folder / "nowhere.jpg")
    (folder / "loose.jpg").write_bytes((folder / "eileen/2.jpg").read_bytes())
    labels = tmp_path / "labels.csv"
    labels.write_text("person,born\neileen,1956\ngrace,1906\n")
    done = calibrate(folder, "--out", out, "--labels", labels)
    assert done.returncode == Exit.FAILED, done.stderr
    assert left_out(out) == {
        ("DUPLICATE_PICTURE", "eileen/copy.jpg"),
        ("LABEL_CONFLICT", "eileen/1.jpg"),
        ("LABEL_CONFLICT", "grace/whose.jpg"),
        ("IMAGE_NOT_JPEG", "grace/notes.txt"),
        ("IMAGE_TRUNCATED", "grace/cut.jpg"),
        ("PICTURE_MISSING", "grace/gone.jpg"),
        ("PICTURE_MISSING", "grace/pipe.jpg"),
        ("LABELS_MISSING", "loose.jpg"),
    }
    found = result(out)
    assert (found["people"], found["genuine_pairs"], found["impostor_pairs"]) == (2, 4, 6)
    assert found["failure_to_enrol"]["by_code"] == {"IMAGE_TOO_SMALL": 1, "NO_FACE_FOUND": 1}
    assert (found["failure_to_enrol"]["count"], found["failure_to_enrol"]["of"]) == (2, 7)
    assert by(found["rates"], "threshold", 80)["fnmr"]["count"] == 0
    assert not (out / CACHE).exists(), "templates are forgotten"
    for name in (RESULT, PAGE):
        text = (out / name).read_text()
        assert "eileen" not in text.replace(str(tmp_path), "") and "wall.jpg" not in text


def test_real_faces(testdata: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = calibrate(testdata / "pairs.tsv", "--out", out)
    assert done.returncode in (Exit.OK, Exit.FAILED), done.stderr
    found = result(out)
    assert found["model_id"] == SFACE.model_id and found["people"] == 12
    at_80 = by(found["rates"], "threshold", 80)
    assert at_80["fmr"]["of"] > 700 and at_80["fmr"]["rate"] < 0.03 and at_80["fnmr"]["rate"] < 0.03
    assert [row["finding"] for row in found["scale"]] == ["cannot be shown"] * 3
    assert found["anchors"]["extrapolated"] == [99, 95, 80]
    scale = SFACE.model_dump() | {"anchors": found["anchors"]["fitted"]}
    assert NetworkDescription.model_validate(scale).anchors[-1] == (2, 0), "a bank's description takes it as it is"


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_what_was_done_when_it_was_stopped_is_not_done_again(faces: Path, tmp_path: Path, ending: int) -> None:
    out = tmp_path / "out"
    with rekognition_server() as server:
        server.hold_after = 8
        first = subprocess.Popen(
            command(faces, "--out", out, "--endpoint", server.url, "--parallel", 2, *FEW),
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **CREDENTIALS},
            # What a shell starts in the background ignores interrupts, and so would its children.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        with first:
            _wait_until(lambda: server.is_holding)
            first.send_signal(ending)
            # A busy machine takes its time to hand over a signal.
            time.sleep(1.5)
            server.release()
            told = first.communicate(timeout=60)[1]
        if ending == signal.SIGKILL:
            assert first.returncode == -signal.SIGKILL
        else:
            assert first.returncode == Exit.INTERRUPTED and "EVALUATION_INTERRUPTED" in told
        assert stat.S_IMODE((out / CACHE).stat().st_mode) == 0o600
        before = server.answered
        second = calibrate(faces, "--out", out, "--endpoint", server.url, "--parallel", 2)
        assert second.returncode == Exit.OK, second.stderr
        # Six pictures and their fifteen pairs, each once; what a killed process had under way is asked for again.
        again = 21 - (server.answered - before)
        assert again == before if ending != signal.SIGKILL else 6 <= again <= before
    assert result(out)["impostor_pairs"] == 9
    assert not (out / CACHE).exists()


def test_an_endpoint_that_throttles_for_a_while(faces: Path, tmp_path: Path) -> None:
    with rekognition_server() as server:
        server.throttled = 9
        done = calibrate(faces, "--out", tmp_path / "out", "--endpoint", server.url, "--patience", "60")
        assert done.returncode == Exit.OK, done.stderr
        assert "BUSY: Rekognition" in done.stderr and server.answered == 21


def test_an_endpoint_that_throttles_for_good(faces: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with rekognition_server() as server:
        server.throttled_after = 10
        done = calibrate(faces, "--out", out, "--endpoint", server.url, "--patience", "0.5", "--keep-cache")
        assert done.returncode == Exit.INCOMPLETE and "kiosk: EVALUATION_INCOMPLETE: Rekognition" in done.stderr
        assert (out / CACHE).exists() and not (out / RESULT).exists()
        server.throttled_after = None
        done = calibrate(faces, "--out", out, "--endpoint", server.url, "--keep-cache")
        assert done.returncode == Exit.OK, done.stderr
        assert server.answered == 21
        done = calibrate(faces, "--out", out, "--endpoint", server.url)
        assert done.returncode == Exit.OK and server.answered == 21


def test_endpoints_that_answer_nothing_of_use(faces: Path, tmp_path: Path) -> None:
    with rekognition_server() as server:
        server.refusal = "AccessDeniedException"
        done = calibrate(faces, "--out", tmp_path / "out", "--endpoint", server.url)
        assert done.returncode == Exit.INCOMPLETE and "AccessDeniedException" in done.stderr
        closed = server.url
    done = calibrate(faces, "--out", tmp_path / "out", "--endpoint", closed, "--patience", "0")
    assert done.returncode == Exit.INCOMPLETE and "EVALUATION_INCOMPLETE" in done.stderr
    done = calibrate(faces, "--out", tmp_path / "out", "--endpoint", "no address")
    assert done.returncode == Exit.INCOMPLETE and "no address" in done.stderr


def _wait_until(is_so: Any) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError("it never was so")


@pytest.fixture
def wrong(tmp_path: Path, faces: Path) -> Iterator[Path]:
    """Inputs that cannot be used, by name."""
    for name in ("empty", "one/ann", "loose"):
        (tmp_path / name).mkdir(parents=True)
    shutil.copytree(faces / "grace", tmp_path / "one/ann", dirs_exist_ok=True)
    shutil.copy(faces / "grace/0.jpg", tmp_path / "loose")
    (tmp_path / "missing.csv").write_text("a,b,same\nno.jpg,nor.jpg,1\nno.jpg,neither.jpg,0\n")
    (tmp_path / "wrong.csv").write_text("a,b,same\nx,y,perhaps\n")
    (tmp_path / "same.csv").write_text("same,similarity\n1,99\n1,98\n")
    (tmp_path / "file").write_text("")
    yield tmp_path


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("nowhere", "NOTHING_TO_EVALUATE", "No such file"),
        ("empty", "NOTHING_TO_EVALUATE", "is empty"),
        ("loose", "LABELS_MISSING", "each person has a folder"),
        ("one", "TOO_FEW_PEOPLE", "all of one person"),
        ("missing.csv", "NOTHING_TO_EVALUATE", "none of the pictures"),
        ("wrong.csv", "LABELS_INVALID", "line 2"),
        ("same.csv", "TOO_FEW_PEOPLE", "strangers"),
    ],
)
def test_what_cannot_be_measured(wrong: Path, name: str, code: str, words: str) -> None:
    done = calibrate(wrong / name, "--out", wrong / "out")
    assert done.returncode == Exit.NOT_RUN
    last = done.stderr.splitlines()[-1]
    assert last.startswith(f"kiosk: {code}: ") and words in last, done.stderr


def test_an_output_folder_that_cannot_be_written(wrong: Path) -> None:
    for out in (wrong / "file", wrong / "file" / "below", Path("/proc/kiosk")):
        done = calibrate(wrong / "same.csv", "--out", out)
        assert done.returncode == Exit.NOT_RUN and "kiosk: OUTPUT_UNUSABLE: " in done.stderr


@pytest.mark.parametrize("options", [["--threshold", "101"], ["--threshold", "nan"], ["--resamples", "1"], []])
def test_a_wrong_command_line(wrong: Path, options: list[str]) -> None:
    out = ["--out", str(wrong / "out")] if options else []
    done = subprocess.run(command(wrong / "same.csv", *out, *options), capture_output=True, text=True)
    assert done.returncode == Exit.NOT_RUN and not (wrong / "out").exists()


def test_other_commands_load_no_plots() -> None:
    source = "import sys; from kiosk.cli import main; assert not {'matplotlib', 'kiosk.evaluation'} & {*sys.modules}"
    assert subprocess.run([sys.executable, "-c", source]).returncode == 0
