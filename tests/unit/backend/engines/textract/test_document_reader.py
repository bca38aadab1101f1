"""What is Textract's own: what it is asked, what its answers and complaints mean, and answers that cannot be used."""

import base64
import dataclasses
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from kiosk.backend.engines.textract.document_reader import TextractReader
from kiosk.domain.documents.document import DocumentKind, DocumentReading, FieldName, Finding, Source
from kiosk.domain.documents.mrz_compose import Holder, compose
from kiosk.domain.documents.mrz_layout import TD1, TD3
from kiosk.domain.faces.face_detail import Box
from kiosk.errors import (
    AnalysisFailed,
    Busy,
    DocumentNotImage,
    DocumentPagesInvalid,
    ImageTooLarge,
    ImageTruncated,
    KioskError,
    ServiceUnavailable,
)
from tests.factories.jpeg_files import jpeg
from tests.fakes.aws_services import aws_settings, clients_of
from tests.fakes.failing_servers import closed_port

TODAY = date(2026, 11, 21)
JPEG = jpeg()
HOLDER = Holder(
    "P", "UTO", "Eriksson", "Anna Maria", "L898902C3", "UTO", date(1974, 8, 12), "F", date(2032, 4, 15), "ZE184226B"
)
ZONE = compose(TD3, HOLDER)
FACE = {"BoundingBox": {"Left": 0.1, "Top": 0.3, "Width": 0.2, "Height": 0.3}, "Confidence": 99.9}
GHOST = {"BoundingBox": {"Left": 0.8, "Top": 0.5, "Width": 0.08, "Height": 0.12}, "Confidence": 90.0}
TWIN = {"BoundingBox": {"Left": 0.6, "Top": 0.3, "Width": 0.19, "Height": 0.3}, "Confidence": 99.0}


def field(name: str, text: str, value: str = "", confidence: float = 97.5) -> dict[str, Any]:
    detection: dict[str, Any] = {"Text": text, "Confidence": confidence}
    if value:
        detection["NormalizedValue"] = {"Value": value, "ValueType": "DATE"}
    return {"Type": {"Text": name}, "ValueDetection": detection}


def line(text: str, left: float = 0.2, top: float = 0.8, width: float = 0.7) -> dict[str, Any]:
    box = {"Left": left, "Top": top, "Width": width, "Height": 0.03}
    return {"BlockType": "LINE", "Text": text, "Confidence": 96.0, "Geometry": {"BoundingBox": box}, "Id": "1"}


def answer(*documents: dict[str, Any]) -> dict[str, Any]:
    return {
        "IdentityDocuments": [{"DocumentIndex": index, **each} for index, each in enumerate(documents, start=1)],
        "DocumentMetadata": {"Pages": len(documents)},
        "AnalyzeIDModelVersion": "1.0",
    }


PRINT = [line(each, 0.6, 0.6, 0.1) for each in ("ERIKSSON", "ANNA MARIA", "L898902C3", "12 AUG 1974", "15 APR 2032")]
PASSPORT = {
    "IdentityDocumentFields": [
        field("FIRST_NAME", "ANNA"),
        field("MIDDLE_NAME", "MARIA"),
        field("LAST_NAME", "ERIKSSON"),
        field("SUFFIX", "", confidence=99.0),
        field("DOCUMENT_NUMBER", "L898902C3"),
        field("EXPIRATION_DATE", "15 APR 2032", "2032-04-15T00:00:00"),
        field("DATE_OF_BIRTH", "12 AUG 1974", "1974-08-12T00:00:00"),
        field("ID_TYPE", "PASSPORT"),
        field("MRZ_CODE", "\n".join(ZONE)),
    ],
    "Blocks": [line("UTOPIA"), *PRINT, line(ZONE[0])],
}
LICENCE = {
    "IdentityDocumentFields": [
        field("FIRST_NAME", "JOHN"),
        field("LAST_NAME", "DOE"),
        field("DOCUMENT_NUMBER", "DL6383736"),
        field("EXPIRATION_DATE", "09/21/2034"),
        field("DATE_OF_BIRTH", "09/11/1970"),
        field("ID_TYPE", "DRIVER LICENSE FRONT"),
        field("MRZ_CODE", "", confidence=99.0),
    ],
}


