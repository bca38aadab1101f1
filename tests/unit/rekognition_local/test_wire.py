import json
import socket
import time
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from threading import Event, Semaphore
from typing import Any
from uuid import UUID

import pytest
import requests
from starlette.applications import Starlette

from kiosk.backend.engines.local.face_finder_pool import PICTURE_WORKERS
from kiosk.errors import Busy, StorageFailed
from kiosk.rekognition_local import errors
from kiosk.rekognition_local.app import create_app
from kiosk.rekognition_local.errors import RekognitionError
from kiosk.rekognition_local.model import load_model
from kiosk.rekognition_local.operation import Members, Operation
from kiosk.rekognition_local.wire import MAX_AT_WORK, MAX_BODY_BYTES
from tests.unit.rekognition_local.server import SIGNED, Local, jpeg, portrait, serving


def told(response: requests.Response) -> tuple[int, str]:
    """The status and the error, in the service's form."""
    body = response.json()
    assert set(body) == {"__type", "message"}
    assert body["message"]
    assert len(response.headers["x-amzn-requestid"]) == 36
    assert response.headers["content-type"] == "application/x-amz-json-1.1"
    return response.status_code, body["__type"]


@pytest.mark.parametrize("operation", ["DetectLabels", "detectfaces", "", "DetectFaces/", "__class__"])
def test_an_operation_that_is_not_offered_is_unknown(local: Local, operation: str) -> None:
    assert told(local.post(operation, b"{}")) == (400, "UnknownOperationException")


@pytest.mark.parametrize("target", ["DetectFaces", "OtherService.DetectFaces", "RekognitionServiceDetectFaces"])
def test_a_target_of_another_service_is_unknown(local: Local, target: str) -> None:
    response = local.post("DetectFaces", b"{}", **{"X-Amz-Target": target})
    assert told(response) == (400, "UnknownOperationException")


@pytest.mark.parametrize("content_type", ["application/json", "application/x-amz-json-1.0", "text/plain"])
def test_another_content_type_is_another_protocol(local: Local, content_type: str) -> None:
    response = local.post("DetectFaces", b"{}", **{"Content-Type": content_type})
    assert told(response) == (400, "UnknownOperationException")


@pytest.mark.parametrize("authorization", ["", "Basic bm9ib2R5Og==", "Bearer x", "AWS4"])
def test_nobody_unsigned_is_answered(local: Local, authorization: str) -> None:
    response = local.post("DetectFaces", b"{}", Authorization=authorization)
    assert told(response) == (400, "MissingAuthenticationTokenException")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"\xff\xfe",
        b'{"Image":{"Bytes":5}}',
        b'{"Image":[]}',
        b'{"Image":{"Bytes":"not base64!"}}',
        b'{"Image":{"Bytes":"/9j/"},"Attributes":"ALL"}',
        b'{"Image":{"S3Object":{"Bucket":"\\ud800xx","Name":"x"}}}',
        b'{"Image":{"Bytes":NaN}}',
        b"[" * 100_000,
    ],
)
def test_what_cannot_be_read_is_a_serialization_error(local: Local, body: bytes) -> None:
    assert told(local.post("DetectFaces", body)) == (400, "SerializationException")


@pytest.mark.parametrize(
    "number", [b"NaN", b"Infinity", b"1e999", b"1" * 310, b"-" + b"9" * 5000, b'"80"', b"true", b"[]"]
)
def test_a_threshold_is_a_number(local: Local, number: bytes) -> None:
    image = b'{"Bytes":"/9j/"}'
    body = b'{"SourceImage":' + image + b',"TargetImage":' + image + b',"SimilarityThreshold":' + number + b"}"
    assert told(local.post("CompareFaces", body)) == (400, "SerializationException")


def test_a_body_beyond_all_limits_is_not_read(local: Local) -> None:
    assert told(local.post("DetectFaces", b"x" * (MAX_BODY_BYTES + 1))) == (413, "RequestEntityTooLargeException")


