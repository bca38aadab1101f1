"""Which shard a user belongs to never changes."""

from collections import Counter

import pytest

from kiosk.domain.identity.collection_layout import Layout, shard_of
from kiosk.errors import SettingsInvalid
from kiosk.settings import load


@pytest.mark.parametrize(
    ("user", "of_1", "of_3", "of_7", "of_16"),
    [
        ("", 0, 1, 1, 4),
        ("0", 0, 0, 3, 8),
        ("anna", 0, 1, 1, 14),
        ("5f3c9a1e7b2d4860a1c2e3f405162738", 0, 2, 6, 15),
    ],
)
def test_vectors(user: str, of_1: int, of_3: int, of_7: int, of_16: int) -> None:
    assert [shard_of(user, shards) for shards in (1, 3, 7, 16)] == [of_1, of_3, of_7, of_16]


def test_users_spread_evenly() -> None:
    counts = Counter(shard_of(f"user-{number}", 8) for number in range(8000))
    assert sorted(counts) == list(range(8)) and max(counts.values()) < 1.15 * min(counts.values())


def test_collections_have_names_that_rekognition_takes() -> None:
    layout = Layout("bank", "model v2/a", 3, 2)
    assert layout.collections == ("bank-model-v2-a-3-0", "bank-model-v2-a-3-1")
    assert {layout.collection_of(f"user-{number}") for number in range(50)} == set(layout.collections)


@pytest.mark.parametrize(
    "values", [{"prefix": ""}, {"prefix": "/x"}, {"prefix": "a b"}, {"shards": 0}, {"shards": 257}]
)
def test_what_no_collection_can_be_called_is_no_setting(values: dict[str, object]) -> None:
    with pytest.raises(SettingsInvalid, match="enrolment"):
        load(enrolment=values)
    assert load(enrolment={"prefix": "bank_1.x-y", "shards": 256}).enrolment.shards == 256
