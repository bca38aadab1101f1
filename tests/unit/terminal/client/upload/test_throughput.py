from kiosk.terminal.client.upload.throughput import BACKLOG_S, Throughput


def test_nothing_is_known_of_a_line_that_carried_nothing() -> None:
    assert Throughput().room(5.0) is None


def test_as_much_may_wait_as_is_sent_within_the_backlog() -> None:
    pace = Throughput()
    pace.began(10.0)
    pace.ended(10.25)
    assert pace.room(99.0) == BACKLOG_S / 0.25


def test_a_frame_that_is_still_on_the_wire_tells_of_a_slow_line() -> None:
    pace = Throughput()
    pace.began(10.0)
    pace.ended(10.1)
    pace.began(10.1)
    assert pace.room(10.15) == 10
    assert pace.room(10.6) == 2
    assert pace.room(12.0) == 0


def test_a_free_line_takes_a_frame_however_slow_it_is() -> None:
    pace = Throughput()
    pace.began(0.0)
    pace.ended(5.0)
    assert pace.room(5.0) == 1
