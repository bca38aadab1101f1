"""The stream against servers that do everything wrong: each ends with its own error, in time."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response

from kiosk.contract.liveness_stream import events
from kiosk.contract.liveness_stream.event_stream import EVENT_TYPE, MESSAGE_TYPE, Message, encode_message
from kiosk.domain.liveness.face_movement.challenge import ChallengeType
from kiosk.errors import KioskError, SettingsInvalid
from kiosk.rekognition_local import errors as service_errors
from kiosk.rekognition_local.streaming import messages
from kiosk.stream_errors import (
    StreamAccessRefused,
    StreamAnswerInvalid,
    StreamBusy,
    StreamClosed,
    StreamCredentialsExpired,
    StreamServiceFailed,
    StreamSessionOver,
    StreamTimeout,
    StreamUnreachable,
    StreamVideoRefused,
)
from kiosk.terminal.client.liveness_stream import stream as stream_module
from kiosk.terminal.client.liveness_stream.connection import StreamNetwork, VideoSize
from kiosk.terminal.client.liveness_stream.stream import LivenessStream, StreamPlan
from kiosk.terminal.client.liveness_stream.stream_clock import StreamClock
from tests.factories.films import challenge
from tests.fakes.liveness_server import Behave, LivenessServer, liveness_server, takes_video, tells

MOVEMENT = challenge()
SIZE = VideoSize(640, 480)


def plan(server: LivenessServer, network: StreamNetwork | None = None, **changes: object) -> StreamPlan:
    grant = server.grant_with(**changes)  # type: ignore[arg-type]
    return StreamPlan(grant, ChallengeType.MOVEMENT, SIZE, network or StreamNetwork(connect_timeout_s=3.0))


@contextmanager
def opened(made: StreamPlan, clock: StreamClock | None = None) -> Iterator[LivenessStream]:
    stream = LivenessStream(made, clock)
    try:
        stream.open()
        yield stream
    finally:
        stream.close()
        assert stream.join(10)


def fails(folder: Path, behave: Behave, wait_s: float = 5.0) -> KioskError:
    """What a stream ends by whose customer has sent a video."""
    with liveness_server(folder, behave) as server, pytest.raises(KioskError) as caught, opened(plan(server)) as stream:
        stream.send(events.video_event(b"video", stream.clock.now_ms()))
        stream.send(events.video_event(b"", stream.clock.now_ms()))
        stream.wait(wait_s)
    return caught.value


def test_a_whole_video_is_sent_and_the_server_closes(tmp_path: Path) -> None:
    taken: list[object] = []
    with liveness_server(tmp_path, takes_video(MOVEMENT, taken)) as server, opened(plan(server)) as stream:
        for part in (b"one", b"two", b""):
            stream.send(events.video_event(part, stream.clock.now_ms()))
        stream.wait(5)
        assert stream.waiting_bytes() == 0
        assert stream.error is None
    assert [event.data for event in taken if isinstance(event, messages.VideoChunk)] == [b"one", b"two", b""]
    query = parse_qs(urlsplit(server.paths[0]).query)
    assert query["challenge-versions"] == ["FaceMovementAndLightChallenge_2.0.0,FaceMovementChallenge_1.0.0"]
    assert query["video-width"] == ["640"]
    assert query["X-Amz-Security-Token"] == ["token"]


def test_an_endpoint_may_have_a_path(tmp_path: Path) -> None:
    with liveness_server(tmp_path, tells(MOVEMENT)) as server:
        endpoint = f"wss://localhost:{server.port}/some/prefix/"
        with opened(plan(server, endpoint=endpoint)):
            pass
    assert server.paths[0].startswith("/some/prefix/start-face-liveness-session-websocket?")
    assert server.codes == [4003]


EXCEPTIONS = [
    (service_errors.SessionNotFoundException, StreamSessionOver),
    (service_errors.ValidationException, StreamVideoRefused),
    (service_errors.ThrottlingException, StreamBusy),
    (service_errors.ServiceQuotaExceededException, StreamBusy),
    (service_errors.InternalServerException, StreamServiceFailed),
    (service_errors.ServiceUnavailableException, StreamServiceFailed),
    (service_errors.AccessDeniedException, StreamAccessRefused),
    (service_errors.InvalidSignatureException, StreamAccessRefused),
    (service_errors.UnknownOperationException, StreamServiceFailed),
]


@pytest.mark.parametrize(("said", "error"), EXCEPTIONS, ids=[said.__name__ for said, _ in EXCEPTIONS])
@pytest.mark.parametrize("begun", [False, True], ids=["at once", "later"])
def test_what_the_service_says_is_an_error_of_ours(
    said: type[service_errors.RekognitionError], error: type[KioskError], begun: bool, tmp_path: Path
) -> None:
    async def only(connection: ServerConnection) -> None:
        await connection.send(messages.exception(said()))

    found = fails(tmp_path, tells(MOVEMENT, messages.exception(said())) if begun else only)
    assert type(found) is error
    assert found.detail == said.__name__


def closes(code: int, *, begun: bool) -> Behave:
    async def behave(connection: ServerConnection) -> None:
        if begun:
            await tells(MOVEMENT)(connection)
            await connection.recv()
        await connection.close(code)

    return behave


OVER = (4001, 4003)
"""What the service closes sessions with whose time is over."""
CODES = [
    (code, StreamSessionOver if code in OVER else StreamClosed)
    for code in (*range(1000, 1004), *range(1007, 1015), 3000, *range(4000, 4008), 4999)
]


@pytest.mark.parametrize(("code", "error"), CODES)
@pytest.mark.parametrize("begun", [False, True], ids=["at once", "later"])
def test_every_code_that_a_stream_is_closed_with_ends_it(
    code: int, error: type[KioskError], begun: bool, tmp_path: Path
) -> None:
    found = fails(tmp_path, closes(code, begun=begun))
    assert type(found) is error
    assert str(code) in found.detail


async def _vanish(connection: ServerConnection) -> None:
    await tells(MOVEMENT)(connection)
    connection.transport.abort()


async def _text(connection: ServerConnection) -> None:
    await connection.send("ServerSessionInformationEvent")


async def _nonsense(connection: ServerConnection) -> None:
    await connection.send(b"\x00" * 40)


async def _huge(connection: ServerConnection) -> None:
    await connection.send(bytes(200_000))


async def _over_at_once(connection: ServerConnection) -> None:
    await connection.send(messages.disconnection(1_700_000_000))


async def _chatter(connection: ServerConnection) -> None:
    while True:
        await connection.send(encode_message(Message({EVENT_TYPE: "Other", MESSAGE_TYPE: "event"}, b"{}")))
        await asyncio.sleep(0)


WRONG = {
    "vanishes": (_vanish, StreamClosed),
    "text": (_text, StreamAnswerInvalid),
    "nonsense": (_nonsense, StreamAnswerInvalid),
    "a huge message": (_huge, StreamClosed),
    "over before it began": (_over_at_once, StreamAnswerInvalid),
    "endless chatter": (_chatter, StreamAnswerInvalid),
    "another challenge": (tells(challenge(with_light=True)), StreamAnswerInvalid),
}


@pytest.mark.parametrize(("behave", "error"), WRONG.values(), ids=WRONG.keys())
def test_a_server_that_does_it_wrong_ends_the_stream(behave: Behave, error: type[KioskError], tmp_path: Path) -> None:
    assert type(fails(tmp_path, behave)) is error


async def _silence(connection: ServerConnection) -> None:
    await connection.wait_closed()


def test_a_server_that_never_says_what_it_wants_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream_module, "INFORMATION_TIMEOUT_S", 0.3)
    assert type(fails(tmp_path, _silence)) is StreamTimeout


def test_a_server_that_never_ends_is_not_waited_for(tmp_path: Path) -> None:
    assert type(fails(tmp_path, tells(MOVEMENT), wait_s=0.3)) is StreamTimeout


def test_a_session_that_is_over_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "SESSION_LIFE_S", 0.5)
    found = fails(tmp_path, tells(MOVEMENT))
    assert (type(found), found.detail) == (StreamTimeout, "the session is over")


def test_a_line_that_is_too_slow_ends_the_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "MAX_WAITING_BYTES", 1000)
    with liveness_server(tmp_path, tells(MOVEMENT)) as server, opened(plan(server)) as stream:
        stream.send(bytes(2000))
        with pytest.raises(StreamTimeout, match="line"):
            stream.wait(5)


def test_nobody_listens_at_the_address(tmp_path: Path) -> None:
    with liveness_server(tmp_path, _silence) as server:
        made = plan(server)
    with pytest.raises(StreamUnreachable), opened(made):
        pass


def test_a_port_that_never_answers_is_not_waited_for(tmp_path: Path) -> None:
    with liveness_server(tmp_path, _silence) as server, closing(socket.create_server(("127.0.0.1", 0))) as deaf:
        endpoint = f"wss://127.0.0.1:{deaf.getsockname()[1]}"
        made = plan(server, StreamNetwork(connect_timeout_s=0.3), endpoint=endpoint)
        with pytest.raises(StreamTimeout), opened(made):
            pass


def test_a_certificate_of_somebody_else_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with liveness_server(tmp_path / "other", _silence) as other:
        foreign = other.authority
    with liveness_server(tmp_path, tells(MOVEMENT)) as server:
        for authority in (foreign, ""):
            with pytest.raises(StreamUnreachable), opened(plan(server, authority=authority)):
                pass
        with pytest.raises(StreamUnreachable, match="authority"), opened(plan(server, authority="nonsense")):
            pass


def test_a_file_of_certificates_is_believed(tmp_path: Path) -> None:
    with liveness_server(tmp_path, tells(MOVEMENT)) as server:
        path = tmp_path / "ours.pem"
        path.write_text(server.authority)
        with opened(plan(server, StreamNetwork(ca_file=str(path)), authority="")):
            pass
        for wrong in (tmp_path / "missing.pem", tmp_path / "stream-key.pem"):
            network = StreamNetwork(ca_file=str(wrong))
            with pytest.raises(SettingsInvalid, match="stream_ca_file"), opened(plan(server, network, authority="")):
                pass


@pytest.mark.parametrize(
    "status", [HTTPStatus.FORBIDDEN, HTTPStatus.UNAUTHORIZED, HTTPStatus.BAD_GATEWAY, HTTPStatus.FOUND]
)
def test_a_server_that_opens_no_websocket(status: HTTPStatus, tmp_path: Path) -> None:
    def refuse(connection: ServerConnection, request: Request) -> Response:
        response = connection.respond(status, "")
        response.headers["Location"] = "wss://127.0.0.1:9/elsewhere"
        return response

    error = StreamAccessRefused if status in (401, 403) else StreamUnreachable
    with (
        liveness_server(tmp_path, _silence, refuse) as server,
        pytest.raises(error, match=str(status.value)),
        opened(plan(server)),
    ):
        pass


def behind(seconds: float) -> StreamClock:
    return StreamClock(lambda: time.time() - seconds)


@pytest.mark.expect_logs
@pytest.mark.parametrize("at_opening", [False, True], ids=["as a message", "as a status"])
@pytest.mark.parametrize("skew_s", [3600.0, -3600.0])
def test_a_clock_that_is_wrong_is_corrected_once(at_opening: bool, skew_s: float, tmp_path: Path) -> None:
    """By the server's date; it is the server that refuses a time that is not its own."""

    def is_skewed(path: str) -> bool:
        signed = parse_qs(urlsplit(path).query)["X-Amz-Date"][0]
        return signed[:11] != time.strftime("%Y%m%dT%H", time.gmtime())

    def refuse(connection: ServerConnection, request: Request) -> Response | None:
        skewed = at_opening and is_skewed(request.path)
        return connection.respond(HTTPStatus.FORBIDDEN, "") if skewed else None

    async def check(connection: ServerConnection) -> None:
        assert connection.request is not None
        if is_skewed(connection.request.path):
            await connection.send(messages.exception(service_errors.InvalidSignatureException()))
        else:
            await tells(MOVEMENT)(connection)

    clock = behind(skew_s)
    with liveness_server(tmp_path, check, refuse) as server, opened(plan(server), clock):
        assert abs(clock.now_s() - time.time()) < 5


