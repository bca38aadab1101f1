"""What is said to the backend of the camera: its own words turned into those of the rules."""

from kiosk.domain.liveness.camera_facts import CameraDevice, CameraStream
from kiosk.terminal.camera.device.facts import DeviceFacts, StreamFacts


def told_device(facts: DeviceFacts | None) -> CameraDevice | None:
    """The device as it is told; None when nothing is known."""
    if facts is None:
        return None
    return CameraDevice(
        platform=facts.platform,
        path=_line(facts.path),
        driver=_line(facts.driver),
        bus=facts.bus,
        vendor_id=facts.vendor_id,
        product_id=facts.product_id,
        formats=facts.formats,
        requested_fps=facts.requested_fps,
    )


def told_stream(facts: StreamFacts | None) -> CameraStream | None:
    """The measures as they are told; None when there are none."""
    if facts is None:
        return None
    return CameraStream(
        frames=facts.frames,
        interval_median_ms=facts.interval_median_ms,
        interval_deviation_ms=facts.interval_deviation_ms,
        repeated=facts.repeated,
        returned=facts.returned,
        noise_pairs=facts.noise_pairs,
        silent_pairs=facts.silent_pairs,
        noise_level=facts.noise_level,
    )


def _line(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())[:512]
