"""Whether a session can still pass: an attack is not filmed on once a rule is broken that nothing later mends.

What is asked here is what the judge's rules ask of single frames, and only tells when to stop: the verdict is the
backend's, and a session that it does not refuse for the same reason is run again to its end.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from math import hypot

from kiosk.domain.faces.face_detail import Box, FaceDetail
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge, is_aside, turn_towards
from kiosk.domain.liveness.nose.evidence import REFERENCE_FRAMES
from kiosk.domain.liveness.verdict import Reason
from kiosk.evaluation.liveness.session.sample_rule import decide

LEFT = frozenset({Reason.FACE_LEFT_AREA, Reason.FACE_NOT_IN_AREA})
MISSED = frozenset({Reason.TARGET_NOT_REACHED, Reason.WRONG_SIDE})
NEVER_BEGAN = frozenset(
    {
        Reason.NO_FACE,
        Reason.SEVERAL_FACES,
        Reason.FACE_TOO_SMALL,
        Reason.FACE_NOT_IN_AREA,
        Reason.TOO_FEW_FRAMES,
    }
)
LATE = MISSED | {Reason.TIMED_OUT}
"""Unless somebody walks by after that, for whom challenges wait; nobody with a face does behind an attacker."""
ORIGIN = frozenset({Reason.TERMINAL_UNATTESTED, Reason.VIRTUAL_CAMERA})
"""What is said of the frames of an unknown terminal or of such a camera, whatever they show."""

AREA_STEP = 0.02
"""By how much further outside a face must be after each time that the backend has not seen it there."""
NEAREST = 6
"""Frames that are looked at of a target that was never entered."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What somebody saw in a frame: the backend, or the terminal's own tracker before it is sent."""

    stage: Stage
    faces: tuple[FaceDetail, ...]
    received_at_s: float


@dataclass(frozen=True, slots=True)
class Slack:
    """How far what was seen may be from what the backend will see of the same frame."""

    target: float = 0.0
    """In shares of the target's size."""
    turn_deg: float = 0.0


EXACT, OF_TRACKER = Slack(), Slack(target=0.5, turn_deg=5.0)
"""The backend's engine sees up to 4.2 degrees less of a turn than the terminal's tracker (see `GuidePolicy`)."""