def test_a_body_of_unsaid_length_is_counted(local: Local) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 1_000_000 + 2):
            yield b"x" * 1_000_000

    response = requests.post(
        local.url,
        data=chunks(),
        headers={**SIGNED, "X-Amz-Target": "RekognitionService.DetectFaces"},
        timeout=30,
    )
    assert told(response) == (413, "RequestEntityTooLargeException")


def test_an_empty_body_is_an_empty_request(local: Local) -> None:
    response = local.post("DetectFaces", b"")
    assert told(response) == (400, "ValidationException")
    assert "Value at 'image' failed to satisfy constraint: Member must not be null" in response.json()["message"]


@pytest.mark.parametrize("host", ["rebound.example", "127.0.0.1.example:80", "10.0.0.1", "", "[::2]:80", "localhost.x"])
def test_a_name_that_is_not_this_machines_is_refused(local: Local, host: str) -> None:
    for path in ("/", "/health", "/challenge/start"):
        assert requests.post(local.url + path, data=b"{}", headers={"Host": host}, timeout=10).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:1", "127.3.2.1", "[::1]:8010", "[::1]"])
def test_every_name_of_this_machine_is_answered(local: Local, host: str) -> None:
    assert requests.get(local.url + "/health", headers={"Host": host}, timeout=10).status_code == 200


def test_unknown_members_are_ignored_as_the_service_does(local: Local) -> None:
    image = {"Bytes": b64encode(jpeg(portrait())).decode(), "Unknown": 1}
    answer = local.call("DetectFaces", {"Image": image, "NotInTheModel": {"deep": []}, "Attributes": None})
    assert len(answer["FaceDetails"]) == 1


def test_requests_have_ids_of_their_own(local: Local) -> None:
    ids = {local.post("DetectFaces", b"{}").headers["x-amzn-requestid"] for _ in range(3)}
    assert len(ids) == 3


def test_no_message_of_an_error_quotes_the_request(local: Local) -> None:
    body = json.dumps({"SessionId": "Jane Doe"}).encode()
    response = local.post("GetFaceLivenessSessionResults", body)
    assert told(response) == (400, "ValidationException")
    assert "Jane" not in response.text


def test_errors_are_named_as_the_model_names_them(local: Local) -> None:
    model = local.client().meta.service_model
    in_model = {error.name for name in model.operation_names for error in model.operation_model(name).error_shapes}
    of_the_protocol = {
        "MissingAuthenticationTokenException",
        "RequestEntityTooLargeException",
        "RequestTimeoutException",
        "SerializationException",
        "ServiceUnavailableException",
        "UnknownOperationException",
        "ValidationException",
    }
    of_streams = {"InternalServerException", "InvalidSignatureException"}
    ours = {kind.__name__ for kind in RekognitionError.__subclasses__()}
    assert ours <= in_model | of_the_protocol | of_streams


@pytest.mark.parametrize("kind", RekognitionError.__subclasses__())
def test_no_error_is_for_nobody(kind: type[RekognitionError]) -> None:
    room = Path(errors.__file__).parent
    sources = [path.read_text(encoding="utf-8") for path in room.rglob("*.py") if path != Path(errors.__file__)]
    assert any(f"raise {kind.__name__}" in source or f"{kind.__name__}()" in source for source in sources)


def alone(operation: Operation, name: str = "ListCollections") -> AbstractContextManager[str]:
    """A server with this operation as its only one."""
    return serving(create_app(load_model(), {name: operation}, Starlette()))


