"""Reads documents with Textract's AnalyzeID, and finds their portraits with Rekognition.

AnalyzeID knows the fields of American documents. Of all others it returns the lines of text, from which zone and print
are read by the same rules as on a terminal; check digits are always verified here.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kiosk.backend.engines.rekognition.comparer import RekognitionComparer
from kiosk.backend.engines.rekognition.face_engine import COMPLAINTS
from kiosk.backend.engines.textract.fields import Document, read_analysed_document
from kiosk.backend.stores.aws.failures import translate_failures
from kiosk.domain.documents.document import DocumentReading, Portrait
from kiosk.domain.documents.document_merge import merge
from kiosk.domain.documents.document_policy import DocumentPolicy
from kiosk.domain.documents.page_facts import PageFacts
from kiosk.domain.documents.portraits import COPY_FROM, people, printed_faces
from kiosk.domain.faces.face_detail import Box
from kiosk.domain.images.document_pages import MAX_PAGES, check_pages
from kiosk.domain.images.limits import CheckedPicture
from kiosk.errors import AnalysisFailed, DocumentNotImage, ImageTooLarge, ImageTruncated, KioskError, NoFaceFound

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

DOCUMENT_COMPLAINTS: Mapping[str, type[KioskError]] = {
    "UnsupportedDocumentException": DocumentNotImage,
    "BadDocumentException": ImageTruncated,
    "DocumentTooLargeException": ImageTooLarge,
}
_UPRIGHT: Mapping[int, Callable[[float, float], tuple[float, float]]] = {
    2: lambda x, y: (1 - x, y),
    3: lambda x, y: (1 - x, 1 - y),
    4: lambda x, y: (x, 1 - y),
    5: lambda x, y: (y, x),
    6: lambda x, y: (1 - y, x),
    7: lambda x, y: (1 - y, 1 - x),
    8: lambda x, y: (y, 1 - x),
}
"""Where a place of the stored picture is in the upright one, by Exif orientation (Exif 2.32, 4.6.4)."""


class TextractReader:
    """Implements `DocumentReader`; any thread may use it.

    Nothing cuts pictures in a Lambda function, whose package an image library would make a third larger: the portrait
    is the page itself with the place of the face, and Rekognition compares the largest face of it, which therefore must
    be the portrait's. It is as upright as the page was handed in.
    """

    def __init__(self, textract: Any, rekognition: "RekognitionClient", policy: DocumentPolicy | None = None) -> None:
        self._textract, self._rekognition = textract, rekognition
        self._comparer = RekognitionComparer(rekognition)
        self._policy = policy or DocumentPolicy()

    def read(self, pages: Sequence[bytes], today: date) -> DocumentReading:
        """One call of AnalyzeID, and one of DetectFaces a page; CompareFaces only where there is more than one face.

        Raises DocumentPagesInvalid, DocumentNotImage, ImageErrors and ServiceErrors.
        """
        pictures = check_pages(pages)
        documents = self._documents(pictures, today)
        facts = [self._page(picture, index, documents) for index, picture in enumerate(pictures)]
        portraits = [page.portrait.jpeg for page in facts if page.portrait is not None and page.people == 1]
        same_person = len(portraits) == MAX_PAGES and self._are_one(*portraits)
        return merge(facts, today, same_person=same_person, policy=self._policy)

    def _documents(self, pages: Sequence[CheckedPicture], today: date) -> Sequence[Document]:
        """What was read on each page, in their order."""
        with translate_failures("Textract", AnalysisFailed, DOCUMENT_COMPLAINTS):
            answer = self._textract.analyze_id(DocumentPages=[{"Bytes": page.data} for page in pages])
        try:
            found = sorted(answer["IdentityDocuments"], key=lambda document: int(document["DocumentIndex"]))
            documents = [read_analysed_document(document, today) for document in found]
        except (KeyError, TypeError, ValueError) as error:
            raise AnalysisFailed("Textract AnalyzeID: the answer lacks something") from error
        if len(documents) > len(pages):
            raise AnalysisFailed("Textract AnalyzeID: more documents than pages")
        return documents

    def _page(self, picture: CheckedPicture, index: int, documents: Sequence[Document]) -> PageFacts:
        document = documents[index] if index < len(documents) else Document()
        (width_px, height_px), page = picture.size_px, picture.data
        aspect, seen = height_px / width_px, self._faces(page)
        width, places = float(not document.texts), _places(document.zone, picture.orientation)
        found = (printed_faces(seen, document.texts, width, zone, aspect) for zone in places)
        faces = next(filter(None, found), [])
        return PageFacts(
            printed=document.fields,
            mrz=document.mrz,
            mrz_confidence=document.mrz_confidence,
            portrait=Portrait(index, faces[0], page) if faces else None,
            people=self._people(page, seen, faces[0]) if faces else 0,
            kind=document.kind,
            texts=document.print_alone,
            picture=index,
            other_zones=document.other_zones,
        )

    def _people(self, page: bytes, seen: Sequence[Box], portrait: Box) -> int:
        """By all faces of the picture, on the page or beside it: what is compared later is the largest of them."""
        if len(seen) < 2:
            return 1
        if any(face.area > portrait.area for face in seen):
            return len(seen)
        try:
            found = self._comparer.similarities(page, page)
        except NoFaceFound:
            return len(seen)
        (largest, _), *others = sorted(found, key=lambda one: -one[0].area)
        # Whom CompareFaces does not see, nobody has compared.
        return max(people(largest, others), len(seen) - len(others))

    def _are_one(self, page: bytes, other: bytes) -> bool:
        try:
            return self._comparer.compare(page, other).similarity >= COPY_FROM
        except NoFaceFound:
            return False

    def _faces(self, page: bytes) -> list[Box]:
        """The boxes of all faces."""
        with translate_failures("Rekognition", AnalysisFailed, COMPLAINTS):
            answer = self._rekognition.detect_faces(Image={"Bytes": page})
        try:
            boxes = [face["BoundingBox"] for face in answer["FaceDetails"]]
            return [Box(*(float(box[name]) for name in ("Left", "Top", "Width", "Height"))) for box in boxes]
        except (KeyError, TypeError, ValueError) as error:
            raise AnalysisFailed("Rekognition DetectFaces: the answer lacks something") from error


def _places(zone: Box | None, as_told: int) -> list[Box | None]:
    """Where the zone can be in the upright picture: Rekognition tells places in that, and Textract does not say whether
    it does."""
    return [zone] if zone is None or as_told not in _UPRIGHT else [zone, _upright(zone, as_told)]


def _upright(box: Box, as_told: int) -> Box:
    (left, top), (right, bottom) = (_UPRIGHT[as_told](x, y) for x, y in ((box.left, box.top), (box.right, box.bottom)))
    return Box(min(left, right), min(top, bottom), abs(right - left), abs(bottom - top))
