"""Keys under which customers, devices and staff are looked up, so that no table is ordered by anybody's reference."""

import hmac
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReferenceHash:
    """Is a `KeyOf`: 32 hexadecimal digits, the same for the same secret."""

    secret: bytes = field(repr=False)

    def __call__(self, kind: str, reference: str) -> str:
        """The key of what a reference names; HMAC-SHA-256, of which 128 bits tell all customers apart."""
        return hmac.digest(self.secret, f"{kind}\0{reference}".encode(), "sha256")[:16].hex()
