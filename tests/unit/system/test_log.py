import base64
import faulthandler
import io
import logging
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import jwt
import pytest

from kiosk import __version__
from kiosk.system import log, repetitions

pytestmark = pytest.mark.expect_logs


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("kiosk")
    handlers, levels = root.handlers[:], (root.level, ours.level)
    yield
    for handler in root.handlers:
        if isinstance(handler, log.LogFile):
            handler.close()
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])
    logging.captureWarnings(False)


def lines_of(level: str = "INFO") -> io.StringIO:
    stream = io.StringIO()
    log.configure(level, stream)
    return stream


@pytest.mark.parametrize(
    "secret",
    [
        jwt.encode({"challengeId": "c1"}, "k" * 32, algorithm="HS256"),
        base64.b64encode(bytes(range(256)) * 8).decode(),
        base64.urlsafe_b64encode(bytes(range(100, 200))).decode(),
        "Xk3v9QmB2ZrT7yLwN4cHs8dJfG1aPe6UoViKzR5tMqY",
    ],
)
def test_tokens_keys_and_pictures_are_blanked_out(secret: str) -> None:
    stream = lines_of()
    logging.getLogger("kiosk.x").info("before %s after", secret)
    assert f"before {log.REDACTED} after" in stream.getvalue()
    assert secret[:30] not in stream.getvalue()


def test_secrets_in_tracebacks_are_blanked_out_too() -> None:
    stream = lines_of()
    token = jwt.encode({}, "k" * 32, algorithm="HS256")
    try:
        raise ValueError(token)
    except ValueError:
        logging.getLogger("kiosk.x").info("failed", exc_info=True)
    assert "ValueError" in stream.getvalue()
    assert token not in stream.getvalue()


@pytest.mark.parametrize(
    "harmless",
    [
        "challenge c0ffee00-1111-2222-3333-444455556666 took 0.25 s",
        "a" * 64,
        "/usr/lib/python3/dist-packages/some_library/and/a/rather/deep/Folder7/of/modules/file.py",
        "test_names_are_long_and_have_neither_digits_nor_Capitals_in_them",
    ],
)
def test_what_is_no_secret_stays(harmless: str) -> None:
    assert log.redact(harmless) == harmless


def test_libraries_are_only_heard_when_something_is_wrong() -> None:
    stream = lines_of("DEBUG")
    logging.getLogger("kiosk.x").debug("ours")
    logging.getLogger("urllib3").debug("theirs")
    logging.getLogger("urllib3").warning("wrong")
    assert "ours" in stream.getvalue()
    assert "theirs" not in stream.getvalue()
    assert "wrong" in stream.getvalue()


def test_configuring_again_replaces_the_handler() -> None:
    first, second = lines_of(), lines_of("ERROR")
    logging.getLogger("kiosk.x").error("once")
    assert first.getvalue() == ""
    assert second.getvalue().count("once") == 1


