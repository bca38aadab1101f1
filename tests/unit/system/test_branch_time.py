from datetime import UTC, date, datetime

import pytest

from kiosk.system.branch_time import check_time_zone, date_at

AFTER_FIVE_IN_LOS_ANGELES = datetime(2026, 11, 30, 1, 5, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Los_Angeles", date(2026, 11, 29)),
        ("UTC", date(2026, 11, 30)),
        ("Asia/Tokyo", date(2026, 11, 30)),
        ("Pacific/Kiritimati", date(2026, 11, 30)),
    ],
)
def test_a_day_is_the_branchs(zone: str, day: date) -> None:
    assert check_time_zone(zone) == zone
    assert date_at(AFTER_FIVE_IN_LOS_ANGELES, zone) == day


def test_without_a_name_it_is_the_machines() -> None:
    assert check_time_zone("") == ""
    assert date_at(AFTER_FIVE_IN_LOS_ANGELES, "") == datetime.fromtimestamp(AFTER_FIVE_IN_LOS_ANGELES).date()  # noqa: DTZ006


@pytest.mark.parametrize("name", ["Mars/Olympus", "../etc/passwd", "/etc/localtime", "Europe", "\0"])
def test_what_is_no_zone(name: str) -> None:
    with pytest.raises(ValueError, match="IANA"):
        check_time_zone(name)
