"""Whole sessions of coming near: presented, recorded by our terminal, and judged as rekognition-local judges."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from kiosk.domain.liveness.face_movement.challenge import FaceMovementChallenge, draw_challenge
from kiosk.domain.liveness.face_movement.container import VideoRefused
from kiosk.domain.liveness.face_movement.guide import reason_of
from kiosk.domain.liveness.face_movement.judge import PRIOR, MovementPolicy, judge, weigh_video
from kiosk.domain.liveness.judge_policy import LOWEST_SIMILARITY
from kiosk.domain.liveness.verdict import Reason
from kiosk.domain.liveness.weighing import Weighed, combine
from kiosk.evaluation.liveness.near.terminal import NearTerminal, Take
from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.species.chances import Chances
from kiosk.evaluation.liveness.species.near import PRESENTATIONS
from kiosk.settings import Settings
from kiosk.vision.descriptor_models import load_descriptor_model
from kiosk.vision.face_video import FaceVideo
from kiosk.vision.tracker import FrameSize, Tracker
from kiosk.vision.video_examiner import VideoExaminer

LAG_S = (0.02, 0.12)
"""From what the screen is told to show to what the camera sees of it."""
ARRIVES_S = 0.2
"""By which the last part of a video comes later than it was filmed."""


class NearSessions:
    """One for each process: models are loaded once."""

    def __init__(self, settings: Settings, *, with_light: bool) -> None:
        """Raises ModelMissing and ModelDamaged."""
        self._settings, self._with_light = settings, with_light
        self._examiner = VideoExaminer(load_descriptor_model(settings.descriptor_model))
        self._policy = MovementPolicy()

    def run(self, outcome: Outcome, chances: Chances) -> Outcome:
        """Carry one session out; `outcome` says whose it is."""
        width_px, height_px = self._settings.frame_width_px, self._settings.frame_height_px
        challenge = draw_challenge(width_px, height_px, partial(_draw, chances.random), with_light=self._with_light)
        presentation = PRESENTATIONS[outcome.species](chances)
        lag_s = float(chances.random.uniform(*LAG_S))
        terminal = NearTerminal(self._settings, challenge, lag_s)
        with Tracker(FrameSize(width_px, height_px, self._settings.stream_zoom)) as tracker:
            take = terminal.run(presentation, tracker, chances.random)
        outcome = replace(outcome, seconds=take.seconds)
        if not take.is_whole:
            return replace(outcome, reasons=(Reason.STREAM_FAILED.value, reason_of(take.guide).value))
        return self._judged(outcome, challenge, take)

    def _judged(self, outcome: Outcome, challenge: FaceMovementChallenge, take: Take) -> Outcome:
        video = FaceVideo(challenge.width_px, challenge.height_px)
        try:
            for part in take.parts:
                video.add(part)
            self._examiner.analyse(video, ended=True)
            facts = self._examiner.describe(video, take.claims, take.video_s + ARRIVES_S)
        except VideoRefused:
            return replace(outcome, reasons=(Reason.STREAM_FAILED.value,))
        verdict = judge(challenge, facts, self._policy)
        pieces, is_weighed = weigh_video(challenge, facts, self._policy)
        sure = combine(pieces, PRIOR)
        return replace(
            outcome,
            passed=verdict.passed,
            reasons=tuple(reason.value for reason in verdict.reasons),
            confidence=verdict.confidence,
            score=sure if is_weighed and sure >= LOWEST_SIMILARITY else 0.0,
            evidence=verdict.evidence,
            not_measured=verdict.not_measured,
            frames=len(facts.frames),
            without={piece.name: is_weighed and self._passes_without(piece.name, pieces) for piece in pieces},
        )

    def _passes_without(self, name: str, pieces: Sequence[Weighed]) -> bool:
        kept = [piece for piece in pieces if piece.name != name]
        return combine(kept, PRIOR) >= self._policy.min_confidence

    def close(self) -> None:
        """Close the models."""
        self._examiner.close()


def _draw(random: np.random.Generator, below: int) -> int:
    return int(random.integers(below))
