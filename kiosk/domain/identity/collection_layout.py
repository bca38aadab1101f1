"""Which of several collections a user belongs to, and what these are called."""

import hashlib
import re
from dataclasses import dataclass

HASHED_BYTES = 8
"""Of the digest that count: far more than any number of shards needs to come out even."""
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_.-]+")


def shard_of(user: str, shards: int) -> int:
    """Shard 0 to `shards` - 1 of a user: the first bytes of the SHA-256, big-endian, modulo the number of shards."""
    return int.from_bytes(hashlib.sha256(user.encode()).digest()[:HASHED_BYTES], "big") % shards


@dataclass(frozen=True, slots=True)
class Layout:
    """Collections that users are spread over; all their vectors are of one model version."""

    prefix: str
    model_version: str
    generation: int
    """Counts up with every migration."""
    shards: int

    @property
    def collections(self) -> tuple[str, ...]:
        """All names, which Rekognition takes too."""
        version = _NOT_IN_A_NAME.sub("-", self.model_version)
        return tuple(f"{self.prefix}-{version}-{self.generation}-{shard}" for shard in range(self.shards))

    def collection_of(self, user: str) -> str:
        """The one that a user belongs to."""
        return self.collections[shard_of(user, self.shards)]
