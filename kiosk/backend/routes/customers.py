"""What a member of staff may do with everything that is held on one customer: delete it, or hand it out."""

import base64
from collections.abc import Mapping

from fastapi import APIRouter

from kiosk.backend.identity_parts import IdentityParts
from kiosk.backend.privacy.person import erase_person, export_person
from kiosk.backend.routes.bodies import Body
from kiosk.backend.staff import StaffProof

Json = Mapping[str, object]


class CustomerBody(Body):
    """Body of both requests: whom it concerns, and who asks for it and why."""

    customer: str
    staff_id: str
    pin: str
    reason: str = ""


def customer_routes(identity: IdentityParts) -> APIRouter:
    """The two routes; every call is proved by a PIN and leaves an entry in the audit trail."""
    router = APIRouter(prefix="/customers")

    @router.delete("")
    def erase(body: CustomerBody) -> Json:
        identity.staff.check(StaffProof(body.staff_id, body.pin))
        return {"deleted": dict(erase_person(identity.privacy, body.customer, body.staff_id, body.reason))}

    @router.post("/export")
    def export(body: CustomerBody) -> Json:
        identity.staff.check(StaffProof(body.staff_id, body.pin))
        zipped = export_person(identity.privacy, body.customer, body.staff_id, body.reason)
        return {"zipBase64": base64.b64encode(zipped).decode()}

    return router
