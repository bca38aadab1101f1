"""What must hold before a flow begins with its challenge."""

from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.flows.step_runner import check_reference
from kiosk.domain.identity.flow import Flow
from kiosk.errors import RequestInvalid


def check_plan(plan: AttemptPlan) -> None:
    """Raises RequestInvalid for a flow that lacks its customer.

    Whether there is such a customer is not looked up: a start tells nobody who is enrolled, by no word and by no time.
    """
    check_reference(plan.customer)
    if plan.flow is Flow.AUTHENTICATE and not plan.customer:
        raise RequestInvalid("customer")
