"""What has a limit of its own: measurements of an attempt beside what they are held against, for staff."""

from collections.abc import Iterator, Mapping
from math import isfinite

from kiosk.backend.challenge.records import ChallengeState
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.records import FlowRecord
from kiosk.backend.metrics.quality import PORTRAIT, SELFIE
from kiosk.domain.faces.quality import MAX_OCCLUSION, FaceQualityPolicy
from kiosk.domain.identity.step_results import FaceMatch, JudgedMeasure
from kiosk.errors import AttemptNotFound


def judge_measures(context: FlowContext, snapshot: ChallengeState, flow: FlowRecord) -> Iterator[JudgedMeasure]:
    """All of an attempt, what decides first; raises ServiceErrors."""
    settings, verdict = context.challenges.settings, snapshot.verdict
    if verdict is not None:
        sure, least = verdict.confidence, settings.judge.min_confidence
        yield JudgedMeasure("liveness", sure, least, at_least=True, passed=sure >= least)
    for answer in (flow.document, flow.answer):
        if answer is not None:
            yield from _judge_match(answer.face_match)
    if flow.answer is not None:
        for each in flow.answer.duplicates[:1]:
            yield JudgedMeasure(
                "duplicate_similarity", each.similarity, settings.match.duplicate, at_least=False, passed=False
            )
    yield from judge_quality(_recorded(context, flow), settings.face_quality)


def judge_quality(measures: Mapping[str, float], policy: FaceQualityPolicy) -> Iterator[JudgedMeasure]:
    """What the quality gate measured on selfie and portrait, as the attempt's record has it."""
    for image in (SELFIE, PORTRAIT):
        limits = {
            f"{image}_yaw_deg": (policy.max_yaw_deg, False),
            f"{image}_pitch_deg": (policy.max_pitch_deg, False),
            f"{image}_sharpness": (policy.min_sharpness, True),
            f"{image}_brightness": (policy.min_brightness, True),
            f"{image}_occlusion": (MAX_OCCLUSION, False),
            f"{image}_failed_size": (policy.min_side_px, True),
            f"{image}_failed_over_exposure_prevention": (policy.min_over_exposure_prevention, True),
        }
        for name, (limit, at_least) in limits.items():
            if name in measures and isfinite(measures[name]):
                value = abs(measures[name])
                passed = value > limit if at_least else value <= limit
                yield JudgedMeasure(name.replace("_failed", ""), value, limit, at_least, passed)


def _judge_match(match: FaceMatch | None) -> Iterator[JudgedMeasure]:
    if match is not None and match.similarity is not None and match.threshold is not None:
        yield JudgedMeasure("similarity", match.similarity, match.threshold, at_least=True, passed=match.is_match)


def _recorded(context: FlowContext, flow: FlowRecord) -> Mapping[str, float]:
    """The record is deleted sooner than the challenge where retention says so."""
    try:
        return context.attempts.load(flow.challenge_id).measures
    except AttemptNotFound:
        return {}
