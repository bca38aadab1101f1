"""Text in pictures: the networks of PP-OCRv6, which come inside the package of RapidOCR, run by ONNX Runtime.

Of RapidOCR nothing but the models is used: its own code would bring a dozen packages to do what some lines do here, and
cannot be told that a line holds nothing but the 37 characters of a machine-readable zone.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.documents.mrz_layout import ALPHABET
from kiosk.vision import models
from kiosk.vision.arrays import Image
from kiosk.vision.document.text_boxes import Quad, cut, find_boxes, size_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

LOOK_SIDE_PX = 960
"""Longer side of the picture in which text is looked for; the network wants multiples of 32."""
LINE_HEIGHT_PX, MIN_LINE_WIDTH_PX, MAX_LINE_WIDTH_PX = 48, 96, 2_400
"""What the recogniser was trained with, and a bound on memory."""
MAX_TEXT_PX = 30_000
"""Of all lines together at that height; pages have 5,000 to 20,000, and each 1,000 take a quarter of a second."""
ORIENTATION_SIZE_PX = (192, 48)
ZONE_ASPECT = 8.0
"""Width to height of the shortest box that may be a line of a zone, or a part of one."""
MIN_CONFIDENCE = 0.5
STROKE = "/"
"""Parts what documents say in two scripts. Beside letters that the recogniser does not know it loses those it knows, so
that what stands before and behind the stroke is read once more by itself."""
MAX_PARTS = 3
THREADS = 2

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line as it was read, and as it would be if it belonged to a machine-readable zone (empty for short ones)."""

    text: str = field(repr=False)
    confidence: float
    """0-1, the mean of the characters'."""
    zone_text: str = field(repr=False)
    zone_confidence: float
    quad: Quad
    """Corners in pixels of the picture, clockwise from the top left of the text."""


