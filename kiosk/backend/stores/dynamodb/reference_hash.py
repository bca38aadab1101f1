"""The secret that references are looked up by on AWS: an item of the table itself, made by whoever needs it first.

It keeps customers' references out of the keys of items, which CloudTrail, Contributor Insights and exports of keys
show in plain; whoever may read the table's items could read the records as well.
"""

import secrets

from kiosk.backend.stores.dynamodb.items import PARTITION_KEY, key
from kiosk.backend.stores.dynamodb.table import Condition, Table
from kiosk.backend.stores.reference_hash import ReferenceHash
from kiosk.errors import StorageFailed

_PARTITION, _SORT = "settings", "reference-secret"
_NEW = Condition(f"attribute_not_exists({PARTITION_KEY})")


class DynamoReferenceHash:
    """Is a `KeyOf`; asks the table once. Raises StorageFailed, Busy and ServiceUnavailable."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._keys: ReferenceHash | None = None

    def __call__(self, kind: str, reference: str) -> str:
        """The key of what a reference names."""
        # Two threads that come first at once read the same secret.
        if self._keys is None:
            self._keys = ReferenceHash(self._secret())
        return self._keys(kind, reference)

    def _secret(self) -> bytes:
        place = key(_PARTITION, _SORT)
        item = self._table.get(place)
        if item is None:
            self._table.put({**place, "secret": {"B": secrets.token_bytes(32)}}, _NEW)
            item = self._table.get(place)
        if item is None:
            raise StorageFailed("the secret of references was neither kept nor found")
        return bytes(item["secret"]["B"])