class FutilityWatch:
    """Looks on as frames arrive."""

    def __init__(
        self, challenge: NoseChallenge, policy: JudgePolicy, origin: Set[Reason], slack: Slack = EXACT
    ) -> None:
        """`origin` is what the frames are refused for whatever they show."""
        self._challenge, self._policy, self._slack = challenge, policy, slack
        self._seen: list[Sighting] = []
        self._straight: list[FaceDetail] = []
        """The first faces of the challenge, from which turns are measured."""
        self._first: list[int] = []
        """Frames from which turns are measured."""
        self._outside: list[int] = []
        self._proving: list[int] = []
        self._off: list[list[tuple[float, int]]] = [[] for _ in challenge.targets]
        """For each target, how far from its middle the nose was, and in which frame."""
        self._began_s: float | None = None
        self._broken: set[Reason] = {*origin & ORIGIN}
        self._entered = self._proven = 0
        """Targets in which the nose has been in their turn, and those of them that may be proven."""
        self._visited = [False] * len(challenge.targets)
        """Whether the nose has been in each target, in its turn or not."""
        self._turned = [0] * len(challenge.targets)
        """For each target, the frames that may prove it."""
        self._sample_decided, self._has_company = False, False
        self._area_slack = 0.0
        """How much further outside a face must be than the rule says, in shares of the area's size."""

    @property
    def seen(self) -> Sequence[Sighting]:
        """All so far."""
        return self._seen

    @property
    def deciding(self) -> Sequence[int]:
        """Which frames the refusal goes by, in order.

        Where the target that comes next was never entered, those in which the nose came nearest to it: it was further
        away in all others.
        Else whatever may prove a target.
        """
        last = len(self._seen) - 1
        if self._broken and not self._broken <= LATE:
            return sorted({*self._first[:1], *self._outside, last})
        missed = self._missed
        chosen = self._proving if missed is None else [at for _, at in sorted(self._off[missed])[:NEAREST]]
        return sorted({*self._first, *chosen, last})

    def foretold(self, foresight: "FutilityWatch") -> Set[Reason]:
        """What the backend's verdict must say of the frames that a refusal goes by, which `foresight` has chosen and
        this watch has seen as the backend sees them; empty where it does not see the same.

        A time that is up is none of them: frames are late where those before them were left out.
        """
        missed = foresight._missed
        if not {*foresight.refusals} <= LATE:
            return self.refusals & foresight.refusals
        seen_otherwise = missed is not None and self._visited[missed]
        return frozenset() if seen_otherwise else self.refusals & foresight.refusals & MISSED

    @property
    def _missed(self) -> int | None:
        """The target that comes next, if the nose never was there, in its turn or not."""
        return self._entered if self._misses and not self._visited[self._entered] else None

    def observe(self, sighting: Sighting) -> None:
        """Take one frame into account; they come in order."""
        self._seen.append(sighting)
        if sighting.stage is Stage.CHALLENGE:
            self._began_s = sighting.received_at_s if self._began_s is None else self._began_s
            if len(sighting.faces) == 1:
                self._look(sighting.faces[0])
            self._has_company = self._has_company or len(sighting.faces) > 1
            self._look_at_clock(sighting.received_at_s - self._began_s)
        if self._broken and not self._sample_decided:
            self._sample_decided = decide(self._challenge, self._seen) is not None

    def doubt_boxes(self) -> None:
        """Go on, because the backend does not see the face outside: faces must be further out from now on."""
        self._area_slack += AREA_STEP
        self._broken -= LEFT
        self._outside = []

    @property
    def is_over(self) -> bool:
        """Whether nothing that is still to come changes what this session counts as, by our rules and the sample's."""
        return bool(self._broken) and self._sample_decided

    @property
    def has_begun(self) -> bool:
        """Whether there was a frame of the challenge itself."""
        return self._began_s is not None

    @property
    def refusals(self) -> Set[Reason]:
        """What the frames so far will be refused for if they are all; empty where that is open."""
        if self._broken or self._misses == 0:
            return frozenset(self._broken)
        return MISSED if self.has_begun else NEVER_BEGAN

    @property
    def _misses(self) -> int:
        return len(self._challenge.targets) - self._entered

    def _look(self, face: FaceDetail) -> None:
        challenge, policy, at = self._challenge, self._policy, len(self._seen) - 1
        if not challenge.face_area.enlarge(policy.area_tolerance + self._area_slack).holds(face.bounding_box):
            self._broken |= LEFT
            self._outside.append(at)
        if len(self._straight) < REFERENCE_FRAMES:
            self._straight.append(face)
            self._first.append(at)
        self._advance(face, at)

    def _advance(self, face: FaceDetail, at: int) -> None:
        """Count the frame for every target that it may be for: the first, and each one after those that may be proven.

        The judge is stricter, who takes each frame for one target alone.
        """
        targets, policy = self._challenge.targets, self._policy
        for index, target in enumerate(targets):
            off = hypot((face.nose.x - target.centre.x) * self._challenge.aspect, face.nose.y - target.centre.y)
            self._off[index].append((off, at))
            if not target.enlarge(policy.target_tolerance + self._slack.target).contains(face.nose):
                continue
            self._visited[index] = True
            if index <= self._proven:
                self._entered = max(self._entered, index + 1)
                if self._may_be_turned(face, target):
                    self._turned[index] += 1
                    self._proving.append(at)
        while self._proven < len(targets) and self._turned[self._proven] >= policy.min_target_frames:
            self._proven += 1

    def _may_be_turned(self, face: FaceDetail, target: Box) -> bool:
        """Whether the head may be turned far enough for a target since one of the first frames."""
        challenge, policy, pose = self._challenge, self._policy, face.pose
        least_deg = policy.min_turn_deg if is_aside(target, challenge) else policy.min_nod_deg
        turns_deg = (
            turn_towards(target, challenge, pose.yaw_deg - before.pose.yaw_deg, pose.pitch_deg - before.pose.pitch_deg)
            for before in self._straight
        )
        return max(turns_deg) >= least_deg - self._slack.turn_deg

    def _look_at_clock(self, elapsed_s: float) -> None:
        policy = self._policy
        usual_s = policy.nose_duration_s + self._entered * policy.later_target_duration_s
        allowed_s = min(self._challenge.time_factor, policy.longer_time_factor) * usual_s
        # A challenge waits for people who pass by.
        if self._misses and elapsed_s > allowed_s + self._has_company * policy.max_passing_s:
            self._broken |= LATE
