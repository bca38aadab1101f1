"""A face engine that is told what it sees."""

from collections.abc import Callable

from kiosk.backend.ports import Descriptor
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.errors import AnalysisFailed
from tests.factories.jpeg_files import digest


class FakeFaceEngine:
    """Implements `FaceEngine`; sees what it was shown, and nobody otherwise."""

    model_id = "fake"

    def __init__(self) -> None:
        self._seen: dict[str, tuple[tuple[FaceDetail, ...], float]] = {}
        self.before_describe: Callable[[], object] = lambda: None
        self.before_detect: Callable[[], object] = lambda: None
        self.described: list[str] = []

    def show(self, image: bytes, *faces: FaceDetail, person: str = "alice") -> bytes:
        self._seen[digest(image)] = faces, float(sum(person.encode()))
        return image

    def detect(self, jpeg: bytes) -> tuple[FaceDetail, ...]:
        self.before_detect()
        return self._seen.get(digest(jpeg), ((), 0.0))[0]

    def describe(self, jpeg: bytes, face: FaceDetail) -> Descriptor:
        self.before_describe()
        self.described.append(digest(jpeg))
        return Descriptor(self.model_id, (self._seen[digest(jpeg)][1],))

    def similarity(self, a: Descriptor, b: Descriptor) -> float:
        if a.model_id != b.model_id:
            raise AnalysisFailed("models")
        return 99.0 if a.values == b.values else 7.0
