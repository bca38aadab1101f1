import base64
import hashlib
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import CameraMeasures, chain_link
from kiosk.errors import BackendTimeout, BackendUnreachable, InternalError, KioskError
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.started_challenge import EncodedFrame, StartedChallenge
from kiosk.terminal.client.upload.frame_queue import PATH_FRAMES, OfferedFrame
from kiosk.terminal.client.upload.uploader import FrameUploader, UploadLimits
from tests.factories.answers import STARTED, started
from tests.fakes import fault_server as fault
from tests.fakes.fault_server import serving

CHALLENGE = Stage.CHALLENGE


class Sender:
    """Keeps what is sent; fails from a given frame on; may be held up by the test."""

    def __init__(self, fails_from: int | None = None, error: Exception | None = None) -> None:
        self.frames: list[EncodedFrame] = []
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()
        self.closed = threading.Event()
        self._fails_from, self._error = fails_from, error or BackendUnreachable()

    def send_frame(self, started: StartedChallenge, frame: EncodedFrame) -> None:
        self.entered.set()
        assert self.gate.wait(5)
        if self._fails_from is not None and len(self.frames) >= self._fails_from:
            raise self._error
        self.frames.append(frame)

    def close(self) -> None:
        self.closed.set()


class Listener:
    """Everything that was reported, in order."""

    def __init__(self) -> None:
        self.progress: list[tuple[int, int]] = []
        self.outcomes: queue.Queue[KioskError | None] = queue.Queue()

    def upload_progressed(self, sent: int, total: int) -> None:
        self.progress.append((sent, total))

    def upload_finished(self) -> None:
        self.outcomes.put(None)

    def upload_failed(self, error: KioskError) -> None:
        self.outcomes.put(error)

    def outcome(self) -> KioskError | None:
        return self.outcomes.get(timeout=5)


def encode(image: str) -> bytes:
    return image.encode()


@contextmanager
def running(upload: FrameUploader[str]) -> Iterator[FrameUploader[str]]:
    upload.start()
    with closing(upload):
        yield upload


def uploader(
    sender: Sender, listener: Listener, encoder: Callable[[str], bytes] = encode, frames: int = 24
) -> FrameUploader[str]:
    # On a clock that stands still no line is slow.
    return FrameUploader(started(), sender, encoder, listener, UploadLimits(12.0, frames), lambda: 0.0)


def offer(upload: FrameUploader[str], *numbers: int) -> None:
    for number in numbers:
        upload.offer(OfferedFrame(f"picture {number}", number / 10, CHALLENGE, key=False))


def test_all_frames_arrive_in_order_with_one_outcome() -> None:
    sender, listener = Sender(), Listener()
    with running(uploader(sender, listener)) as upload:
        offer(upload, *range(10))
        upload.finish()
        assert listener.outcome() is None
        assert upload.wait(5)
    assert [frame.jpeg for frame in sender.frames] == [f"picture {number}".encode() for number in range(10)]
    assert listener.progress[-1] == (10, 10)
    assert listener.outcomes.empty()
    stats = upload.stats
    assert (stats.offered, stats.dropped, stats.sent, stats.sent_bytes) == (10, 0, 10, 90)


def test_numbers_have_no_gaps_and_the_chain_holds_even_when_frames_are_dropped() -> None:
    sender, listener = Sender(), Listener()
    sender.gate.clear()
    with running(uploader(sender, listener, frames=4)) as upload:
        offer(upload, *range(20))
        upload.finish()
        sender.gate.set()
        assert listener.outcome() is None
    assert [frame.sequence for frame in sender.frames] == list(range(len(sender.frames)))
    assert (sender.frames[0].jpeg, sender.frames[-1].jpeg) == (b"picture 0", b"picture 19")
    assert upload.stats.dropped == 20 - len(sender.frames)
    link = str(STARTED["id"])
    for frame in sender.frames:
        link = chain_link(link, frame.sequence, frame.timestamp_ms, hashlib.sha256(frame.jpeg).hexdigest())
        assert frame.chain == link


def test_a_slow_line_gets_what_the_verdict_needs() -> None:
    sender, listener = Sender(), Listener()
    sender.gate.clear()
    now = [0.0]
    limits = UploadLimits(12.0, 24)
    with running(FrameUploader(started(), sender, encode, listener, limits, lambda: now[0])) as upload:
        upload.offer(OfferedFrame("straight", 0.0, CHALLENGE, key=True))
        assert sender.entered.wait(5)
        for number in range(1, 20):
            now[0] = number / 10
            upload.offer(OfferedFrame(f"picture {number}", now[0], CHALLENGE, key=False))
        upload.offer(OfferedFrame("turned", 2.0, CHALLENGE, key=True))
        upload.finish()
        sender.gate.set()
        assert listener.outcome() is None
    sent = [frame.jpeg for frame in sender.frames]
    assert (sent[0], sent[-1]) == (b"straight", b"turned")
    assert len(sent) == 2 + PATH_FRAMES


def test_time_stamps_are_as_far_apart_as_the_pictures() -> None:
    sender, listener = Sender(), Listener()
    with running(uploader(sender, listener)) as upload:
        offer(upload, 0, 1, 5)
        upload.finish()
        assert listener.outcome() is None
    first, second, third = (frame.timestamp_ms for frame in sender.frames)
    assert [second - first, third - first] == pytest.approx([100, 500], abs=1)


