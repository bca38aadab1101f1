"""Counts what is asked of AWS, by botocore's own events: operations, capacity units of DynamoDB, bytes stored."""

import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

from kiosk.backend.stores.aws.clients import Clients

WRITES, READS = "dynamodb write units", "dynamodb read units"
STORED, ITEMS, SENT = "s3 bytes stored", "dynamodb bytes stored", "rekognition bytes sent"
_WRITE_BYTES, _READ_BYTES = 1024, 4096
"""What one unit writes and reads; Amazon DynamoDB Developer Guide, "Read and write capacity"."""
_HEAD_BYTES = 1024
"""An update is charged for the whole item, which the request does not tell; a challenge's head is about this long."""


def count_calls(clients: Clients) -> Counter[str]:
    """Count from now on, into the counter that is returned: `service:Operation`, and the names above.

    Repeated attempts of one call count once, for what is refused is not charged, except by Rekognition's quota.
    """
    counter: Counter[str] = Counter()

    def asked(params: Mapping[str, Any], model: Any, **_: object) -> None:
        service = str(model.service_model.service_name)
        counter[f"{service}:{model.name}"] += 1
        counter.update(_written(service, str(model.name), params))

    def answered(parsed: Mapping[str, Any], model: Any, **_: object) -> None:
        if str(model.service_model.service_name) == "dynamodb" and model.name in {"GetItem", "Query", "Scan"}:
            counter[READS] += read_units(parsed)

    for client in (clients.dynamodb, clients.s3, clients.secrets, clients.rekognition):
        client.meta.events.register("provide-client-params", asked)
        client.meta.events.register("after-call", answered)
    return counter


def item_bytes(item: Mapping[str, Any]) -> int:
    """Size of an item: names and values, as DynamoDB counts them."""
    return sum(len(name.encode()) + _value_bytes(value) for name, value in item.items())


def write_units(size_bytes: int, *, transaction: bool = False) -> int:
    """Units of one write; twice as many in a transaction."""
    return math.ceil(max(size_bytes, 1) / _WRITE_BYTES) * (2 if transaction else 1)


def read_units(answer: Mapping[str, Any]) -> int:
    """Units of a strongly consistent read; an item that is not there costs one."""
    items = answer.get("Items", ())
    size_bytes = item_bytes(answer.get("Item", {})) + sum(map(item_bytes, items))
    return max(1, math.ceil(size_bytes / _READ_BYTES))


def _written(service: str, operation: str, params: Mapping[str, Any]) -> Mapping[str, int]:
    match service, operation:
        case "s3", "PutObject":
            return {STORED: len(params["Body"])}
        case "rekognition", _:
            return {SENT: sum(len(value.get("Bytes", b"")) for value in params.values() if isinstance(value, dict))}
        case "dynamodb", "PutItem":
            return _put(params["Item"])
        case "dynamodb", "UpdateItem":
            return {WRITES: write_units(_HEAD_BYTES)}
        case "dynamodb", "BatchWriteItem":
            return {WRITES: sum(len(requests) for requests in params["RequestItems"].values())}
        case "dynamodb", "TransactWriteItems":
            return sum((_transacted(each) for each in params["TransactItems"]), Counter())
    return {}


def _transacted(part: Mapping[str, Any]) -> Counter[str]:
    if "Put" in part:
        return Counter(_put(part["Put"]["Item"], transaction=True))
    return Counter({WRITES: write_units(_HEAD_BYTES, transaction=True)})


def _put(item: Mapping[str, Any], *, transaction: bool = False) -> Mapping[str, int]:
    size_bytes = item_bytes(item)
    return {WRITES: write_units(size_bytes, transaction=transaction), ITEMS: size_bytes}


def _value_bytes(value: Mapping[str, Any]) -> int:
    ((kind, inner),) = value.items()
    match kind:
        case "S":
            return len(inner.encode())
        case "B":
            return len(inner)
        case "N":
            return len(inner) // 2 + 1
        case "M":
            return 3 + len(inner) + item_bytes(inner)
        case "L":
            return 3 + sum(1 + _value_bytes(each) for each in inner)
    return 1