@dataclass
class StandIn:
    """Both services at one address: what they answer, and what they were asked."""

    textract: Any = None
    faces: Any = None
    """Of every page, or a list for each."""
    similarity: float = 99.0
    """Of all faces but the largest to that."""
    status: int = 200
    asked: list[tuple[str, bytes]] = dataclasses.field(default_factory=list)
    reader: TextractReader | None = None

    def read(
        self, textract: Any, faces: Any, status: int = 200, pages: int = 1, similarity: float = 99.0
    ) -> DocumentReading:
        self.textract, self.faces, self.status, self.similarity = textract, faces, status, similarity
        self.asked.clear()
        assert self.reader is not None
        return self.reader.read([JPEG] * pages, TODAY)

    def seen(self, target: str) -> dict[str, Any]:
        """Two pictures that are compared show what the last one that was looked at does, or are both of one face."""
        looks = sum(name.endswith("DetectFaces") for name, _ in self.asked)
        by_page = bool(self.faces) and isinstance(self.faces[0], list)
        faces = self.faces[(looks - 1) % len(self.faces)] if by_page else self.faces
        if target.endswith("DetectFaces"):
            return {"FaceDetails": faces}
        matches = [{"Similarity": self.similarity, "Face": face} for face in faces]
        return {"FaceMatches": matches, "UnmatchedFaces": []}


