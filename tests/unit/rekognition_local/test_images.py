import contextlib
import random
import struct
import zlib
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pytest

from kiosk.domain.images.jpeg import MAX_SCANS
from kiosk.domain.images.limits import MAX_BYTES
from kiosk.rekognition_local.errors import (
    ImageTooLargeException,
    InvalidImageFormatException,
    InvalidParameterException,
    InvalidS3ObjectException,
    RekognitionError,
)
from kiosk.rekognition_local.images import MAX_S3_BYTES, Images, decode
from tests.unit.rekognition_local.server import BUCKET, Image, Local, empty, jpeg, png, portrait, with_orientation


def padded(data: bytes, size: int) -> bytes:
    """The same JPEG file with bytes behind its end."""
    return data + b"\0" * (size - len(data))


def png_bomb(width_px: int, height_px: int) -> bytes:
    """A PNG file of few bytes that announces many pixels."""
    header = struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def jpeg_of_size(width_px: int, height_px: int) -> bytes:
    """A JPEG file whose header announces another size."""
    data = bytearray(jpeg(empty()))
    start = data.index(b"\xff\xc0") + 5
    data[start : start + 4] = struct.pack(">HH", height_px, width_px)
    return bytes(data)


def test_both_formats_are_read_alike() -> None:
    from_jpeg, from_png = decode(jpeg(portrait(), 100)), decode(png(portrait()))
    assert from_png.rgb.tobytes() == np.ascontiguousarray(portrait()[..., ::-1]).tobytes()
    assert np.abs(from_jpeg.rgb.astype(int) - from_png.rgb).mean() < 2
    assert from_jpeg.digest != from_png.digest


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        b"GIF89a" + b"\0" * 100,
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"BM" + b"\0" * 100,
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        jpeg(empty())[:400],
        png(empty())[:-12],
        png(portrait())[:2000],
        jpeg(empty())[:20] + b"\0" * 2000,
    ],
)
def test_what_is_neither_jpeg_nor_png_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidImageFormatException):
        decode(data)


@pytest.mark.parametrize(("width_px", "height_px", "good"), [(80, 80, True), (79, 400, False), (400, 79, False)])
def test_a_side_has_at_least_80_pixels(width_px: int, height_px: int, good: bool) -> None:
    for encoded in (jpeg, png):
        if good:
            decode(encoded(empty(width_px, height_px)))
        else:
            with pytest.raises(InvalidParameterException):
                decode(encoded(empty(width_px, height_px)))


@pytest.mark.parametrize(
    "data", [png_bomb(60_000, 60_000), jpeg_of_size(65_000, 65_000), png_bomb(2**31, 2**31), png_bomb(5_001, 5_000)]
)
def test_a_bomb_is_refused_before_it_is_decoded(data: bytes) -> None:
    assert len(data) < 10_000
    with pytest.raises(ImageTooLargeException):
        decode(data)


def progressive(scans: int) -> bytes:
    """A progressive JPEG file of few bytes, its last scan repeated until there are that many."""
    data = cv2.imencode(".jpg", empty(), [cv2.IMWRITE_JPEG_PROGRESSIVE, 1])[1].tobytes()
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * (scans - data.count(b"\xff\xda")) + data[-2:]


def test_a_picture_of_many_scans_is_refused_before_it_is_decoded() -> None:
    assert decode(progressive(MAX_SCANS)).rgb.shape == (240, 320, 3)
    with pytest.raises(ImageTooLargeException):
        decode(progressive(MAX_SCANS + 1))


def test_a_film_behind_a_photograph_is_no_scan() -> None:
    film = b"".join(b"\xff\xda" + bytes(random.Random(number).randbytes(30)) for number in range(MAX_SCANS + 1))
    assert decode(jpeg(empty()) + film).rgb.shape == (240, 320, 3)


@pytest.mark.parametrize("encoded", [jpeg, png])
@pytest.mark.parametrize(("width_px", "height_px"), [(80, 40_000), (40_000, 80), (80, 10_001)])
def test_a_side_has_at_most_10_000_pixels(encoded: Callable[[Image], bytes], width_px: int, height_px: int) -> None:
    with pytest.raises(ImageTooLargeException):
        decode(encoded(empty(width_px, height_px)))
    decode(encoded(empty(min(width_px, 10_000), min(height_px, 10_000))))


def test_a_picture_that_is_too_long_does_not_end_the_server(local: Local) -> None:
    assert told(local, {"Bytes": jpeg(empty(80, 40_000))}) == "ImageTooLargeException"
    assert local.client().detect_faces(Image={"Bytes": jpeg(portrait())})["FaceDetails"]


