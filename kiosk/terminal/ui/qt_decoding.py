"""The one place where Qt decodes a picture: a JPEG or PNG file that was checked to its last byte."""

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QImageReader

from kiosk.domain.images.limits import CheckedPicture


def decode_for_screen(picture: CheckedPicture) -> QImage:
    """Read it as it is stored, with its transparency; an empty picture when it does not decode."""
    data = QByteArray(picture.plain_data)
    buffer = QBuffer(data)
    # Named, for otherwise Qt would try whatever formats it has.
    return QImageReader(buffer, QByteArray(b"jpeg" if picture.is_jpeg else b"png")).read()
