"""What a terminal says of its camera: which device it is, and what its pictures measure; nobody's word but its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CameraDevice:
    """A camera as the operating system describes it; empty where it does not say."""

    platform: str = ""
    """`linux`, `win32` or `darwin`."""
    path: str = ""
    """Node, symbolic link or id by which the system names the device."""
    driver: str = ""
    bus: str = ""
    """`usb`, `pci`, `platform` or `virtual`."""
    vendor_id: str = ""
    """Of the USB device, four hexadecimal digits, as the product's."""
    product_id: str = ""
    formats: tuple[str, ...] = ()
    """Such as `1280x720@30`."""
    requested_fps: float = 0.0
    """0 when none was asked for."""


@dataclass(frozen=True, slots=True)
class CameraStream:
    """What some seconds of a camera's pictures measure, before they are cropped or compressed."""

    frames: int
    interval_median_ms: float = 0.0
    """Between the arrivals of two pictures."""
    interval_deviation_ms: float = 0.0
    """Standard deviation of all intervals."""
    repeated: int = 0
    """Pictures that are, sample by sample, the one before."""
    returned: int = 0
    """Pictures that are, sample by sample, an earlier one that others came after."""
    noise_pairs: int = 0
    """Pairs of consecutive pictures of which some places stood still and were neither black nor white."""
    silent_pairs: int = 0
    """Those of them in which the stillest places did not change by a single level."""
    noise_level: float = 0.0
    """Mean change of the stillest places, in levels of 255; the median of all pairs."""

    def __post_init__(self) -> None:
        """Raises ValueError for counts that cannot be, and for numbers that are none."""
        counts = (self.repeated, self.returned, self.noise_pairs)
        if not (0 <= self.silent_pairs <= self.noise_pairs and all(0 <= count <= self.frames for count in counts)):
            raise ValueError("counts of a stream")
        for value in (self.interval_median_ms, self.interval_deviation_ms, self.noise_level):
            # NaN fails this comparison as well.
            if not 0 <= value <= MAX_MEASURE:
                raise ValueError("measures of a stream")


MAX_MEASURE = 1e6
