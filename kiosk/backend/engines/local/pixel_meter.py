"""Measures the pixels of frames on this machine."""

from dataclasses import dataclass, replace

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.frames import FramePixels
from kiosk.vision.attack_network import AttackNetwork
from kiosk.vision.decoding import decode_jpeg
from kiosk.vision.frame_pixels import measure_frame_pixels


@dataclass(frozen=True, slots=True)
class LocalPixelMeter:
    """Implements `PixelMeter`; any thread may call it."""

    attack_network: AttackNetwork | None = None
    """The bank's own, which looks at every judged frame; None for none."""

    def measure(self, jpeg: bytes, context_jpeg: bytes | None, face: FaceDetail) -> FramePixels:
        """What the pixels of a frame with this face show; raises ImageErrors and AnalysisFailed."""
        context, bgr = None if context_jpeg is None else decode_jpeg(context_jpeg), decode_jpeg(jpeg)
        pixels = measure_frame_pixels(bgr, context, face)
        if self.attack_network is None:
            return pixels
        return replace(pixels, suspicion=self.attack_network.suspect(bgr, face.bounding_box))