@pytest.mark.expect_logs
def test_a_clock_that_is_right_is_not_corrected(tmp_path: Path) -> None:
    async def refuse(connection: ServerConnection) -> None:
        await connection.send(messages.exception(service_errors.InvalidSignatureException()))

    with liveness_server(tmp_path, refuse) as server:
        with pytest.raises(StreamAccessRefused), opened(plan(server)):
            pass
        # A server that is never content is asked once more, and no third time.
        server.date = formatdate(time.time() + 7200, usegmt=True)
        with pytest.raises(StreamAccessRefused), opened(plan(server)):
            pass
        assert len(server.paths) == 3
        server.date = "yesterday"
        with pytest.raises(StreamAccessRefused), opened(plan(server)):
            pass


def test_credentials_that_are_over_are_said_to_be(tmp_path: Path) -> None:
    with liveness_server(tmp_path, tells(MOVEMENT)) as server:
        with pytest.raises(StreamCredentialsExpired), opened(plan(server, expires_at_s=int(time.time()) - 1)):
            pass
        assert server.paths == []


def test_credentials_that_end_during_the_check_are_said_to_be(tmp_path: Path) -> None:
    async def refuse_later(connection: ServerConnection) -> None:
        await tells(MOVEMENT)(connection)
        await connection.recv()
        await connection.send(messages.exception(service_errors.AccessDeniedException()))

    soon_s = int(time.time()) + 2
    with liveness_server(tmp_path, refuse_later) as server, opened(plan(server, expires_at_s=soon_s)) as stream:
        time.sleep(2.2)
        stream.send(events.video_event(b"video", stream.clock.now_ms()))
        with pytest.raises(StreamCredentialsExpired):
            stream.wait(5)


