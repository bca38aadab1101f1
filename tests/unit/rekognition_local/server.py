"""A real server on a real port, clients of it, and pictures."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, Any

import boto3
import cv2
import numpy as np
import requests
from botocore.config import Config
from fastapi import FastAPI
from numpy.typing import NDArray

from kiosk.backend.server.server import Server, listen
from kiosk.rekognition_local.build import LocalRekognition, S3Place
from kiosk.settings import Settings
from kiosk.terminal.camera.demo import people

if TYPE_CHECKING:
    from mypy_boto3_rekognition.client import RekognitionClient
    from mypy_boto3_s3.client import S3Client

BUCKET = "pictures"
SIGNED = {
    "Content-Type": "application/x-amz-json-1.1",
    "Authorization": "AWS4-HMAC-SHA256 Credential=nobody/20260101/us-east-1/rekognition/aws4_request",
}

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Local:
    """A running server, and the S3 beside it."""

    url: str
    s3_url: str

    def client(self) -> "RekognitionClient":
        """An unmodified client that asks once."""
        return boto3.client(
            "rekognition",
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id="nobody",
            aws_secret_access_key="nothing",
            config=Config(retries={"total_max_attempts": 1}, parameter_validation=False),
        )

    def s3(self) -> "S3Client":
        """A client of the S3 beside it."""
        return s3_client(self.s3_url)

    def post(self, operation: str, body: bytes, **headers: str) -> requests.Response:
        """A request as it goes over the wire."""
        target = {"X-Amz-Target": f"RekognitionService.{operation}"}
        return requests.post(self.url, data=body, headers={**SIGNED, **target, **headers}, timeout=30)

    def call(self, operation: str, members: dict[str, Any]) -> dict[str, Any]:
        """The raw answer to a request."""
        response = self.post(operation, json.dumps(members).encode())
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer


@contextmanager
def running(
    data_dir: Path, s3_url: str = "", origins: Sequence[str] = (), *, with_unmeasured: bool = False, **settings: Any
) -> Iterator[Local]:
    """Serve from a thread of this process."""
    chosen = Settings(data_dir=data_dir, allow_synthetic=True, consent_elsewhere=True, **settings)
    made = LocalRekognition(chosen, S3Place(s3_url), origins=origins, with_unmeasured=with_unmeasured)
    with made as rekognition, serving(rekognition.app) as url:
        yield Local(url, s3_url)


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve an application; yields its address."""
    addresses: Queue[str] = Queue()
    with closing(listen("127.0.0.1", 0)) as listener:
        server = Server(app, addresses.put)
        thread = threading.Thread(target=server.serve_on, args=(listener,))
        thread.start()
        try:
            yield addresses.get(timeout=20)
        finally:
            server.should_exit = True
            thread.join()


def s3_client(url: str) -> "S3Client":
    return boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",
        config=Config(s3={"addressing_style": "path"}),
    )


@cache
def portrait() -> Image:
    """The demo person, BGR; a picture with one face."""
    return np.asarray(cv2.imread(str(people.demo_person())), dtype=np.uint8)


@cache
def another() -> Image:
    """Somebody else."""
    return np.asarray(cv2.imread(str(people.another_person())), dtype=np.uint8)


def empty(width_px: int = 320, height_px: int = 240) -> Image:
    """A picture without a face."""
    return np.full((height_px, width_px, 3), 120, dtype=np.uint8)


def side_by_side(*images: Image) -> Image:
    """Pictures of one height in a row."""
    height = min(image.shape[0] for image in images)
    return np.asarray(np.hstack([image[:height] for image in images]), dtype=np.uint8)


def jpeg(image: Image, quality: int = 92) -> bytes:
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def png(image: Image) -> bytes:
    return cv2.imencode(".png", image)[1].tobytes()


def with_orientation(data: bytes, orientation: int) -> bytes:
    """A JPEG file with an EXIF tag that says how to turn it (EXIF 2.3, 4.6.4)."""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + bytes([0, orientation, 0, 0])
    tiff = b"MM\x00\x2a\x00\x00\x00\x08" + b"\x00\x01" + entry + b"\x00\x00\x00\x00"
    payload = b"Exif\x00\x00" + tiff
    return data[:2] + b"\xff\xe1" + (len(payload) + 2).to_bytes(2, "big") + payload + data[2:]
