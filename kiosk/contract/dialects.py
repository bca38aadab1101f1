"""Which contract a client speaks, told by the addresses that it calls: one of the two samples', or the KYC API."""

import re
import secrets
import uuid
from enum import StrEnum


class Contract(StrEnum):
    """The samples' both begin, fill and judge the same challenges; they differ in addresses, shapes and statuses."""

    SAMPLE = "sample"
    """Of aws-samples/liveness-detection, which our own terminals speak with additions."""
    FRAMEWORK = "framework"
    """Of aws-solutions/liveness-detection-framework."""
    KYC = "kyc"
    """Of programs of other parties, below `/api`."""


_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_OF_FRAMEWORK = re.compile(rf"/challenge|/challenge/[^/]*/frame|/challenge/{_UUID}/verify")


def new_challenge_id(contract: Contract) -> str:
    """128 random bits: with hyphens for the framework's clients, as its own ids have them, else without.

    Both contracts ask for the verdict at one address, and so the id tells who asks, also when nothing else of the
    request can be believed.
    """
    bits = secrets.token_hex(16)
    return str(uuid.UUID(bits)) if contract is Contract.FRAMEWORK else bits


def contract_of(path: str) -> Contract:
    """The contract of whoever calls this address; the sample's for an address of none."""
    if path == "/api" or path.startswith("/api/"):
        return Contract.KYC
    return Contract.FRAMEWORK if _OF_FRAMEWORK.fullmatch(path) else Contract.SAMPLE
