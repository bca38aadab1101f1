"""A comparison of faces that is told who is on a picture."""

from collections.abc import Callable

from kiosk.backend.ports import Comparison, SizedFace
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.errors import NoFaceFound
from tests.factories.faces import head
from tests.factories.jpeg_files import digest

ALIKE = 96.4567


class FakeFaceComparer:
    """Implements `FaceComparer`; sees what it was shown, and nobody otherwise. Two persons are alike as it was told."""

    model_id = "fake"

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str, tuple[FaceDetail, ...]]] = {}
        self.before: Callable[[], object] = lambda: None
        self.unlike = 12.5

    def show(self, image: bytes, person: str = "alice", *faces: FaceDetail) -> bytes:
        self._seen[digest(image)] = person, faces or (head(),)
        return image

    def faces(self, image: bytes, limit: int = 20) -> tuple[SizedFace, ...]:
        self.before()
        _, faces = self._seen.get(digest(image), ("", ()))
        return tuple(SizedFace(face, 640, 480) for face in faces[:limit])

    def compare(self, source: bytes, target: bytes) -> Comparison:
        people = [self._seen.get(digest(image), ("", ()))[0] for image in (source, target)]
        if not all(people):
            raise NoFaceFound
        return Comparison(ALIKE if people[0] == people[1] else self.unlike, self.model_id)
