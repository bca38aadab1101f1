from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.backend.challenge.frame_admission import (
    PREPARE_INTERVAL_S,
    PREPARED_IN_TARGET,
    SETTLED_FRAMES,
    IncomingFrame,
    admit_frame,
)
from kiosk.backend.challenge.records import Admission, FrameStreamState
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import chain_link
from kiosk.errors import ChallengeError, FrameConflict, FrameLimitReached, FrameOutOfOrder
from tests.factories.faces import head

PLAIN = IncomingFrame("a1", None, 7, Stage.CHALLENGE, None, "d0", 100.0, (head(),), False)


def admitted(offered: IncomingFrame, tail: FrameStreamState, max_frames: int = 10) -> Admission:
    admission = admit_frame(offered, max_frames, tail, None)
    assert admission is not None
    return admission


def run(*offered: IncomingFrame) -> list[Admission]:
    """Admit one after the other."""
    tail, admissions = FrameStreamState(), []
    for each in offered:
        admissions.append(admitted(each, tail))
        tail = admissions[-1].tail
    return admissions


def chained(*links: str | None) -> list[bool | None]:
    """How the chain fares: `+` stands for the right link, None for no link."""
    previous, offered = "a1", []
    for number, link in enumerate(links):
        right = chain_link(previous, number, 7, "d0")
        offered.append(replace(PLAIN, untrusted_sequence=number, untrusted_chain=right if link == "+" else link))
        previous = right
    return [admission.facts.chained for admission in run(*offered)]


def test_frames_without_numbers_are_counted() -> None:
    assert [admission.facts.sequence for admission in run(PLAIN, PLAIN, PLAIN)] == [0, 1, 2]
    mixed = run(replace(PLAIN, untrusted_sequence=5), PLAIN)
    assert [admission.facts.sequence for admission in mixed] == [5, 6]


def test_repetition_is_neither_stored_nor_refused() -> None:
    tail = FrameStreamState(frame_count=9, highest_sequence=8)
    assert admit_frame(replace(PLAIN, untrusted_sequence=3), 9, tail, "d0") is None


@pytest.mark.parametrize(
    ("sequence", "stored", "count", "error"),
    [
        (3, "d1", 4, FrameConflict),
        (2, None, 4, FrameOutOfOrder),
        (9, None, 9, FrameLimitReached),
        (None, None, 9, FrameLimitReached),
    ],
)
def test_refusals(sequence: int | None, stored: str | None, count: int, error: type[ChallengeError]) -> None:
    with pytest.raises(error):
        admit_frame(replace(PLAIN, untrusted_sequence=sequence), 9, FrameStreamState(count, 3), stored)


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([None, None], [None, None]),
        (["+", "+", "+"], [True, True, True]),
        (["+", "0" * 64, "+"], [True, False, False]),
        (["+", None, "+"], [True, False, False]),
        ([None, "+", None], [None, False, False]),
        (["0" * 64, None], [False, False]),
    ],
)
def test_chain(links: list[str | None], expected: list[bool | None]) -> None:
    assert chained(*links) == expected


def test_chain_breaks_where_a_frame_is_missing() -> None:
    first = chain_link("a1", 0, 7, "d0")
    third = chain_link(chain_link(first, 1, 7, "d0"), 2, 7, "d0")
    admissions = run(
        replace(PLAIN, untrusted_sequence=0, untrusted_chain=first),
        replace(PLAIN, untrusted_sequence=2, untrusted_chain=third),
    )
    assert [admission.facts.chained for admission in admissions] == [True, False]


def prepared(*offered: IncomingFrame) -> list[int]:
    return [admission.facts.sequence for admission in run(*offered) if admission.prepare]


def test_first_face_some_in_the_target_and_one_every_interval_are_prepared() -> None:
    there_s = [101.6 + i / 20 for i in range(PREPARED_IN_TARGET)]
    times_s = [100.0, 100.5, 100.0 + PREPARE_INTERVAL_S, *there_s]
    reached = [False, False, False, *[True for _ in there_s]]
    offered = [replace(PLAIN, received_at_s=at_s, reached=there) for at_s, there in zip(times_s, reached, strict=True)]
    assert prepared(*offered) == [0, 2, *range(3, 3 + PREPARED_IN_TARGET)]


def test_only_single_faces_of_the_challenge_are_prepared() -> None:
    approach = replace(PLAIN, untrusted_stage=Stage.APPROACH)
    nobody, two = replace(PLAIN, faces=()), replace(PLAIN, faces=(head(), head()))
    assert prepared(approach, nobody, two, PLAIN) == [3]


def test_the_first_judged_frame_is_remembered() -> None:
    approach, later = replace(PLAIN, untrusted_stage=Stage.APPROACH), replace(PLAIN, digest="d9")
    assert [each.tail.first_judged for each in run(approach, PLAIN, later)] == [None, (1, "d0"), (1, "d0")]


def test_the_reference_is_settled_once() -> None:
    approach = replace(PLAIN, untrusted_stage=Stage.APPROACH)
    tail, settled = FrameStreamState(), []
    for offered in [approach] + [PLAIN] * SETTLED_FRAMES + [approach, PLAIN]:
        admission = admitted(offered, tail, 99)
        tail = admission.tail
        settled.append(admission.settled)
    assert settled == [False] * SETTLED_FRAMES + [True, False, False]


@given(st.lists(st.tuples(st.none() | st.integers(0, 12), st.sampled_from(["d0", "d1"])), max_size=30))
def test_numbers_only_ever_rise_and_the_limit_holds(offers: list[tuple[int | None, str]]) -> None:
    tail, stored = FrameStreamState(), dict[int, str]()
    for sequence, digest in offers:
        offered = replace(PLAIN, untrusted_sequence=sequence, digest=digest)
        try:
            admission = admit_frame(offered, 8, tail, None if sequence is None else stored.get(sequence))
        except ChallengeError:
            continue
        if admission is not None:
            tail = admission.tail
            stored[admission.facts.sequence] = digest
    assert all(before < after for before, after in pairwise(stored))
    assert len(stored) == tail.frame_count <= 8
