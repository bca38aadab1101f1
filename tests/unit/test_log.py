import base64
import io
import logging
import warnings
from collections.abc import Iterator

import jwt
import pytest

from kiosk import log

pytestmark = pytest.mark.expect_logs


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("kiosk")
    handlers, levels = root.handlers[:], (root.level, ours.level)
    yield
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
