"""How often challenges may be started, and left unfinished: rules over a count, with times handed in.

A challenge that is started and left costs nothing, and whoever may do so for ever waits until one is drawn that fits
the pictures at hand. So two counts are kept: of starts, and of those that have come to no verdict. Both run off
steadily, all of them within the window, so that the count is two numbers however many come (a leaky bucket, ITU-T
I.371): `starts` at once, and as many more in each window. Times are seconds of the clock that lockouts go by.
"""

from dataclasses import dataclass, replace

from kiosk.domain.bounds import require_between

DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class StartLimits:
    """What one customer, device or address may do within the window."""

    starts: int
    unfinished: int
    """Starts without a verdict, those under way included."""
    window_s: float


@dataclass(frozen=True, slots=True)
class RestartPolicy:
    """Far above what honest customers do, and far below what a search for a challenge that fits needs.

    A customer who comes back three times and leaves three challenges each time has left nine. A terminal with 60
    customers an hour who all need a second try and of whom a quarter leave has 120 starts and 30 unfinished ones. An
    address with 30 such terminals behind it has 3,600 starts an hour, 600 in ten minutes, of which 30 are under way
    and 150 were left.
    """

    window_s: float = 3600.0
    """Of a customer and of a device."""
    customer_starts: int = 30
    customer_unfinished: int = 10
    device_starts: int = 360
    device_unfinished: int = 90
    address_window_s: float = 600.0
    address_starts: int = 1200
    address_unfinished: int = 240

    def __post_init__(self) -> None:
        """Raises ValueError for what would refuse everybody, or nobody."""
        require_between(self, 1, DAY_S, "window_s", "address_window_s")
        require_between(self, 1, 1_000_000, "customer_starts", "device_starts", "address_starts")
        require_between(self, 1, 1_000_000, "customer_unfinished", "device_unfinished", "address_unfinished")

    def of_customer(self) -> StartLimits:
        """One customer's limits."""
        return StartLimits(self.customer_starts, self.customer_unfinished, self.window_s)

    def of_device(self) -> StartLimits:
        """One terminal's limits."""
        return StartLimits(self.device_starts, self.device_unfinished, self.window_s)

    def of_address(self) -> StartLimits:
        """Those of all who share an address, which count where the same person names another device each time."""
        return StartLimits(self.address_starts, self.address_unfinished, self.address_window_s)


@dataclass(frozen=True, slots=True)
class StartCount:
    """What has not run off yet."""

    starts: float = 0.0
    unfinished: float = 0.0
    at_s: float = 0.0
    """When it was counted."""
    clear_at_s: float = 0.0
    """When all of it will have run off."""


def wait_s(count: StartCount, limits: StartLimits, now_s: float) -> float:
    """After how many seconds the next start may come; 0 for at once."""
    present = _run_off(count, limits, now_s)
    waits = (
        (present.starts + 1 - limits.starts) * limits.window_s / limits.starts,
        (present.unfinished + 1 - limits.unfinished) * limits.window_s / limits.unfinished,
    )
    return max(0.0, *waits)


def count_start(count: StartCount, limits: StartLimits, now_s: float) -> StartCount:
    """The count after one more start, which is unfinished for now."""
    present = _run_off(count, limits, now_s)
    return _dated(replace(present, starts=present.starts + 1, unfinished=present.unfinished + 1), limits)


def count_finished(count: StartCount, limits: StartLimits, now_s: float) -> StartCount:
    """The count after one of the starts has come to a verdict; as it was where none is left of them."""
    present = _run_off(count, limits, now_s)
    if not present.unfinished:
        return count
    return _dated(replace(present, unfinished=max(0.0, present.unfinished - 1)), limits)


def withdraw_start(count: StartCount, limits: StartLimits, now_s: float) -> StartCount:
    """The count without a start that came to nothing."""
    present = _run_off(count_finished(count, limits, now_s), limits, now_s)
    return _dated(replace(present, starts=max(0.0, present.starts - 1)), limits)


def _run_off(count: StartCount, limits: StartLimits, now_s: float) -> StartCount:
    """A clock that has gone back counts as standing still."""
    now_s = max(now_s, count.at_s)
    share = (now_s - count.at_s) / limits.window_s
    return StartCount(
        max(0.0, count.starts - share * limits.starts),
        max(0.0, count.unfinished - share * limits.unfinished),
        now_s,
        count.clear_at_s,
    )


def _dated(count: StartCount, limits: StartLimits) -> StartCount:
    fullest = max(count.starts / limits.starts, count.unfinished / limits.unfinished)
    return replace(count, clear_at_s=count.at_s + fullest * limits.window_s)
