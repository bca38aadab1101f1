"""The judge of the face-movement challenge: all that a video showed in, one verdict out.

What no customer does fails outright; the rest is weighed, and no piece passes anybody alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType

from kiosk.domain.liveness.face_movement.approach import Approach, measure_approach
from kiosk.domain.liveness.face_movement.challenge import FIT_TIMEOUT_MS, FaceMovementChallenge
from kiosk.domain.liveness.face_movement.facts import VideoFacts
from kiosk.domain.liveness.face_movement.geometry import client_box, overlap
from kiosk.domain.liveness.face_movement.reflection import Reflection, claimed_in_order, measure_reflection
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.domain.liveness.weighing import Scale, Weighed, combine, weigh_piece

PRIOR = -1.0
"""Log-odds before anything is weighed."""
STRONG = 1.0
"""Log-odds from which a piece is named as the reason when all together are not enough."""
RELIEF = Scale(attack=0.17, neutral=0.48, typical=0.59, against=3.9, in_favour=1.5)
"""Strength over growth, which is the less the narrower the lens: of simulated heads 0.56 to 0.96 (5 to 95 in a hundred)
before cameras that see 56 to 90 degrees and 0.45 to 0.56 before one of 47; of flat photographs up to 0.06, of bent
ones up to 0.67."""
EXCESS = Scale(attack=1.35, neutral=1.12, typical=1.0, against=6.0, in_favour=0.0)
"""The same: more than a head has, which photographs have that are bent while they come near, up to 1.65."""
BEYOND_BEND = Scale(attack=0.06, neutral=0.11, typical=0.24, against=4.3, in_favour=1.4)
"""The same for what no bent sheet has: of simulated heads 0.13 to 0.43, before a lens of 47 degrees 0.10 to 0.20; of
photographs bent to 60 millimetres up to 0.26 and of those bent as they come up to 0.19 (95 in a hundred)."""
SHAPE = Scale(attack=0.58, neutral=0.77, typical=0.86, against=4.9, in_favour=1.2)
"""How much of the differences a head's depth explains: of simulated heads 0.70 to 0.93, the less the more they grin and
wink meanwhile; of photographs that are bent as they come 0.3 to 0.84, of those with the most relief up to 0.79."""
GROWTH = Scale(attack=1.15, neutral=1.3, typical=1.5, against=2.5, in_favour=0.4)
FIT = Scale(attack=0.4, neutral=0.5, typical=0.65, against=3.0, in_favour=0.4)
CLAIMS = Scale(attack=0.1, neutral=0.3, typical=0.6, against=2.5, in_favour=0.2)
"""Overlap of the claimed first face with the video's."""
LIGHT = Scale(attack=0.65, neutral=0.8, typical=0.92, against=6.0, in_favour=1.2)
"""Correlation of hues: of simulated faces 0.88 to 1; of the same with colours of other sequences up to 0.7 in 99 of 100
cases and up to 0.82 in 999 of 1,000."""
LIGHT_CONTRAST = Scale(attack=0.02, neutral=0.05, typical=0.15, against=5.0, in_favour=0.0)
"""Of simulated faces 0.15 to 1.3, the less the brighter the room; of the glass of tablets, which throws back a
twentieth, 0.03 to 0.1, the more the darker it is."""
GLASS_CONTRAST = Scale(attack=0.05, neutral=0.09, typical=0.2, against=6.0, in_favour=0.0)
"""The same where all of the picture shines like the face, as of a screen that fills it: mostly 0.03 to 0.06, in dark
rooms up to 0.18."""
COMPARED_EVERY_S = 1.0
"""Faces of a video are compared so often, and at its end."""
MAX_BESIDE = 0.5
"""What is behind a face is further away and shines less: up to 0.17 of the face, and of screens that fill the picture
0.9 to 1.2."""
REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        "relief": Reason.NO_DEPTH,
        "relief_beyond_bend": Reason.NO_DEPTH,
        "relief_shape": Reason.NO_DEPTH,
        "growth": Reason.TARGET_NOT_REACHED,
        "fit": Reason.TARGET_NOT_REACHED,
        "initial_face_overlap": Reason.PATH_NOT_CONTINUOUS,
        "light_correlation": Reason.LIGHT_NOT_REFLECTED,
        "light_contrast": Reason.LIGHT_NOT_REFLECTED,
    }
)


@dataclass(frozen=True, slots=True)
class MovementPolicy:
    """What is accepted of a video."""

    min_frames: int = 5
    max_faceless_share: float = 0.1
    """Of frames in which the face is not found, as when it passes the picture's edge."""
    min_growth: float = 1.2
    max_start_width: float = 0.85
    """Of the oval's: a face that is there already need not come."""
    max_frozen_share: float = 0.5
    """Of pairs of frames that are the same to the last bit."""
    max_gap_s: float = 1.2
    max_fit_s: float = FIT_TIMEOUT_MS / 1000 + 3
    """From the first frame to the oval: what clients give, and what they need to begin."""
    max_time_difference_s: float = 2.0
    """Between what the client says of its video's length, its container, and the server's clock."""
    min_same_person_similarity: float = 90.0
    min_confidence: float = 80.0


