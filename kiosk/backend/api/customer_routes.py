"""What a member of staff may do with what is held on one customer: delete it, hand it out, or end a lock."""

import base64

from fastapi import APIRouter

from kiosk.backend.api.documented_refusals import CHECKING_STAFF
from kiosk.backend.api.facade import IdentityServices
from kiosk.backend.api.origin import AskedFrom
from kiosk.backend.attempts.ports import Subject, SubjectKind
from kiosk.backend.attempts.unlock import unlock
from kiosk.backend.flows.find_customers import find_customers
from kiosk.backend.privacy.erase_export import erase_person, export_person
from kiosk.contract.customers import (
    FIND_PATH,
    CustomerBody,
    ErasedReply,
    ExportReply,
    FindBody,
    FoundPart,
    FoundReply,
    UnlockBody,
    UnlockedReply,
)
from kiosk.domain.identity.staff import StaffProof, StaffTask
from kiosk.errors import RequestInvalid


def customer_routes(identity: IdentityServices) -> APIRouter:
    """The routes; every call is proved by a PIN and leaves an entry in the audit trail."""
    router = APIRouter(prefix="/customers", responses=CHECKING_STAFF)

    @router.delete("")
    def erase(body: CustomerBody, origin: AskedFrom) -> ErasedReply:
        identity.staff.check(StaffProof(body.staff_id, body.pin, origin=origin), StaffTask.CUSTOMER_DATA)
        deleted = erase_person(identity.privacy, body.customer, body.staff_id, body.reason)
        return ErasedReply(deleted=dict(deleted))

    @router.post("/export")
    def export(body: CustomerBody, origin: AskedFrom) -> ExportReply:
        identity.staff.check(StaffProof(body.staff_id, body.pin, origin=origin), StaffTask.CUSTOMER_DATA)
        zipped = export_person(identity.privacy, body.customer, body.staff_id, body.reason)
        return ExportReply(zip_base64=base64.b64encode(zipped).decode())

    @router.post("/unlock")
    def end_lock(body: UnlockBody, origin: AskedFrom) -> UnlockedReply:
        identity.staff.check(StaffProof(body.staff_id, body.pin, origin=origin), StaffTask.UNLOCK)
        privacy = identity.privacy
        found = unlock(privacy.lockouts, privacy.audit, _subject(body), (body.staff_id, body.reason))
        return UnlockedReply(unlocked=found)

    @router.post(FIND_PATH.removeprefix(router.prefix))
    def find(body: FindBody, origin: AskedFrom) -> FoundReply:
        identity.staff.check(StaffProof(body.staff_id, body.pin, body.device_id, origin), StaffTask.LOOK_UP)
        found = find_customers(identity, body.staff_id, body.customer, body.device_id)
        return FoundReply(found=[FoundPart(customer=each.customer, enrolled_at=each.enrolled_at_s) for each in found])

    return router


def _subject(body: UnlockBody) -> Subject:
    if bool(body.customer) == bool(body.device_id):
        raise RequestInvalid("customer")
    kind = SubjectKind.CUSTOMER if body.customer else SubjectKind.DEVICE
    return Subject(kind, body.customer or body.device_id)
