"""When and how long to wait before a request is repeated: full jitter, with `Retry-After` as the floor."""

from dataclasses import dataclass
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How patient the client is: with a customer waiting, a backend that is away for long is away."""

    max_attempts: int = 5
    base_s: float = 0.25
    cap_s: float = 4.0
    max_retry_after_s: float = 10.0
    """A backend that asks for a longer pause is asked again after this one."""
    patience_s: float = 15.0
    """No attempt begins later than this after the first one, for each may take its whole time-out."""

    def wait_s(self, attempt: int, random01: float, retry_after_s: float | None) -> float:
        """Pause after the attempt with this number, counted from 0."""
        floor_s = min(max(retry_after_s or 0.0, 0.0), self.max_retry_after_s)
        return max(floor_s, delay_s(attempt, self.base_s, self.cap_s, random01))


def delay_s(attempt: int, base_s: float, cap_s: float, random01: float) -> float:
    """Full jitter: a random share of `base_s` doubled `attempt` times, never more than `cap_s`."""
    # 2**62 times any base worth using is beyond any cap; larger powers would overflow a float.
    return random01 * min(cap_s, base_s * 2.0 ** min(attempt, 62))


def retry_after_s(header: str | None, now_s: float) -> float | None:
    """Seconds that a `Retry-After` header asks for, as number or date, or None when it makes no sense.

    `now_s` is in seconds since the epoch.
    """
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now_s)
    except (ValueError, OverflowError):
        return None
