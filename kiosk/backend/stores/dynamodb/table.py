"""The calls to DynamoDB that the store is made of; strongly consistent, with every failure translated."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from kiosk.backend.stores.aws.backoff import RetryBudget
from kiosk.backend.stores.aws.failures import code_of, is_throttling, translate_failures
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


class Table:
    """One table; any thread. Every method raises StorageFailed, Busy and ServiceUnavailable."""

    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self._client = client
        self.name = name

    def get(self, key: Item) -> Item | None:
        """One item."""
        with translate_failures("DynamoDB", StorageFailed):
            return self._client.get_item(TableName=self.name, Key=key, ConsistentRead=True).get("Item")

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
                yield from page["Items"]

    def put(self, item: Item, condition: Condition) -> bool:
        """Write one item; False when the condition did not hold or somebody else was writing."""
        return self._write("put_item", Item=item, **condition.arguments())

    def update(self, key: Item, change: str, condition: Condition) -> bool:
        """Change one item; False when the condition did not hold or somebody else was writing."""
        return self._write("update_item", Key=key, UpdateExpression=change, **condition.arguments())

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
                yield from page["Items"]

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