@dataclass(frozen=True, slots=True)
class _Attempt:
    challenge: FaceMovementChallenge
    facts: VideoFacts
    policy: MovementPolicy
    single: tuple[FrameFacts, ...] = field(repr=False)
    """Frames that show exactly one face."""
    approach: Approach | None
    reflection: Reflection | None


def judge(
    challenge: FaceMovementChallenge,
    facts: VideoFacts,
    policy: MovementPolicy = MovementPolicy(),
    *,
    synthetic: bool = False,
) -> Verdict:
    """Decide; without a face in the video, or relief that could be measured, nobody passes."""
    attempt = _measure(challenge, facts, policy)
    single, pieces = attempt.single, _weigh(attempt)
    sure = combine(pieces, PRIOR)
    reasons = list(dict.fromkeys(_reasons(attempt)))
    if not reasons and not sure >= policy.min_confidence:
        named = [REASONS[piece.name] for piece in pieces if piece.log_odds <= -STRONG]
        reasons = list(dict.fromkeys(named)) or [Reason.LOW_CONFIDENCE]
    return Verdict(
        passed=not reasons,
        reasons=tuple(reasons),
        confidence=0.0 if reasons and Reason.LOW_CONFIDENCE not in reasons else sure,
        evidence=_measurements(attempt, pieces),
        reference_sequence=reference_sequence(single),
        audit_sequences=audit_sequences(single),
        face_match=facts.identity.document,
        synthetic=synthetic,
        not_measured=tuple(piece.name for piece in pieces if piece.value is None),
    )


def weigh_video(
    challenge: FaceMovementChallenge, facts: VideoFacts, policy: MovementPolicy = MovementPolicy()
) -> tuple[tuple[Weighed, ...], bool]:
    """Return what a verdict weighs, and whether it comes to that: no rule is broken that no evidence outweighs."""
    attempt = _measure(challenge, facts, policy)
    return _weigh(attempt), next(_reasons(attempt), None) is None


def _measure(challenge: FaceMovementChallenge, facts: VideoFacts, policy: MovementPolicy) -> _Attempt:
    single = tuple(frame for frame in facts.frames if len(frame.faces) == 1)
    reflection = measure_reflection(challenge, single, facts.claims) if challenge.colours else None
    return _Attempt(challenge, facts, policy, single, measure_approach(challenge, single), reflection)


def reference_sequence(single: Sequence[FrameFacts]) -> int | None:
    """The sharpest of the frames in which the face is large; None without any."""
    if not single:
        return None
    widths = [frame.faces[0].bounding_box.width for frame in single]
    large = [frame for frame, width in zip(single, widths, strict=True) if width >= 0.7 * max(widths)]
    return max(large, key=lambda frame: frame.faces[0].quality.sharpness).sequence


