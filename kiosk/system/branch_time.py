"""What day it is where the customers are."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def date_at(time_s: float, time_zone: str) -> date:
    """Return the day on which this time (seconds since the epoch) falls in a time zone, by its IANA name.

    An empty name takes this machine's own zone, which is UTC on AWS.
    """
    zone = ZoneInfo(time_zone) if time_zone else None
    return datetime.fromtimestamp(time_s, zone).astimezone(zone).date()


def check_time_zone(name: str) -> str:
    """Return the name of a time zone that this machine knows, or nothing; raises ValueError."""
    if name:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("a time zone by its IANA name, such as Europe/Berlin") from None
    return name
