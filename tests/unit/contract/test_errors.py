from collections.abc import Iterator

import pytest

from kiosk.contract.error_table import FRAMEWORK_NAMES, ROWS, ErrorReply, ErrorRow, kyc_of
from kiosk.errors import BackendError, CameraError, EvaluationError, KioskError, SettingsInvalid, SetupError
from kiosk.stream_errors import FramesNotTaken
from kiosk.terminal_errors import TerminalError

NEVER_ANSWERED = (BackendError, CameraError, EvaluationError, SetupError, SettingsInvalid)
"""What happens to a terminal or on a command line, or before anything is served."""
OF_THE_TREE = (KioskError.__module__, FramesNotTaken.__module__, TerminalError.__module__)
OF_ADDRESSES = {"ROUTE_NOT_FOUND", "METHOD_NOT_ALLOWED"}
"""What the router says itself."""


def answered(base: type[KioskError] = KioskError) -> Iterator[type[KioskError]]:
    """The whole tree, but for what no address answers; a new branch is in it until somebody says otherwise."""
    if base in NEVER_ANSWERED:
        return
    yield base
    for kind in base.__subclasses__():
        if kind.__module__ in OF_THE_TREE:
            yield from answered(kind)


@pytest.mark.parametrize("kind", [*answered()], ids=lambda kind: kind.__name__)
def test_every_error_has_a_row(kind: type[KioskError]) -> None:
    assert kind.code in ROWS, f"give {kind.__name__} a row in kiosk/contract/error_table.py, or it is answered as 500"


def test_every_row_is_some_error_s() -> None:
    assert set(ROWS) == {kind.code for kind in answered()} | OF_ADDRESSES


@pytest.mark.parametrize(("code", "row"), ROWS.items())
def test_a_row_says_what_every_dialect_answers(code: str, row: ErrorRow) -> None:
    assert ErrorReply(code=code, message=row.message).code == code
    assert 400 <= row.status < 600
    assert row.message
    assert row.framework_status in FRAMEWORK_NAMES or row.framework_status == 500
    if row.kyc is not None:
        assert 400 <= row.kyc.status < 600
        assert row.kyc.message


@pytest.mark.parametrize(("code", "row"), ROWS.items())
def test_whoever_is_refused_below_api_is_not_told_of_a_failure_of_ours(code: str, row: ErrorRow) -> None:
    told = kyc_of(code)
    if row.kyc is None:
        assert (told.status // 100, told.number) == (row.status // 100, 5000 if row.status >= 500 else told.number)
    assert (told.number == 5000) <= (row.status >= 500)
    assert kyc_of("NEVER_HEARD_OF").number == 5000


def test_numbers_of_the_kyc_api_are_stable() -> None:
    assert [kyc_of(code).number for code in ("LOCKED_OUT", "CUSTOMER_NOT_FOUND", "CUSTOMER_EXISTS")] == [
        4291,
        4041,
        4099,
    ]
    assert FRAMEWORK_NAMES[429] == "TooManyRequestsError"
