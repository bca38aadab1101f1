import threading

from hypothesis import given
from hypothesis import strategies as st

from kiosk.terminal.camera.latest import Latest


def test_only_the_newest_is_kept_and_the_rest_counted() -> None:
    slot: Latest[int] = Latest()
    for item in range(5):
        slot.put(item)
    assert slot.take(0) == 4
    assert slot.take(0) is None
    assert slot.dropped == 4


def test_taking_waits_for_the_next() -> None:
    slot: Latest[str] = Latest()
    threading.Timer(0.01, slot.put, ["late"]).start()
    assert slot.take(5) == "late"


def test_closing_wakes_who_waits_and_forgets() -> None:
    slot: Latest[str] = Latest()
    threading.Timer(0.01, slot.close).start()
    assert slot.take() is None
    slot.put("after")
    assert slot.closed
    assert slot.take(0) is None


@given(st.lists(st.booleans()))
def test_every_item_is_taken_dropped_or_waits(puts: list[bool]) -> None:
    slot: Latest[int] = Latest()
    put = taken = 0
    for is_put in puts:
        if is_put:
            slot.put(put)
            put += 1
        elif slot.take(0) is not None:
            taken += 1
    waiting = slot.take(0) is not None
    assert put == taken + slot.dropped + waiting
