import math
from dataclasses import fields
from typing import Any, cast

import pytest

from kiosk.domain.identity.retention_policy import BOUNDS_H, RetentionPolicy
from kiosk.errors import SettingsInvalid
from kiosk.settings import load
from kiosk.system.machine_settings import MachineSettings


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
    monkeypatch.setenv("KIOSK_RETENTION_HOURS", "721")
    with pytest.raises(SettingsInvalid, match="retention_hours"):
        load()


OPEN_TO_ALL = {
    "match": {"regular": (0.95, 49.9, -5.0, 100.1), "duplicate": (0.95, 101.0)},
    "lockout": {
        "failures": (0, -1, 101),
        "locks": (0,),
        "window_s": (0.0, -180.0, 1e9),
        "lock_s": (0.0, 1e9),
        "device_lock_s": (0.0, 1e9),
        "forget_s": (0.0, 1e12),
        "address_failures": (0, 10**6),
    },
    "restarts": {
        "window_s": (0.0, 1e6),
        "address_window_s": (-1.0, 1e6),
        "customer_starts": (0, 10**7),
        "customer_unfinished": (0, -1),
        "device_starts": (0,),
        "device_unfinished": (0,),
        "address_starts": (0,),
        "address_unfinished": (0,),
    },
    "face_quality": {
        "max_yaw_deg": (0.0, 90.0),
        "max_pitch_deg": (180.0,),
        "min_sharpness": (-1.0, 100.0),
        "min_brightness": (-1.0,),
        "min_side_px": (0.0, -50.0),
    },
    "kyc": {
        "min_liveness": (0.0, 0.9, 101.0),
        "min_similarity": (0.0, 0.9, 101.0),
        "session_lifetime_s": (0, 5),
        "audit_images": (-1, 5),
        "requests_per_minute": (0,),
    },
    "judge": {
        "min_same_person_similarity": (0.9,),
        "min_face_match_similarity": (0.95, 101.0),
        "min_turn_deg": (-1.0,),
    },
}
"""What would let everybody pass, or nobody."""


@pytest.mark.parametrize("group", OPEN_TO_ALL)
def test_no_setting_opens_the_door_to_all_or_none(group: str) -> None:
    for name, values in OPEN_TO_ALL[group].items():
        of_whole_numbers = isinstance(getattr(getattr(load(), group), name), int)
        for value in values if of_whole_numbers else (*values, math.nan, math.inf, -math.inf):
            with pytest.raises(SettingsInvalid, match=rf"^{group}: {name} is .*\(command line\)"):
                load(**cast(dict[str, Any], {group: {name: value}}))


def test_thresholds_of_models_are_bounded_as_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(match={"of_model": {"m": 50.0, "n": 100.0}}).match.threshold("m") == 50.0
    for value in (0.95, -1.0, 100.1, math.nan, math.inf):
        with pytest.raises(SettingsInvalid, match=r"^match: of_model has thresholds"):
            load(match={"of_model": {"m": 99.0, "n": value}})
    monkeypatch.setenv("KIOSK_MATCH__OF_MODEL", '{"m": NaN}')
    with pytest.raises(SettingsInvalid, match="match"):
        load()


def test_a_bound_names_where_the_setting_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = (MachineSettings("preference", {}), MachineSettings("the policy", {"match__regular": "nan"}))
    with pytest.raises(SettingsInvalid, match=r"^match: regular is between 50 and 100 \(the policy\)$"):
        load(machine=machine)
    monkeypatch.setenv("KIOSK_MATCH__REGULAR", "0.95")
    with pytest.raises(SettingsInvalid, match=r"^match: regular .* \(environment variable KIOSK_MATCH\)$"):
        load()
