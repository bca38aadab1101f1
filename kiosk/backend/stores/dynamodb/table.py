"""The calls to DynamoDB that the store is made of; strongly consistent, with every failure translated."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from kiosk.backend.stores.aws.backoff import RetryBudget
from kiosk.backend.stores.aws.failures import code_of, is_throttling, translate_failures
from kiosk.backend.stores.aws.tags import TAG, UNTAGGED, Tags
from kiosk.backend.stores.dynamodb.items import PARTITION_KEY, SORT_KEY, Item
from kiosk.errors import Busy, StorageFailed

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

BATCH_ITEMS = 25
"""What BatchWriteItem takes at once."""
CONDITION_FAILED = "ConditionalCheckFailed"
_CONFLICTS = frozenset({CONDITION_FAILED, "TransactionConflict"})
_MET_ANOTHER = frozenset({"ConditionalCheckFailedException", "TransactionConflictException"})


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of an item for a write, in DynamoDB's language; names that it reserves need aliases."""

    text: str
    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    def arguments(self) -> dict[str, Any]:
        """As the operations take it; empty maps are not allowed."""
        named = {"ExpressionAttributeNames": dict(self.names), "ExpressionAttributeValues": dict(self.values)}
        return {"ConditionExpression": self.text, **{name: given for name, given in named.items() if given}}


def unchanged(item: Item) -> Condition:
    """The item is as it was read: its tag says so, or all of its attributes but what is compressed in them."""
    compared = {TAG: item[TAG]} if TAG in item else {name: each for name, each in item.items() if "B" not in each}
    names = {f"#a{place}": name for place, name in enumerate(compared)}
    values = {f":a{place}": value for place, value in enumerate(compared.values())}
    return Condition(" AND ".join(f"#a{place} = :a{place}" for place in range(len(compared))), names, values)


class Table:
    """One table; any thread. Every method raises StorageFailed, Busy and ServiceUnavailable.

    Whole items alone are written, with their tags, and none is returned before its tag was checked: StoreTampered.
    """

    def __init__(self, client: "DynamoDBClient", name: str, tags: Tags = UNTAGGED) -> None:
        self._client = client
        self._tags = tags
        self.name = name

    def get(self, key: Item) -> Item | None:
        """One item."""
        with translate_failures("DynamoDB", StorageFailed):
            item = self._client.get_item(TableName=self.name, Key=key, ConsistentRead=True).get("Item")
        return None if item is None else self._tags.check_item(item)

    def between(self, challenge_id: str, first: str, last: str) -> Iterator[Item]:
        """All items of a challenge whose sort keys lie between these, in order, page by page of at most 1 MB."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self.name,
            KeyConditionExpression="#id = :id AND #item BETWEEN :first AND :last",
            ExpressionAttributeNames={"#id": PARTITION_KEY, "#item": SORT_KEY},
            ExpressionAttributeValues={":id": {"S": challenge_id}, ":first": {"S": first}, ":last": {"S": last}},
            ConsistentRead=True,
        )
        with translate_failures("DynamoDB", StorageFailed):
            for page in pages:
                yield from map(self._tags.check_item, page["Items"])

    def put(self, item: Item, condition: Condition) -> bool:
        """Write one item; False when the condition did not hold or somebody else was writing."""
        return self._write("put_item", Item=self._tags.tag_item(item), **condition.arguments())

    def replace(self, before: Item, after: Item) -> bool:
        """Write an item in place of the one that was read; False when that is no longer as it was."""
        return self.put(after, unchanged(before))

    def putting(self, item: Item, condition: Condition | None = None) -> Mapping[str, Any]:
        """One write of a transaction."""
        arguments = condition.arguments() if condition is not None else {}
        return {"Put": {"TableName": self.name, "Item": self._tags.tag_item(item), **arguments}}

    def transact(self, writes: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """All of these writes or none, also when an answer was lost: botocore's retry repeats the same token.

        Nothing when they were done; else for each write why not: CONDITION_FAILED, another conflict, or "None".
        """
        with translate_failures("DynamoDB", StorageFailed):
            try:
                self._client.transact_write_items(TransactItems=list(writes))  # type: ignore[arg-type]
            except ClientError as error:
                return _reasons(error)
        return ()

    def delete(self, keys: Sequence[Item]) -> None:
        """Delete these items, whether they are there or not."""
        for start in range(0, len(keys), BATCH_ITEMS):
            self._delete_batch(keys[start : start + BATCH_ITEMS])

    def scan(self, filter_by: Condition) -> Iterator[Item]:
        """Every item of the table for which this holds: expensive, for what is seldom done."""
        arguments = filter_by.arguments()
        arguments["FilterExpression"] = arguments.pop("ConditionExpression")
        with translate_failures("DynamoDB", StorageFailed):
            for page in self._client.get_paginator("scan").paginate(TableName=self.name, **arguments):
                yield from map(self._tags.check_item, page["Items"])

    def tag_untagged(self) -> int:
        """Give every item of an earlier version its tag, looking through the whole table; how many. StoreTampered is
        raised for one that has a tag which is not its own."""
        count = 0
        with translate_failures("DynamoDB", StorageFailed):
            for page in self._client.get_paginator("scan").paginate(TableName=self.name, ConsistentRead=True):
                for item in map(self._tags.check_item, page["Items"]):
                    # One that is changed meanwhile has its tag by that.
                    count += TAG not in item and self.replace(item, item)
        return count

    def _write(self, operation: str, **arguments: Any) -> bool:
        with translate_failures("DynamoDB", StorageFailed):
            try:
                getattr(self._client, operation)(TableName=self.name, **arguments)
            except ClientError as error:
                if code_of(error) in _MET_ANOTHER:
                    return False
                raise
        return True

    def _delete_batch(self, keys: Sequence[Item]) -> None:
        left: Any = {self.name: [{"DeleteRequest": {"Key": each}} for each in keys]}
        patience = RetryBudget()
        while True:
            with translate_failures("DynamoDB", StorageFailed):
                left = self._client.batch_write_item(RequestItems=left).get("UnprocessedItems")
            if not left:
                return
            # Unlike a whole request, what is left of one is not retried by botocore.
            patience.wait()


def _reasons(error: ClientError) -> tuple[str, ...]:
    """Why a transaction met another writer; raises Busy, and the error itself for every other reason."""
    reasons: Any = error.response.get("CancellationReasons", ())
    codes = tuple(str(reason.get("Code", "None")) for reason in reasons)
    if code_of(error) != "TransactionCanceledException" or not _CONFLICTS & {*codes}:
        if any(map(is_throttling, codes)):
            raise Busy("DynamoDB TransactWriteItems: throttled") from error
        raise error
    return codes
