import weakref
from collections.abc import Callable

from kiosk.backend.engines.local.recent_cache import RecentCache


class Made:
    """Counts how often a value was made."""

    def __init__(self) -> None:
        self.count, self.now_s = 0, 0.0

    def make(self, value: str) -> Callable[[], str]:
        def made() -> str:
            self.count += 1
            return value

        return made


def test_what_is_known_is_not_made_again() -> None:
    made = Made()
    recent: RecentCache[str, str] = RecentCache(2, 10, lambda: made.now_s)
    assert [recent.get("a", made.make("A")) for _ in range(3)] == ["A"] * 3
    assert made.count == 1


def test_the_one_that_was_asked_for_longest_ago_goes_first() -> None:
    made = Made()
    recent: RecentCache[str, str] = RecentCache(2, 10, lambda: made.now_s)
    for key in ("a", "b", "a", "c", "a"):
        recent.get(key, made.make(key))
    assert made.count == 3
    recent.get("b", made.make("b"))
    assert made.count == 4


def test_nothing_is_known_for_longer_than_its_time() -> None:
    made = Made()
    recent: RecentCache[str, str] = RecentCache(2, 10, lambda: made.now_s)
    recent.get("a", made.make("a"))
    made.now_s = 10
    recent.get("a", made.make("a"))
    assert made.count == 1
    made.now_s = 10.1
    recent.get("a", made.make("a"))
    assert made.count == 2


def test_what_is_old_goes_though_nobody_asks() -> None:
    made = Made()
    recent: RecentCache[str, Made] = RecentCache(2, 10, lambda: made.now_s)
    kept = weakref.ref(recent.get("a", Made))
    made.now_s = 10
    recent.drop_old()
    assert kept() is not None
    made.now_s = 10.1
    recent.drop_old()
    assert kept() is None


def test_a_failure_is_not_kept() -> None:
    made = Made()
    recent: RecentCache[str, str] = RecentCache(2, 10, lambda: made.now_s)

    def fail() -> str:
        raise ValueError

    for _ in range(2):
        try:
            recent.get("a", fail)
        except ValueError:
            made.count += 1
    assert (made.count, recent.get("a", made.make("A"))) == (2, "A")
