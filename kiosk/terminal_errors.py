"""Errors about terminals, their keys, cameras and services: a branch of the tree in `kiosk.errors`."""

from kiosk.errors import AccessError, BackendRefused, CameraError, SetupError


class TerminalError(AccessError):
    """The terminal is not one that the backend serves."""

    code = "TERMINAL_UNKNOWN"


class TerminalUnsigned(TerminalError):
    """The request is not signed, and only enrolled terminals are served."""


class TerminalUnknown(TerminalError):
    """No terminal is enrolled with the key that signed the request."""


class TerminalRevoked(TerminalError):
    """The terminal's key was revoked."""


class TerminalDoubled(TerminalError):
    """The terminal's key is on two devices, or in two programs, at once."""


class TerminalMismatch(TerminalError):
    """The challenge was started by another terminal."""


class TerminalClockWrong(TerminalError):
    """The request was signed too long ago, in the future, or before one that came earlier."""


class TerminalSignatureInvalid(TerminalError):
    """The signature is malformed, does not fit the request, or covers another body."""


class TerminalSignatureReplayed(TerminalError):
    """The very same signed request has come before."""


class TerminalKeyUnusable(SetupError):
    """The terminal's own key is missing, damaged, or cannot be kept."""


class TerminalExists(SetupError):
    """A terminal is enrolled with this key already, or was and is revoked."""


class CameraNotAdmitted(CameraError):
    """Another camera is connected than the one that staff admitted."""


class TerminalInMaintenance(SetupError):
    """Staff took the terminal out of service."""


class KycRefused(BackendRefused):
    """A KYC service said no: `number` is its error code, 1009 for one, and `message` is meant for people."""

    code = "BACKEND_UNREACHABLE"

    def __init__(self, number: int, status: int, message: str) -> None:
        super().__init__(f"KYC_{number}", status)
        self.number = number
        self.message = message
