"""Whether the face moves by itself: mouth and brows of the living never keep quite still, nor follow the turn alone.

One photograph that a script warps deforms as its turn has it, and what is left is the noise of landmarks, which is
another in every frame. What goes on from frame to frame is the face's own. Lids are left out: real eyes blink behind a
mask.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
"""Expressions last longer; turns are taken out, and what is slower with them."""
STILL = 1e-6
"""In image heights, below which a landmark is the same number again and again."""
ROUNDS = 3
"""Of laying all faces on their mean."""

Complex = NDArray[np.complex128]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ExpressionEvidence:
    """How much of what the turn does not explain goes on from frame to frame.

    Measured by session, lowest, 5 of 100, median: windows of 50 frames of clips of six real people .06, .08, .19 (16
    windows, 5 of them of one calm man); simulated people, whose mouths move by .6 % of the face's width, .00, .03, .11
    (56 sessions of 16 people), 4 of which are refused for it. One photograph, warped by a script, median .01, highest
    .07 (32 sessions, of which 4 are accepted). Masks .04 to .19: the way that a person takes to the targets leaves
    something, too, so that a script which borrows it is not told by this.
    """

    persistence: float
    """Correlation of what is left with what is left within a third of a second, less that of noise; 0 for a face that
    nothing moves but its turn, and for too few frames."""
    frames: int


def measure_expression(frames: Sequence[FrameFacts], aspect: float) -> ExpressionEvidence | None:
    """Measure how mouth and brows move by themselves; None where the engine's landmarks are not those of the mesh.

    `frames` are those of the challenge that show one face, in order; `aspect` is the image's width over height.
    """
    names = {OF_THE_MESH, *STEADY, *MOVING}
    if not all(names <= frame.faces[0].landmarks.keys() for frame in frames):
        return None
    if len(frames) < MIN_FRAMES:
        return ExpressionEvidence(0.0, len(frames))
    left = _take_out(_turns(frames))
    shapes = _laid_on_each_other(_places(frames, STEADY, aspect), _places(frames, MOVING, aspect))
    own = left @ np.concatenate([shapes.real, shapes.imag], axis=1)
    spread = own.std(axis=0)
    if not spread.min() > STILL:
        return ExpressionEvidence(0.0, len(frames))
    return ExpressionEvidence(_persistence(own / spread, left, _near(frames)), len(frames))


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
    """What a turn may explain, Nx10: sines of yaw and pitch up to their cubes. With squares alone what is left follows
    the way that somebody takes to the targets, which a script may borrow from anybody."""
    poses = [frame.faces[0].pose for frame in frames]
    yaw, pitch = (
        np.sin(np.radians(angles)) for angles in ([each.yaw_deg for each in poses], [each.pitch_deg for each in poses])
    )
    yaw, pitch = yaw - yaw.mean(), pitch - pitch.mean()
    powers = [yaw**across * pitch**down for across in range(4) for down in range(4 - across)]
    return np.column_stack(powers)


def _take_out(explained: Floats) -> Floats:
    """The matrix (NxN) that leaves of values what these columns do not explain."""
    columns, _ = np.linalg.qr(explained)
    return np.asarray(np.eye(len(columns)) - columns @ columns.T)


def _near(frames: Sequence[FrameFacts]) -> Floats:
    """Which pairs of different frames are near each other in time (NxN, 0 or 1)."""
    times_s = np.array([frame.received_at_s for frame in frames])
    near = np.abs(times_s[:, None] - times_s[None, :]) <= NEAR_S
    return np.asarray(near & ~np.eye(len(frames), dtype=bool), dtype=np.float64)


def _persistence(own: Floats, left: Floats, near: Floats) -> float:
    """Mean correlation of near frames, less what taking out the turn makes of noise."""
    pairs = float(near.sum())
    if not pairs > 0:
        return 0.0
    seen = float((own * (near @ own)).sum()) / float((own * own).sum())
    of_noise = float(np.trace(left @ near)) / float(np.trace(left))
    return (seen - of_noise) * len(own) / pairs