def test_warnings_become_records() -> None:
    stream = lines_of()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn("old ways", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(False)
    assert "old ways" in stream.getvalue()


def written(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_a_file_holds_what_the_console_holds_and_where_it_begins(tmp_path: Path) -> None:
    stream = lines_of()
    file = log.add_file(tmp_path / "data", "kiosk")
    logging.getLogger("kiosk.x").info("grüezi")
    assert file == tmp_path / "data/logs/kiosk.log"
    assert f"kiosk {__version__} kiosk starts" in written(file)
    assert "starts" not in stream.getvalue()
    for text in (written(file), stream.getvalue()):
        assert "grüezi" in text


def test_what_is_for_the_file_alone_is_on_the_console_only_without_a_file(tmp_path: Path) -> None:
    stream = lines_of()
    logging.getLogger("kiosk.x").error("before", extra=log.FILE_ONLY)
    file = log.add_file(tmp_path, "kiosk")
    logging.getLogger("kiosk.x").error("after", extra=log.FILE_ONLY)
    assert "before" in stream.getvalue()
    assert "after" not in stream.getvalue()
    assert "after" in written(file)


def test_files_are_redacted_and_grow_no_larger_than_they_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "FILE_BYTES", 2000)
    monkeypatch.setattr(repetitions, "PER_WINDOW", 500)
    lines_of()
    file = log.add_file(tmp_path, "kiosk")
    for number in range(500):
        logging.getLogger("kiosk.x").info("line %d %s", number, jwt.encode({}, "k" * 32, algorithm="HS256"))
    files = sorted(file.parent.glob("kiosk.log*"))
    assert len(files) == 5
    assert all(each.stat().st_size <= 2000 for each in files)
    assert "line 499" in written(file)
    assert all("eyJ" not in written(each) for each in files)


def test_a_file_that_cannot_be_moved_aside_grows_on_and_older_ones_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "FILE_BYTES", 500)
    lines_of()
    file = log.add_file(tmp_path, "kiosk")
    older = [file.with_name(f"kiosk.log.{number}") for number in range(1, 5)]
    for each in older:
        each.write_text(each.name)
    # On Windows, because another process holds it; here, because a folder is in the way.
    aside = file.with_name("kiosk.log.aside")
    aside.mkdir()
    (aside / "something").touch()
    for number in range(50):
        logging.getLogger("kiosk.x").info("line %d", number)
    assert [f"line {number}" in written(file) for number in (0, 49)] == [True, True]
    assert [each.read_text() for each in older] == [each.name for each in older]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_what_cannot_be_written_is_not_shown_instead(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lines_of()
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "kiosk.log").symlink_to("/dev/full")
    log.add_file(tmp_path, "kiosk")
    logging.getLogger("kiosk.x").info("token %s", "eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln")
    assert "eyJ" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("data", ["file", "file/below"])
def test_without_its_folder_the_log_goes_to_a_temporary_one_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "file").touch()
    stream = lines_of()
    file = log.add_file(tmp_path / data, "kiosk")
    again = log.add_file(tmp_path / data, "kiosk")
    assert file == again
    assert file.parent.parent == tmp_path
    assert str(file.parent) in stream.getvalue()
    assert "cannot be written" in written(file)


def test_stacks_of_the_run_before_are_moved_into_the_log(tmp_path: Path) -> None:
    lines_of()
    file = log.add_file(tmp_path, "kiosk")
    was_enabled = faulthandler.is_enabled()
    try:
        with log.keep_stacks(file).stacks as stacks:
            stacks.write("Fatal Python error: Segmentation fault")
        with log.keep_stacks(file).stacks:
            pass
        assert written(file).count("Segmentation fault") == 1
        with log.keep_stacks(file).stacks:
            pass
        assert written(file).count("Segmentation fault") == 1
    finally:
        faulthandler.disable()
        if was_enabled:
            faulthandler.enable()


CRASH = """
import sys, threading
from pathlib import Path
from kiosk.system import log, repetitions
log.configure("INFO"); log.keep_stacks(log.add_file(Path(sys.argv[1]), "kiosk")); log.catch_the_rest()
thread = threading.Thread(target=lambda: 1 / 0); thread.start(); thread.join()
{end}
"""


@pytest.mark.parametrize("end", ["raise LookupError", "import faulthandler; faulthandler._sigabrt()"])
def test_what_nobody_caught_is_in_the_files_and_not_on_the_console(tmp_path: Path, end: str) -> None:
    source = CRASH.format(end=end)
    done = subprocess.run([sys.executable, "-c", source, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert done.stderr == ""
    assert "ZeroDivisionError" in written(tmp_path / "logs/kiosk.log")
    everything = written(tmp_path / "logs/kiosk.log") + written(tmp_path / "logs/kiosk.stacks.log")
    assert "LookupError" in everything or "Aborted" in everything


def test_a_log_file_holds_what_came_before_a_flood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "FILE_BYTES", 20_000)
    lines_of()
    file = log.add_file(tmp_path, "kiosk")
    logging.getLogger("kiosk.x").info("what came before")
    for number in range(20_000):
        logging.getLogger("kiosk.x").info("flood %d", number)
    assert "what came before" in file.read_text(encoding="utf-8")
    assert not list(file.parent.glob("kiosk.log.*"))
