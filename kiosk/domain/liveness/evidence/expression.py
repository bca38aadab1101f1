"""Whether the face moves by itself: mouth and brows of the living never keep quite still, nor follow the turn alone.

One photograph that a script warps deforms as its turn has it, and what is left is the noise of landmarks, which is
another in every frame. What goes on from frame to frame is the face's own, and so is a blink, which calm people have in
place of a lively mouth. Masks with real eyes behind them are told by neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.liveness.evidence.blinks import count_blinks
from kiosk.domain.liveness.frames import FrameFacts

STEADY = (
    "leftEyeLeft",
    "leftEyeRight",
    "rightEyeLeft",
    "rightEyeRight",
    "nose",
    "noseLeft",
    "noseRight",
    "upperJawlineLeft",
    "upperJawlineRight",
)
"""What expressions hardly move: faces are laid on each other by these."""
MOVING = (
    "mouthLeft",
    "mouthRight",
    "mouthUp",
    "mouthDown",
    "lipUp",
    "lipDown",
    "lipLeft",
    "lipRight",
    "chinBottom",
    "midJawlineLeft",
    "midJawlineRight",
    "leftEyeBrowLeft",
    "leftEyeBrowRight",
    "leftEyeBrowUp",
    "rightEyeBrowLeft",
    "rightEyeBrowRight",
    "rightEyeBrowUp",
)
OF_THE_MESH = "leftLidUp1"
"""A landmark of the face mesh alone: of other engines' landmarks nobody has measured how their noise goes on."""
MIN_FRAMES = 20
"""Fewer show nothing of the kind; what a client leaves out is no way round it."""
NEAR_S = 0.32
"""Expressions last longer, but so do turns, and what is as slow is taken out with them."""
USUAL_S, FADES_S = 0.09, 0.085
"""Between frames of a usual line, and the time by which that is longer until a third is left of what goes on: of
simulated people the medians were .18 at .095 s from frame to frame, .11 at .14 s and .06 at .19 s, and what warped
photographs reach falls as fast, so that slow lines make nobody more rigid."""
SHRUNK = 0.3
"""How far landmarks count as if their errors were independent of each other; so few frames do not tell all of it."""
BLINKED = 0.25
"""What a blink is worth: as much as lively people's persistence."""
STILL = 1e-6
"""In image heights, below which a landmark is the same number again and again."""
DEGREE = 2
"""Of the powers of a turn that are taken out."""
ROUNDS = 3
"""Of laying all faces on their mean."""

Complex = NDArray[np.complex128]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ExpressionEvidence:
    """How much of what the turn does not explain goes on from frame to frame, and how often the eyes blink.

    Persistence by session, lowest, 5 of 100, median: windows of 50 frames of clips of six real people .17, .18, .29,
    of one with 22 frames .12; simulated people, whose mouths move by .6 % of the face's width, .07, .15, .25 (166
    sessions of 16 people), of whom two in five are seen to blink. One photograph, warped by a script, median .07,
    highest .17 (115 sessions, none of which blinks). Masks .12 to .37: the way that a person takes to the targets, and
    a head that is never quite still, leave something, too, so that a script which borrows them is not told by this.
    """

    persistence: float
    """Correlation of what is left with what is left within a third of a second, less that of noise; 0 for a face that
    nothing moves but its turn, and for too few frames."""
    blinks: int
    frames: int

    @property
    def own_movement(self) -> float:
        """What is weighed: the persistence, or a blink, beside which no calm mouth speaks against anybody."""
        return max(self.persistence, BLINKED) if self.blinks else self.persistence


def measure_expression(frames: Sequence[FrameFacts], aspect: float) -> ExpressionEvidence | None:
    """Measure how mouth and brows move by themselves; None where the engine's landmarks are not those of the mesh.

    `frames` are those of the challenge that show one face, in order; `aspect` is the image's width over height.
    """
    names = {OF_THE_MESH, *STEADY, *MOVING}
    if not all(names <= frame.faces[0].landmarks.keys() for frame in frames):
        return None
    if len(frames) < MIN_FRAMES:
        return ExpressionEvidence(0.0, 0, len(frames))
    return ExpressionEvidence(_measure_persistence(frames, aspect), count_blinks(frames, aspect), len(frames))


