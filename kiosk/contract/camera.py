"""What a terminal tells of its camera, beside what it is called."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints

from kiosk.contract.message import MAX_WHOLE, Body
from kiosk.domain.liveness.camera_facts import MAX_MEASURE, CameraDevice, CameraStream
from kiosk.errors import RequestInvalid

MAX_FORMATS = 128
Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=512)]
Digits = Annotated[str, StringConstraints(pattern="^([0-9a-f]{4})?$")]
Format = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,5}x[0-9]{1,5}@[0-9]{1,4}$")]
Measure = Annotated[float, Field(strict=False, ge=0, le=MAX_MEASURE, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=MAX_WHOLE)]


class CameraDeviceBody(Body):
    """The camera as the operating system describes it; empty where it does not say."""

    platform: Line = ""
    path: Line = ""
    driver: Line = ""
    bus: Line = ""
    vendor_id: Digits = ""
    product_id: Digits = ""
    formats: Annotated[list[Format], Field(max_length=MAX_FORMATS)] = Field(default_factory=list)
    requested_fps: Measure = 0.0

    @classmethod
    def tell(cls, device: CameraDevice) -> Self:
        """The device as it is sent; raises RequestInvalid for what no message takes."""
        return cls.of(
            platform=device.platform,
            path=device.path,
            driver=device.driver,
            bus=device.bus,
            vendor_id=device.vendor_id,
            product_id=device.product_id,
            formats=list(device.formats[:MAX_FORMATS]),
            requested_fps=device.requested_fps,
        )

    def to_device(self) -> CameraDevice:
        """The device as rules see it."""
        return CameraDevice(
            platform=self.platform,
            path=self.path,
            driver=self.driver,
            bus=self.bus,
            vendor_id=self.vendor_id,
            product_id=self.product_id,
            formats=tuple(self.formats),
            requested_fps=self.requested_fps,
        )


class CameraStreamBody(Body):
    """What some seconds of the camera's pictures measure."""

    frames: Count
    interval_median_ms: Measure = 0.0
    interval_deviation_ms: Measure = 0.0
    repeated: Count = 0
    returned: Count = 0
    noise_pairs: Count = 0
    silent_pairs: Count = 0
    noise_level: Measure = 0.0

    @classmethod
    def tell(cls, stream: CameraStream) -> Self:
        """The measures as they are sent."""
        return cls.of(
            frames=stream.frames,
            interval_median_ms=stream.interval_median_ms,
            interval_deviation_ms=stream.interval_deviation_ms,
            repeated=stream.repeated,
            returned=stream.returned,
            noise_pairs=stream.noise_pairs,
            silent_pairs=stream.silent_pairs,
            noise_level=stream.noise_level,
        )

    def to_stream(self) -> CameraStream:
        """The measures as rules see them; raises RequestInvalid for counts that cannot be."""
        try:
            return CameraStream(
                frames=self.frames,
                interval_median_ms=self.interval_median_ms,
                interval_deviation_ms=self.interval_deviation_ms,
                repeated=self.repeated,
                returned=self.returned,
                noise_pairs=self.noise_pairs,
                silent_pairs=self.silent_pairs,
                noise_level=self.noise_level,
            )
        except ValueError:
            raise RequestInvalid("camera") from None
