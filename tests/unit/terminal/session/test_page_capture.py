"""What is said of a page before the camera."""

from kiosk.domain.documents.document import Finding
from kiosk.terminal.session.page_capture import PageHint, PageView
from tests.unit.terminal.session.visits import (
    CORNERS,
    STILL,
)


def test_hints_say_one_thing() -> None:
    assert PageView().hint is PageHint.SHOW
    assert PageView(CORNERS, Finding.PAGE_TOO_SMALL).hint is PageHint.CLOSER
    assert PageView(CORNERS, Finding.EXPIRED).hint is PageHint.SHOW
    assert STILL.hint is PageHint.HOLD_STILL
