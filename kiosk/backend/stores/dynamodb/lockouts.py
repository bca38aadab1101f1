"""Lockouts in DynamoDB, under keyed hashes of whom they concern; the Lambda function's clock is trusted."""

from typing import TYPE_CHECKING, Any

from kiosk.backend.attempts.ports import LockoutRule, Subject
from kiosk.backend.attempts.records import StoredLockout
from kiosk.backend.ports import ReferenceHasher
from kiosk.backend.stores.aws.backoff import RetryBudget
from kiosk.backend.stores.aws.tags import UNTAGGED, Tags
from kiosk.backend.stores.dynamodb.items import EXPIRY, PARTITION_KEY, Item, key, pack, unpack
from kiosk.backend.stores.dynamodb.table import Condition, Table
from kiosk.domain.identity.lockout import LockoutPolicy, LockoutRecord, stale_at_s

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PARTITION, RECORD = "lockout#", "record"
_NEW = Condition(f"attribute_not_exists({PARTITION_KEY})")


class DynamoLockouts:
    """Implements `LockoutStore`; besides StorageFailed every method raises Busy and ServiceUnavailable."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        key_of: ReferenceHasher,
        policy: LockoutPolicy,
        tags: Tags = UNTAGGED,
    ) -> None:
        self._table = Table(client, table, tags)
        self._key_of = key_of
        self._policy = policy

    def load(self, subject: Subject) -> LockoutRecord:
        """The record: one read."""
        return _record(self._table.get(self._key(subject)))

    def change(self, subject: Subject, rule: LockoutRule) -> tuple[LockoutRecord, LockoutRecord]:
        """Apply the rule: one read and one write, both again when another writer was faster."""
        place, patience = self._key(subject), RetryBudget()
        while True:
            item = self._table.get(place)
            before = _record(item)
            after = rule(before)
            version = 0 if item is None else int(item["version"]["N"])
            unchanged = Condition("version = :version", {}, {":version": {"N": str(version)}})
            written = {**place, **self._attributes(after), "version": {"N": str(version + 1)}}
            if after == before or self._table.put(written, _NEW if item is None else unchanged):
                return before, after
            patience.wait()

    def forget(self, subject: Subject) -> bool:
        """Delete the record: a read and a write."""
        place = self._key(subject)
        found = self._table.get(place) is not None
        self._table.delete([place])
        return found

    def purge_stale(self, now_s: float) -> int:
        """DynamoDB deletes by itself what has a time to go; how many is not known."""
        return 0

    def _attributes(self, record: LockoutRecord) -> dict[str, Any]:
        stale_s = stale_at_s(record, self._policy)
        attributes: dict[str, Any] = {"record": {"B": pack(StoredLockout(value=record))}}
        # A block has no end, so that the item has none either.
        return attributes if stale_s is None else {**attributes, EXPIRY: {"N": str(int(stale_s) + 1)}}

    def _key(self, subject: Subject) -> Item:
        return key(PARTITION + self._key_of(subject.kind, subject.reference), RECORD)


def _record(item: Item | None) -> LockoutRecord:
    return LockoutRecord() if item is None else unpack(StoredLockout, item["record"]["B"]).value
