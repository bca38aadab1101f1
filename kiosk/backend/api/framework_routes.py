"""The challenges over HTTP, as the client of the later framework speaks it.

Its verdicts are asked for at the address that both contracts share, and its errors are a column in
`kiosk.contract.error_table`.
"""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.types import Scope

from kiosk.backend.api.documented_refusals import FRAMEWORK_ADDING_FRAMES, FRAMEWORK_STARTING
from kiosk.backend.api.facade import ChallengeService
from kiosk.backend.api.origin import AskedFrom
from kiosk.backend.api.refusals import NO_SUCH_TYPE, NOT_OFFERED
from kiosk.backend.challenge.add_frame import FrameRequest
from kiosk.backend.challenge.start import Started, StartRequest
from kiosk.contract.challenge import (
    FrameReply,
    FrameworkFrameBody,
    FrameworkStartBody,
    FrameworkStartReply,
    NoseGeometry,
    PoseGeometry,
)
from kiosk.contract.dialects import Contract
from kiosk.domain.images.jpeg import decode_base64
from kiosk.domain.liveness.nose.challenge import NoseChallenge, shown_to_web_clients
from kiosk.domain.liveness.pose.challenge import PoseChallenge
from kiosk.errors import InternalError, RequestInvalid

TYPES: Mapping[str, str] = {"NOSE": NoseChallenge.kind, "POSE": PoseChallenge.kind}
"""Kinds by the framework's names; its third, CUSTOM, is whatever somebody adds."""
NOBODY_NAMED = "framework"
"""The user of every challenge that no identity came with: its clients send none of their own."""


def framework_routes(service: ChallengeService, max_image_bytes: int) -> APIRouter:
    """The two routes that are its own over this service; plain functions, so that each runs in a thread of its own."""
    router = APIRouter()

    @router.post("/challenge", responses=FRAMEWORK_STARTING)
    def start(body: FrameworkStartBody, request: Request, origin: AskedFrom) -> FrameworkStartReply:
        kind = TYPES.get(body.challenge_type, "")
        if kind not in service.kinds.by_name:
            raise RequestInvalid(NO_SUCH_TYPE if PoseChallenge.kind in service.kinds.by_name else NOT_OFFERED)
        user_id = user_of(request.scope)
        asked = StartRequest(
            user_id,
            body.image_width,
            body.image_height,
            contract=Contract.FRAMEWORK,
            origin=origin,
            kind=kind,
            boxes_widely=True,
        )
        return _reply(service.start(asked))

    @router.put("/challenge/{challenge_id}/frame", responses=FRAMEWORK_ADDING_FRAMES)
    def add_frame(challenge_id: str, body: FrameworkFrameBody) -> FrameReply:
        jpeg = decode_base64(body.frame_base64, max_image_bytes)
        service.add_frame(FrameRequest(challenge_id, body.token, jpeg, body.timestamp))
        return FrameReply()

    return router


def user_of(scope: Scope) -> str:
    """The subject of the Cognito identity that an API Gateway has checked, or NOBODY_NAMED.

    Mangum hands on the gateway's event, which holds the claims of a REST API's authorizer or of an HTTP API's. What a
    client writes into its headers is no identity: the gateway in front has to check it.
    """
    authorizer = _member(_member(scope.get("aws.event"), "requestContext"), "authorizer")
    claims = _member(authorizer, "claims") or _member(_member(authorizer, "jwt"), "claims")
    subject = _member(claims, "sub")
    return subject if isinstance(subject, str) and subject else NOBODY_NAMED


def _member(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, dict) else None


def _reply(started: Started) -> FrameworkStartReply:
    challenge = started.challenge
    params: NoseGeometry | PoseGeometry
    match challenge:
        case NoseChallenge():
            params = NoseGeometry.model_validate(NoseGeometry.describe(shown_to_web_clients(challenge)))
        case PoseChallenge():
            params = PoseGeometry.of(challenge)
        case _:
            raise InternalError("neither a nose nor a pose challenge")
    name = next(name for name, kind in TYPES.items() if kind == challenge.kind)
    return FrameworkStartReply(id=challenge.id, token=started.token, type=name, params=params)
