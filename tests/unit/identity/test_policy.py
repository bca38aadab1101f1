import math
from dataclasses import fields

import pytest

from kiosk.errors import SettingsInvalid
from kiosk.identity.policy import BOUNDS_H, RetentionPolicy
from kiosk.settings import load


def test_every_kind_of_data_has_a_bound() -> None:
    assert {field.name for field in fields(RetentionPolicy)} == set(BOUNDS_H)


@pytest.mark.parametrize("name", BOUNDS_H)
def test_nothing_is_kept_for_longer_than_its_bound(name: str) -> None:
    assert getattr(load(retention={name: BOUNDS_H[name]}).retention, name) == BOUNDS_H[name]
    for value in (BOUNDS_H[name] + 0.1, 0.0, -1.0, math.nan, math.inf):
        with pytest.raises(SettingsInvalid, match=name):
            load(retention={name: value})


def test_a_bound_is_held_against_the_environment_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_RETENTION__SESSION_HOURS", "721")
    with pytest.raises(SettingsInvalid, match=r"session_hours .* at most 720 .*KIOSK_RETENTION"):
        load()
    monkeypatch.setenv("KIOSK_RETENTION__SESSION_HOURS", "1")
    monkeypatch.setenv("KIOSK_RETENTION_HOURS", "9000")
    with pytest.raises(SettingsInvalid, match="retention_hours"):
        load()
