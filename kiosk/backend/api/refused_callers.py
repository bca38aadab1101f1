"""The record of who was refused for not being known: for whoever looks for attacks, and for a terminal's wrong key."""

import logging

from starlette.types import Scope

from kiosk.backend.api.caller_address import caller_address, caller_network
from kiosk.backend.api.challenge_addresses import template_of

logger = logging.getLogger(__name__)


def record_refusal(scope: Scope, code: str) -> None:
    """Write down who asked for what, and what they showed of themselves, but nothing of what it said."""
    address = caller_address(scope)
    logger.info(
        "%s: %s, with %s, asked for %s %s",
        code,
        address,
        _shown(scope),
        _method(scope),
        template_of(scope["path"]),
        extra={"kind": caller_network(address)},
    )


def _shown(scope: Scope) -> str:
    names = [name for name, _ in scope["headers"] if name in (b"x-api-key", b"authorization", b"x-challenge-token")]
    if len(names) > 1:
        return "several credentials"
    return {b"x-api-key": "a key", b"authorization": "an authorization", b"x-challenge-token": "a token"}.get(
        names[0] if names else b"", "no key"
    )


def _method(scope: Scope) -> str:
    method = str(scope.get("method", ""))
    return method if method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH") else "with another method"
