"""Which camera may film customers: the one that staff admitted, wherever it is plugged in beside others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from kiosk.terminal.camera.device.facts import DeviceFacts

Policy = Literal["first", "staff", "any"]
"""Who admits a camera: the first one that is ever used stays the one, staff alone, or nobody has to."""
MAX_IDENTITY_CHARS: Final = 512


@dataclass(frozen=True, slots=True)
class CameraAdmission:
    """What is admitted, and where to write it down."""

    policy: Policy = "any"
    find: Callable[[], str] = lambda: ""
    """Identity of the admitted camera; empty for none yet. Any thread."""
    keep: Callable[[str, str], None] = field(default=lambda identity, name: None)
    """Admit the camera with this identity and name."""

    def admits(self, identity: str) -> bool:
        """Whether this camera may film customers now."""
        if self.policy == "any":
            return True
        admitted = self.find()
        return identity == admitted if admitted else self.policy == "first"

    def note_first(self, identity: str, name: str) -> None:
        """Admit the first camera that ever filmed, where the policy says so."""
        if self.policy == "first" and identity and not self.find():
            self.keep(identity, name)

    def choose(self, identities: Sequence[str]) -> int | None:
        """Position of the admitted camera among these; None where none is pinned or it is not connected."""
        admitted = "" if self.policy == "any" else self.find()
        return identities.index(admitted) if admitted and admitted in identities else None


ANY_CAMERA: Final = CameraAdmission()


def identity_of(facts: DeviceFacts) -> str:
    """What stays the same of a device over restarts; empty where the system says nothing that does.

    On Linux the number of a device is that of its being plugged in, so that vendor, product and serial number count;
    on Windows and macOS the system's own id has these and the socket.
    """
    if facts.platform in ("win32", "darwin"):
        return facts.path[:MAX_IDENTITY_CHARS]
    parts = (facts.bus, facts.vendor_id, facts.product_id, facts.serial, facts.driver, facts.name)
    return ":".join(part.replace(":", " ") for part in parts)[:MAX_IDENTITY_CHARS] if facts.name else ""
