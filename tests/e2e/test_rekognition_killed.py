"""`kiosk rekognition-local` is killed while it indexes: what it answered is there when it comes back."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import cv2
import numpy as np
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from kiosk.terminal.app.embedded_backend import READY_PREFIX
from kiosk.terminal.camera.demo import people

if TYPE_CHECKING:
    from mypy_boto3_rekognition.client import RekognitionClient

CUSTOMERS, KILLED_AFTER = 24, 9


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The server as a process, which is killed in the end."""
    command = [sys.executable, "-m", "kiosk", "rekognition-local", "--port", "0"]
    environment = {**os.environ, "KIOSK_DATA_DIR": str(folder)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = next(line for line in process.stdout if line.startswith(READY_PREFIX))
        try:
            yield line.removeprefix(READY_PREFIX).strip(), process
        finally:
            process.kill()


def client(url: str) -> "RekognitionClient":
    return boto3.client(
        "rekognition",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",
        config=Config(retries={"total_max_attempts": 1}),
    )


def pictures() -> list[bytes]:
    """Different pictures of one person."""
    image = cv2.imread(str(people.demo_person()))
    shades = (np.clip(image * (1 - 0.01 * number), 0, 255).astype(np.uint8) for number in range(CUSTOMERS))
    return [cv2.imencode(".jpg", shade)[1].tobytes() for shade in shades]


def enrolled(rekognition: "RekognitionClient", number: int, picture: bytes) -> bool:
    """Whether all three requests were answered."""
    name = f"customer-{number}"
    try:
        indexed = rekognition.index_faces(CollectionId="c", Image={"Bytes": picture}, ExternalImageId=name, MaxFaces=1)
        rekognition.create_user(CollectionId="c", UserId=name)
        face_id = indexed["FaceRecords"][0]["Face"]["FaceId"]
        rekognition.associate_faces(CollectionId="c", UserId=name, FaceIds=[face_id])
    except (BotoCoreError, ClientError):
        return False
    return True


def test_what_was_answered_survives_a_kill(tmp_path: Path) -> None:
    answered: list[bool] = []
    with served(tmp_path) as (url, process), ThreadPoolExecutor(3) as pool:
        rekognition = client(url)
        rekognition.create_collection(CollectionId="c")
        for result in pool.map(lambda pair: enrolled(rekognition, *pair), enumerate(pictures())):
            answered.append(result)
            if sum(answered) == KILLED_AFTER:
                process.kill()
    assert KILLED_AFTER <= sum(answered) < CUSTOMERS
    with served(tmp_path) as (url, _):
        found = everything(client(url))
    for number in (number for number, whole in enumerate(answered) if whole):
        assert found["users"][f"customer-{number}"] == "ACTIVE"
        assert found["faces"][f"customer-{number}"] == f"customer-{number}"
    assert found["searched"] == set(found["faces"])
    assert found["count"] == len(found["faces"])


def everything(rekognition: "RekognitionClient") -> dict[str, Any]:
    """What is listed, counted and found."""
    faces = rekognition.list_faces(CollectionId="c")["Faces"]
    image = {"Bytes": people.demo_person().read_bytes()}
    matches = rekognition.search_faces_by_image(CollectionId="c", Image=image)["FaceMatches"]  # type: ignore[arg-type]
    return {
        "faces": {face["ExternalImageId"]: face.get("UserId") for face in faces},
        "users": {user["UserId"]: user["UserStatus"] for user in rekognition.list_users(CollectionId="c")["Users"]},
        "searched": {match["Face"]["ExternalImageId"] for match in matches},
        "count": rekognition.describe_collection(CollectionId="c")["FaceCount"],
    }
