"""Attempts in DynamoDB: the attempt itself, one item for each customer whom it names, and one as long as it is open.

    challenge_id            item                       what
    <id>                    attempt                    the record, with a version
    open-attempts           <expiry>#<id>              leads to those that run out, the oldest first
    person#<keyed hash>     attempt#<id>               leads to those that name somebody
    enrolled-at#<hash>      <begin>#<id>               leads to approved onboardings of one terminal

All items of one change are written in one transaction. DynamoDB deletes them when their retention is over.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kiosk.backend.attempts.ports import AttemptRule
from kiosk.backend.attempts.records import StoredAttempt
from kiosk.backend.attempts.transitions import is_enrolled_at, list_references
from kiosk.backend.ports import Clock, ReferenceHasher
from kiosk.backend.stores.aws.backoff import RetryBudget
from kiosk.backend.stores.aws.tags import UNTAGGED, Tags
from kiosk.backend.stores.dynamodb.items import (
    EXPIRY,
    LAST,
    PARTITION_KEY,
    SORT_KEY,
    Item,
    expiry,
    key,
    number,
    pack,
    unpack,
)
from kiosk.backend.stores.dynamodb.table import CONDITION_FAILED, Condition, Table
from kiosk.domain.identity.flow import Attempt, Outcome
from kiosk.errors import AttemptNotFound, StorageFailed

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

HEAD, OPEN, PERSON, NAMED, ENROLLED = "attempt", "open-attempts", "person#", "attempt#", "enrolled-at#"
_NEW = Condition(f"attribute_not_exists({PARTITION_KEY})")
Write = Mapping[str, Any]


class DynamoAttempts:
    """Implements `AttemptStore`; besides StorageFailed every method raises Busy and ServiceUnavailable."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        key_of: ReferenceHasher,
        retention_s: float,
        clock: Clock,
        tags: Tags = UNTAGGED,
    ) -> None:
        """Attempts count as deleted `retention_s` after they began, whenever DynamoDB sees to it."""
        self._table = Table(client, table, tags)
        self._key_of = key_of
        self._retention_s = retention_s
        self._clock = clock

    def create(self, attempt: Attempt) -> None:
        """Store a new attempt: one transaction."""
        patience = RetryBudget()
        while outcome := self._table.transact([self._put(self._item(attempt, 0), _NEW), *self._index(attempt)]):
            if outcome[0] == CONDITION_FAILED:
                raise StorageFailed("the attempt's id is taken")
            patience.wait()

    def load(self, attempt_id: str) -> Attempt:
        """The attempt as it stands: one read."""
        item = self._get(attempt_id)
        if item is None:
            raise AttemptNotFound
        return _attempt(item)

    def change(self, attempt_id: str, rule: AttemptRule) -> tuple[Attempt, Attempt] | None:
        """Apply the rule: one read and one transaction, both again when another writer was faster."""
        patience = RetryBudget()
        while True:
            item = self._get(attempt_id)
            before = None if item is None else _attempt(item)
            after = None if before is None else rule(before)
            if item is None or before is None or after is None:
                return None
            if not self._table.transact(self._writes(before, after, int(item["version"]["N"]))):
                return before, after
            patience.wait()

    def list_expired(self, before_s: float, limit: int) -> tuple[str, ...]:
        """Ids of open attempts that expired before then: one query."""
        found = self._table.between(OPEN, "0", _moment(before_s))
        return tuple(item[SORT_KEY]["S"].partition("#")[2] for item, _ in zip(found, range(limit), strict=False))

    def list_naming(self, reference: str) -> tuple[Attempt, ...]:
        """Every attempt that names this customer: one query, and one read for each."""
        found = self._table.between(self._person(reference), NAMED, NAMED + LAST)
        items = [self._get(item[SORT_KEY]["S"].removeprefix(NAMED)) for item in found]
        attempts = (_attempt(item) for item in items if item is not None)
        return tuple(attempt for attempt in attempts if reference in list_references(attempt))

    def list_enrolled_at(self, device: str, since_s: float, limit: int) -> tuple[Attempt, ...]:
        """Onboardings at this terminal that were approved: one query, and one read for each of the newest."""
        found = [*self._table.between(self._terminal(device), _moment(since_s), LAST)]
        items = [self._get(item[SORT_KEY]["S"].partition("#")[2]) for item in reversed(found[-limit:])]
        attempts = (_attempt(item) for item in items if item is not None)
        return tuple(attempt for attempt in attempts if is_enrolled_at(attempt, device))

    def delete(self, attempt_id: str) -> None:
        """Delete it with all that leads to it: one read and one transaction."""
        patience = RetryBudget()
        while (item := self._table.get(key(attempt_id, HEAD))) is not None:
            attempt = _attempt(item)
            places = [key(attempt_id, HEAD), _open_key(attempt)]
            places += [self._named_key(attempt, each) for each in list_references(attempt)]
            places += [self._enrolled_key(attempt)] if is_enrolled_at(attempt, attempt.device) else []
            if not self._table.transact([self._delete(place) for place in places]):
                return
            patience.wait()

    def purge_before(self, time_s: float) -> int:
        """Delete by looking through the whole table, for operators: day by day DynamoDB deletes by itself."""
        condition = Condition(
            "#item = :head AND started_at_s < :time",
            {"#item": SORT_KEY},
            {":head": {"S": HEAD}, ":time": {"N": number(time_s)}},
        )
        old = [_attempt(item).id for item in self._table.scan(condition)]
        for attempt_id in old:
            self.delete(attempt_id)
        return len(old)

    def _get(self, attempt_id: str) -> Item | None:
        item = self._table.get(key(attempt_id, HEAD))
        return None if item is None or expiry(item) <= self._clock() else item

    def _writes(self, before: Attempt, after: Attempt, version: int) -> list[Write]:
        unchanged = Condition("version = :version", {}, {":version": {"N": str(version)}})
        writes = [self._put(self._item(after, version + 1), unchanged)]
        was_open, is_open = before.outcome is Outcome.OPEN, after.outcome is Outcome.OPEN
        if was_open and not (is_open and _open_key(after) == _open_key(before)):
            writes.append(self._delete(_open_key(before)))
        if is_open and not (was_open and _open_key(after) == _open_key(before)):
            writes.append(self._put({**_open_key(after), **self._expiry(after)}))
        if is_enrolled_at(after, after.device) and not is_enrolled_at(before, before.device):
            writes.append(self._put({**self._enrolled_key(after), **self._expiry(after)}))
        writes += [self._refer(after, each) for each in list_references(after) - list_references(before)]
        return writes + [
            self._delete(self._named_key(after, each)) for each in list_references(before) - list_references(after)
        ]

    def _index(self, attempt: Attempt) -> Iterator[Write]:
        if attempt.outcome is Outcome.OPEN:
            yield self._put({**_open_key(attempt), **self._expiry(attempt)})
        for reference in list_references(attempt):
            yield self._refer(attempt, reference)

    def _refer(self, attempt: Attempt, reference: str) -> Write:
        return self._put({**self._named_key(attempt, reference), **self._expiry(attempt)})

    def _item(self, attempt: Attempt, version: int) -> dict[str, Any]:
        return {
            **key(attempt.id, HEAD),
            "version": {"N": str(version)},
            "started_at_s": {"N": number(attempt.started_at_s)},
            "record": {"B": pack(StoredAttempt(value=attempt))},
            **self._expiry(attempt),
        }

    def _expiry(self, attempt: Attempt) -> dict[str, Any]:
        return {EXPIRY: {"N": str(int(attempt.started_at_s + self._retention_s))}}

    def _put(self, item: Item, condition: Condition | None = None) -> Write:
        return self._table.putting(item, condition)

    def _delete(self, place: Item) -> Write:
        return {"Delete": {"TableName": self._table.name, "Key": place}}

    def _named_key(self, attempt: Attempt, reference: str) -> Item:
        return key(self._person(reference), NAMED + attempt.id)

    def _enrolled_key(self, attempt: Attempt) -> Item:
        return key(self._terminal(attempt.device), f"{_moment(attempt.started_at_s)}#{attempt.id}")

    def _terminal(self, device: str) -> str:
        return ENROLLED + self._key_of("terminal", device)

    def _person(self, reference: str) -> str:
        return PERSON + self._key_of("person", reference)


def _attempt(item: Item) -> Attempt:
    return unpack(StoredAttempt, item["record"]["B"]).value


def _open_key(attempt: Attempt) -> Item:
    return key(OPEN, f"{_moment(attempt.expires_at_s)}#{attempt.id}")


def _moment(time_s: float) -> str:
    """Sorts as text as the times do."""
    return f"{time_s:016.3f}"
