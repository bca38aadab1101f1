"""What a client streams of a person who comes near, recorded beforehand and told as if it had been filmed just now."""

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from tests.factories.nearing_head import Film, Image, film, shone_on
from tests.fakes.stream_client import StreamClient

MOVEMENT, LIGHT = "FaceMovementChallenge", "FaceMovementAndLightChallenge"
FPS, SECONDS = 8.0, 2.0
"""Of coming near."""
INITIAL = {"Left": 0.41, "Top": 0.31, "Width": 0.18, "Height": 0.38}
TARGET = {"Left": 0.275, "Top": 0.0146, "Width": 0.45, "Height": 0.97}
FIRST_PART = 5000
"""Bytes of a video that are sent before its client says anything."""
Colours = Sequence[tuple[list[int], int]]
"""Colours with the time at which each was shown, in milliseconds of the video."""


def lit(coming: list[Image], sequences: Sequence[dict[str, Any]], share: float) -> tuple[Film, Colours]:
    """The person comes near, waits a second, and is lit by each colour as it comes down the screen."""
    steps = [(each["FreshnessColor"]["RGB"], each) for each in sequences]
    near = coming[-1]
    pictures, colours = [*coming, *([near] * round(FPS))], list[tuple[list[int], int]]()
    at_ms = round(1000 * len(pictures) / FPS)
    ends = []
    for rgb, step in steps:
        colours.append((rgb, at_ms))
        at_ms += step["FlatDisplayDuration"] + step["DownscrollDuration"]
        ends.append(at_ms)
    while len(pictures) / FPS * 1000 < at_ms:
        now_ms = 1000 * len(pictures) / FPS
        number = next(index for index, end_ms in enumerate(ends) if now_ms < end_ms)
        rgb, before = colours[number][0], colours[max(number - 1, 0)][0]
        passed = (now_ms - colours[number][1]) / (ends[number] - colours[number][1])
        light = passed * (np.array(rgb) / 255) ** 2.2 + (1 - passed) * (np.array(before) / 255) ** 2.2
        # Nobody stands so still that frames are the same.
        moved = np.roll(near, len(pictures) % 3, axis=1)
        pictures.append(shone_on(moved, tuple(light.tolist()), share))
    return film(pictures, FPS), colours


def tell(client: StreamClient, kind: str, recorded: Film, colours: Colours, *, in_time: bool = False) -> None:
    """Send a video and all that a client says of it, in no time or in the time that it takes to film."""
    start_ms = round(1000 * (time.time() - (0 if in_time else recorded.seconds)))
    initial = {"BoundingBox": INITIAL, "InitialFaceDetectedTimestamp": start_ms}
    place = {"BoundingBox": TARGET, "FaceDetectedInTargetPositionStartTimestamp": start_ms + 1900}
    target = {**place, "FaceDetectedInTargetPositionEndTimestamp": start_ms + 1900}

    def claim(**members: Any) -> bytes:
        about = {"Challenge": {kind: {"ChallengeId": "c" * 36, **members}}}
        return client.event("ClientSessionInformationEvent", about)

    client.send(client.video(recorded.data[:FIRST_PART]), claim(VideoStartTimestamp=start_ms, InitialFace=initial))
    previous = [0, 0, 0]
    for number, (rgb, at_ms) in enumerate(colours):
        colour = {"CurrentColor": {"RGB": rgb}, "PreviousColor": {"RGB": previous}, "SequenceNumber": number}
        client.send(claim(ColorDisplayed={**colour, "CurrentColorStartTimestamp": start_ms + at_ms}))
        previous = rgb
    if in_time:
        time.sleep(recorded.seconds)
    client.send(client.video(recorded.data[FIRST_PART:]))
    end_ms = start_ms + round(1000 * recorded.seconds)
    client.send(claim(VideoEndTimestamp=end_ms, TargetFace=target, InitialFace=initial), client.video(b""))
