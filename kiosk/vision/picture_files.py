"""Pictures in files that a person named: JPEG and PNG, checked as strictly as what comes over the wire."""

from pathlib import Path

from kiosk.domain.images.limits import PictureLimits
from kiosk.errors import (
    DocumentNotImage,
    ImageDimensionsExceeded,
    ImageError,
    ImageNotJpeg,
    ImageTooLarge,
    ImageTooSmall,
    KioskError,
)
from kiosk.system.regular_files import read_regular_file
from kiosk.vision.arrays import Image
from kiosk.vision.decoding import decode_file

MAX_FILE_BYTES = 20_000_000
MAX_FILE_PIXELS = 50_000_000
"""What telephones take when they are told to take their largest: 150 MB, and twice that while they are decoded."""
FILE_LIMITS = PictureLimits(MAX_FILE_BYTES, MAX_FILE_PIXELS)


def read_picture_file(path: Path) -> Image:
    """Read a picture as BGR, upright; raises OSError and ImageErrors."""
    try:
        untrusted_data = read_regular_file(path, MAX_FILE_BYTES + 1)
    except ValueError as error:
        raise OSError("not a file's name") from error
    return decode_file(untrusted_data, FILE_LIMITS)


def describe_refusal(error: OSError | KioskError, limits: PictureLimits = FILE_LIMITS) -> str:
    """What is wrong with a file that a check with these limits refused, without its name or content."""
    match error:
        case ImageNotJpeg() | DocumentNotImage():
            named = error.detail or "not a JPEG or PNG file"
            return f"is {named}; only JPEG and PNG files are taken"
        case ImageTooLarge() | ImageDimensionsExceeded():
            most = f"{limits.max_bytes // 1_000_000} MB and {limits.max_pixels // 1_000_000} megapixels"
            return f"has more than {most}, or is too long"
        case ImageTooSmall():
            return f"has fewer than {limits.min_side_px} pixels each way"
        case ImageError():
            return "is damaged, or ends too early"
        case _:
            return "cannot be read"
