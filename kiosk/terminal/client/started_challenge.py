"""How a challenge is asked for, what it is once it was started, and its frames."""

import base64
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field

from kiosk.contract.challenge import START_REPLIES, CameraBody, FrameBody, StartBody, StartReply
from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.challenge import Challenge, Stage
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.errors import BackendResponseInvalid


@dataclass(frozen=True, slots=True)
class StartOptions:
    """What a challenge is asked for with."""

    user_id: str = field(repr=False)
    width_px: int
    height_px: int
    """Size of the frames that will come."""
    _: KW_ONLY
    synthetic: bool
    camera_name: str
    id_photo: bytes | None = field(default=None, repr=False)
    session_id: str = ""
    """Of a liveness session that the challenge is to complete; empty for none."""
    flow: Flow = Flow.VERIFY
    customer: str = field(default="", repr=False)
    """The bank's reference of the customer; empty for none."""
    device_id: str = ""
    """Of this terminal; empty for none."""
    replies: Mapping[str, type[StartReply]] = field(default_factory=lambda: START_REPLIES)
    """How the challenges read that the terminal can carry out, by their kind."""

    def body(self) -> StartBody:
        """Return the body of `POST /challenge/start`, which says nothing of what there is none of."""
        told = {
            "id_photo_base64": None if self.id_photo is None else base64.b64encode(self.id_photo).decode("ascii"),
            "session_id": self.session_id or None,
            "flow": None if self.flow is Flow.VERIFY else self.flow,
            "customer": self.customer or None,
            "device_id": self.device_id or None,
        }
        return StartBody.of(
            user_id=self.user_id,
            image_width=self.width_px,
            image_height=self.height_px,
            camera=CameraBody.of(synthetic=self.synthetic, name=self.camera_name),
            **{name: value for name, value in told.items() if value is not None},
        )


@dataclass(frozen=True, slots=True)
class StartedChallenge:
    """A challenge and what the backend gave along to carry it out."""

    challenge: Challenge
    token: str = field(repr=False)
    expires_at_s: int | None = None
    """Seconds since the epoch by the backend's clock; None when it does not say."""
    max_frames: int | None = None
    """How many frames the backend will take; None when it does not say."""


@dataclass(frozen=True, slots=True)
class EncodedFrame:
    """A frame as it is sent; `sequence` and `chain` stay the same however often it is sent."""

    jpeg: bytes = field(repr=False)
    sequence: int
    timestamp_ms: int
    stage: Stage
    chain: str

    def body(self, token: str) -> FrameBody:
        """Return the body of `PUT /challenge/{id}/frames`."""
        return FrameBody.of(
            timestamp=self.timestamp_ms,
            frame_base64=base64.b64encode(self.jpeg).decode("ascii"),
            token=token,
            sequence=self.sequence,
            chain=self.chain,
            stage=self.stage,
        )


def read_started(
    body: Mapping[str, object], replies: Mapping[str, type[StartReply]] = START_REPLIES
) -> StartedChallenge:
    """Read the answer to `POST /challenge/start`, a challenge of one of these kinds; raises BackendResponseInvalid."""
    kind = body.get("kind", NoseChallenge.kind)
    if not isinstance(kind, str) or kind not in replies:
        raise BackendResponseInvalid("a kind of challenge that this terminal does not know")
    reply = replies[kind].read(body)
    return StartedChallenge(reply.to_challenge(reply.id), reply.token, reply.expires_at, reply.max_frames)