@pytest.mark.parametrize("name", [b"\xff\xff\xff\x00IDAT", b"\x7f\xff\xff\xf0IDAT"])
def test_a_file_that_goes_on_behind_its_end_does_not_fill_the_server(local: Local, name: bytes) -> None:
    without_data = png(empty(160, 120))[:33] + png(empty())[-12:]
    assert len(without_data + name) == 53
    assert told(local, {"Bytes": without_data + name}) == "InvalidImageFormatException"
    assert told(local, {"Bytes": png(empty()) + name}) == "InvalidImageFormatException"
    assert local.client().detect_faces(Image={"Bytes": jpeg(portrait())})["FaceDetails"]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_jpeg_is_set_upright(orientation: int) -> None:
    picture = empty(320, 240)
    picture[:20, :20] = (0, 0, 255)
    upright = decode(with_orientation(jpeg(picture), orientation)).rgb
    assert upright.shape[:2] == ((240, 320) if orientation < 5 else (320, 240))
    red = (upright[..., 0] > 200) & (upright[..., 1] < 90)
    y, x = (int(position.mean()) for position in np.nonzero(red))
    corner = (y > upright.shape[0] / 2, x > upright.shape[1] / 2)
    # Where the EXIF standard puts the file's first corner: row, column.
    assert (
        corner == {1: (0, 0), 2: (0, 1), 3: (1, 1), 4: (1, 0), 5: (0, 0), 6: (0, 1), 7: (1, 1), 8: (1, 0)}[orientation]
    )


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_png_is_never_turned(orientation: int) -> None:
    tag = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + bytes([0, orientation]) + bytes(6)
    chunk = struct.pack(">I", len(tag)) + b"eXIf" + tag + struct.pack(">I", zlib.crc32(b"eXIf" + tag))
    data, end_of_header = png(portrait()), 33
    turned = data[:end_of_header] + chunk + data[end_of_header:]
    assert decode(turned).rgb.tobytes() == decode(data).rgb.tobytes()


@pytest.mark.parametrize(
    "image",
    [{}, {"Bytes": b"x", "S3Object": {"Bucket": "abc", "Name": "x"}}],
)
def test_an_image_has_exactly_one_source(image: dict[str, object]) -> None:
    with pytest.raises(InvalidParameterException):
        Images(None).load(image)


@pytest.mark.expect_logs
def test_without_an_endpoint_there_are_no_objects() -> None:
    with pytest.raises(InvalidS3ObjectException):
        Images(None).load({"S3Object": {"Bucket": "abc", "Name": "x"}})


def told(local: Local, image: object) -> str:
    """The name of the error that an image gets."""
    client = local.client()
    with pytest.raises(client.exceptions.ClientError) as caught:
        client.detect_faces(Image=image)  # type: ignore[arg-type]
    return caught.value.response["Error"]["Code"]


def test_limits_of_size_inline_and_in_s3(local: Local) -> None:
    data = jpeg(portrait())
    assert local.client().detect_faces(Image={"Bytes": padded(data, MAX_BYTES)})["FaceDetails"]
    assert told(local, {"Bytes": padded(data, MAX_BYTES + 1)}) == "ImageTooLargeException"
    for name, size in (("largest", MAX_S3_BYTES), ("too-large", MAX_S3_BYTES + 1)):
        local.s3().put_object(Bucket=BUCKET, Key=name, Body=padded(data, size))
    assert local.client().detect_faces(Image={"S3Object": {"Bucket": BUCKET, "Name": "largest"}})["FaceDetails"]
    assert told(local, {"S3Object": {"Bucket": BUCKET, "Name": "too-large"}}) == "ImageTooLargeException"


def test_a_version_of_an_object_can_be_named(local: Local) -> None:
    s3 = local.s3()
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    versions = [
        s3.put_object(Bucket=BUCKET, Key="face", Body=jpeg(picture))["VersionId"] for picture in (portrait(), empty())
    ]
    places: list[Any] = [{"Version": versions[0]}, {"Version": versions[1]}, {}]
    counts = [
        len(local.client().detect_faces(Image={"S3Object": {"Bucket": BUCKET, "Name": "face"} | place})["FaceDetails"])
        for place in places
    ]
    assert counts == [1, 0, 0]


@pytest.mark.expect_logs
@pytest.mark.parametrize(
    "place",
    [
        {"Bucket": BUCKET, "Name": "missing"},
        {"Bucket": "no-such-bucket", "Name": "x"},
        {"Bucket": BUCKET, "Name": "face", "Version": "no-such-version"},
    ],
)
def test_an_object_that_cannot_be_read_has_one_answer(local: Local, place: dict[str, str]) -> None:
    assert told(local, {"S3Object": place}) == "InvalidS3ObjectException"


def test_an_object_needs_bucket_and_name(local: Local) -> None:
    assert told(local, {"S3Object": {"Bucket": BUCKET}}) == "InvalidParameterException"
    assert told(local, {"S3Object": {}}) == "InvalidParameterException"


def test_every_error_of_an_image_is_one_of_the_services() -> None:
    draw, data = random.Random(1), bytearray(jpeg(empty(120, 90)))
    for _ in range(300):
        broken = bytearray(data)
        for _ in range(draw.randint(1, 6)):
            broken[draw.randrange(len(broken))] = draw.randrange(256)
        with contextlib.suppress(RekognitionError):
            decode(bytes(broken))
