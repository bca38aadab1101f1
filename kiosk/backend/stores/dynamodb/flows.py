"""Flows in DynamoDB: one item each beside its challenge, written only while its version is the one that was read."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kiosk.backend.flows.records import FlowRecord, StoredFlow
from kiosk.backend.ports import Clock
from kiosk.backend.stores.aws.tags import UNTAGGED, Tags
from kiosk.backend.stores.dynamodb import items
from kiosk.backend.stores.dynamodb.items import EXPIRY, PARTITION_KEY, SORT_KEY
from kiosk.backend.stores.dynamodb.table import Condition, Table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

FLOW = "flow"
"""The sort key; it stands beside the items of the challenge and is none of them."""
UNSETTLED = "unsettled-flows"
"""The partition of pointers to flows whose last step has begun, so that nobody looks through the whole table."""
_NEW = f"attribute_not_exists({PARTITION_KEY})"
_FIRST = "-"
"""Sorts before every character of an id."""


class DynamoFlows:
    """Implements `FlowStore`; besides StorageFailed every method raises Busy and ServiceUnavailable."""

    def __init__(
        self, client: "DynamoDBClient", table: str, retention_s: float, clock: Clock, tags: Tags = UNTAGGED
    ) -> None:
        """Flows count as deleted `retention_s` after their challenge began, whenever DynamoDB sees to it."""
        self._table, self._retention_s, self._clock = Table(client, table, tags), retention_s, clock

    def load(self, challenge_id: str) -> FlowRecord | None:
        """The flow as it stands: one read."""
        item = self._read(challenge_id)
        return None if item is None else items.unpack(StoredFlow, item["record"]["B"]).value

    def save(self, record: FlowRecord) -> bool:
        """One conditional write; a nonce tells a writer whose answer was lost its own work again.

        The last step of a flow costs two more, of a pointer that comes before it and goes after it.
        """
        if record.progress.unsettled:
            self._table.put(self._pointer(record), Condition(f"attribute_exists({PARTITION_KEY}) OR {_NEW}"))
        saved = self._save(record)
        if saved and record.answer is not None and not record.progress.unsettled:
            self._table.delete([items.key(UNSETTLED, record.challenge_id)])
        return saved

    def _save(self, record: FlowRecord) -> bool:
        item, condition = self._item(record), Condition(_NEW)
        if record.version:
            condition = Condition("version = :version", values={":version": {"N": str(record.version)}})
        if self._table.put(item, condition):
            return True
        written = self._read(record.challenge_id)
        return written is not None and bool(written["writer"] == item["writer"])

    def list_unsettled(self, before_s: float) -> Sequence[str]:
        """One query, and one read for each pointer."""
        found = self._table.between(UNSETTLED, _FIRST, items.LAST)
        pointed = [str(item[SORT_KEY]["S"]) for item in found if float(item["created_at_s"]["N"]) < before_s]
        flows = {challenge_id: self.load(challenge_id) for challenge_id in pointed}
        return [challenge_id for challenge_id, flow in flows.items() if flow is not None and flow.progress.unsettled]

    def delete(self, challenge_ids: Sequence[str]) -> int:
        """One write for each 25, after one read each."""
        known = [challenge_id for challenge_id in challenge_ids if self._read(challenge_id) is not None]
        self._table.delete([items.key(challenge_id, FLOW) for challenge_id in known])
        return len(known)

    def purge_before(self, time_s: float) -> int:
        """By looking through the whole table, which is for operators: day by day DynamoDB deletes by itself."""
        values = {":flow": {"S": FLOW}, ":time": {"N": items.number(time_s)}}
        found = self._table.scan(Condition("#item = :flow AND created_at_s < :time", {"#item": SORT_KEY}, values))
        return self.delete([str(item[PARTITION_KEY]["S"]) for item in found])

    def _read(self, challenge_id: str) -> Mapping[str, Any] | None:
        item = self._table.get(items.key(challenge_id, FLOW))
        return None if item is None or items.expiry(item) <= self._clock() else item

    def _pointer(self, record: FlowRecord) -> Mapping[str, Any]:
        created_at_s = {"N": items.number(record.created_at_s)}
        return {**items.key(UNSETTLED, record.challenge_id), "created_at_s": created_at_s, EXPIRY: self._expiry(record)}

    def _expiry(self, record: FlowRecord) -> Mapping[str, str]:
        return {"N": str(int(record.created_at_s + self._retention_s))}

    def _item(self, record: FlowRecord) -> Mapping[str, Any]:
        after = replace(record, version=record.version + 1)
        return {
            **items.key(record.challenge_id, FLOW),
            "version": {"N": str(after.version)},
            "created_at_s": {"N": items.number(record.created_at_s)},
            EXPIRY: self._expiry(record),
            "record": {"B": items.pack(StoredFlow(value=after))},
            "writer": {"S": secrets.token_hex(8)},
        }
