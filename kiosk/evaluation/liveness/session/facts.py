"""Facts of a judged session in a file, so that another policy can judge it without filming it again."""

import zlib
from pathlib import Path

from kiosk.backend.ports import Stored, dump_stored, load_stored
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.evaluation.liveness.session.recording import JudgedCase


class StoredCase(Stored):
    """All that a verdict was given by."""

    challenge: NoseChallenge
    frames: tuple[FrameFacts, ...]
    identity: IdentityFacts
    synthetic: bool


def keep_case(path: Path, case: JudgedCase) -> None:
    """Write it, for its owner alone."""
    stored = StoredCase(challenge=case.challenge, frames=case.frames, identity=case.identity, synthetic=case.synthetic)
    path.touch(mode=0o600)
    path.write_bytes(zlib.compress(dump_stored(stored), 1))


def load_case(path: Path) -> JudgedCase:
    """Read it; raises StorageFailed."""
    stored = load_stored(StoredCase, zlib.decompress(path.read_bytes()))
    return JudgedCase(stored.challenge, stored.frames, stored.identity, stored.synthetic)
