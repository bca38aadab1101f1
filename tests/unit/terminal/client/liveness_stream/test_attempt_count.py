"""Attempts are counted from one customer to the next, as near as a terminal can tell."""

from kiosk.terminal.client.liveness_stream.attempt_count import SOON_S, AttemptCount


def test_attempts_soon_after_another_are_counted_on() -> None:
    now_s = [10.0]
    attempts = AttemptCount(lambda: now_s[0])
    counted = []
    for later_s in (0.0, 20.0, SOON_S, SOON_S + 1, 0.0):
        now_s[0] += later_s
        counted.append(attempts.count())
    assert counted == [1, 2, 3, 1, 2]
