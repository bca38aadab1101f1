"""What somebody asks `kiosk calibrate` for."""

from dataclasses import dataclass
from pathlib import Path

LOCAL_PAIRS, ENDPOINT_PAIRS = 1_000_000, 20_000
"""Of each kind at most, unless told otherwise: a service wants to be paid for every one."""
DEFAULT_REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class CalibrationRequest:
    """The command's options, checked by it."""

    faces: Path
    """A folder with a folder a person, or a list of pairs."""
    output: Path
    labels: Path | None = None
    pictures: Path | None = None
    """Where the names of a list begin; None is where the list lies."""
    columns: tuple[str, ...] = ()
    thresholds: tuple[float, ...] = ()
    endpoint: str = ""
    region: str = ""
    """Without an endpoint, AWS itself; without either, the models of this machine."""
    is_gated: bool = False
    """Whether pictures that the product's gate of quality refuses count as failures to enrol."""
    most_pairs: int | None = None
    resamples: int = 1000
    seed: int = 1
    threads: int = 4
    patience_s: float = 300.0
    keep_cache: bool = False

    @property
    def is_remote(self) -> bool:
        """Whether a service compares the faces."""
        return bool(self.endpoint or self.region)

    @property
    def kept(self) -> str:
        """What the cache holds, in the words of whoever has to protect it."""
        return "similarities of faces" if self.is_remote else "biometric templates"

    @property
    def pairs_of_each_kind(self) -> int:
        """How many at most."""
        return self.most_pairs or (ENDPOINT_PAIRS if self.is_remote else LOCAL_PAIRS)
