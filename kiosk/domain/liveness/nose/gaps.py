"""Frames in the course of a challenge that do not show the customer alone: which are bridged, and which end it.

They prove nothing themselves. What is bridged has to go on as it ceased: the customer alone on both sides, the nose at
the same place, and both faces compared with the person's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import hypot

from kiosk.domain.liveness.company import Company, company_of
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.verdict import Reason


@dataclass(frozen=True, slots=True)
class Gap:
    """Consecutive frames that do not show one face alone, and the ones beside them that do."""

    company: frozenset[Company]
    before: FrameFacts | None
    """None at the beginning of the challenge."""
    after: FrameFacts | None
    """None at its end."""

    @property
    def lasted_s(self) -> float:
        """From the last frame before to the first after it, by the backend's clock."""
        if self.before is None or self.after is None:
            return 0.0
        return self.after.received_at_s - self.before.received_at_s


def find_gaps(frames: Sequence[FrameFacts], challenge: NoseChallenge) -> tuple[Gap, ...]:
    """Find the gaps among the frames of the challenge, in order."""
    gaps, at = [], 0
    for alone, run in groupby(frames, key=lambda frame: len(frame.faces) == 1):
        inside = list(run)
        end = at + len(inside)
        if not alone:
            company = frozenset(company_of(frame.faces, challenge.face_area) for frame in inside)
            before, after = frames[at - 1] if at else None, frames[end] if end < len(frames) else None
            gaps.append(Gap(company, before, after))
        at = end
    return tuple(gaps)


def gap_edges(alone: Sequence[FrameFacts]) -> Iterator[int]:
    """Yield the sequence numbers of those beside each gap, whose faces have to be compared, of frames of one face."""
    for before, after in pairwise(alone):
        if after.sequence - before.sequence > 1:
            yield from (before.sequence, after.sequence)


def waited_s(gaps: Sequence[Gap]) -> float:
    """How long the challenge waited for passers-by, which is no time of the customer's."""
    return sum(gap.lasted_s for gap in gaps if Company.PASSERS_BY in gap.company)


def gap_reasons(
    gaps: Sequence[Gap], challenge: NoseChallenge, identity: IdentityFacts, policy: JudgePolicy
) -> Iterator[Reason]:
    """What is wrong with the gaps, if anything."""
    yield from (reason for gap in gaps for reason in _reasons(gap, challenge, identity, policy))
    if len(gaps) > policy.max_gaps:
        yield Reason.FACE_LOST
    if waited_s(gaps) > policy.max_passing_s:
        yield Reason.SEVERAL_FACES


def _reasons(gap: Gap, challenge: NoseChallenge, identity: IdentityFacts, policy: JudgePolicy) -> Iterator[Reason]:
    joined, alone = Company.JOINED in gap.company, gap.company == {Company.NOBODY}
    if joined:
        yield Reason.SEVERAL_FACES
    if gap.before is None or gap.after is None:
        yield Reason.FACE_LOST if alone else Reason.SEVERAL_FACES
        return
    if alone and not gap.lasted_s <= policy.max_lost_s:
        yield Reason.FACE_LOST
    if not _goes_on(gap.before, gap.after, challenge, policy):
        yield Reason.PATH_NOT_CONTINUOUS
    # How alike they are is judged with all others.
    if not {gap.before.sequence, gap.after.sequence} <= identity.same_person.keys():
        yield Reason.PERSON_CHANGED


def _goes_on(before: FrameFacts, after: FrameFacts, challenge: NoseChallenge, policy: JudgePolicy) -> bool:
    """Whether the nose is where it was; however long nobody saw it, it gets no further than between two frames."""
    start, end = before.faces[0].nose, after.faces[0].nose
    return hypot((end.x - start.x) * challenge.aspect, end.y - start.y) <= policy.max_step
