"""Keyed fingerprints."""

from kiosk.backend.stores.cipher import Seals
from tests.fakes.collection_engine import KEY


def test_a_fingerprint_is_the_same_for_the_same_text_only() -> None:
    seals = Seals(KEY)
    assert seals.fingerprint("user", "1", "anna") == Seals(KEY).fingerprint("user", "1", "anna")
    assert seals.fingerprint("user", "1", "anna") != seals.fingerprint("user", "2", "anna")
    assert seals.fingerprint("user", "anna") != seals.fingerprint("image", "anna")


def test_a_fingerprint_says_nothing_without_the_key() -> None:
    assert Seals(KEY).fingerprint("user", "anna") != Seals(KEY[::-1]).fingerprint("user", "anna")
