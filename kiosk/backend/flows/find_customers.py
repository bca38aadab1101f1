"""Staff looks for a customer: by the reference, or among those who were enrolled at a terminal lately."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.step_runner import check_reference
from kiosk.errors import CustomerNotFound, RequestInvalid

LATELY_S: Final = 2 * 3600.0
"""Whoever has lost the number comes back on the same visit; who does not is found by name at the counter."""
MOST: Final = 10
LOOKED_UP: Final = "look up"


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """An enrolled customer; seconds since the epoch."""

    customer: str = field(repr=False)
    enrolled_at_s: float


def find_customers(context: FlowContext, staff_id: str, customer: str, device: str) -> tuple[FoundCustomer, ...]:
    """Find, audited before anything is told; raises RequestInvalid and ServiceErrors."""
    if customer:
        check_reference(customer)
        context.audit.record(staff_id, LOOKED_UP, customer)
        return _enrolled(context, customer)
    if not device:
        raise RequestInvalid("customer")
    context.audit.record(staff_id, LOOKED_UP, device)
    since_s = context.challenges.clock() - LATELY_S
    attempts = context.attempts.list_enrolled_at(device, since_s, MOST)
    return tuple(found for attempt in attempts for found in _enrolled(context, attempt.customer))


def _enrolled(context: FlowContext, customer: str) -> tuple[FoundCustomer, ...]:
    with suppress(CustomerNotFound):
        return (FoundCustomer(customer, context.enrolments.load_customer(customer).enrolled_at_s),)
    return ()
