"""Which of the face mesh's 468 points carry Amazon Rekognition's landmark names, and which are symmetric."""

from collections.abc import Mapping

LANDMARKS: Mapping[str, int] = {
    "leftEyeLeft": 33,
    "leftEyeRight": 133,
    "leftEyeUp": 159,
    "leftEyeDown": 145,
    "rightEyeLeft": 362,
    "rightEyeRight": 263,
    "rightEyeUp": 386,
    "rightEyeDown": 374,
    "leftEyeBrowLeft": 70,
    "leftEyeBrowRight": 107,
    "leftEyeBrowUp": 105,
    "rightEyeBrowLeft": 336,
    "rightEyeBrowRight": 300,
    "rightEyeBrowUp": 334,
    "nose": 1,
    "noseLeft": 98,
    "noseRight": 327,
    "mouthLeft": 61,
    "mouthRight": 291,
    "mouthUp": 0,
    "mouthDown": 17,
    "upperJawlineLeft": 127,
    "upperJawlineRight": 356,
    "midJawlineLeft": 58,
    "midJawlineRight": 288,
    "chinBottom": 152,
}
"""As with Rekognition, left and right are those of the unmirrored image, not the person's."""

EXPRESSION: Mapping[str, int] = {
    "leftLidUp1": 160,
    "leftLidDown1": 144,
    "leftLidUp2": 158,
    "leftLidDown2": 153,
    "rightLidUp1": 385,
    "rightLidDown1": 380,
    "rightLidUp2": 387,
    "rightLidDown2": 373,
    "lipUp": 13,
    "lipDown": 14,
    "lipLeft": 78,
    "lipRight": 308,
    "leftPupil": 468,
    "rightPupil": 473,
}
"""Further points of a mesh with irises, which tell what eyes and mouth do; names are our own but for the pupils."""

SYMMETRIC_PAIRS = (
    (33, 263),
    (133, 362),
    (61, 291),
    (234, 454),
    (127, 356),
    (50, 280),
    (70, 300),
    (105, 334),
    (98, 327),
    (172, 397),
    (58, 288),
)
"""Left and right points whose connections all run along the head's own horizontal axis."""

FOREHEAD, CHIN = 10, 152
"""The ends of the face's midline."""
