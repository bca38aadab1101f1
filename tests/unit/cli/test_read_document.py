"""`kiosk read-document` on drawn documents: what it prints, writes, and ends with."""

import json
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import pytest
from typer.testing import CliRunner

from kiosk.cli.main import app
from kiosk.system.exit_codes import Exit, exit_for
from kiosk.terminal.app.startup import as_kiosk_error
from kiosk.vision.jpeg import encode_jpeg
from tests.factories.documents import travel
from tests.factories.documents.drawn import DrawnDocument
from tests.factories.documents.forgeries import zone_of_another
from tests.factories.jpeg_files import jpeg

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command's status and what it says, an error among it."""
    # The runner has streams of its own, which are no files.
    monkeypatch.setattr("kiosk.system.log.silence_native_libraries", lambda: None)

    def ended(*arguments: str | Path) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["read-document", *map(str, arguments)])
        if result.exception is None or isinstance(result.exception, SystemExit):
            return result.exit_code, result.output
        assert isinstance(result.exception, Exception)
        error = as_kiosk_error(result.exception)
        return exit_for(error), f"{error.code}: {error.detail}"

    return ended


def files_of(document: DrawnDocument, folder: Path) -> Sequence[Path]:
    paths = [folder / f"{document.kind}{place}.jpg" for place in range(len(document.pages))]
    for path, page in zip(paths, document.pages, strict=True):
        path.write_bytes(encode_jpeg(page.image, 92))
    return paths


def test_a_good_document_with_all_that_was_found(run: Run, tmp_path: Path) -> None:
    document = travel.passport(1)
    status, told = run(*files_of(document, tmp_path), "--explain", tmp_path / "why")
    assert status == Exit.OK, told
    assert "kind              passport" in told and told.endswith("accepted\n")
    assert f"document number   {document.zone_lines[1][:9]}" in told
    assert "agrees: printed" in told
    folder = tmp_path / "why"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.txt", "picture_1.json", "picture_1_outline.jpg", "picture_1_portrait.jpg", "picture_1_upright.jpg",
        "reading.json",
    ]  # fmt: skip
    assert cv2.imread(str(folder / "picture_1_upright.jpg")) is not None
    assert json.loads((folder / "reading.json").read_text())["accepted"] is True
    found = json.loads((folder / "picture_1.json").read_text())
    (chosen, *_) = found["zones"][-1]["candidates"]
    assert (chosen["layout"], chosen["zone"]["surname"], len(chosen["lines"])) == ("TD3", "MUELLER", 2)
    assert chosen["why"].startswith("chosen, for none costs less: ")
    assert any("PASSPORT" in text["text"] for text in found["texts"])
    assert found["portraits"]["people"] == 1 and found["facts"]["portrait"] is not None


def test_a_forged_one(run: Run, tmp_path: Path) -> None:
    status, told = run(*files_of(zone_of_another(1), tmp_path))
    assert status == Exit.FAILED
    assert "FIELDS_DISAGREE: " in told and told.endswith("refused\n")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"%PDF-1.7", "DOCUMENT_NOT_IMAGE: the picture of the back is a PDF file; only JPEG and PNG files are taken"),
        (b"\0\0\0\x18ftypheic", "DOCUMENT_NOT_IMAGE: the picture of the back is a HEIC file; only JPEG and PNG"),
        (b"II*\0", "DOCUMENT_NOT_IMAGE: the picture of the back is a TIFF file, which may hold several pages; only"),
        (b"", "DOCUMENT_NOT_IMAGE: the picture of the back is not a JPEG or PNG file; only JPEG and PNG"),
        (jpeg() + bytes(6_000_000), "IMAGE_TOO_LARGE: the picture of the back has more than 5 MB"),
        (jpeg()[:-40], "IMAGE_TRUNCATED: the picture of the back is damaged, or ends too early"),
        (None, "PICTURE_MISSING: the picture of the back cannot be read: No such file or directory"),
    ],
)
def test_files_that_cannot_be_used(run: Run, tmp_path: Path, content: bytes | None, refusal: str) -> None:
    (tmp_path / "front.jpg").write_bytes(jpeg())
    if content is not None:
        (tmp_path / "back.jpg").write_bytes(content)
    status, told = run(tmp_path / "front.jpg", tmp_path / "back.jpg")
    assert (status, told[: len(refusal)]) == (Exit.NOT_RUN, refusal)


def test_a_folder_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "front.jpg").write_bytes(jpeg())
    status, told = run(tmp_path / "front.jpg", "--explain", tmp_path / "front.jpg")
    assert status == Exit.NOT_RUN and told.startswith("OUTPUT_UNUSABLE: ")
