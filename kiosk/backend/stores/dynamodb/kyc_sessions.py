"""Liveness sessions of the KYC API in DynamoDB: one item each, changed only while it is as it was read."""

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kiosk.backend.kyc.records import Change, Session, StoredSession
from kiosk.backend.ports import Clock
from kiosk.backend.stores.aws.backoff import RetryBudget
from kiosk.backend.stores.aws.tags import UNTAGGED, Tags
from kiosk.backend.stores.dynamodb import items
from kiosk.backend.stores.dynamodb.items import EXPIRY, PARTITION_KEY, SORT_KEY
from kiosk.backend.stores.dynamodb.table import Condition, Table
from kiosk.errors import KycSessionNotFound, StorageFailed

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

SESSION = "kyc-session"
"""The sort key, which tells a session from a challenge."""


class DynamoSessions:
    """Implements `KycSessionStore`; besides StorageFailed every method raises Busy and ServiceUnavailable."""

    def __init__(
        self, client: "DynamoDBClient", table: str, retention_s: float, clock: Clock, tags: Tags = UNTAGGED
    ) -> None:
        """Sessions count as deleted `retention_s` after they expired, whenever DynamoDB sees to it."""
        self._table, self._retention_s, self._clock = Table(client, table, tags), retention_s, clock

    def create(self, session: Session) -> None:
        """Store a new session: one write."""
        item, condition = self._item(session), Condition(f"attribute_not_exists({PARTITION_KEY})")
        if not self._table.put(item, condition) and self._read(session.id)["writer"] != item["writer"]:
            raise StorageFailed("the session's id is taken")

    def load(self, session_id: str) -> Session:
        """The session as it stands: one read."""
        return _session(self._read(session_id))

    def change(self, session_id: str, change: Change) -> Session:
        """One read and one conditional write, both again when another writer was faster.

        The write carries a nonce, by which a writer whose answer was lost knows its own work again.
        """
        patience, written = RetryBudget(), dict[str, Session]()
        while True:
            item = self._read(session_id)
            before, writer = _session(item), str(item["writer"]["S"])
            if writer in written:
                return written[writer]
            after = change(before)
            if after == before:
                return after
            new = self._item(after)
            written[str(new["writer"]["S"])] = after
            if self._table.put(new, Condition("writer = :writer", values={":writer": {"S": writer}})):
                return after
            patience.wait()

    def purge_before(self, time_s: float) -> int:
        """Delete by looking through the whole table, which is for operators: day by day DynamoDB deletes by itself."""
        names, values = {"#item": SORT_KEY}, {":session": {"S": SESSION}, ":time": {"N": items.number(time_s)}}
        condition = Condition("#item = :session AND created_at_s < :time", names, values)
        old = [items.key(item[PARTITION_KEY]["S"], SESSION) for item in self._table.scan(condition)]
        self._table.delete(old)
        return len(old)

    def _read(self, session_id: str) -> Mapping[str, Any]:
        item = self._table.get(items.key(session_id, SESSION))
        if item is None or items.expiry(item) <= self._clock():
            raise KycSessionNotFound
        return item

    def _item(self, session: Session) -> Mapping[str, Any]:
        return {
            **items.key(session.id, SESSION),
            "created_at_s": {"N": items.number(session.created_at_s)},
            EXPIRY: {"N": str(int(session.expires_at_s + self._retention_s))},
            "record": {"B": items.pack(StoredSession(value=session))},
            "writer": {"S": secrets.token_hex(8)},
        }


def _session(item: Mapping[str, Any]) -> Session:
    return items.unpack(StoredSession, item["record"]["B"]).value
