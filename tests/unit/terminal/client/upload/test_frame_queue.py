from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.liveness.challenge import Stage
from kiosk.terminal.client.upload.frame_queue import HELD_FRAMES, PATH_FRAMES, FrameQueue, OfferedFrame

Queue = FrameQueue[int]

capacities = st.integers(4, 12)
gaps_s = st.floats(0.005, 0.4)
offers = st.lists(st.tuples(gaps_s, st.booleans(), st.booleans()), min_size=1, max_size=120)
"""For each frame: time since the one before, whether it is a key frame, whether the sender takes one after it."""


def frame(number: int, at_s: float, *, key: bool = False, stage: Stage = Stage.CHALLENGE) -> OfferedFrame[int]:
    return OfferedFrame(number, at_s, stage, key)


def drain(queue: Queue) -> list[int]:
    taken = []
    while (each := queue.take()) is not None:
        taken.append(each.image)
    return taken


def run(queue: Queue, frames: list[tuple[float, bool, bool]], max_keys: int) -> tuple[list[int], set[int], list[float]]:
    """Sent numbers, numbers of the key frames, and times of all frames; never more waiting keys than `max_keys`."""
    sent: list[int] = []
    keys: set[int] = set()
    times_s: list[float] = []
    for number, (gap_s, is_key, sender_ready) in enumerate(frames):
        times_s.append((times_s[-1] if times_s else 50.0) + gap_s)
        key = is_key and len(keys - set(sent)) < max_keys
        keys |= {number} if key else set()
        queue.offer(frame(number, times_s[-1], key=key))
        if sender_ready and (taken := queue.take()) is not None:
            sent.append(taken.image)
    queue.finish()
    return sent + drain(queue), keys, times_s


@given(capacities, offers)
def test_first_key_and_last_are_never_dropped(capacity: int, frames: list[tuple[float, bool, bool]]) -> None:
    sent, keys, _ = run(Queue(capacity, 12), frames, max_keys=capacity - 3)
    assert {0, len(frames) - 1} | keys <= set(sent)


@given(capacities, offers)
def test_order_is_kept_and_every_frame_accounted_for(capacity: int, frames: list[tuple[float, bool, bool]]) -> None:
    queue = Queue(capacity, 12)
    sent, _, _ = run(queue, frames, max_keys=1000)
    assert sent == sorted(set(sent))
    assert queue.offered == len(frames)
    assert queue.offered == queue.taken + queue.dropped
    assert queue.exhausted


@given(capacities, offers)
def test_the_queue_is_bounded_whatever_is_offered(capacity: int, frames: list[tuple[float, bool, bool]]) -> None:
    queue = Queue(capacity, 12)
    for number, (gap_s, key, _) in enumerate(frames):
        queue.offer(frame(number, number * gap_s, key=key))
        assert len(queue) <= capacity
    assert drain(queue)[0] == 0


@given(offers)
def test_ordinary_frames_stay_under_the_rate(frames: list[tuple[float, bool, bool]]) -> None:
    sent, _, times_s = run(Queue(1000, 12), frames, max_keys=0)
    sent_s = [times_s[number] for number in sent[:-1]]
    for first, begin_s in enumerate(sent_s):
        for count, end_s in enumerate(sent_s[first:]):
            assert count <= (end_s - begin_s) * 12 + 1 + 1e-6


def test_a_camera_of_30_frames_a_second_is_thinned_to_12() -> None:
    queue = Queue(1000, 12)
    for number in range(301):
        queue.offer(frame(number, number / 30))
    assert 119 <= len(queue) <= 121


def test_a_full_queue_is_thinned_evenly() -> None:
    queue = Queue(10, 12)
    for number in range(40):
        queue.offer(frame(number, number / 12))
    queue.finish()
    sent = drain(queue)
    assert (sent[0], sent[-1]) == (0, 39)
    gaps = [after - before for before, after in pairwise(sent)]
    assert max(gaps) <= 3 * 40 / 10


def test_the_newest_frame_is_sent_even_if_it_came_too_soon() -> None:
    queue = Queue(10, 12)
    for number in range(3):
        queue.offer(frame(number, number / 1000))
    queue.finish()
    assert drain(queue) == [0, 2]
    assert queue.dropped == 1


def test_when_only_key_frames_wait_the_oldest_but_the_first_goes() -> None:
    queue = Queue(4, 12)
    for number in range(6):
        queue.offer(frame(number, number / 1000, key=True))
    assert drain(queue) == [0, 3, 4, 5]


def test_the_approach_leaves_places_for_the_challenge() -> None:
    queue = Queue(8, 12, max_frames=40)
    for number in range(100):
        queue.offer(frame(number, number / 12, stage=Stage.APPROACH))
        queue.take()
    assert queue.taken == 20
    for number in range(100, 200):
        queue.offer(frame(number, number / 12))
        queue.take()
    queue.offer(frame(200, 200 / 12, key=True))
    queue.offer(frame(201, 201 / 12))
    queue.finish()
    assert drain(queue) == [200, 201]
    assert queue.taken <= 40


def test_a_slow_line_keeps_the_start_the_latest_hold_and_some_of_the_way() -> None:
    queue = Queue(40, 12)
    keys = {4, 12, 15, 16, 17, 18, 19}
    for number in range(20):
        stage = Stage.APPROACH if number < 4 else Stage.CHALLENGE
        queue.offer(frame(number, number / 12, key=number in keys, stage=stage))
    queue.thin(0)
    kept = drain(queue)
    assert {4, 16, 17, 18, 19} <= {*kept}
    assert len(kept) == 1 + HELD_FRAMES + PATH_FRAMES
    assert min(kept) == 4
    assert queue.offered == queue.taken + queue.dropped


def test_what_has_been_sent_of_the_way_counts() -> None:
    queue = Queue(40, 12)
    for number in range(PATH_FRAMES):
        queue.offer(frame(number, number / 12))
        queue.take()
    for number in range(10, 20):
        queue.offer(frame(number, number / 12))
    queue.thin(2)
    assert len(queue) == 2
    queue.thin(0)
    assert len(queue) == 0


def test_the_last_frame_is_sent_however_slow_the_line() -> None:
    queue = Queue(10, 12)
    for number in range(10):
        queue.offer(frame(number, number / 24))
    queue.finish()
    queue.thin(0)
    assert drain(queue)[-1] == 9


def test_a_wiped_queue_is_empty_and_stays_so() -> None:
    queue = Queue(10, 12)
    for number in range(5):
        queue.offer(frame(number, number / 24))
    queue.wipe()
    queue.offer(frame(9, 9.0, key=True))
    assert queue.take() is None
    assert queue.exhausted
    assert queue.dropped == queue.offered == 5


def test_a_slow_line_keeps_the_hold_in_each_target() -> None:
    queue: FrameQueue[str] = FrameQueue(24, 12.0)
    queue.offer(OfferedFrame("start", 0.0, Stage.CHALLENGE, key=True))
    for number in range(18):
        target = number // 6
        queue.offer(OfferedFrame(f"{target}", 1 + number / 12, Stage.CHALLENGE, key=True, target=target))
    queue.thin(0)
    queue.finish()
    left = []
    while (frame := queue.take()) is not None:
        left.append(frame.image)
    assert min(left.count(str(target)) for target in range(3)) >= HELD_FRAMES