def unfinished(url: str) -> socket.socket:
    """A request of which only the first byte of the body comes."""
    host, port = url.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)), timeout=20)
    headers = {**SIGNED, "X-Amz-Target": "RekognitionService.ListCollections", "Host": host, "Content-Length": "100"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    connection.sendall(f"POST / HTTP/1.1\r\n{lines}\r\n{{".encode())
    return connection


def answered(local: Local, status: int) -> None:
    """Waits until a request gets this status."""
    for _ in range(100):
        if local.post("ListCollections", b"{}").status_code == status:
            return
        time.sleep(0.05)
    raise AssertionError(status)


def test_nobodys_body_is_read_before_there_is_room_and_who_hangs_up_makes_room() -> None:
    with alone(lambda members: {}) as url:
        local = Local(url, "")
        waiting = [unfinished(url) for _ in range(MAX_AT_WORK)]
        answered(local, 400)
        assert told(local.post("ListCollections", b"{}")) == (400, "ProvisionedThroughputExceededException")
        for connection in waiting:
            connection.close()
        answered(local, 200)


def test_who_never_sends_the_rest_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.rekognition_local.wire.BODY_TIMEOUT_S", 0.2)
    with alone(lambda members: {}) as url, unfinished(url) as connection:
        said = b""
        while b"RequestTimeoutException" not in said:
            said += connection.recv(4096)
    assert said.startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("name", ["DetectFaces", "GetFaceLivenessSessionResults"])
def test_no_more_pictures_are_in_memory_than_are_analysed(name: str) -> None:
    at_once: list[int] = []
    inside = Semaphore(MAX_AT_WORK)

    def count(members: Members) -> Members:
        with inside:
            time.sleep(0.05)
            at_once.append(MAX_AT_WORK - inside._value)
        return {}

    body = {"DetectFaces": b'{"Image":{"Bytes":"/9j/"}}'}.get(name, b'{"SessionId":"%s"}' % str(UUID(int=0)).encode())
    with alone(count, name) as url, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: Local(url, "").post(name, body).status_code, range(8)))
    assert answers == [200] * 8
    assert max(at_once) == PICTURE_WORKERS


@pytest.mark.expect_logs
@pytest.mark.parametrize("error", [ValueError("Jane Doe"), StorageFailed("disk full"), Busy(), {"x": float("nan")}])
def test_whatever_fails_is_an_internal_error_that_quotes_nobody(error: Any, caplog: pytest.LogCaptureFixture) -> None:
    def fail(members: Members) -> Members:
        if isinstance(error, Exception):
            raise error
        return error  # type: ignore[no-any-return]

    with alone(fail) as url:
        response = Local(url, "").post("ListCollections", b"{}")
    assert told(response)[0] == (503 if isinstance(error, Busy) else 500)
    assert "Jane" not in response.text + caplog.text


def test_more_requests_than_can_be_worked_on_are_told_to_come_back() -> None:
    release = Event()

    def wait(members: Members) -> Members:
        assert release.wait(20)
        return {}

    with alone(wait) as url, ThreadPoolExecutor(MAX_AT_WORK + 8) as pool:
        local = Local(url, "")
        asked = [pool.submit(local.post, "ListCollections", b"{}") for _ in range(MAX_AT_WORK + 8)]
        refused = [each.result() for each in islice(as_completed(asked), 8)]
        release.set()
        answered = [each.result() for each in asked]
    assert {told(each) for each in refused} == {(400, "ProvisionedThroughputExceededException")}
    assert sum(each.status_code == 200 for each in answered) == MAX_AT_WORK


@pytest.mark.parametrize(
    "body",
    [
        b'{"Image": {"Bytes": "AA=="}, "Image": {"Bytes": "AA=="}}',
        b'{"Image": {"Bytes": "AA==", "Bytes": "AAA="}}',
        b'{"Unknown": "\\ud800"}',
        b'{"Unknown": 1e400}',
        b'{"Unknown": ' + b"[" * 100 + b"]" * 100 + b"}",
    ],
)
def test_what_two_readers_might_read_differently_is_refused(local: Local, body: bytes) -> None:
    assert told(local.post("DetectFaces", body)) == (400, "SerializationException")


def test_compressed_bodies_are_refused_and_answers_are_not_kept(local: Local) -> None:
    headers = {**SIGNED, "X-Amz-Target": "RekognitionService.DetectFaces", "Content-Encoding": "gzip"}
    response = requests.post(local.url, data=b"x", headers=headers, timeout=10)
    assert told(response) == (400, "SerializationException")
    assert response.headers["cache-control"] == "no-store"
