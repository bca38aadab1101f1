"""Species that never saw a camera: pictures put through the API by a script that knows it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from kiosk.domain.liveness.frames import CameraMeasures
from kiosk.domain.liveness.light import LightStep
from kiosk.domain.liveness.nose.challenge import NoseChallenge, draw_challenge
from kiosk.evaluation.liveness.session.backend import TERMINALS_CLAIM, ClientFrame, ClientSession
from kiosk.evaluation.liveness.session.capture import CapturedSession
from kiosk.evaluation.liveness.session.terminal import Light, SimulatedTerminal, open_tracker
from kiosk.evaluation.liveness.simulation.camera import Camera, CameraProfile
from kiosk.evaluation.liveness.simulation.head import HeadPose, draw_head
from kiosk.evaluation.liveness.simulation.light import Illumination
from kiosk.evaluation.liveness.simulation.portrait import Texture
from kiosk.evaluation.liveness.simulation.puppet import PuppetMoment, Script, write_script
from kiosk.evaluation.liveness.simulation.room import Room
from kiosk.evaluation.liveness.simulation.scene import draw_behind, lay_over
from kiosk.evaluation.liveness.simulation.window import WHOLE, Image, Window, crop_window
from kiosk.evaluation.liveness.species.chances import Chances
from kiosk.evaluation.liveness.species.presented import genuine
from kiosk.evaluation.liveness.species.species import Inject
from kiosk.terminal.client.upload.jpeg_quality import SizedEncoder
from kiosk.vision.crop import to_size
from kiosk.vision.jpeg import encode_jpeg
from kiosk.vision.small_picture import encode_small

CONTEXT_EVERY = 5
"""Frames, from one that comes with the whole picture to the next."""
LAG_S = 0.05
PLAUSIBLE_MOIRE, PLAUSIBLE_NOISE = 3.0, 1.6
"""What a script says of pixels that no camera had: what a terminal says of faces."""
MOST_RECORDED = 400
STITCHED_DEG = 21.0
"""How far the person on the second photograph has turned."""


@dataclass(frozen=True, slots=True)
class Author:
    """What the script's author has thought of."""

    gaze: bool = False
    light: bool = False
    noise: bool = False


@dataclass(frozen=True)
class Canvas:
    """Makes the files of one script."""

    room: Room
    light: Illumination
    camera: Camera | None
    encoder: SizedEncoder[Image]

    def draw(self, texture: Texture, pose: HeadPose, window: Window, step: LightStep | None) -> Image:
        """The photograph so turned before a room."""
        behind = draw_behind(self.room, window, (0.0, 0.0), 0.0, self.light, step)
        layer = draw_head(texture, pose, window, self.light)
        picture = lay_over(behind, layer, window, self.light, step)
        return picture if self.camera is None else self.camera.expose(picture, window)


def one_photograph(author: Author) -> Inject:
    """One photograph, warped in three dimensions to where the targets are."""
    return partial(_one_photograph, author=author)


def _one_photograph(chances: Chances, session: ClientSession, author: Author) -> Iterator[ClientFrame]:
    random, window = chances.random, frame_window(session.challenge)
    script = Script(
        fps=float(random.uniform(10, 14)),
        turn_s=float(random.uniform(0.5, 1.0)),
        gaze_share=float(random.uniform(0.5, 0.9)) if author.gaze else 0.0,
        tremor=1.0 if author.noise else 0.0,
        face_px=float(random.uniform(175, 195)),
    )
    canvas, shown = _canvas(chances, session.challenge, noise=author.noise), Light(session.challenge.light, LAG_S)
    for index, moment in enumerate(write_script(session.challenge, window, script, random)):
        shown.begin(moment.time_s)
        step = shown.seen(moment.time_s) if author.light else None
        whole = canvas.draw(chances.still, moment.pose, WHOLE, step) if index % CONTEXT_EVERY == 0 else None
        picture = canvas.draw(chances.still, moment.pose, window, step)
        yield _frame(canvas, moment, picture, whole, shown.index(moment.time_s))


def bot(chances: Chances, session: ClientSession) -> Iterator[ClientFrame]:
    """A photograph shifted to where the targets are: what the simplest script does."""
    window, random = frame_window(session.challenge), chances.random
    canvas = _canvas(chances, session.challenge, noise=True)
    for index, moment in enumerate(write_script(session.challenge, window, Script(), random)):
        pose = _shifted(moment.pose)
        whole = canvas.draw(chances.still, pose, WHOLE, None) if index % CONTEXT_EVERY == 0 else None
        yield _frame(canvas, moment, canvas.draw(chances.still, pose, window, None), whole, None)


