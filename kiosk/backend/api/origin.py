"""Where a request comes from: its address, and whether a terminal's key or certificate came with it.

On this machine every program may call a backend without a key, and so none of them is a terminal that is known. Behind
an API Gateway it is the gateway that has checked keys, certificates and signatures; the identity that it gives to
any web page is none of them.
"""

from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.types import Scope

from kiosk.backend.api.caller_address import caller_address, caller_network
from kiosk.domain.identity.origin import Origin

TERMINAL: Final = "kiosk.terminal"
"""Where the guards that check terminals' keys say that they have seen one."""
TERMINAL_ID: Final = "kiosk.terminal_id"
"""Where the guard that checks signatures says whose it has seen."""


def origin_of(scope: Scope) -> Origin:
    """Where this request comes from; what counts as one caller stands for its address."""
    known = scope.get(TERMINAL) is True or _is_known_to_gateway(scope.get("aws.event"))
    return Origin(caller_network(caller_address(scope)), known, str(scope.get(TERMINAL_ID, "")))


def _asked_from(request: Request) -> Origin:
    return origin_of(request.scope)


AskedFrom = Annotated[Origin, Depends(_asked_from)]
"""For routes: where the request comes from."""


def _is_known_to_gateway(event: object) -> bool:
    context = _member(event, "requestContext")
    identity = _member(context, "identity")
    signed = _member(identity, "userArn") and not _member(identity, "cognitoIdentityId")
    certified = _member(identity, "clientCert") or _member(_member(context, "authentication"), "clientCert")
    return bool(_member(identity, "apiKey") or certified or signed)


def _member(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, dict) else None
