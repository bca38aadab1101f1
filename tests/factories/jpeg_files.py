"""Small JPEG files without a picture."""

import hashlib


def jpeg(tag: str = "", width_px: int = 640, height_px: int = 480, components: int = 3) -> bytes:
    """The markers of a JPEG file without a picture; `tag` makes it differ from others."""
    comment = tag.encode()
    planes = b"".join(bytes([number + 1, 0x11, 0]) for number in range(components))
    header = b"\x08" + height_px.to_bytes(2) + width_px.to_bytes(2) + bytes([components]) + planes
    return b"".join(
        [
            b"\xff\xd8",
            segment(0xFE, comment),
            segment(0xC0, header),
            scan(components),
            b"\x12\x34\xff\x00\x57",
            b"\xff\xd9",
        ]
    )


def scan(components: int = 3) -> bytes:
    """How a scan of so many components begins."""
    planes = b"".join(bytes([number + 1, 0]) for number in range(components))
    return segment(0xDA, bytes([components]) + planes + bytes([0, 63, 0]))


def segment(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(payload) + 2).to_bytes(2) + payload


def digest(image: bytes) -> str:
    return hashlib.sha256(image).hexdigest()


REFERENCE = jpeg("reference")
"""What the live person's reference image is."""