def _shifted(pose: HeadPose) -> HeadPose:
    """The same place of the nose, without any turn."""
    lever = 0.75 * pose.face_px
    across, down = np.radians([pose.yaw_deg, pose.pitch_deg])
    x_px, y_px = 640 + lever * float(np.sin(across)), 360 + lever * float(np.sin(down))
    return replace(pose, yaw_deg=0.0, pitch_deg=0.0, x_px=x_px, y_px=y_px)


def stitched(chances: Chances, session: ClientSession) -> Iterator[ClientFrame]:
    """Two photographs of one person, one of them turned, each shifted to where the nose has to be."""
    window, random = frame_window(session.challenge), chances.random
    canvases = [_canvas(chances, session.challenge, noise=True) for _ in range(2)]
    first, second = chances.still, chances.other_still
    for index, moment in enumerate(write_script(session.challenge, window, Script(), random)):
        pose = moment.pose
        turned = float(np.hypot(pose.yaw_deg, pose.pitch_deg)) > STITCHED_DEG / 2
        pose = _as_photographed(pose) if turned else _shifted(pose)
        canvas, photograph = canvases[turned], second if turned else first
        whole = canvas.draw(photograph, pose, WHOLE, None) if index % CONTEXT_EVERY == 0 else None
        yield _frame(canvases[0], moment, canvas.draw(photograph, pose, window, None), whole, None)


def _as_photographed(pose: HeadPose) -> HeadPose:
    """Turned as on the photograph, to whichever side, and shifted for the rest."""
    way = np.array([pose.yaw_deg, pose.pitch_deg])
    way = way / float(np.hypot(*way)) * STITCHED_DEG
    lever = 0.75 * pose.face_px
    rest = np.sin(np.radians([pose.yaw_deg, pose.pitch_deg])) - np.sin(np.radians(way))
    return replace(
        pose,
        yaw_deg=float(way[0]),
        pitch_deg=float(way[1]),
        x_px=640 + lever * float(rest[0]),
        y_px=360 + lever * float(rest[1]),
    )


def rebuilt_chain(chances: Chances, session: ClientSession) -> Iterator[ClientFrame]:
    """A recorded session of the victim, which another challenge was asked in, numbered and chained anew."""
    yield from record_session(chances, session.challenge)


def foreign_token(chances: Chances, session: ClientSession) -> Iterator[ClientFrame]:
    """A recorded session with the token of another challenge."""
    session.borrow_token("visitor-other", TERMINALS_CLAIM)
    # Refused before anybody looks at it, and so the first one is the last.
    yield from record_session(chances, session.challenge, wanted=1)


def record_session(chances: Chances, like: NoseChallenge, wanted: int = MOST_RECORDED) -> list[ClientFrame]:
    """What a terminal has sent of the victim in a challenge of another day, so many frames of it."""
    random, settings = chances.random, chances.settings
    other = draw_challenge(
        like.id, like.image_width_px, like.image_height_px, lambda below: int(random.integers(below))
    )
    captured = CapturedSession(other, wanted=wanted)
    with open_tracker(settings) as tracker:
        SimulatedTerminal(settings, captured, LAG_S).run(genuine(chances), tracker, random)
    return captured.frames


def frame_window(challenge: NoseChallenge) -> Window:
    """The part of a camera's picture that frames of this challenge show."""
    return crop_window(1.8, challenge.image_width_px, challenge.image_height_px)


def _canvas(chances: Chances, challenge: NoseChallenge, *, noise: bool) -> Canvas:
    camera = Camera(CameraProfile(noise=2.5, blur_px=0.5), chances.random) if noise else None
    size = challenge.image_width_px, challenge.image_height_px
    return Canvas(chances.another_room(), Illumination(), camera, SizedEncoder(partial(_encode, size=size)))


def _frame(
    canvas: Canvas, moment: PuppetMoment, picture: Image, whole: Image | None, light_step: int | None
) -> ClientFrame:
    whole_jpeg = None if whole is None else encode_small(whole)
    jitter = float(np.sin(37.0 * moment.time_s))
    measures = CameraMeasures(PLAUSIBLE_MOIRE + 0.3 * jitter, PLAUSIBLE_NOISE + 0.1 * jitter)
    return ClientFrame(canvas.encoder(picture), moment.time_s, moment.stage, light_step, whole_jpeg, measures)


def _encode(image: Image, quality: int, size: tuple[int, int]) -> bytes:
    return encode_jpeg(to_size(image, *size), quality)
