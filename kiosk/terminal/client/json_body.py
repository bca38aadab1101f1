"""The JSON objects of answers, read strictly, and the codes of refusals."""

import re

from kiosk.contract.error_table import CODE
from kiosk.contract.message import Json
from kiosk.contract.strict_json import parse_json
from kiosk.errors import BackendResponseInvalid


def parse_body(body: bytes, content_type: str) -> Json:
    """The JSON object in the body of an answer; a name given twice is as wrong as no JSON."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise BackendResponseInvalid("the body is not declared as JSON")
    try:
        parsed = parse_json(body)
    except ValueError as error:
        raise BackendResponseInvalid("the body is not JSON") from error
    if not isinstance(parsed, dict):
        raise BackendResponseInvalid("the body is not a JSON object")
    return parsed


def refused_code(body: bytes) -> str | None:
    """The code in the body of a refusal, or None when it has none that can be trusted in logs."""
    try:
        code = parse_body(body, "application/json").get("code")
    except BackendResponseInvalid:
        return None
    return code if isinstance(code, str) and re.fullmatch(CODE, code) else None