def _measure_persistence(frames: Sequence[FrameFacts], aspect: float) -> float:
    left = _take_out(_turns(frames))
    shapes = _laid_on_each_other(_places(frames, STEADY, aspect), _places(frames, MOVING, aspect))
    own = left @ np.concatenate([shapes.real, shapes.imag], axis=1)
    spread = own.std(axis=0)
    if not spread.min() > STILL:
        return 0.0
    return _persistence(_products(own / spread), left, _expected(frames))


def _places(frames: Sequence[FrameFacts], names: Sequence[str], aspect: float) -> Complex:
    """Frames x landmarks, right + i down, in image heights."""
    faces = [frame.faces[0].landmarks for frame in frames]
    return np.array([[complex(face[name].x * aspect, face[name].y) for name in names] for face in faces])


def _laid_on_each_other(steady: Complex, moving: Complex) -> Complex:
    """Where the moving landmarks lie once faces are shifted, rotated and scaled onto the mean of the steady ones."""
    centre = steady.mean(axis=1, keepdims=True)
    steady, moving = steady - centre, moving - centre
    mean, laid = steady[0], np.ones(len(steady), dtype=np.complex128)
    for _ in range(ROUNDS):
        laid = (steady.conj() * mean).sum(axis=1) / (np.abs(steady) ** 2).sum(axis=1)
        mean = (steady * laid[:, None]).mean(axis=0)
    return np.asarray(moving * laid[:, None])


def _turns(frames: Sequence[FrameFacts]) -> Floats:
    """What a turn may explain, Nx6: sines of yaw and pitch up to their squares. Cubes take more of a mouth's movement
    than of what the way to the targets leaves, and of few frames nearly all."""
    poses = [frame.faces[0].pose for frame in frames]
    yaw, pitch = (
        np.sin(np.radians(angles)) for angles in ([each.yaw_deg for each in poses], [each.pitch_deg for each in poses])
    )
    yaw, pitch = yaw - yaw.mean(), pitch - pitch.mean()
    powers = [yaw**across * pitch**down for across in range(DEGREE + 1) for down in range(DEGREE + 1 - across)]
    return np.column_stack(powers)


def _take_out(explained: Floats) -> Floats:
    """The matrix (NxN) that leaves of values what these columns do not explain."""
    columns, _ = np.linalg.qr(explained)
    return np.asarray(np.eye(len(columns)) - columns @ columns.T)


def _products(own: Floats) -> Floats:
    """Products of what is left in any two frames (NxN), in which what all landmarks do together, as errors do of a
    network that sees one face, counts once."""
    count = own.shape[1]
    covariance = own.T @ own / len(own)
    shrunk = (1 - SHRUNK) * covariance + SHRUNK * np.eye(count) * np.trace(covariance) / count
    return np.asarray(own @ np.linalg.solve(shrunk, own.T))


def _expected(frames: Sequence[FrameFacts]) -> Floats:
    """How much of what goes on is left between any two frames (NxN, 0-1): all at a usual line's distance."""
    times_s = np.array([frame.received_at_s for frame in frames])
    apart_s = np.abs(times_s[:, None] - times_s[None, :])
    others = (apart_s <= NEAR_S) & ~np.eye(len(frames), dtype=bool)
    return np.asarray(others * np.exp(-np.maximum(apart_s - USUAL_S, 0) / FADES_S))


def _persistence(products: Floats, left: Floats, expected: Floats) -> float:
    """Correlation of frames that follow each other, fitted to all near pairs, less what taking out the turn makes of
    noise."""
    pairs = float((expected**2).sum())
    if not pairs > 0:
        return 0.0
    seen = float((products * expected).sum()) / float(np.trace(products))
    of_noise = float((left * expected).sum()) / float(np.trace(left))
    return (seen - of_noise) * len(products) / pairs
