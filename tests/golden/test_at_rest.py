"""How a data folder is laid out: files, tables, keys, and the places that what is encrypted is bound to.

A place or a purpose that is spelt differently makes everything unreadable that was encrypted before.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Set
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kiosk.backend.stores.cipher import Cipher, Seals
from kiosk.backend.stores.files.master_key import FILE_NAME, KEY_BYTES, load_keys
from kiosk.backend.stores.reference_hash import ReferenceHash
from tests.golden.expectation import expect, expect_json
from tests.golden.reading import contents
from tests.golden.scenario import fill

MASTER = bytes(range(KEY_BYTES))
IDS = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<uuid>"),
    (re.compile(r"[0-9a-f]{64}"), "<sha-256>"),
    (re.compile(r"[0-9a-f]{32}"), "<id>"),
    (re.compile(r"(?<=:)(?<!meta:)\d+$"), "<number>"),
)
PRAGMAS = ("user_version", "application_id", "journal_mode", "encoding")


def nameless(text: str) -> str:
    """What stays the same from one day to the next."""
    for pattern, name in IDS:
        text = pattern.sub(name, text)
    return text


class Spellings:
    """Notes down how things are named while they are written; nothing else changes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.found: defaultdict[str, set[str]] = defaultdict(set)
        seal, fingerprint, key_of = Cipher.seal, Seals.fingerprint, ReferenceHash.__call__

        def sealing(cipher: Cipher, plain: bytes, place: str) -> bytes:
            self.found["encryption places"].add(nameless(place))
            return seal(cipher, plain, place)

        def fingerprinting(seals: Seals, purpose: str, *parts: str) -> bytes:
            self.found["fingerprints"].add(f"{purpose} of {len(parts)}")
            return fingerprint(seals, purpose, *parts)

        def looking_up(keys: ReferenceHash, kind: str, reference: str) -> str:
            self.found["keys of references"].add(str(kind))
            return key_of(keys, kind, reference)

        monkeypatch.setattr(Cipher, "seal", sealing)
        monkeypatch.setattr(Seals, "fingerprint", fingerprinting)
        monkeypatch.setattr(ReferenceHash, "__call__", looking_up)


def test_what_is_encrypted_is_bound_to_the_same_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spellings = Spellings(monkeypatch)
    fill(tmp_path)
    expect_json("spellings.json", {kind: sorted(found) for kind, found in spellings.found.items()})


def test_keys_are_derived_as_ever(tmp_path: Path) -> None:
    """For each purpose the same key from the same master key; the same hash of the same reference."""
    (tmp_path / FILE_NAME).touch(mode=0o600)
    (tmp_path / FILE_NAME).write_bytes(MASTER)
    keys = load_keys(tmp_path)
    stored = {"database": keys.database.current, "blobs": keys.blobs.current}
    all_keys = {"tokens": keys.tokens, "lookup": keys.lookup, **stored}
    derived = {name: key.hex() for name, key in all_keys.items()}
    assert keys.database.hashing == keys.database.current
    looked_up = ReferenceHash(MASTER)("person", "C-4711 Zoë")
    fingerprint = Seals(MASTER).fingerprint("customer", "C-4711 Zoë").hex()
    expect_json("keys.json", {"derived": derived, "person": looked_up, "customer": fingerprint})


def test_files_and_tables(tmp_path: Path) -> None:
    fill(tmp_path)
    files = {nameless(path.relative_to(tmp_path).as_posix()) for path in tmp_path.rglob("*") if path.is_file()}
    expect("data_folder_files.txt", "\n".join(sorted(_pictures_as_one(files))))
    databases = sorted(tmp_path.rglob("*.sqlite3"))
    expect(
        "tables.sql", "\n\n".join(f"-- {path.relative_to(tmp_path).as_posix()}\n{tables(path)}" for path in databases)
    )


def test_what_is_recorded_of_an_attempt(tmp_path: Path) -> None:
    """Reasons, and the names of measures and details, which auditors look for."""
    told = contents(*fill(tmp_path))
    attempts = {name: _named(each) for name, each in told["attempts"]["attempts"].items()}
    audit = [{**each, "at_s": 0.0, "subject": nameless(each["subject"])} for each in told["attempts"]["audit"]]
    verdicts = (each["snapshot"]["verdict"] for each in told["challenges"].values())
    evidence = {name for verdict in verdicts if verdict for name in verdict["evidence"]}
    recorded = {"attempts": attempts, "audit": _without_hashes(audit), "evidence": sorted(evidence)}
    expect_json("recorded.json", recorded)


def _named(attempt: dict[str, Any]) -> dict[str, Any]:
    told = ("flow", "stage", "outcome", "reasons", "caller", "device", "customer")
    names = {name: sorted(attempt[name]) for name in ("measures", "details")}
    return {**{name: attempt[name] for name in told}, **names}


def _without_hashes(audit: list[dict[str, Any]]) -> list[dict[str, Any]]:
    hashed = re.compile(r"\[[0-9a-f]{32}\]")
    return [{**each, "reason": hashed.sub("[<id>]", each["reason"])} for each in audit]


def _pictures_as_one(files: Set[str]) -> Iterator[str]:
    """How many frames are kept is chance."""
    return iter({re.sub(r"(audit|selfie|portrait|front)-\d+\b", r"\1-<number>", name) for name in files})


def tables(path: Path) -> str:
    """Everything that the database is made of."""
    with closing(sqlite3.connect(path)) as connection:
        pragmas = [f"PRAGMA {name} = {connection.execute(f'PRAGMA {name}').fetchone()[0]};" for name in PRAGMAS]
        query = (
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name"
        )
        return "\n".join([*pragmas, *(f"{sql};" for (sql,) in connection.execute(query))])
