"""What compares faces, as an evaluation sees it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kiosk.backend.ports import SizedFace
from kiosk.domain.faces.quality import FaceQualityPolicy, quality_failures
from kiosk.errors import AnalysisFailed, ImageError, NoFaceFound


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What came of looking at one picture."""

    code: str = ""
    """Why there is nothing to compare, by the codes of `kiosk.errors`; empty when there is."""
    faces: int = 0
    refused_by: tuple[str, ...] = ()
    """Measures of quality for which the product would ask for another picture."""
    descriptor: tuple[float, ...] = ()
    """A biometric template; empty where a service keeps it to itself."""

    def to_json(self) -> bytes:
        """As the cache keeps it."""
        return json.dumps([self.code, self.faces, self.refused_by, self.descriptor]).encode()

    @classmethod
    def from_json(cls, data: bytes) -> "Enrolment":
        """Read what `to_json` wrote; raises ValueError."""
        code, faces, refused_by, descriptor = json.loads(data)
        return cls(str(code), int(faces), tuple(refused_by), tuple(float(value) for value in descriptor))


class Matcher(Protocol):
    """Looks at pictures, and says how alike two of them are; any thread."""

    @property
    def model_id(self) -> str:
        """Names the model, and the service if it is one."""
        ...

    @property
    def threads(self) -> int:
        """How many pictures it looks at at a time."""
        ...

    def enrol(self, image: bytes) -> Enrolment:
        """Look at a picture; raises what is no fault of the picture."""
        ...


class PairMatcher(Matcher, Protocol):
    """A service that compares pictures, and keeps to itself what by."""

    def compare(self, source: bytes, target: bytes) -> float | None:
        """Similarity 0-100 of the largest faces; None when it gives none."""
        ...


def look_at(
    image: bytes,
    faces: Callable[[bytes], tuple[SizedFace, ...]],
    describe: Callable[[SizedFace], tuple[float, ...]],
    policy: FaceQualityPolicy,
    is_own_fault: Callable[[AnalysisFailed], bool],
) -> Enrolment:
    """Find the largest face, judge it as the product's gate does, and describe it."""
    try:
        found = faces(image)
        if not found:
            return Enrolment(NoFaceFound.code)
        largest = found[0]
        failures = quality_failures(
            largest.face, largest.picture_width_px, largest.picture_height_px, policy, largest.native
        )
        refused_by = tuple(dict.fromkeys(str(failure.measure) for failure in failures))
        return Enrolment("", len(found), refused_by, describe(largest))
    except ImageError as error:
        return Enrolment(error.code)
    except AnalysisFailed as error:
        if not is_own_fault(error):
            raise
        return Enrolment(error.code)