class TextNetworks:
    """Finds lines of text, tells which way up they are, and reads them; any thread, several at a time."""

    def __init__(self, threads: int = THREADS) -> None:
        """Load the networks, in about half a second; raises ModelMissing and ModelDamaged."""
        detect, orient, read = (_session(model, threads) for model in models.TEXT)
        self._detect, self._orient, self._read = detect, orient, read
        names = read.get_modelmeta().custom_metadata_map["character"].split("\n")
        # The first is the blank that parts equal characters; the space comes last.
        self._characters = ["", *names, " "]
        self._zone = np.array([place for place, name in enumerate(self._characters) if not place or name in ALPHABET])
        self._zone = self._zone[[not place or len(self._characters[place]) == 1 for place in self._zone]]

    def find(self, bgr: Image, side_px: int = LOOK_SIDE_PX) -> list[Quad]:
        """Where there is text, from top to bottom; `side_px` is how long the longer side is made to look at it."""
        height_px, width_px = bgr.shape[:2]
        scale = side_px / max(height_px, width_px)
        size = [max(round(side * scale / 32), 1) * 32 for side in (width_px, height_px)]
        interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        small = np.asarray(cv2.resize(bgr, size, interpolation=interpolation), dtype=np.uint8)
        scores = _run(self._detect, _scaled(small))[0, 0]
        return find_boxes(scores, (width_px / size[0], height_px / size[1]))

    def upside_down(self, bgr: Image, quads: list[Quad]) -> float:
        """How sure it is (0-1) that these lines stand on their heads."""
        lines = [cut(bgr, quad, LINE_HEIGHT_PX, MAX_LINE_WIDTH_PX) for quad in quads]
        crops = [cv2.resize(line, ORIENTATION_SIZE_PX) for line in lines]
        if not crops:
            return 0.0
        scores = _run(self._orient, np.concatenate([_scaled(np.asarray(crop, dtype=np.uint8)) for crop in crops]))
        return float(scores[:, 1].mean())

    def read(self, bgr: Image, quads: list[Quad]) -> list[TextLine]:
        """Read these lines; those that hold nothing legible are left out."""
        lines = [self._line(bgr, quad) for quad in affordable(quads)]
        return [line for line in lines if max(line.confidence, line.zone_confidence) >= MIN_CONFIDENCE]

    def _line(self, bgr: Image, quad: Quad) -> TextLine:
        crop = cut(bgr, quad, LINE_HEIGHT_PX, MAX_LINE_WIDTH_PX)
        scores = self._scores(crop)
        text, confidence = self._decoded(scores.argmax(axis=1), scores)
        if _is_in_two_scripts(text):
            text = self._by_parts(crop, text, scores)
        zone_text, zone_confidence = "", 0.0
        if crop.shape[1] >= ZONE_ASPECT * LINE_HEIGHT_PX:
            zone_text, zone_confidence = self._decoded(self._zone[scores[:, self._zone].argmax(axis=1)], scores)
        return TextLine(text, confidence, zone_text, zone_confidence, quad)

    def _scores(self, crop: Image) -> Floats:
        """Of each character in each place of a line."""
        padded = np.zeros((1, 3, LINE_HEIGHT_PX, max(crop.shape[1], MIN_LINE_WIDTH_PX)), dtype=np.float32)
        padded[..., : crop.shape[1]] = _scaled(crop)
        return np.asarray(_run(self._read, padded)[0], dtype=np.float32)

    def _by_parts(self, crop: Image, text: str, scores: Floats) -> str:
        """The line with each of its parts as it reads by itself, where that is no less."""
        is_stroke = scores.argmax(axis=1) == self._characters.index(STROKE)
        starts = np.flatnonzero(is_stroke & ~np.roll(is_stroke, 1))
        parts = text.split(STROKE)
        if len(starts) != len(parts) - 1:
            return text
        a_place = max(crop.shape[1], MIN_LINE_WIDTH_PX) / len(scores)
        edges = [0, *(round((start + 0.5) * a_place) for start in starts), crop.shape[1]]
        inset = [0, *(LINE_HEIGHT_PX // 6 for _ in starts)]
        pieces = [crop[:, left + gap : right] for left, right, gap in zip(edges, edges[1:], inset, strict=False)]
        return STROKE.join(self._reread(*each) for each in zip(pieces, parts, strict=True))

    def _reread(self, piece: Image, part: str) -> str:
        if piece.shape[1] < LINE_HEIGHT_PX // 2:
            return part
        scores = self._scores(np.ascontiguousarray(piece))
        alone, confidence = self._decoded(scores.argmax(axis=1), scores)
        is_more = len(alone.replace(" ", "")) > len(part.replace(" ", ""))
        return f" {alone.strip()} " if is_more and confidence >= MIN_CONFIDENCE else part

    def _decoded(self, best: NDArray[np.int64], scores: Floats) -> tuple[str, float]:
        """Connectionist temporal classification: equal neighbours are one character, and blanks none."""
        new = best != np.concatenate([[-1], best[:-1]])
        kept = np.flatnonzero(new & (best != 0))
        text = "".join(self._characters[place] for place in best[kept])
        return text, float(scores[kept, best[kept]].mean()) if kept.size else 0.0


def _is_in_two_scripts(text: str) -> bool:
    """Whether the line may say one thing twice: values are in capitals, and most labels are not."""
    return 1 <= text.count(STROKE) < MAX_PARTS and text == text.upper() and not any(map(str.isdigit, text))


def affordable(quads: list[Quad]) -> list[Quad]:
    """The lines in their order, without the shortest where a picture has so much text that it is no document."""
    lengths = np.array(
        [min(LINE_HEIGHT_PX * wide / max(high, 1.0), MAX_LINE_WIDTH_PX) for wide, high in map(size_of, quads)]
    )
    longest = np.argsort(-lengths, kind="stable")
    kept = {int(place) for place in longest[np.cumsum(lengths[longest]) <= MAX_TEXT_PX]}
    return [quad for place, quad in enumerate(quads) if place in kept]


def _scaled(bgr: Image) -> Floats:
    """Pixels as the networks want them: 1x3xHxW from -1 to 1."""
    return np.ascontiguousarray((bgr.astype(np.float32) / 127.5 - 1.0).transpose(2, 0, 1)[None])


def _run(session: "InferenceSession", pixels: Floats) -> Floats:
    return np.asarray(session.run(None, {session.get_inputs()[0].name: pixels})[0], dtype=np.float32)


def _session(model: models.Model, threads: int) -> "InferenceSession":
    path = models.verify_model(model)
    import onnxruntime

    # Its builds for Windows would trace events otherwise.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    # Threads that wait for work must not take the cores from the preview.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