def test_an_upload_without_frames_finishes() -> None:
    sender, listener = Sender(), Listener()
    with running(uploader(sender, listener)) as upload:
        upload.finish()
        assert listener.outcome() is None


def test_a_failure_is_the_only_outcome_and_wipes_the_rest() -> None:
    sender, listener = Sender(fails_from=2), Listener()
    with running(uploader(sender, listener)) as upload:
        offer(upload, *range(10))
        error = listener.outcome()
        assert isinstance(error, BackendUnreachable)
        assert error.__traceback__ is None
        assert upload.wait(5)
        offer(upload, 11)
        upload.finish()
    assert len(sender.frames) == 2
    assert listener.outcomes.empty()
    assert sender.closed.is_set()
    assert upload.stats.offered == upload.stats.sent + upload.stats.dropped + 1


@pytest.mark.expect_logs
def test_an_encoder_that_breaks_fails_the_upload() -> None:
    def broken(image: str) -> bytes:
        raise ZeroDivisionError

    sender, listener = Sender(), Listener()
    with running(uploader(sender, listener, broken)) as upload:
        offer(upload, 0)
        assert isinstance(listener.outcome(), InternalError)
    assert sender.frames == []


def test_cancelling_forgets_the_pictures_and_reports_nothing() -> None:
    sender, listener = Sender(), Listener()
    sender.gate.clear()
    with running(uploader(sender, listener)) as upload:
        offer(upload, *range(10))
        assert sender.entered.wait(5)
        upload.cancel()
        assert sender.closed.is_set()
        assert upload.stats.dropped == 9
        sender.gate.set()
        assert upload.wait(5)
    assert len(sender.frames) == 1
    assert listener.outcomes.empty()
    assert listener.progress == []


def test_offering_never_blocks_while_the_sender_hangs() -> None:
    sender, listener = Sender(), Listener()
    sender.gate.clear()
    with running(uploader(sender, listener)) as upload:
        offer(upload, *range(1000))
        assert not upload.wait(0)
        assert upload.stats.dropped >= 1000 - 24 - 1
        upload.cancel()
        sender.gate.set()


@pytest.mark.expect_logs
def test_a_sender_that_hangs_for_ever_is_left_behind() -> None:
    sender, listener = Sender(), Listener()
    sender.gate.clear()
    upload = uploader(sender, listener)
    upload.start()
    offer(upload, 0)
    assert sender.entered.wait(5)
    upload.close(timeout_s=0.01)
    sender.gate.set()
    assert upload.wait(5)


def test_an_upload_that_never_started_can_be_closed() -> None:
    uploader(Sender(), Listener()).close()


def test_frames_survive_a_backend_that_stumbles() -> None:
    listener = Listener()
    replies = [fault.status(503), fault.ok(), fault.hang_up, fault.ok(), fault.status(429), fault.ok()]
    with serving(*replies) as server, closing(BackendClient(server.url, wait=lambda pause_s: False)) as client:
        upload: FrameUploader[str] = FrameUploader(started(), client, encode, listener)
        with running(upload):
            offer(upload, *range(5))
            upload.finish()
            assert listener.outcome() is None
        sequences = [request.body["sequence"] for request in server.script.requests]
    assert sequences == [0, 0, 1, 1, 2, 2, 3, 4]


@pytest.mark.parametrize(("trouble", "kind"), [(fault.status(503), BackendUnreachable), (fault.slow, BackendTimeout)])
def test_a_backend_that_stays_away_fails_the_upload(trouble: fault.Reply, kind: type[KioskError]) -> None:
    listener = Listener()
    with serving(trouble) as server:
        client = BackendClient(server.url, read_timeout_s=0.05, wait=lambda pause_s: False)
        upload: FrameUploader[str] = FrameUploader(started(), client, encode, listener)
        with running(upload):
            offer(upload, *range(5))
            assert isinstance(listener.outcome(), kind)


def test_cancelling_wakes_an_uploader_that_waits_to_try_again() -> None:
    listener = Listener()
    with serving(fault.status(503, Retry_After="10")) as server:
        upload: FrameUploader[str] = FrameUploader(started(), BackendClient(server.url), encode, listener)
        with running(upload):
            offer(upload, 0)
            while not server.script.requests:
                assert not upload.wait(0.01)
            upload.cancel()
            assert upload.wait(5)
    assert listener.outcomes.empty()


def test_what_is_known_of_a_frame_goes_with_it() -> None:
    sender, listener = Sender(), Listener()
    known = OfferedFrame(
        "picture", 0.0, CHALLENGE, key=True, light_step=7, whole="room", camera=CameraMeasures(3.5, 1.25)
    )
    limits = UploadLimits(12.0, 24)
    upload = FrameUploader(
        started(), sender, encode, listener, limits, lambda: 0.0, lambda whole: f"small {whole}".encode()
    )
    with running(upload):
        upload.offer(known)
        upload.offer(OfferedFrame("another", 1.0, CHALLENGE, key=True))
        upload.finish()
        assert listener.outcome() is None
    first, second = sender.frames
    assert (first.light_step, first.whole_jpeg, first.camera) == (7, b"small room", CameraMeasures(3.5, 1.25))
    assert (second.light_step, second.whole_jpeg, second.camera) == (None, None, None)
    body = first.body("token").to_json()
    assert (body["lightStep"], body["camera"]) == (7, {"moire": 3.5, "noise": 1.25})
    assert body["contextBase64"] == base64.b64encode(b"small room").decode()
    assert not {"lightStep", "contextBase64", "camera"} & set(second.body("token").to_json())
