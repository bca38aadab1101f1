"""What the operating system says of a camera, and what its pictures measure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """A camera as the system describes it; empty where it does not say."""

    name: str = ""
    platform: str = ""
    path: str = ""
    driver: str = ""
    bus: str = ""
    """`usb`, `pci`, `platform` or `virtual`."""
    vendor_id: str = ""
    product_id: str = ""
    serial: str = ""
    """Of a device on USB; stays on this machine."""
    formats: tuple[str, ...] = ()
    requested_fps: float = 0.0


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """What some seconds of pictures measure; see `kiosk.domain.liveness.camera_facts` for what each means."""

    frames: int
    interval_median_ms: float = 0.0
    interval_deviation_ms: float = 0.0
    repeated: int = 0
    returned: int = 0
    noise_pairs: int = 0
    silent_pairs: int = 0
    noise_level: float = 0.0


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """Both, as far as they are known; None where nothing was asked or measured."""

    device: DeviceFacts | None = None
    stream: StreamFacts | None = None
