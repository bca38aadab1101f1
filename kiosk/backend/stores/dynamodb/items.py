"""What lies in the table: one item per challenge, one per frame, one per finding, under the challenge's id.

Values are compressed JSON in binary attributes: a number of DynamoDB would be a decimal, and a frame's facts shrink
from three kilobytes to one, which is what reads and writes are paid by. No item comes near the limit of 400 kB.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.backend.challenge.records import (
    ChallengeRecord,
    ChallengeState,
    ChallengeStatus,
    ChallengeTypes,
    FrameStreamState,
    StoredFacts,
    StoredFrameStreamState,
    StoredRecord,
    StoredVerdict,
)
from kiosk.backend.ports import Stored, StoredModel, dump_stored, load_stored
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.errors import StorageFailed

PARTITION_KEY, SORT_KEY, EXPIRY = "challenge_id", "item", "expires_at_s"
"""Names that the table is made with: its two keys, and what DynamoDB deletes items by."""
HEAD = "challenge"
FINDING, FRAME = "finding#", "frame#"
"""Sorted, a challenge's findings follow its head at once, and its frames come last in the order of their numbers."""
LAST = "~"
"""Sorts after every character of a name."""

Item = Mapping[str, Any]
"""Attributes by name, as DynamoDB's low-level client has them."""


@dataclass(frozen=True, slots=True)
class Head:
    """The challenge's own item."""

    item: Item
    types: ChallengeTypes

    @property
    def state(self) -> ChallengeStatus:
        """Where the challenge stands."""
        return ChallengeStatus(self.item["state"]["S"])

    @property
    def version(self) -> int:
        """How many frames were stored: the mark by which a writer sees that another was faster."""
        return int(self.item["version"]["N"])

    @property
    def tail(self) -> FrameStreamState:
        """Where the row of frames ends; raises StorageFailed."""
        return unpack(StoredFrameStreamState, self.item["tail"]["B"]).value

    @property
    def writer(self) -> str:
        """The nonce of whoever changed the state last."""
        return str(self.item["writer"]["S"])

    @property
    def expires_at_s(self) -> int:
        """When its retention ends."""
        return expiry(self.item)

    def snapshot(self) -> ChallengeState:
        """What the use cases see; raises StorageFailed."""
        verdict = self.item.get("verdict")
        return ChallengeState(
            unpack(StoredRecord, self.item["record"]["B"], self.types).value,
            self.state,
            None if verdict is None else unpack(StoredVerdict, verdict["B"]).value,
            str(self.item.get("request_id", {}).get("S", "")),
            self.tail,
        )


def key(challenge_id: str, sort_key: str) -> Item:
    """The key of one item."""
    return {PARTITION_KEY: {"S": challenge_id}, SORT_KEY: {"S": sort_key}}


def head_item(record: ChallengeRecord, expires_at_s: int, writer: str) -> Item:
    """A new, open challenge."""
    return {
        **key(record.challenge.id, HEAD),
        "state": {"S": ChallengeStatus.OPEN},
        "version": {"N": "0"},
        "created_at_s": {"N": number(record.created_at_s)},
        EXPIRY: {"N": str(expires_at_s)},
        "record": {"B": pack(StoredRecord(value=record))},
        "tail": {"B": pack(StoredFrameStreamState(value=FrameStreamState()))},
        "writer": {"S": writer},
    }


def frame_item(challenge_id: str, facts: FrameFacts, expires_at_s: int, writer: str) -> Item:
    """A frame; its digest stands beside its facts, for a repetition to be told from a conflict."""
    return {
        **key(challenge_id, frame_key(facts.sequence)),
        "digest": {"S": facts.digest},
        "facts": {"B": pack(StoredFacts(value=facts))},
        EXPIRY: {"N": str(expires_at_s)},
        "writer": {"S": writer},
    }


def finding_item(challenge_id: str, name: str, data: bytes, expires_at_s: int) -> Item:
    """What the face matcher found out, as it is."""
    return {**key(challenge_id, FINDING + name), "data": {"B": data}, EXPIRY: {"N": str(expires_at_s)}}


def frame_key(sequence: int) -> str:
    """The sort key of a frame."""
    return f"{FRAME}{sequence:010d}"


def facts_of(item: Item) -> FrameFacts:
    """The facts of a frame; raises StorageFailed."""
    return unpack(StoredFacts, item["facts"]["B"]).value


def expiry(item: Item) -> int:
    """When an item's retention ends: DynamoDB deletes it up to some days later, and until then it counts as absent."""
    return int(item[EXPIRY]["N"])


def number(value: float) -> str:
    """A time as DynamoDB takes it."""
    return f"{value:.6f}"


def pack(stored: Stored) -> bytes:
    """Compressed JSON."""
    return zlib.compress(dump_stored(stored))


def unpack(model: type[StoredModel], data: bytes, context: object = None) -> StoredModel:
    """Read the value, with what its validators need to know; raises StorageFailed."""
    try:
        return load_stored(model, zlib.decompress(data), context)
    except zlib.error:
        raise StorageFailed(f"{model.__name__} does not decompress") from None
