"""Records that come again and again do not fill a log."""

import logging

from kiosk.system.repetitions import ALL_PER_WINDOW, MAX_KINDS, PER_WINDOW, WINDOW_S, Repetitions
from tests.fakes.clock import FakeClock


def record(text: str, *values: object, level: int = logging.WARNING, kind: str = "") -> logging.LogRecord:
    made = logging.LogRecord("kiosk.x", level, __file__, 1, text, values, None)
    made.kind = kind
    return made


def said(records: list[logging.LogRecord]) -> list[str]:
    return [each.getMessage() for each in records]


def test_some_of_a_kind_are_written_and_the_others_are_counted() -> None:
    clock = FakeClock()
    repetitions = Repetitions(clock)
    written = [said(repetitions.admit(record("refused: %d", number))) for number in range(PER_WINDOW + 7)]
    assert written == [[f"refused: {number}"] for number in range(PER_WINDOW)] + [[]] * 7
    assert said(repetitions.admit(record("something else"))) == ["something else"]
    clock.now_s += WINDOW_S
    counted, anew = said(repetitions.admit(record("refused: %d", 99)))
    assert (counted, anew) == ("7 more records like 'refused: %d' were left out", "refused: 99")


def test_who_is_refused_often_hides_nobody_else() -> None:
    repetitions = Repetitions(FakeClock())
    for _ in range(PER_WINDOW * 2):
        repetitions.admit(record("refused", kind="192.0.2.1"))
    assert said(repetitions.admit(record("refused", kind="192.0.2.2"))) == ["refused"]
    assert said(repetitions.admit(record("refused", level=logging.ERROR, kind="192.0.2.1"))) == ["refused"]
    assert said(repetitions.rest()) == [f"{PER_WINDOW} more records like 'refused' 192.0.2.1 were left out"]


def test_many_addresses_write_no_more_than_all_may() -> None:
    clock = FakeClock()
    repetitions = Repetitions(clock)
    written = sum(
        len(repetitions.admit(record("refused", kind=f"192.0.{number // 250}.{number % 250}")))
        for number in range(ALL_PER_WINDOW * 20)
    )
    assert written <= ALL_PER_WINDOW
    assert len(repetitions._kinds) <= MAX_KINDS + 1
    clock.now_s += WINDOW_S
    told = said(repetitions.admit(record("another")))
    assert told[-1] == "another"
    assert any("of all kinds" in each for each in told)
