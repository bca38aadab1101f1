"""What staff may make of an attempt as it stands: what a panel offers is what the rules of the flow would accept."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from kiosk.domain.identity import flow_state
from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.flow_state import Progress, Step
from kiosk.domain.identity.staff import TASKS, StaffRole, StaffTask
from kiosk.errors import KioskError


class StaffAction(StrEnum):
    """A button of the panel; stable codes that cross the wire."""

    REVIEW = "review"
    OVERRIDE = "override"
    ENROL = "enrol"
    READ_DOCUMENT = "read_document"
    """Only where staff identifies the customer; other documents are the customer's to show."""
    WITHOUT_FACE = "without_face"


EVERY_BACKEND_KNOWS: Final = (StaffAction.REVIEW, StaffAction.OVERRIDE, StaffAction.ENROL)
"""What is offered where a backend does not say what it would accept."""
_TASK_OF: Final = {
    StaffAction.REVIEW: StaffTask.REVIEW,
    StaffAction.OVERRIDE: StaffTask.OVERRIDE,
    StaffAction.ENROL: StaffTask.BEGIN,
    StaffAction.READ_DOCUMENT: StaffTask.WITHOUT_FACE,
    StaffAction.WITHOUT_FACE: StaffTask.WITHOUT_FACE,
}


def list_actions(progress: Progress, role: StaffRole, now_s: float) -> tuple[StaffAction, ...]:
    """List what would not be refused now to a member of staff with this role, the least first."""
    rules: dict[StaffAction, Callable[[], object]] = {
        StaffAction.REVIEW: lambda: flow_state.send_to_review(progress, now_s),
        StaffAction.OVERRIDE: lambda: flow_state.override(progress, now_s),
        StaffAction.ENROL: lambda: flow_state.claim(progress, Step.ENROL, "", now_s),
        StaffAction.READ_DOCUMENT: lambda: flow_state.claim(progress, Step.DOCUMENT, "", now_s),
        StaffAction.WITHOUT_FACE: lambda: flow_state.identify(progress, now_s),
    }
    return tuple(
        action
        for action, rule in rules.items()
        if _TASK_OF[action] in TASKS[role] and _is_wanted(action, progress) and _would_pass(rule)
    )


def _is_wanted(action: StaffAction, progress: Progress) -> bool:
    """Nothing is left to override or to confirm once the enrolment may go ahead."""
    if action is StaffAction.READ_DOCUMENT:
        return progress.without_face
    ready = progress.flow is Flow.ONBOARD and progress.outcome is Outcome.OPEN and progress.may_enrol
    return not (action in (StaffAction.OVERRIDE, StaffAction.WITHOUT_FACE) and ready)


def _would_pass(rule: Callable[[], object]) -> bool:
    try:
        rule()
    except KioskError:
        return False
    return True