def test_who_leaves_does_not_wait_and_sends_nothing_more(tmp_path: Path) -> None:
    with liveness_server(tmp_path, tells(MOVEMENT)) as server:
        with opened(plan(server)) as stream:
            stream.close(4001)
            assert stream.join(5)
            stream.send(b"late")
            with pytest.raises(StreamClosed):
                stream.wait(1)
        time.sleep(0.1)
    assert server.codes == [4001]


def test_a_stream_that_is_left_before_it_was_opened() -> None:
    LivenessStream(StreamPlan(None, ChallengeType.MOVEMENT, SIZE)).close()  # type: ignore[arg-type]


class Proxy:
    """An HTTP proxy that connects whoever asks to one place, whatever was asked for."""

    def __init__(self, port: int) -> None:
        self._port, self.asked = port, b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with self._listener, self._listener.accept()[0] as client:
            while b"\r\n\r\n" not in self.asked:
                self.asked += client.recv(4096)
            with socket.create_connection(("127.0.0.1", self._port)) as server:
                client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                back = threading.Thread(target=_pump, args=(server, client), daemon=True)
                back.start()
                _pump(client, server)
                back.join(5)


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def test_a_proxy_is_asked_for_other_machines_and_never_for_this_one(tmp_path: Path) -> None:
    with liveness_server(tmp_path, tells(MOVEMENT)) as server:
        proxy = Proxy(server.port)
        network = StreamNetwork(proxy=proxy.url, connect_timeout_s=5)
        with opened(plan(server, network)):
            assert proxy.asked == b""
        elsewhere = f"wss://streaming.example:{server.port}"
        # The certificate is of loopback: that far the proxy has led.
        with pytest.raises(StreamUnreachable), opened(plan(server, network, endpoint=elsewhere)):
            pass
        assert proxy.asked.startswith(b"CONNECT streaming.example:")
        for wrong in ("nonsense", "gopher://proxy:70"):
            made = plan(server, StreamNetwork(proxy=wrong), endpoint=elsewhere)
            with pytest.raises(SettingsInvalid, match="stream_proxy"), opened(made):
                pass
