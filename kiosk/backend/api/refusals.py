"""How a refusal is put in each dialect, by the rows of `kiosk.contract.error_table`."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from kiosk.contract.dialects import Contract, contract_of
from kiosk.contract.error_table import FRAMEWORK_NAMES, ROWS, ErrorReply, FrameworkErrorReply, kyc_of, row_of
from kiosk.contract.kyc import ErrorAnswer, iso_time
from kiosk.contract.message import Reply
from kiosk.errors import (
    FaceMatchFailed,
    InternalError,
    KioskError,
    LivenessTooLow,
    RequestInvalid,
    SimilarityTooLow,
    TokenInvalid,
)

NO_SIZE, NOT_OFFERED, NO_SUCH_TYPE = "no image size", "challenge type", "neither challenge type"
_FRAMEWORK_FIELDS: Mapping[str, str] = {
    NO_SIZE: "Missing imageWidth and imageHeight",
    "imageWidth": "Invalid imageWidth",
    "imageHeight": "Invalid imageHeight",
    "image size": "Invalid imageWidth or imageHeight",
    "timestamp": "Invalid timestamp",
    "frameBase64": "Invalid Image",
    "challengeType": "Invalid challengeType",
    NOT_OFFERED: "No challengeType but NOSE is offered",
    NO_SUCH_TYPE: "No challengeType but NOSE and POSE is offered",
}
"""Its sentences by the detail of RequestInvalid."""
KYC_FIELDS = frozenset({"auditImagesLimit", "files", "liveness_session_id", "settings", "sourceImage", "targetImage"})
_SAY_IT_THEMSELVES = frozenset({LivenessTooLow.code, FaceMatchFailed.code, SimilarityTooLow.code})
"""Their details are sentences for the KYC API's caller."""

Faults = Sequence[Mapping[str, object]]
"""What pydantic found wrong with a request."""


def refusal(path: str, code: str, detail: str = "") -> tuple[int, Reply]:
    """Status and body of an error with this code, in the dialect of this address.

    `detail` is that of the error; nothing of it is shown but that it says which field is wrong, or what the KYC API has
    a sentence for.
    """
    return refusal_in(contract_of(path), code, detail)


def refusal_in(contract: Contract, code: str, detail: str = "") -> tuple[int, Reply]:
    """The same in a dialect that is known."""
    if contract is Contract.FRAMEWORK:
        return _framework(code, detail)
    if contract is Contract.KYC:
        return _kyc(code, detail)
    known = code if code in ROWS else InternalError.code
    return ROWS[known].status, ErrorReply(code=known, message=ROWS[known].message)


def refused_request(path: str, faults: Faults) -> KioskError:
    """The error of a request with these faults, with the detail that the dialect of this address has words for."""
    contract = contract_of(path)
    if contract is Contract.FRAMEWORK:
        return _refused_framework_body(path, faults)
    return RequestInvalid(_refused_kyc_field(faults) if contract is Contract.KYC else "")


def _framework(code: str, detail: str) -> tuple[int, FrameworkErrorReply]:
    row = row_of(code)
    name = FRAMEWORK_NAMES.get(row.framework_status)
    if name is None:
        failed = FrameworkErrorReply(code="InternalServerError", message="An internal server error occurred.")
        return row.framework_status, failed
    ours = row.framework_message
    text = _FRAMEWORK_FIELDS.get(detail, ours) if code == RequestInvalid.code else ours
    return row.framework_status, FrameworkErrorReply(code=name, message=f"{name}: {text}")


def _kyc(code: str, detail: str) -> tuple[int, ErrorAnswer]:
    answer = kyc_of(code)
    message = detail if detail and code in _SAY_IT_THEMSELVES else answer.message
    if code == RequestInvalid.code and detail in KYC_FIELDS:
        message = f"{message}: {detail}"
    now = iso_time(datetime.now(UTC).timestamp())
    return answer.status, ErrorAnswer(error_code=answer.number, message=message, status=answer.status, timestamp=now)


def _refused_framework_body(path: str, faults: Faults) -> KioskError:
    """The token always comes first."""
    places = [fault.get("loc") for fault in faults]
    names = [str(place[1]) if isinstance(place, tuple) and len(place) > 1 else "" for place in places]
    begins = path == "/challenge"
    if not begins and ("token" in names or not _are_fields(names)):
        return TokenInvalid()
    if begins and (not _are_fields(names) or any(fault.get("type") == "missing" for fault in faults)):
        return RequestInvalid(NO_SIZE)
    return RequestInvalid(names[0] if names else "")


def _are_fields(names: Sequence[str]) -> bool:
    """Whether all faults are those of fields, and not of a body that is no object at all."""
    return all(name in _FRAMEWORK_FIELDS or name == "token" for name in names)


def _refused_kyc_field(faults: Faults) -> str:
    """The name of the first field with a fault, if it is one of ours."""
    places = [fault.get("loc") for fault in faults]
    names = (str(part) for place in places if isinstance(place, tuple) for part in reversed(place))
    return next((name for name in names if name in KYC_FIELDS), "")
