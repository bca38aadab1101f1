"""Tags over items of the table and images of the bucket, so that whoever may write there can exchange nothing.

KMS encrypts what lies there, but for everybody with rights on it: it binds no value to its item. The tag is an
HMAC-SHA-256 over the whole item, its key and every attribute, or over an image and its name, with a secret that is
neither in the table nor in the bucket.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kiosk.backend.metrics.no_metrics import NoMetrics
from kiosk.backend.metrics.tampering import report_tampering
from kiosk.backend.ports import Metrics, TokenSecrets
from kiosk.errors import StoreTampered

TAG = "tag"
"""The attribute of an item."""
MARK = b"\x00KT1"
"""Begins an image that has a tag; no image begins like this."""
TAG_BYTES = 32
Item = Mapping[str, Any]


class Tags:
    """Makes and checks tags; any thread. Raises SecretsFailed, Busy and ServiceUnavailable when the secret is away."""

    def __init__(
        self, secrets: TokenSecrets | None, *, accepts_untagged: bool = False, metrics: Metrics | None = None
    ) -> None:
        """Without secrets nothing has tags, as in a stack of an earlier version; with them, what an earlier version
        has written is refused unless it is to be accepted until all has its tag."""
        self._secrets = secrets
        self._accepts_untagged = accepts_untagged or secrets is None
        self._report = report_tampering(metrics or NoMetrics())

    @property
    def makes_tags(self) -> bool:
        """Whether there is a secret to make them with."""
        return self._secrets is not None

    def tag_item(self, item: Item) -> Item:
        """The same item with its tag."""
        if self._secrets is None:
            return item
        bare = {name: value for name, value in item.items() if name != TAG}
        return {**bare, TAG: {"B": _tag(self._secrets.current()[0], _written(bare))}}

    def check_item(self, item: Item) -> Item:
        """The item, when its tag is its own; raises StoreTampered."""
        tag = item.get(TAG, {}).get("B")
        if not self._is_good(_written({name: value for name, value in item.items() if name != TAG}), tag):
            self._refuse("table")
        return item

    def tag_image(self, name: str, data: bytes) -> bytes:
        """The image with its tag before it."""
        if self._secrets is None:
            return data
        return MARK + _tag(self._secrets.current()[0], _named(name, data)) + data

    def check_image(self, name: str, stored: bytes) -> bytes:
        """The image that was stored under this name; raises StoreTampered."""
        if not stored.startswith(MARK):
            tag, data = None, stored
        else:
            rest = stored[len(MARK) :]
            tag, data = rest[:TAG_BYTES], rest[TAG_BYTES:]
        if not self._is_good(_named(name, data), tag):
            self._refuse("bucket")
        return data

    def _is_good(self, data: bytes, tag: object) -> bool:
        if self._secrets is None or (tag is None and self._accepts_untagged):
            return True
        if not isinstance(tag, bytes):
            return False
        # Asked anew: another process may have signed with a newer one.
        return _is_of(self._secrets.current(), data, tag) or _is_of(self._secrets.reload(), data, tag)

    def _refuse(self, kind: str) -> None:
        self._report(kind)
        raise StoreTampered(f"what lies in the {kind} does not fit together")


UNTAGGED = Tags(None)
"""Of a stack without a secret for them."""


def _is_of(secrets: tuple[bytes, ...], data: bytes, tag: bytes) -> bool:
    return any(hmac.compare_digest(_tag(secret, data), tag) for secret in secrets)


def _tag(secret: bytes, data: bytes) -> bytes:
    return hmac.digest(hashlib.sha256(b"kiosk/tags/1" + secret).digest(), data, "sha256")


def _named(name: str, data: bytes) -> bytes:
    return b"image\0" + name.encode() + b"\0" + hashlib.sha256(data).digest()


def _written(item: Item) -> bytes:
    """All attributes in order, numbers by what they are: DynamoDB gives 1.50 back as 1.5."""
    told = [[name, kind, _value(kind, value)] for name, each in sorted(item.items()) for kind, value in each.items()]
    return b"item\0" + json.dumps(told).encode()


def _value(kind: str, value: Any) -> str:
    match kind:
        case "N":
            return format(Decimal(value).normalize(), "f")
        case "B":
            return bytes(value).hex()
        case _:
            return str(value)
