"""Lists of customers are enrolled line by line, and what is wrong with a line is said by its code."""

import os
from pathlib import Path

import pytest

from kiosk.backend.enrolment.batch import Batch, BatchProgress, BatchRefusal, read_list
from kiosk.backend.enrolment.context import EnrolmentContext
from kiosk.backend.enrolment.enrolments import EnrolmentService
from kiosk.backend.enrolment.records import Enrolment, EnrolmentState
from kiosk.backend.ports import UserFound
from kiosk.errors import RequestInvalid, ServiceUnavailable
from tests.factories.enrolment_contexts import NOW_S
from tests.fakes.indexing_engine import photo

SURE = 90.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A list of twelve lines, six of which are bad."""
    lines = ["customer,image,comment"]
    for person in range(6):
        (tmp_path / f"{person}.jpg").write_bytes(photo(person))
        lines.append(f"c-{person},{person}.jpg,fine")
    (tmp_path / "nobody.jpg").write_bytes(photo())
    (tmp_path / "blurred.jpg").write_bytes(photo(7, sharpness=2.0))
    (tmp_path / "document.pdf").write_bytes(b"%PDF-1.7")
    lines += ["c-6,nobody.jpg,", "c-7,blurred.jpg,", "c-8,document.pdf,", "c-9,missing.jpg,", ",0.jpg,", "c-10"]
    (tmp_path / "list.csv").write_text("\ufeff" + "\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_good_lines_are_enrolled_and_bad_ones_named(folder: Path, enrolling: EnrolmentService) -> None:
    rows, reported = read_list(folder / "list.csv"), list[BatchProgress]()
    end = Batch(enrolling, folder, 2, SURE).run(rows, len(rows), reported.append)
    assert (end.done, end.total, end.enrolled, end.known) == (12, 12, 6, 0)
    assert sorted(end.refused, key=lambda refusal: refusal.line) == [
        BatchRefusal(8, "NO_FACE_FOUND"),
        BatchRefusal(9, "FACE_QUALITY_TOO_LOW"),
        BatchRefusal(10, "IMAGE_NOT_JPEG"),
        BatchRefusal(11, "PICTURE_MISSING"),
        BatchRefusal(12, "REQUEST_INVALID"),
        BatchRefusal(13, "REQUEST_INVALID"),
    ]
    assert [progress.done for progress in reported] == list(range(1, 13))
    assert [each.user for each in enrolling.find_duplicates(photo(3, shot=5), SURE)] == ["c-3"]
    again = Batch(enrolling, folder, 2).run(rows, len(rows), reported.append)
    assert (again.enrolled, again.known, len(again.refused)) == (0, 6, 6)


def test_one_person_is_enrolled_once_however_many_lines_name_them(tmp_path: Path, enrolling: EnrolmentService) -> None:
    shown = [1, 2, 2, 2, 2, 1]
    lines = ["customer,image"]
    for number, person in enumerate(shown):
        (tmp_path / f"{number}.jpg").write_bytes(photo(person, shot=number))
        lines.append(f"c-{number},{number}.jpg")
    (tmp_path / "list.csv").write_text("\n".join(lines), encoding="utf-8")
    rows = read_list(tmp_path / "list.csv")
    for known in (0, 2):
        end = Batch(enrolling, tmp_path, 4, SURE).run(rows, len(rows), lambda _: None)
        assert (end.enrolled, end.known) == (2 - known, known)
        assert [refusal.code for refusal in end.refused] == ["DUPLICATE_FOUND"] * 4
    kept = [number for number in range(len(shown)) if enrolling.is_enrolled(f"c-{number}")]
    assert sorted(shown[number] for number in kept) == [1, 2]
    assert Batch(enrolling, tmp_path, 4).run(rows, len(rows), lambda _: None).enrolled == 4


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_what_is_no_ordinary_file_is_not_waited_for(folder: Path, enrolling: EnrolmentService) -> None:
    os.mkfifo(folder / "pipe.jpg")
    lines = ["customer,image", "c-1,pipe.jpg", "c-2,/dev/zero", "c-3,.", f"c-4,{folder / '4.jpg'}", "Jose\u0301,5.jpg"]
    (folder / "odd.csv").write_text("\n".join(lines), encoding="utf-8")
    rows = read_list(folder / "odd.csv")
    end = Batch(enrolling, folder, 2).run(rows, len(rows), lambda _: None)
    assert sorted(end.refused, key=lambda refusal: refusal.line) == [
        BatchRefusal(line, "PICTURE_MISSING") for line in (2, 3, 4)
    ]
    assert end.enrolled == 2
    assert enrolling.is_enrolled("Jos\u00e9")


def test_who_is_being_enrolled_by_somebody_else_is_left_for_later(
    folder: Path, enrolling: EnrolmentService, parts: EnrolmentContext
) -> None:
    parts.store.add(Enrolment("u" * 32, "c-0", EnrolmentState.PENDING, "claim", NOW_S, NOW_S))
    end = Batch(enrolling, folder, 2).run(read_list(folder / "list.csv")[:2], 2, lambda _: None)
    assert (end.enrolled, end.known, end.refused) == (1, 0, (BatchRefusal(2, "BUSY"),))


def test_a_service_that_fails_ends_the_batch(folder: Path, enrolling: EnrolmentService) -> None:
    class Unavailable:
        def enrol(self, customer: str, images: object) -> int:
            raise ServiceUnavailable("for now")

        def is_enrolled(self, customer: str) -> bool:
            return False

        def find_duplicates(self, image: bytes, threshold: float) -> tuple[UserFound, ...]:
            return ()

        def erase(self, customer: str) -> bool:
            return False

    rows = read_list(folder / "list.csv")
    with pytest.raises(ServiceUnavailable):
        Batch(Unavailable(), folder, 2).run(rows, len(rows), lambda _: None)


def test_who_cannot_be_searched_for_again_is_not_left_enrolled(
    folder: Path, enrolling: EnrolmentService, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched = iter([()])

    def duplicates(image: bytes, threshold: float) -> tuple[UserFound, ...]:
        for found in searched:
            return found
        raise ServiceUnavailable("for now")

    monkeypatch.setattr(enrolling, "find_duplicates", duplicates)
    with pytest.raises(ServiceUnavailable):
        Batch(enrolling, folder, 1, SURE).run(read_list(folder / "list.csv")[:1], 1, lambda _: None)
    assert not enrolling.is_enrolled("c-0")


@pytest.mark.parametrize(
    "content", [b"", b"name,picture\nc-1,1.jpg\n", b"customer,image\n\xff\xfe", b'customer,image\n"a']
)
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "list.csv").write_bytes(content)
    with pytest.raises(RequestInvalid):
        read_list(tmp_path / "list.csv")
