"""The simplest stores that keep the contracts, in memory."""

import secrets
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from threading import Lock

from kiosk.backend.challenge.ports import AdmitFrame
from kiosk.backend.challenge.records import (
    Admission,
    ChallengeRecord,
    ChallengeState,
    ChallengeStatus,
    FrameStreamState,
)
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.verdict import Verdict
from kiosk.errors import ChallengeClosed, ChallengeNotFound, NoFrames, StorageFailed


@dataclass
class _Kept:
    record: ChallengeRecord
    state: ChallengeStatus = ChallengeStatus.OPEN
    tail: FrameStreamState = field(default_factory=FrameStreamState)
    frames: dict[int, FrameFacts] = field(default_factory=dict)
    findings: dict[str, bytes] = field(default_factory=dict)
    verdict: Verdict | None = None
    request_id: str = ""
    claim: str = ""


class MemoryStore:
    """Implements `ChallengeStore`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[str, _Kept] = {}

    def create(self, record: ChallengeRecord) -> None:
        with self._lock:
            if record.challenge.id in self._kept:
                raise StorageFailed
            self._kept[record.challenge.id] = _Kept(record)

    def load(self, challenge_id: str) -> ChallengeState:
        with self._lock:
            kept = self._find(challenge_id)
            return ChallengeState(kept.record, kept.state, kept.verdict, kept.request_id, kept.tail)

    def append(self, challenge_id: str, sequence: int | None, place: AdmitFrame) -> Admission | None:
        with self._lock:
            kept = self._in_state(challenge_id, ChallengeStatus.OPEN)
            stored = None if sequence is None else kept.frames.get(sequence)
            admission = place(kept.tail, None if stored is None else stored.digest)
            if admission is not None:
                kept.frames[admission.facts.sequence] = admission.facts
                kept.tail = admission.tail
            return admission

    def frames(self, challenge_id: str) -> tuple[FrameFacts, ...]:
        with self._lock:
            kept = self._kept.get(challenge_id)
            return () if kept is None else tuple(kept.frames[sequence] for sequence in sorted(kept.frames))

    def put_finding(self, challenge_id: str, name: str, data: bytes) -> None:
        with self._lock:
            kept = self._kept.get(challenge_id)
            if kept is not None and kept.state is not ChallengeStatus.CLOSED:
                kept.findings[name] = data

    def findings(self, challenge_id: str) -> Mapping[str, bytes]:
        with self._lock:
            kept = self._kept.get(challenge_id)
            return {} if kept is None else dict(kept.findings)

    def claim(self, challenge_id: str, request_id: str, *, demands_frames: bool = True) -> str:
        with self._lock:
            kept = self._in_state(challenge_id, ChallengeStatus.OPEN)
            if demands_frames and not kept.frames:
                raise NoFrames
            kept.state, kept.request_id, kept.claim = ChallengeStatus.JUDGING, request_id, secrets.token_hex(8)
            return kept.claim

    def release(self, challenge_id: str, claim: str) -> None:
        with self._lock:
            kept = self._judging(challenge_id, claim)
            kept.state, kept.request_id, kept.claim = ChallengeStatus.OPEN, "", ""

    def close(self, challenge_id: str, claim: str, verdict: Verdict | None) -> None:
        with self._lock:
            kept = self._judging(challenge_id, claim)
            kept.state, kept.verdict = ChallengeStatus.CLOSED, verdict
            kept.findings.clear()

    def delete(self, challenge_id: str) -> bool:
        with self._lock:
            return self._kept.pop(challenge_id, None) is not None

    def purge_before(self, time_s: float) -> int:
        with self._lock:
            old = [key for key, kept in self._kept.items() if kept.record.created_at_s < time_s]
            for key in old:
                del self._kept[key]
            return len(old)

    def _find(self, challenge_id: str) -> _Kept:
        if challenge_id not in self._kept:
            raise ChallengeNotFound
        return self._kept[challenge_id]

    def _judging(self, challenge_id: str, claim: str) -> _Kept:
        kept = self._in_state(challenge_id, ChallengeStatus.JUDGING)
        if kept.claim != claim:
            raise ChallengeClosed
        return kept

    def _in_state(self, challenge_id: str, state: ChallengeStatus) -> _Kept:
        kept = self._find(challenge_id)
        if kept.state is not state:
            raise ChallengeClosed
        return kept


class MemoryBlobs:
    """Implements `BlobStore`."""

    def __init__(self) -> None:
        self._blobs: dict[tuple[str, str], tuple[float, bytes]] = {}

    def put(self, folder: str, name: str, data: bytes) -> None:
        self._blobs[_key(folder, name)] = time.time(), data

    def get(self, folder: str, name: str) -> bytes:
        if _key(folder, name) not in self._blobs:
            raise StorageFailed
        return self._blobs[folder, name][1]

    def delete(self, folder: str, name: str) -> None:
        self._blobs.pop(_key(folder, name), None)

    def keep_only(self, folder: str, names: Collection[str]) -> None:
        for name in self.names(folder):
            if name not in names:
                self.delete(folder, name)

    def names(self, folder: str) -> tuple[str, ...]:
        _key(folder, "any")
        return tuple(sorted(name for owner, name in self._blobs if owner == folder))

    def purge_before(self, time_s: float) -> int:
        old = [key for key, (stored_at_s, _) in self._blobs.items() if stored_at_s < time_s]
        for key in old:
            del self._blobs[key]
        return len(old)


def _key(folder: str, name: str) -> tuple[str, str]:
    if not all(
        part and part.replace("-", "x").isalnum() and part.isascii() and len(part) <= 128 for part in (folder, name)
    ):
        raise StorageFailed
    return folder, name
