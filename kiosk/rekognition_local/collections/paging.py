"""Tokens that continue a list: sealed, so that only this server's own are understood, and only for the same list."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from kiosk.backend.stores.cipher import Seals
from kiosk.errors import StorageFailed
from kiosk.rekognition_local.errors import InvalidPaginationTokenException
from kiosk.rekognition_local.operation import Members

PAGE_SIZE = 1000
"""When the caller names none; the model names a limit (4096) but no default."""


@dataclass(frozen=True, slots=True)
class Pages:
    """One list: an operation with its filters; every page may be of another size."""

    seals: Seals
    operation: str
    members: Members
    default_size: int = PAGE_SIZE

    def start(self, first: Any) -> Any:
        """Where the wanted page starts, `first` without a token; raises InvalidPaginationTokenException."""
        untrusted_token = self.members.get("NextToken")
        if untrusted_token is None:
            return first
        try:
            sealed = base64.b64decode(untrusted_token.encode(), altchars=b"-_", validate=True)
            return json.loads(self.seals.cipher.open(sealed, self._place()))
        except (StorageFailed, binascii.Error, ValueError) as error:
            raise InvalidPaginationTokenException from error

    @property
    def size(self) -> int:
        """How many the caller wants at most; 0 leaves it to the server, as none does."""
        return int(self.members.get("MaxResults") or self.default_size)

    def next(self, last: str | int) -> Members:
        """`NextToken` for what follows."""
        sealed = self.seals.cipher.seal(json.dumps(last).encode(), self._place())
        return {"NextToken": base64.urlsafe_b64encode(sealed).decode()}

    def _place(self) -> str:
        filters = {name: value for name, value in self.members.items() if name not in ("NextToken", "MaxResults")}
        digest = self.seals.fingerprint("page", self.operation, json.dumps(filters, sort_keys=True))
        return f"page:{digest.hex()}"
