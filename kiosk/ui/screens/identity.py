"""The screens of onboarding, authentication and staff, by the states that they show."""

from kiosk.session.identity_states import (
    CapturingDocument,
    CheckingPage,
    Decided,
    DocumentRefused,
    EnteringCustomer,
    EnteringStaff,
    StaffPanel,
    Waiting,
)
from kiosk.session.states import State
from kiosk.ui.screens.check_page import CheckPageScreen
from kiosk.ui.screens.document import DocumentScreen
from kiosk.ui.screens.entry import CustomerScreen, StaffScreen
from kiosk.ui.screens.outcome import DocumentRefusedScreen, OutcomeScreen, WaitingScreen
from kiosk.ui.screens.screen import Screen
from kiosk.ui.screens.staff_panel import StaffPanelScreen


def identity_screens() -> dict[type[State], Screen]:
    """One screen for each state."""
    return {
        EnteringStaff: StaffScreen(),
        EnteringCustomer: CustomerScreen(),
        CapturingDocument: DocumentScreen(),
        CheckingPage: CheckPageScreen(),
        Waiting: WaitingScreen(),
        DocumentRefused: DocumentRefusedScreen(),
        Decided: OutcomeScreen(),
        StaffPanel: StaffPanelScreen(),
    }
