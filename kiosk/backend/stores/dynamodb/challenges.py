"""Challenges in DynamoDB: conditional writes, and transactions where two items belong together."""

import logging
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kiosk.backend.challenge.ports import AdmitFrame
from kiosk.backend.challenge.records import (
    KNOWN_TYPES,
    Admission,
    ChallengeRecord,
    ChallengeState,
    ChallengeStatus,
    ChallengeTypes,
    FrameStreamState,
    StoredFrameStreamState,
    StoredVerdict,
)
from kiosk.backend.ports import Clock
from kiosk.backend.stores.aws.backoff import RetryBudget
from kiosk.backend.stores.aws.tags import UNTAGGED, Tags
from kiosk.backend.stores.dynamodb import items
from kiosk.backend.stores.dynamodb.items import EXPIRY, FINDING, FRAME, HEAD, LAST, Head, Item
from kiosk.backend.stores.dynamodb.table import CONDITION_FAILED, Condition, Table, unchanged
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.verdict import Verdict
from kiosk.errors import ChallengeClosed, ChallengeNotFound, KioskError, NoFrames, StorageFailed, StoreTampered
from kiosk.system.safe_errors import describe_failure

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

logger = logging.getLogger(__name__)

MAX_FINDING_BYTES = 4096
_FINDING_NAME = re.compile(r"[A-Za-z0-9:-]{1,64}")
_NEW = Condition(f"attribute_not_exists({items.PARTITION_KEY})")


@dataclass(frozen=True, slots=True)
class _Move:
    """From one state to the next; under a claim only while its nonce is still the last writer's."""

    before: ChallengeStatus
    after: ChallengeStatus
    changes: Item = field(default_factory=dict)
    removed: str = ""
    """An attribute that goes with the state before."""
    claim: str = ""
    demands_frames: bool = False

    def item(self, before: Item, writer: str) -> Item:
        """The challenge's item after it."""
        kept = {name: value for name, value in before.items() if name != self.removed}
        return {**kept, "state": {"S": self.after}, "writer": {"S": writer}, **self.changes}


