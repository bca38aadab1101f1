"""Terminals with keys of their own, and what admits clients that have none."""

import secrets
from collections.abc import Callable, Mapping

from kiosk.backend.terminals.own_terminal import OwnTerminal
from kiosk.contract.http_signature import (
    digest_body,
    signature_base,
    write_headers,
    write_parameters,
)
from kiosk.domain.identity.terminals import Admitted, EnrolledTerminal, SignedUse, TerminalPolicy
from kiosk.terminal.client.signing import RequestSigner, SigningKey
from tests.fakes.clock import START_S

ANYBODY = TerminalPolicy(Admitted.ANY)
"""For tests of clients that sign nothing, as those of both samples."""
ENROLLED = TerminalPolicy()
DEVICE = "d" * 32


def enrolled(key: SigningKey, name: str = "Main street, left") -> EnrolledTerminal:
    return EnrolledTerminal(key.terminal_id, key.public_text, name, START_S)


def store_with(*keys: SigningKey) -> OwnTerminal:
    return OwnTerminal(*map(enrolled, keys))


def signer(key: SigningKey, clock: Callable[[], float], device: str = DEVICE) -> RequestSigner:
    return RequestSigner(key, device, clock)


def use_of(key: SigningKey, **changes: object) -> SignedUse:
    told: dict[str, object] = {
        "terminal_id": key.terminal_id,
        "signed_at_s": START_S,
        "run": "a" * 32,
        "number": 0,
        "device": DEVICE,
    }
    return SignedUse(**{**told, **changes})  # type: ignore[arg-type]


def signed(key: SigningKey, method: str, path: str, body: bytes, use: SignedUse) -> Mapping[str, str]:
    """The headers of a request that says what one likes of itself."""
    digest, parameters = digest_body(body), write_parameters(use)
    return write_headers(digest, parameters, key.sign(signature_base(method, path, digest, parameters)))


def new_run() -> str:
    return secrets.token_hex(16)
