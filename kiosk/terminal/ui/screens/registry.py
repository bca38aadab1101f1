"""The screens of onboarding, authentication and staff, by the states that they show."""

from kiosk.terminal.session.states import (
    CapturingDocument,
    CheckingPage,
    Decided,
    DocumentRefused,
    EnteringCustomer,
    EnteringStaff,
    StaffPanel,
    State,
    TerminalPanel,
    Waiting,
)
from kiosk.terminal.ui.screens.check_page import CheckPageScreen
from kiosk.terminal.ui.screens.document import DocumentScreen
from kiosk.terminal.ui.screens.entry import CustomerScreen, StaffScreen
from kiosk.terminal.ui.screens.outcome import DocumentRefusedScreen, OutcomeScreen, WaitingScreen
from kiosk.terminal.ui.screens.screen import Screen
from kiosk.terminal.ui.screens.staff_panel import StaffPanelScreen
from kiosk.terminal.ui.screens.terminal_panel import TerminalPanelScreen


def make_step_screens() -> dict[type[State], Screen]:
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
        TerminalPanel: TerminalPanelScreen(),
    }
