"""A room of a branch behind whoever stands there, drawn anew for every seed, with people who pass."""

from dataclasses import dataclass, field

import cv2
import numpy as np

from kiosk.evaluation.liveness.simulation.window import HEIGHT_PX, WIDTH_PX, Field, Image

MARGIN_PX = 60
"""Of the room beyond each edge of the picture, for cameras that move."""


@dataclass(frozen=True, slots=True)
class Passer:
    """Somebody who walks by behind: no face is to be seen of them."""

    image: Image
    alpha: Field
    from_s: float
    start_px: float
    speed_px_s: float
    top_px: float


@dataclass(frozen=True)
class Room:
    """A picture of the room, larger than the camera's, blurred as what lies behind the focus."""

    image: Image
    passer: Passer | None = None
    seen: dict[object, Image] = field(default_factory=dict, compare=False, repr=False)
    """Parts that were looked at by a camera that does not move; nobody may write to them."""


def draw_room(random: np.random.Generator) -> Room:
    """Walls, furniture, posters and lamps at random."""
    width, height = WIDTH_PX + 2 * MARGIN_PX, HEIGHT_PX + 2 * MARGIN_PX
    base = random.uniform(90, 210) + random.normal(0, 14, 3)
    slope = np.linspace(random.uniform(-25, 0), random.uniform(0, 25), width, dtype=np.float32)
    row = np.clip(base[None, None, :] + slope[None, :, None], 0, 255).astype(np.uint8)
    picture = np.repeat(row, height, axis=0)
    floor = int(height * random.uniform(0.72, 0.95))
    picture[floor:] = random.uniform(50, 160) + random.normal(0, 10, 3)
    for _ in range(int(random.integers(14, 26))):
        left, top = int(random.integers(-80, width)), int(random.integers(-60, floor))
        wide, high = int(random.integers(25, 260)), int(random.integers(25, 300))
        colour = tuple(float(c) for c in np.clip(base + random.normal(0, 45) + random.normal(0, 22, 3), 5, 250))
        cv2.rectangle(picture, (left, top), (left + wide, top + high), colour, -1)
        for line in range(int(random.integers(0, 6))):
            y = top + (line + 1) * high // 7
            cv2.line(picture, (left + 4, y), (left + wide - 4, y), tuple(c * 0.6 for c in colour), 2)
    for _ in range(int(random.integers(1, 5))):
        centre = int(random.integers(0, width)), int(random.integers(0, height // 3))
        cv2.ellipse(picture, centre, (int(random.integers(15, 70)), 12), 0, 0, 360, (245.0, 250.0, 252.0), -1)
    grain = random.normal(0, 6, (height // 4, width // 4, 3)).astype(np.float32)
    rough = cv2.resize(grain, (width, height), interpolation=cv2.INTER_LINEAR)
    np.add(picture, rough, out=rough)
    picture = np.clip(rough, 0, 255, out=rough).astype(np.uint8)
    return Room(np.asarray(cv2.GaussianBlur(picture, (0, 0), random.uniform(1.2, 3.0)), dtype=np.uint8))


def draw_passer(random: np.random.Generator) -> Passer:
    """A clothed figure out of focus, walking one way or the other."""
    width, height = int(random.integers(90, 170)), int(random.integers(380, 620))
    image = np.empty((height, width, 3), np.uint8)
    image[:] = np.clip(random.uniform(30, 200) + random.normal(0, 30, 3), 0, 255)
    head = int(width * 0.27)
    image[: 2 * head] = np.clip(random.uniform(30, 120) + random.normal(0, 10, 3), 0, 255)
    alpha = np.zeros((height, width), np.float32)
    cv2.circle(alpha, (width // 2, head), head, (1.0,), -1)
    cv2.ellipse(alpha, (width // 2, height), (width // 2 - 6, height - 2 * head), 0, 180, 360, (1.0,), -1)
    soft = np.asarray(cv2.GaussianBlur(alpha, (0, 0), 4), dtype=np.float32)
    way = 1 if random.integers(2) else -1
    start_px = -width if way > 0 else WIDTH_PX
    speed_px_s = way * float(random.uniform(180, 420))
    return Passer(image, soft, float(random.uniform(0, 4)), start_px, speed_px_s, float(random.uniform(60, 240)))
