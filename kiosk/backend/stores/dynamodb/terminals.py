"""Enrolled terminals in DynamoDB: one item each, without an end, changed only while it is as it was read."""

from typing import TYPE_CHECKING

from kiosk.backend.stores.aws.backoff import RetryBudget
from kiosk.backend.stores.aws.tags import UNTAGGED, Tags
from kiosk.backend.stores.dynamodb.items import PARTITION_KEY, SORT_KEY, Item, key, pack, unpack
from kiosk.backend.stores.dynamodb.table import Condition, Table
from kiosk.backend.terminals.ports import StoredTerminal, TerminalChange
from kiosk.domain.identity.terminals import EnrolledTerminal
from kiosk.errors import StoreTampered
from kiosk.terminal_errors import TerminalExists, TerminalUnknown

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PARTITION, RECORD = "terminal#", "terminal"
_NEW = Condition(f"attribute_not_exists({PARTITION_KEY})")


class DynamoTerminals:
    """Implements `TerminalStore`; besides StorageFailed every method raises Busy and ServiceUnavailable."""

    def __init__(self, client: "DynamoDBClient", table: str, tags: Tags = UNTAGGED) -> None:
        self._table = Table(client, table, tags)

    def add(self, terminal: EnrolledTerminal) -> None:
        """A new item: one write."""
        if not self._table.put(_item(terminal, 0), _NEW):
            raise TerminalExists

    def load(self, terminal_id: str) -> EnrolledTerminal:
        """The item's terminal: one read."""
        return _terminal(self._read(terminal_id))

    def change(self, terminal_id: str, change: TerminalChange) -> EnrolledTerminal:
        """One read and one conditional write, both again when another writer was faster."""
        patience = RetryBudget()
        while True:
            item = self._read(terminal_id)
            before = _terminal(item)
            after = change(before)
            version = int(item["version"]["N"])
            unchanged = Condition("version = :version", {}, {":version": {"N": str(version)}})
            if after == before or self._table.put(_item(after, version + 1), unchanged):
                return after
            patience.wait()

    def all(self) -> tuple[EnrolledTerminal, ...]:
        """All items, by looking through the whole table, which is for operators."""
        names, values = {"#item": SORT_KEY}, {":terminal": {"S": RECORD}}
        found = map(_terminal, self._table.scan(Condition("#item = :terminal", names, values)))
        return tuple(sorted(found, key=lambda terminal: (terminal.enrolled_at_s, terminal.id)))

    def _read(self, terminal_id: str) -> Item:
        item = self._table.get(key(PARTITION + terminal_id, RECORD))
        if item is None:
            raise TerminalUnknown
        return item


def _item(terminal: EnrolledTerminal, version: int) -> Item:
    return {
        **key(PARTITION + terminal.id, RECORD),
        "record": {"B": pack(StoredTerminal(value=terminal))},
        "version": {"N": str(version)},
    }


def _terminal(item: Item) -> EnrolledTerminal:
    terminal = unpack(StoredTerminal, item["record"]["B"]).value
    if item[PARTITION_KEY]["S"] != PARTITION + terminal.id:
        raise StoreTampered("a terminal lies under the id of another")
    return terminal
