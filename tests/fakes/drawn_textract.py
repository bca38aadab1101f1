"""Textract and Rekognition that read drawn documents without a fault, from what was drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.factories.documents.drawn import DrawnDocument, DrawnPage
from tests.factories.documents.sheet import Place

Answer = dict[str, Any]


@dataclass
class DrawnTextract:
    """Answers for the document that it is told to look at, whatever is sent."""

    document: DrawnDocument

    def analyze_id(self, **asked: Any) -> Answer:
        """Lines of text alone, as of documents that the service does not know."""
        pages = self.document.pages[: len(asked["DocumentPages"])]
        documents = [
            {
                "DocumentIndex": index,
                "IdentityDocumentFields": [],
                "Blocks": [_line(*line, page) for line in page.lines],
            }
            for index, page in enumerate(pages, start=1)
        ]
        return {"IdentityDocuments": documents}


@dataclass
class DrawnRekognition:
    """One face on each page that has a portrait, all of one person; pages are asked for in their order."""

    pages: Sequence[DrawnPage]
    asked: int = 0

    def detect_faces(self, **_: Any) -> Answer:
        """The portrait of the next page."""
        page = self.pages[self.asked]
        self.asked += 1
        return {"FaceDetails": [{"BoundingBox": _face(page)}] if page.portrait is not None else []}

    def compare_faces(self, **_: Any) -> Answer:
        """All are alike."""
        faces = [_face(page) for page in self.pages if page.portrait is not None]
        return {"FaceMatches": [{"Similarity": 99.0, "Face": {"BoundingBox": faces[0]}}], "UnmatchedFaces": []}


def _line(text: str, place: Place, page: DrawnPage) -> Answer:
    return {"BlockType": "LINE", "Text": text, "Confidence": 97.0, "Geometry": {"BoundingBox": _box(place, page)}}


def _box(place: Place, page: DrawnPage) -> Mapping[str, float]:
    (left, top, right, bottom), (high, wide) = place, page.image.shape[:2]
    return {"Left": left / wide, "Top": top / high, "Width": (right - left) / wide, "Height": (bottom - top) / high}


def _face(page: DrawnPage) -> Mapping[str, float]:
    """The face of a portrait, which has room around it."""
    box = _box(page.portrait or (0, 0, 0, 0), page)
    return {
        "Left": box["Left"] + box["Width"] / 4, "Top": box["Top"] + box["Height"] / 4,
        "Width": box["Width"] / 2, "Height": box["Height"] / 2,
    }  # fmt: skip
