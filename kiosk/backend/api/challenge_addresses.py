"""Addresses by their form: which challenge one belongs to, what kind of work it is, and how logs may call it."""

import re
from enum import StrEnum
from typing import Final

from kiosk.backend.api.kyc_routes import COMPARE_PATH, IDENTIFY_PATH
from kiosk.backend.api.step_routes import DOCUMENT_PATH
from kiosk.contract.steps import WITHOUT_FACE_PATH

_OF_CHALLENGE: Final = re.compile(
    r"/challenge/([^/]+)/(frames|frame|verify|document|enrol|authenticate|abandon|evidence|decision)"
)
_TEMPLATES: Final = (
    (_OF_CHALLENGE, r"/challenge/{id}/\2"),
    (re.compile(r"/api/liveness/session/[^/]+/results"), "/api/liveness/session/{id}/results"),
    (re.compile(r"/api/liveness/verify/[^/]+"), "/api/liveness/verify/{id}"),
    (
        re.compile(
            r"/|/challenge|/challenge/(start|without-face)|/staff/check|/terminal/readiness|/customers|/customers/(export|unlock|find)|/health|/metrics"
            r"|/openapi\.json|/api/openapi\.json|/api/liveness/(session|compare-faces)"
            r"|/api/kyc/analyze/identity-with-liveness"
        ),
        r"\g<0>",
    ),
)
_FRAMES: Final = frozenset({"frames", "frame"})


class Work(StrEnum):
    """Kinds of work that must not wait for each other."""

    NONE = "none"
    """Answered at once."""
    PICTURES = "pictures"
    """Documents, and comparisons of two pictures: seconds each."""
    DECISIONS = "decisions"
    """Verdicts and the steps after them, which a customer waits for."""
    OTHER = "other"
    """Starts and frames above all."""


def challenge_id_of(path: str) -> str:
    """The id of the challenge that an address goes on with; empty for any other."""
    found = _OF_CHALLENGE.fullmatch(path)
    return found[1] if found else ""


def work_of(path: str) -> Work:
    """What kind of work a request to this address is."""
    if path in ("/health", "/metrics"):
        return Work.NONE
    if path in (COMPARE_PATH, IDENTIFY_PATH) or DOCUMENT_PATH.fullmatch(path):
        return Work.PICTURES
    found = _OF_CHALLENGE.fullmatch(path)
    decides = path in ("/staff/check", WITHOUT_FACE_PATH) or (found is not None and found[2] not in _FRAMES)
    return Work.DECISIONS if decides else Work.OTHER


def template_of(path: str) -> str:
    """The address without anything that a client may have put into it."""
    for pattern, template in _TEMPLATES:
        found = pattern.fullmatch(path)
        if found:
            return found.expand(template)
    return "an address that there is not"
