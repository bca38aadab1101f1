"""What a camera's device and the rhythm of its pictures must not be; every number is a setting."""

from dataclasses import dataclass

from kiosk.domain.bounds import require_between


@dataclass(frozen=True, slots=True)
class CameraEvidencePolicy:
    """What counts as a camera, of what enrolled terminals say of theirs.

    A real camera's pictures come by USB through an event loop, some tenths of a millisecond early or late at least;
    its rate falls in the dark, pictures are left out and, by some firmware, sent twice. None of that may fail anybody,
    so that only what no sensor can do is refused by itself, and what a sensor seldom does only together.
    """

    check_device: bool = True
    """Refuse virtual cameras by their names, drivers and paths."""
    check_stream: bool = True
    """Refuse pictures that no sensor delivers."""
    demand: bool = True
    """Refuse an enrolled terminal that does not say what its camera is and measures."""
    min_frames: int = 20
    """With fewer nothing is said of their rhythm."""
    min_interval_deviation_ms: float = 0.02
    """No timer and no bus is as even: below, the times were made up."""
    suspect_interval_deviation_ms: float = 0.1
    max_returned: int = 2
    """Pictures that come again after others: a sensor's noise never does, a loop's pictures do."""
    suspect_repeated_share: float = 0.6
    """Firmware that doubles the rate in the dark repeats a half."""
    suspect_silent_share: float = 0.95
    """Compression and strong noise reduction hold single pairs still, not nearly all of them."""

    def __post_init__(self) -> None:
        """Raises ValueError for what nothing could be held against."""
        require_between(self, 2, 10_000, "min_frames")
        require_between(self, 0, 1000, "min_interval_deviation_ms", "suspect_interval_deviation_ms")
        require_between(self, 0, 10_000, "max_returned")
        require_between(self, 0, 1, "suspect_repeated_share", "suspect_silent_share")