def audit_sequences(single: Sequence[FrameFacts]) -> tuple[int, ...]:
    """Up to four frames worth keeping: the first, the last, and two between."""
    last = len(single) - 1
    places = sorted({0, last // 3, 2 * last // 3, last}) if single else ()
    return tuple(single[place].sequence for place in places)


def compared_frames(single: Sequence[FrameFacts]) -> tuple[FrameFacts, ...]:
    """Frames whose faces are compared with the first's: one a second, and the last.

    All but the last can be told while the others still arrive.
    """
    chosen = list[FrameFacts]()
    for frame in single:
        if not chosen or frame.received_at_s - chosen[-1].received_at_s >= COMPARED_EVERY_S:
            chosen.append(frame)
    if single and single[-1] is not chosen[-1]:
        chosen.append(single[-1])
    return tuple(chosen)


def _weigh(attempt: _Attempt) -> tuple[Weighed, ...]:
    relief, approach = attempt.facts.relief, attempt.approach
    pieces = [
        _weigh_relief(None if relief is None else relief.strength / relief.growth),
        weigh_piece("relief_beyond_bend", None if relief is None else relief.beyond_bend / relief.growth, BEYOND_BEND),
        weigh_piece("relief_shape", None if relief is None else relief.explained, SHAPE),
        weigh_piece("growth", None if approach is None else approach.growth, GROWTH),
        weigh_piece("fit", None if approach is None else approach.best_fit, FIT),
        weigh_piece("initial_face_overlap", _initial_overlap(attempt), CLAIMS),
    ]
    return (*pieces, *_weigh_light(attempt.reflection)) if attempt.challenge.colours else tuple(pieces)


def _weigh_light(light: Reflection | None) -> Iterator[Weighed]:
    like_glass = light is not None and light.beside is not None and not light.beside <= MAX_BESIDE
    yield weigh_piece("light_correlation", None if light is None else light.correlation, LIGHT)
    yield weigh_piece(
        "light_contrast", None if light is None else light.contrast, GLASS_CONTRAST if like_glass else LIGHT_CONTRAST
    )


def _weigh_relief(strength: float | None) -> Weighed:
    """Too little of it speaks against a head, and so does too much."""
    piece = weigh_piece("relief", strength, RELIEF)
    return piece if strength is None else replace(piece, log_odds=piece.log_odds + EXCESS.weigh(strength))


def _initial_overlap(attempt: _Attempt) -> float | None:
    """Of the claimed first face with that of the frame nearest to the claimed time."""
    claims, single = attempt.facts.claims, attempt.single
    if claims.initial_face is None or not single:
        return None
    faces = [frame.faces[0] for frame in single[: max(len(single) // 2, 1)]]
    return max(overlap(claims.initial_face, client_box(face, attempt.challenge)) for face in faces)


def _reasons(attempt: _Attempt) -> Iterator[Reason]:
    yield from _face_reasons(attempt)
    yield from _approach_reasons(attempt)
    yield from _stream_reasons(attempt)
    yield from _claim_reasons(attempt)
    # Absence of evidence is no proof: what makes the challenge one must have been measured.
    if attempt.facts.relief is None:
        yield Reason.NO_DEPTH
    if attempt.challenge.colours and attempt.reflection is None:
        yield Reason.LIGHT_NOT_REFLECTED
    similarities = attempt.facts.identity.same_person.values()
    if not similarities or not all(each >= attempt.policy.min_same_person_similarity for each in similarities):
        yield Reason.PERSON_CHANGED


def _face_reasons(attempt: _Attempt) -> Iterator[Reason]:
    frames, single, policy = attempt.facts.frames, attempt.single, attempt.policy
    if any(len(frame.faces) > 1 for frame in frames):
        yield Reason.SEVERAL_FACES
    faceless = sum(not frame.faces for frame in frames)
    if frames and faceless == len(frames):
        yield Reason.NO_FACE
    elif faceless > policy.max_faceless_share * len(frames):
        yield Reason.FACE_LOST
    if len(single) < policy.min_frames:
        yield Reason.TOO_FEW_FRAMES


def _approach_reasons(attempt: _Attempt) -> Iterator[Reason]:
    approach, policy = attempt.approach, attempt.policy
    if approach is None:
        return
    if not approach.start_width <= policy.max_start_width:
        yield Reason.TARGET_ALREADY_REACHED
    if approach.filled_at_s is None or not approach.growth >= policy.min_growth:
        yield Reason.TARGET_NOT_REACHED
    elif not approach.filled_at_s <= policy.max_fit_s:
        yield Reason.TIMED_OUT
    if not approach.largest_jump <= 1:
        yield Reason.PATH_NOT_CONTINUOUS


def _stream_reasons(attempt: _Attempt) -> Iterator[Reason]:
    frames, policy = attempt.facts.frames, attempt.policy
    pairs = list(pairwise(frames))
    if sum(first.digest == second.digest for first, second in pairs) > policy.max_frozen_share * len(pairs):
        yield Reason.FROZEN_FRAMES
    if any(second.received_at_s - first.received_at_s > policy.max_gap_s for first, second in pairs):
        yield Reason.FRAMES_MISSING


def _claim_reasons(attempt: _Attempt) -> Iterator[Reason]:
    claims, policy, frames = attempt.facts.claims, attempt.policy, attempt.facts.frames
    if claims.initial_face is None or claims.target_face is None:
        yield Reason.TARGET_NOT_REACHED
    if claims.video_start_ms is None or claims.video_end_ms is None or not frames:
        yield Reason.FRAMES_MISSING
        return
    claimed_s = (claims.video_end_ms - claims.video_start_ms) / 1000
    filmed_s = frames[-1].received_at_s - frames[0].received_at_s
    # A video cannot arrive in less time than it takes to film, but for its first part.
    if not abs(claimed_s - filmed_s) <= policy.max_time_difference_s or not (
        filmed_s <= attempt.facts.arrival_s + policy.max_time_difference_s
    ):
        yield Reason.FRAMES_MISSING
    if attempt.challenge.colours and not claimed_in_order(attempt.challenge, claims):
        yield Reason.LIGHT_NOT_REFLECTED


def _measurements(attempt: _Attempt, pieces: Sequence[Weighed]) -> dict[str, float]:
    measured = {"frames": float(len(attempt.facts.frames))}
    measured |= {piece.name: piece.value for piece in pieces if piece.value is not None}
    if attempt.approach is not None:
        measured |= {"start_width": attempt.approach.start_width, "largest_jump": attempt.approach.largest_jump}
        if attempt.approach.filled_at_s is not None:
            measured["seconds"] = attempt.approach.filled_at_s
    if attempt.reflection is not None:
        measured["light_lag_s"] = attempt.reflection.lag_s
        if attempt.reflection.beside is not None:
            measured["light_beside"] = attempt.reflection.beside
    if attempt.facts.identity.same_person:
        measured["same_person"] = min(attempt.facts.identity.same_person.values())
    return measured
