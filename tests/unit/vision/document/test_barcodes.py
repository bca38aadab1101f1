import cv2
import numpy as np
import pytest
import zxingcpp

from kiosk.vision.arrays import Image
from kiosk.vision.document.barcodes import MAX_TEXT_BYTES, barcode_turns, read_barcodes
from kiosk.vision.document.text import TextLine

CONTENT = b"@\n\x1e\rANSI 636014080102DL00410278ZC03190008DLDAQB5568240\nDCSADAMS\nDACGRACE\nDBB02031975\rZCZCAN\r"


def code(content: bytes, format_: zxingcpp.BarcodeFormat, scale: int = 3) -> Image:
    made = zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(content, format_), scale=scale)
    return np.asarray(cv2.cvtColor(np.array(made), cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def page(pasted: Image, turn_deg: float = 0.0) -> Image:
    picture = np.full((720, 1000, 3), 225, dtype=np.uint8)
    picture[200 : 200 + pasted.shape[0], 150 : 150 + pasted.shape[1]] = pasted
    matrix = cv2.getRotationMatrix2D((500, 360), turn_deg, 1.0)
    return np.asarray(cv2.warpAffine(picture, matrix, (1000, 720), borderValue=(90, 120, 110)), dtype=np.uint8)


@pytest.mark.parametrize("turn_deg", [0, 6, -7, 180])
def test_the_barcode_of_a_licence(turn_deg: float) -> None:
    (found,) = read_barcodes(page(code(CONTENT, zxingcpp.BarcodeFormat.PDF417), turn_deg))
    assert (found.format, found.content) == ("PDF417", CONTENT)
    assert found.corners.shape == (4, 2)
    assert (found.corners.min(axis=0) > 100).all()
    assert (found.corners.max(axis=0) < (900, 620)).all()


def test_a_square_code() -> None:
    (found,) = read_barcodes(page(code(b"Surname: DOE", zxingcpp.BarcodeFormat.QRCode)))
    assert found.content == b"Surname: DOE"


def test_no_barcode() -> None:
    assert read_barcodes(np.random.default_rng(1).integers(0, 255, (300, 400, 3)).astype(np.uint8)) == []
    assert read_barcodes(np.full((5, 4, 3), 128, dtype=np.uint8)) == []


def test_a_leaning_page_is_first_turned_as_its_text_leans() -> None:
    quad = np.array([[0, 0], [200, 35], [197, 55], [-3, 20]], dtype=np.float32)
    line = TextLine("RESTRICTIONS NONE", 0.9, "", 0.0, quad)
    assert barcode_turns([line])[0] == pytest.approx(9.9, abs=0.2)
    assert barcode_turns([]) == (4.0, -4.0, 8.0, -8.0)
    (found,) = read_barcodes(page(code(CONTENT, zxingcpp.BarcodeFormat.PDF417), -12), (12.0,))
    assert found.content == CONTENT
    assert len(found.content) < MAX_TEXT_BYTES
