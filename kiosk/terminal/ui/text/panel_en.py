"""What staff reads in English of what was done to the terminal, and of its camera."""

from kiosk.terminal.session.terminal_report import CameraFinding, PanelNote

PANEL_NOTES = {
    PanelNote.UNLOCKED: "The terminal is unlocked.",
    PanelNote.NOT_LOCKED: "The terminal was not locked.",
    PanelNote.CUSTOMER_UNKNOWN: "Nobody was found.",
    PanelNote.LOGS_SAVED: "The logs are saved.",
    PanelNote.LOGS_NOT_SAVED: "The logs could not be saved there.",
    PanelNote.CAMERA_ADMITTED: "Customers are filmed with this camera from now on.",
    PanelNote.TURN_SAVED: "The pictures are turned from now on.",
    PanelNote.VOLUME_SAVED: "The volume is kept.",
    PanelNote.NO_VOICE: "The volume is kept. This terminal has no voice that could be heard.",
    PanelNote.NOT_SAVED: "This could not be saved: the data folder cannot be written.",
}

CAMERA_FINDINGS = {
    CameraFinding.GOOD: "The pictures are good.",
    CameraFinding.TOO_DARK: "It is too dark: switch on a light in front of the customer.",
    CameraFinding.TOO_BRIGHT: "It is too bright: keep lamps and windows out of the picture.",
    CameraFinding.SLOW: "Too few pictures a second: use another USB socket or cable.",
    CameraFinding.SIDEWAYS: "The camera is mounted on its side or upside down.",
    CameraFinding.TURNED: "The camera is mounted on its side or upside down: its pictures are turned from now on.",
    CameraFinding.NO_FACE: "No face is seen: stand before the camera and check again.",
}
