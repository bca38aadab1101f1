"""What must hold before a flow begins with its challenge."""

from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.step_runner import check_reference
from kiosk.domain.identity.flow import Flow
from kiosk.errors import CustomerExists, CustomerNotFound, RequestInvalid


def check_plan(context: FlowContext, plan: AttemptPlan) -> None:
    """Raises RequestInvalid for a flow that lacks its customer, LockedOut before
    anything is said about the customer, CustomerNotFound and CustomerExists."""
    check_reference(plan.customer)
    if plan.flow is Flow.VERIFY:
        return
    context.attempts.check(plan.customer, plan.device)
    if plan.flow is Flow.ONBOARD:
        if plan.customer and context.enrolments.is_enrolled(plan.customer):
            raise CustomerExists
    elif not plan.customer:
        raise RequestInvalid("customer")
    elif not context.enrolments.is_enrolled(plan.customer):
        raise CustomerNotFound
