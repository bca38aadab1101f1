"""JPEG files of two real people, and of what can be made of them."""

import struct
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.terminal.camera.demo import people

Picture = NDArray[np.uint8]
HEIGHT_PX = 480


@cache
def astronaut() -> Picture:
    """Eileen Collins, 480x480, in BGR."""
    return _resized(np.asarray(cv2.imread(str(people.another_person())), dtype=np.uint8))


@cache
def grace_hopper() -> Picture:
    """Grace Hopper, 480 px high, in BGR."""
    return _resized(np.asarray(cv2.imread(str(people.demo_person())), dtype=np.uint8))


def both() -> Picture:
    """The two side by side, their faces about as large as each other."""
    closer = _resized(np.ascontiguousarray(astronaut()[:240, 90:330]))
    return np.concatenate([closer, grace_hopper()], axis=1)


def empty() -> Picture:
    """A grey wall."""
    return np.full((HEIGHT_PX, 640, 3), 128, dtype=np.uint8)


def mirrored(picture: Picture) -> Picture:
    """Left is right."""
    return np.ascontiguousarray(picture[:, ::-1])


def turned(picture: Picture, clockwise_deg: float) -> Picture:
    """Turned about its middle."""
    height_px, width_px = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width_px / 2, height_px / 2), -clockwise_deg, 1.0)
    return np.asarray(cv2.warpAffine(picture, matrix, (width_px, height_px)), dtype=np.uint8)


def darker(picture: Picture) -> Picture:
    """The same person in less light."""
    return np.asarray(picture * 0.7, dtype=np.uint8)


def jpeg(picture: Picture) -> bytes:
    """A JPEG file of good quality."""
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 92])[1])


def tagged(jpeg_file: bytes, orientation: int) -> bytes:
    """The file with an Exif orientation: one entry of one image directory, in big-endian TIFF."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    payload = b"Exif\0\0" + b"MM" + struct.pack(">HIH", 42, 8, 1) + entry + bytes(4)
    return jpeg_file[:2] + b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload + jpeg_file[2:]


def _resized(picture: Picture) -> Picture:
    scale = HEIGHT_PX / picture.shape[0]
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