class DynamoStore:
    """Implements `ChallengeStore`; besides StorageFailed every method raises Busy and ServiceUnavailable.

    Whatever changes a challenge carries a nonce, by which a writer whose answer was lost knows its own work again.
    """

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        retention_s: float,
        clock: Clock = time.time,
        types: ChallengeTypes = KNOWN_TYPES,
        tags: Tags = UNTAGGED,
    ) -> None:
        """Challenges count as deleted `retention_s` after they were created, whenever DynamoDB sees to it."""
        self._table = Table(client, table, tags)
        self._retention_s = retention_s
        self._clock = clock
        self._types = types

    def create(self, record: ChallengeRecord) -> None:
        """Store a new, open challenge: one write."""
        writer, expires_at_s = _nonce(), int(record.created_at_s + self._retention_s)
        if self._table.put(items.head_item(record, expires_at_s, writer), _NEW):
            return
        if self._head(record.challenge.id).writer != writer:
            raise StorageFailed("the challenge's id is taken")

    def load(self, challenge_id: str) -> ChallengeState:
        """The challenge as it stands: one read."""
        return self._head(challenge_id).snapshot()

    def append(self, challenge_id: str, sequence: int | None, place: AdmitFrame) -> Admission | None:
        """Store what `place` admits: one read and one transaction, all of it again when another writer was faster."""
        writer, patience = _nonce(), RetryBudget()
        while True:
            head = self._head(challenge_id)
            if head.state is not ChallengeStatus.OPEN:
                raise ChallengeClosed
            tail = head.tail
            admission = place(tail, self._digest(challenge_id, sequence, tail))
            if admission is None or not self._table.transact(self._frame_writes(challenge_id, head, admission, writer)):
                return admission
            if self._wrote(challenge_id, admission.facts.sequence, writer):
                return admission
            patience.wait()

    def frames(self, challenge_id: str) -> tuple[FrameFacts, ...]:
        """All frames by ascending sequence number: one read a megabyte, which tells how many there are as well."""
        now_s = self._clock()
        found = {item[items.SORT_KEY]["S"]: item for item in self._table.between(challenge_id, HEAD, FRAME + LAST)}
        living = {name: item for name, item in found.items() if items.expiry(item) > now_s}
        head, frames = living.get(HEAD), [item for name, item in living.items() if name.startswith(FRAME)]
        if head is not None and Head(head, self._types).version > len(frames):
            raise StoreTampered("frames of a challenge are missing")
        return tuple(map(items.facts_of, frames))

    def put_finding(self, challenge_id: str, name: str, data: bytes) -> None:
        """Keep a finding, unless the challenge is closed by now: one transaction."""
        if not _FINDING_NAME.fullmatch(name) or len(data) > MAX_FINDING_BYTES:
            raise StorageFailed("not a finding")
        # The challenge ends some minutes after it began, so this is hardly longer than its own retention.
        expires_at_s = int(self._clock() + self._retention_s)
        put = self._table.putting(items.finding_item(challenge_id, name, data, expires_at_s))
        patience = RetryBudget()
        while True:
            outcome = self._table.transact([{"ConditionCheck": self._not_closed(challenge_id)}, put])
            if not outcome or outcome[0] == CONDITION_FAILED:
                return
            patience.wait()

    def findings(self, challenge_id: str) -> Mapping[str, bytes]:
        """The findings kept so far, by name: one read, which tells whether the challenge is closed as well."""
        found = {item[items.SORT_KEY]["S"]: item for item in self._table.between(challenge_id, HEAD, FINDING + LAST)}
        item = found.pop(HEAD, None)
        head = None if item is None else Head(item, self._types)
        if head is None or not self._counts(head) or head.state is ChallengeStatus.CLOSED:
            return {}
        return {name.removeprefix(FINDING): bytes(item["data"]["B"]) for name, item in found.items()}

    def claim(self, challenge_id: str, request_id: str, *, demands_frames: bool = True) -> str:
        """Open to judging, for exactly one caller: one read and one write."""
        changes = {"request_id": {"S": request_id}}
        move = _Move(ChallengeStatus.OPEN, ChallengeStatus.JUDGING, changes, demands_frames=demands_frames)
        return self._move(challenge_id, move)

    def release(self, challenge_id: str, claim: str) -> None:
        """Judging back to open: one read and one write."""
        move = _Move(ChallengeStatus.JUDGING, ChallengeStatus.OPEN, removed="request_id", claim=claim)
        self._move(challenge_id, move)

    def close(self, challenge_id: str, claim: str, verdict: Verdict | None) -> None:
        """Judging to closed, for good: one read and one write, and the findings are deleted."""
        changes = {} if verdict is None else {"verdict": {"B": items.pack(StoredVerdict(value=verdict))}}
        self._move(challenge_id, _Move(ChallengeStatus.JUDGING, ChallengeStatus.CLOSED, changes, claim=claim))
        try:
            self._forget(challenge_id, FINDING, FINDING + LAST)
        except KioskError as error:
            # The verdict stands, nobody is told of findings any more, and their time will pass.
            logger.warning("findings were not deleted: %s", describe_failure(error))

    def delete(self, challenge_id: str) -> bool:
        """Delete the challenge: one query a megabyte, and one write for each twenty-five items.

        The head first: whatever fails afterwards, no step of it is taken again.
        """
        found = self._table.get(items.key(challenge_id, HEAD)) is not None
        self._table.delete([items.key(challenge_id, HEAD)])
        self._delete(challenge_id)
        return found

    def purge_before(self, time_s: float) -> int:
        """Delete by looking through the whole table, which is for operators: day by day DynamoDB deletes by itself."""
        names, values = {"#item": items.SORT_KEY}, {":head": {"S": HEAD}, ":time": {"N": items.number(time_s)}}
        old = [
            item[items.PARTITION_KEY]["S"]
            for item in self._table.scan(Condition("#item = :head AND created_at_s < :time", names, values))
        ]
        for challenge_id in old:
            self._delete(challenge_id)
        return len(old)

    def _delete(self, challenge_id: str) -> None:
        """The head last: by it the rest would be found again after a failure."""
        self._forget(challenge_id, FINDING, FRAME + LAST)
        self._table.delete([items.key(challenge_id, HEAD)])

    def _head(self, challenge_id: str) -> Head:
        item = self._table.get(items.key(challenge_id, HEAD))
        if item is None or not self._counts(Head(item, self._types)):
            raise ChallengeNotFound
        return Head(item, self._types)

    def _counts(self, head: Head) -> bool:
        return head.expires_at_s > self._clock()

    def _digest(self, challenge_id: str, sequence: int | None, tail: FrameStreamState) -> str | None:
        """The digest already stored under this number; numbers only rise, so it is seldom worth a read."""
        if sequence is None or sequence > tail.highest_sequence:
            return None
        item = self._table.get(items.key(challenge_id, items.frame_key(sequence)))
        return None if item is None else str(item["digest"]["S"])

    def _wrote(self, challenge_id: str, sequence: int, writer: str) -> bool:
        """Whether the frame with this number is this writer's, who did not hear of it."""
        item = self._table.get(items.key(challenge_id, items.frame_key(sequence)))
        return item is not None and item["writer"]["S"] == writer

    def _frame_writes(
        self, challenge_id: str, head: Head, admission: Admission, writer: str
    ) -> list[Mapping[str, Any]]:
        tail = {"tail": {"B": items.pack(StoredFrameStreamState(value=admission.tail))}}
        after = {**head.item, **tail, "version": {"N": str(head.version + 1)}}
        frame = items.frame_item(challenge_id, admission.facts, head.expires_at_s, writer)
        return [self._table.putting(after, unchanged(head.item)), self._table.putting(frame, _NEW)]

    def _not_closed(self, challenge_id: str) -> Mapping[str, Any]:
        values = {":closed": {"S": ChallengeStatus.CLOSED}, ":now": {"N": items.number(self._clock())}}
        # An item that is not there has no attributes, and nothing is greater than none.
        condition = Condition(f"#state <> :closed AND {EXPIRY} > :now", {"#state": "state"}, values)
        return {"TableName": self._table.name, "Key": items.key(challenge_id, HEAD), **condition.arguments()}

    def _move(self, challenge_id: str, move: "_Move") -> str:
        """Carry the move out, or find out why not: an answer that was lost is no reason. Returns the new writer."""
        writer, patience, tried = _nonce(), RetryBudget(), False
        while True:
            head = self._head(challenge_id)
            if tried and head.writer == writer:
                return writer
            if head.state is not move.before or move.claim not in ("", head.writer):
                raise ChallengeClosed
            if move.demands_frames and head.version == 0:
                raise NoFrames
            tried = True
            if self._table.replace(head.item, move.item(head.item, writer)):
                return writer
            patience.wait()

    def _forget(self, challenge_id: str, first: str, last: str) -> None:
        found = self._table.between(challenge_id, first, last)
        self._table.delete([items.key(challenge_id, item[items.SORT_KEY]["S"]) for item in found])


def _nonce() -> str:
    return secrets.token_hex(8)