@pytest.fixture(scope="module")
def services() -> Iterator[StandIn]:
    stand_in = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gave it
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            target = self.headers["X-Amz-Target"]
            to_textract = target == "Textract.AnalyzeID"
            stand_in.asked.append((target, body))
            content = json.dumps(stand_in.textract if to_textract else stand_in.seen(target)).encode()
            self.send_response(stand_in.status if to_textract else 200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    stand_in.reader = reader(f"http://127.0.0.1:{server.server_port}")
    yield stand_in
    server.shutdown()
    thread.join()
    server.server_close()


def reader(address: str) -> TextractReader:
    clients = clients_of(aws_settings(address, max_attempts=1, textract_endpoint=address))
    return TextractReader(clients.textract, clients.rekognition)


def test_a_passport(services: StandIn) -> None:
    reading = services.read(answer(PASSPORT), [GHOST, FACE])
    assert (reading.acceptable, reading.kind, reading.pages) == (True, DocumentKind.PASSPORT, 1)
    assert reading.fields[FieldName.NAME].value == "ANNA MARIA ERIKSSON"
    assert reading.fields[FieldName.DOCUMENT_NUMBER].value == "L898902C3"
    assert reading.fields[FieldName.DOCUMENT_NUMBER].source is Source.MACHINE_READABLE_ZONE
    assert reading.fields[FieldName.DOCUMENT_NUMBER].confidence == 97.5
    assert reading.fields[FieldName.DATE_OF_EXPIRY].value == "2032-04-15"
    # Nothing here cuts pictures: the page and where the face is on it.
    assert reading.portrait is not None
    assert (reading.portrait.jpeg, reading.portrait.box) == (JPEG, Box(0.1, 0.3, 0.2, 0.3))
    (first, body), (second, _), (third, _) = services.asked
    assert first == "Textract.AnalyzeID"
    assert json.loads(body) == {"DocumentPages": [{"Bytes": base64.b64encode(JPEG).decode()}]}
    assert (second, third) == ("RekognitionService.DetectFaces", "RekognitionService.CompareFaces")


def test_a_driving_licence_has_no_zone_and_american_dates(services: StandIn) -> None:
    reading = services.read(answer(LICENCE), [FACE])
    assert (reading.findings, reading.kind) == ((Finding.OTHER_SIDE_MISSING,), DocumentKind.DRIVING_LICENCE)
    assert reading.fields[FieldName.DATE_OF_BIRTH].value == "1970-09-11"
    # What is printed once has one source, whatever its other side shows; staff look at it.
    both = services.read(answer(LICENCE, {"IdentityDocumentFields": []}), [[FACE], []], pages=2)
    assert both.findings == (Finding.UNCONFIRMED,)


def test_check_digits_are_verified_here(services: StandIn) -> None:
    fields = [each for each in PASSPORT["IdentityDocumentFields"] if each["Type"]["Text"] != "MRZ_CODE"]
    # Without a line break between its lines.
    forged = "".join(ZONE).replace("7408122", "7408132")
    reading = services.read(answer({"IdentityDocumentFields": [*fields, field("MRZ_CODE", forged)]}), [FACE])
    assert {*reading.findings} == {Finding.CHECK_DIGIT_WRONG, Finding.FIELDS_DISAGREE, Finding.UNREADABLE}


def test_a_zone_of_somebody_else(services: StandIn) -> None:
    """However sure the service is of either."""
    fields = [each for each in PASSPORT["IdentityDocumentFields"] if each["Type"]["Text"] != "MRZ_CODE"]
    other = compose(TD3, dataclasses.replace(HOLDER, surname="Otherman", given_names="John"))
    code = field("MRZ_CODE", "\n".join(other), confidence=20.0)
    reading = services.read(answer({"IdentityDocumentFields": [*fields, code]}), [FACE])
    assert reading.findings == (Finding.FIELDS_DISAGREE,)
    without = services.read(answer({"IdentityDocumentFields": fields}), [FACE])
    assert {*without.findings} == {Finding.ZONE_MISSING, Finding.UNREADABLE}


def test_what_shows_no_sign_of_being_a_document(services: StandIn) -> None:
    fields = [each for each in LICENCE["IdentityDocumentFields"] if each["Type"]["Text"] != "ID_TYPE"]
    assert services.read(answer({"IdentityDocumentFields": fields}), [FACE]).findings == (Finding.UNREADABLE,)


def test_of_other_documents_the_lines_are_read(services: StandIn) -> None:
    card = {
        "IdentityDocumentFields": [],
        "Blocks": [
            line("Surname", 0.4, 0.1, 0.1),
            line("ERIKSSON", 0.4, 0.14, 0.2),
            *(line(each, 0.4, 0.2, 0.2) for each in ("ANNA MARIA", "L898902C3", "12 AUG 1974", "15 APR 2032")),
            *(line(each) for each in ZONE),
        ],
    }
    reading = services.read(answer(card), [FACE])
    assert reading.acceptable
    assert reading.fields[FieldName.NAME].value == "ANNA MARIA ERIKSSON"


CARD_HOLDER = dataclasses.replace(HOLDER, code="I")
CARD_ZONE = compose(TD1, CARD_HOLDER)
FRONT = {
    "IdentityDocumentFields": [field("ID_TYPE", "", confidence=60.0)],
    "Blocks": [
        line(each, 0.4, 0.1, 0.5)
        for each in ("IDENTITY CARD UTOPIA", "ERIKSSON", "ANNA MARIA", "L898902C3", "12 AUG 1974", "15 APR 2032")
    ],
}
BACK = {"IdentityDocumentFields": [], "Blocks": [line("CITY OF UTOPIA"), *(line(each) for each in CARD_ZONE)]}


def test_a_card_by_its_lines(services: StandIn) -> None:
    reading = services.read(answer(FRONT, BACK), [[FACE], []], pages=2)
    assert (reading.findings, reading.kind) == ((), DocumentKind.ID_CARD)
    assert reading.fields[FieldName.DOCUMENT_NUMBER].witnesses == (Source.PRINTED,)
    assert Finding.OTHER_SIDE_MISSING in services.read(answer(FRONT), [FACE]).findings
    other = compose(TD1, dataclasses.replace(CARD_HOLDER, surname="Okafor", given_names="Chidi"))
    wrong = {"IdentityDocumentFields": [], "Blocks": [line(each) for each in other]}
    # Print has no labels here, by which it would say that this is another's name.
    assert services.read(answer(FRONT, wrong), [[FACE], []], pages=2).findings == (Finding.UNCONFIRMED,)


def test_a_passport_by_its_lines_with_a_serial_number_between_and_fillers_lost(services: StandIn) -> None:
    blocks = [*PASSPORT["Blocks"][:-1], line(ZONE[0][:-6]), line("SERIAL 00412"), line(ZONE[1])]
    without = [each for each in PASSPORT["IdentityDocumentFields"] if each["Type"]["Text"] != "MRZ_CODE"]
    reading = services.read(answer({"IdentityDocumentFields": without, "Blocks": blocks}), [FACE])
    assert reading.acceptable, reading.findings
    assert reading.fields[FieldName.NAME].value == "ANNA MARIA ERIKSSON"


def test_what_the_service_says_of_a_page_with_a_zone_is_no_second_source(services: StandIn) -> None:
    """It may have it from the zone."""
    blind = {**PASSPORT, "Blocks": [line("UTOPIA"), *(line(each) for each in ZONE)]}
    assert services.read(answer(blind), [FACE]).findings == (Finding.UNCONFIRMED,)
    assert services.read(answer({**PASSPORT, "Blocks": []}), [FACE]).findings == (Finding.UNCONFIRMED,)


def test_zones_of_two_documents(services: StandIn) -> None:
    """One below the other in one picture."""
    other = compose(
        TD3, dataclasses.replace(HOLDER, surname="Okafor", given_names="Chidi", document_number="UT0000001")
    )
    blocks = [*PASSPORT["Blocks"][:-1], *(line(each) for each in ZONE), *(line(each) for each in other)]
    both = {"IdentityDocumentFields": [], "Blocks": blocks}
    assert Finding.SEVERAL_DOCUMENTS in services.read(answer(both), [FACE]).findings


def test_a_licence_by_its_lines(services: StandIn) -> None:
    """What the service does not know is read as on a terminal; one source is for staff."""
    told = ("1. MARTIN", "2. ALAIN PIERRE", "3. 31.12.1970 PARIS", "4a. 14.05.2020", "4b. 14.05.2032", "5. 13AA00002")
    lines = ["PERMIS DE CONDUIRE REPUBLIQUE FRANCAISE", *told]
    blocks = [line(each, 0.4, 0.1 + 0.06 * row, 0.5) for row, each in enumerate(lines)]
    reading = services.read(answer({"IdentityDocumentFields": [], "Blocks": blocks}), [FACE])
    assert (reading.findings, reading.kind) == ((Finding.OTHER_SIDE_MISSING,), DocumentKind.DRIVING_LICENCE)
    assert {name.value: read.value for name, read in reading.fields.items()} == {
        "name": "ALAIN PIERRE MARTIN", "surname": "MARTIN", "given_names": "ALAIN PIERRE", "issuing_state": "FRA",
        "date_of_birth": "1970-12-31", "date_of_expiry": "2032-05-14", "document_number": "13AA00002",
    }  # fmt: skip


def test_typed_lines_are_no_document(services: StandIn) -> None:
    typed = ("Surname ERIKSSON", "Given names ANNA", "Document No L898902C3", "Born 12 AUG 1974", "Expires 15 APR 2032")
    sheet = {"IdentityDocumentFields": [], "Blocks": [line(each) for each in typed]}
    assert Finding.UNREADABLE in services.read(answer(sheet), [FACE]).findings


def test_two_pages_two_people_and_nobody(services: StandIn) -> None:
    reading = services.read(answer(LICENCE, {"IdentityDocumentFields": []}), [FACE, TWIN], pages=2)
    assert reading.findings == (Finding.SEVERAL_PORTRAITS,)
    assert (reading.pages, len(services.asked)) == (2, 5)
    assert services.read(answer(LICENCE), []).findings == (Finding.OTHER_SIDE_MISSING, Finding.NO_PORTRAIT)


def test_what_is_compared_later_is_the_portrait_and_nobody_else(services: StandIn) -> None:
    """The picture is handed on whole, and its largest face is compared."""
    # A document held beside a larger face, which is too large to be printed on it.
    narrow = {**PASSPORT, "Blocks": [line("UTOPIA", 0.55, 0.5, 0.2), *PRINT, line(ZONE[0], 0.55, 0.8, 0.4)]}
    own = {"BoundingBox": {"Left": 0.05, "Top": 0.1, "Width": 0.3, "Height": 0.6}}
    printed = {"BoundingBox": {"Left": 0.57, "Top": 0.55, "Width": 0.08, "Height": 0.16}}
    assert services.read(answer(narrow), [own, printed]).findings == (Finding.SEVERAL_PORTRAITS,)
    assert services.read(answer(narrow), [printed]).acceptable
    assert services.read(answer(narrow), [own]).findings == (Finding.NO_PORTRAIT,)
    # Somebody's photograph laid on it.
    assert services.read(answer(PASSPORT), [FACE, GHOST], similarity=71.0).findings == (Finding.SEVERAL_PORTRAITS,)


@pytest.mark.parametrize("stored", [1, 3, 6, 8])
def test_a_photograph_is_upright_by_its_tag_alone(services: StandIn, stored: int) -> None:
    """Rekognition tells places in the upright picture; what Textract does is not documented."""
    exif = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, stored, 0, 0)
    tagged = JPEG[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + JPEG[2:]
    lying = {1: (0.5, 0.8, 0.4, 0.02), 3: (0.1, 0.18, 0.4, 0.02), 6: (0.8, 0.1, 0.02, 0.4), 8: (0.18, 0.5, 0.02, 0.4)}
    face = {"BoundingBox": {"Left": 0.52, "Top": 0.55, "Width": 0.08, "Height": 0.12}}
    for left, top, width, height in {lying[1], lying[stored]}:
        text = line(ZONE[0])
        text["Geometry"]["BoundingBox"] = {"Left": left, "Top": top, "Width": width, "Height": height}
        services.textract, services.faces, services.status = answer({**PASSPORT, "Blocks": [*PRINT, text]}), [face], 200
        assert services.reader is not None
        assert services.reader.read([tagged], TODAY).acceptable


def test_two_documents_are_not_one(services: StandIn) -> None:
    badge = {"IdentityDocumentFields": [], "Blocks": [line("LOYALTY CARD")]}
    both = answer(badge, PASSPORT)
    assert services.read(both, [[FACE], [FACE]], pages=2, similarity=71.0).findings == (Finding.SEVERAL_PORTRAITS,)
    assert services.read(both, [[FACE], [FACE]], pages=2).acceptable, "the same face twice"
    reading = services.read(both, [[FACE], []], pages=2)
    assert (reading.findings, reading.portrait) == ((Finding.NO_PORTRAIT,), None)
    stolen = answer(badge, {"IdentityDocumentFields": LICENCE["IdentityDocumentFields"]})
    reading = services.read(stolen, [[FACE], []], pages=2)
    assert (reading.findings, reading.fields) == ((Finding.UNREADABLE,), {})


@pytest.mark.parametrize(
    ("code", "status", "meaning"),
    [
        ("UnsupportedDocumentException", 400, DocumentNotImage),
        ("BadDocumentException", 400, ImageTruncated),
        ("DocumentTooLargeException", 400, ImageTooLarge),
        ("ThrottlingException", 400, Busy),
        ("ProvisionedThroughputExceededException", 400, Busy),
        ("InternalServerError", 500, ServiceUnavailable),
        ("AccessDeniedException", 400, AnalysisFailed),
        ("InvalidParameterException", 400, AnalysisFailed),
    ],
)
def test_complaints(services: StandIn, code: str, status: int, meaning: type[KioskError]) -> None:
    failure = {"__type": f"com.amazonaws.textract#{code}", "message": "quotes what alice sent"}
    with pytest.raises(meaning) as raised:
        services.read(failure, [], status)
    assert "alice" not in str(raised.value)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        answer({}),
        answer({"IdentityDocumentFields": [{"Type": {"Text": "LAST_NAME"}}]}),
        answer({"IdentityDocumentFields": [field("DATE_OF_BIRTH", "x", "no date")]}),
        answer({"IdentityDocumentFields": [field("LAST_NAME", "x", confidence=float("nan"))]}),
        answer(PASSPORT, PASSPORT),
    ],
)
def test_answers_that_cannot_be_used(services: StandIn, broken: Any) -> None:
    with pytest.raises(AnalysisFailed):
        services.read(broken, [FACE])


def test_faces_that_cannot_be_used(services: StandIn) -> None:
    with pytest.raises(AnalysisFailed):
        services.read(answer(PASSPORT), [{"Confidence": 1}])


def test_pages_are_checked_before_anything_is_sent() -> None:
    own = reader(closed_port())
    for pages, meaning in (
        ([], DocumentPagesInvalid),
        ([JPEG] * 3, DocumentPagesInvalid),
        ([b"%PDF-1.7 ..."], DocumentNotImage),
        ([JPEG[:-40]], ImageTruncated),
    ):
        with pytest.raises(meaning):
            own.read(pages, TODAY)
    with pytest.raises(ServiceUnavailable):
        own.read([JPEG], TODAY)
