"""The audit trail in DynamoDB: one item for each entry, which nothing writes over."""

import secrets
from itertools import count
from typing import TYPE_CHECKING

from kiosk.backend.attempts.audit import AuditEntry, StoredAuditEntry, new_entry
from kiosk.backend.ports import Clock, ReferenceHasher
from kiosk.backend.stores.aws.tags import UNTAGGED, Tags
from kiosk.backend.stores.dynamodb.items import EXPIRY, LAST, PARTITION_KEY, SORT_KEY, key, pack, unpack
from kiosk.backend.stores.dynamodb.table import Condition, Table
from kiosk.errors import StorageFailed

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PARTITION = "audit"
_NEW = Condition(f"attribute_not_exists({PARTITION_KEY})")


class DynamoAudit:
    """Implements `AuditTrail`; besides StorageFailed every method raises Busy and ServiceUnavailable."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        key_of: ReferenceHasher,
        retention_s: float,
        clock: Clock,
        tags: Tags = UNTAGGED,
    ) -> None:
        """Entries are deleted by DynamoDB `retention_s` after they were recorded."""
        self._table = Table(client, table, tags)
        self._key_of = key_of
        self._retention_s = retention_s
        self._clock = clock
        self._numbers = count()

    def record(self, staff_id: str, action: str, subject: str = "", reason: str = "") -> None:
        """Append an entry: one write."""
        entry = new_entry(self._key_of, self._clock(), staff_id, action, (subject, reason))
        # Entries of one millisecond stay in the order in which this process made them.
        place = f"{_moment(entry.at_s)}#{next(self._numbers):012d}#{secrets.token_hex(8)}"
        item = {
            **key(PARTITION, place),
            "entry": {"B": pack(StoredAuditEntry(value=entry))},
            EXPIRY: {"N": str(int(entry.at_s + self._retention_s))},
        }
        # A retry whose first answer was lost finds its own item there: the nonce is nobody else's.
        if not self._table.put(item, _NEW) and self._table.get(key(PARTITION, place)) is None:
            raise StorageFailed("the audit trail was not written")

    def entries(self) -> tuple[AuditEntry, ...]:
        """All that are kept: one query a megabyte."""
        found = self._table.between(PARTITION, "0", LAST)
        return tuple(unpack(StoredAuditEntry, item["entry"]["B"]).value for item in found)

    def purge_before(self, time_s: float) -> int:
        """Delete those recorded before then, for operators: day by day DynamoDB deletes by itself."""
        found = [item[SORT_KEY]["S"] for item in self._table.between(PARTITION, "0", _moment(time_s))]
        self._table.delete([key(PARTITION, place) for place in found])
        return len(found)


def _moment(time_s: float) -> str:
    """Sorts as text as the times do."""
    return f"{time_s:016.3f}"
