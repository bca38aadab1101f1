"""The face engine of simulated sessions: the product's own, which tells what it saw and describes no face in vain."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.backend.ports import Descriptor, DescriptorEngine
from kiosk.domain.faces.face_detail import FaceDetail

NOT_COMPARED = 100.0
"""The similarity of faces that nobody compares, because the session is refused whatever it was."""


@dataclass
class DeferredEngine:
    """Implements `DescriptorEngine`: a face is described when it is compared, for the network costs most of a session.

    The backend keeps numbers of faces in place of their descriptors; what is compared is what the engine describes.
    """

    engine: DescriptorEngine
    matters: Callable[[], bool] = lambda: True
    """Asked once a verdict, when the first two faces are to be compared: whether it makes a difference."""
    compares: bool | None = None
    """What the answer was; where it was no, similarities are `NOT_COMPARED`."""
    _faces: dict[bytes, tuple[FaceDetail, ...]] = field(default_factory=dict)
    _offered: list[tuple[bytes, FaceDetail]] = field(default_factory=list)
    _described: dict[int, Descriptor] = field(default_factory=dict)

    @property
    def model_id(self) -> str:
        """As the engine."""
        return self.engine.model_id

    def next_session(self) -> None:
        """Forget everybody."""
        self.compares, self.matters = None, lambda: True
        self._faces, self._offered, self._described = {}, [], {}

    def faces_of(self, jpeg: bytes) -> tuple[FaceDetail, ...]:
        """Who was seen in a picture of this session that was looked at."""
        return self._faces.get(jpeg, ())

    def detect(self, jpeg: bytes) -> tuple[FaceDetail, ...]:
        """As the engine; raises ImageErrors and AnalysisFailed."""
        self._faces[jpeg] = faces = self.engine.detect(jpeg)
        return faces

    def describe(self, jpeg: bytes, face: FaceDetail) -> Descriptor:
        """A number to describe it by later."""
        self._offered.append((jpeg, face))
        return Descriptor(self.model_id, (float(len(self._offered) - 1),))

    def similarity(self, a: Descriptor, b: Descriptor) -> float:
        """Describe both, once, and compare; raises ImageErrors and AnalysisFailed."""
        if self.compares is None:
            self.compares = self.matters()
        if not self.compares:
            return NOT_COMPARED
        return self.engine.similarity(self._describe(a), self._describe(b))

    def _describe(self, offered: Descriptor) -> Descriptor:
        number = int(offered.values[0])
        if number not in self._described:
            self._described[number] = self.engine.describe(*self._offered[number])
        return self._described[number]
