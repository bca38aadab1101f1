"""How a challenge is asked for, what it is once it was started, and its frames."""

import base64
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field

from kiosk.contract.camera import CameraDeviceBody, CameraStreamBody
from kiosk.contract.challenge import (
    START_REPLIES,
    CameraBody,
    CameraMeasuresBody,
    ConsentBody,
    ContextPartBody,
    FrameBody,
    StartBody,
    StartReply,
    StreamedStartReply,
)
from kiosk.contract.steps import WithoutFaceBody
from kiosk.domain.faces.face_detail import Box
from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.camera_facts import CameraDevice, CameraStream
from kiosk.domain.liveness.challenge import Challenge, Stage
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamGrant
from kiosk.domain.liveness.frames import CameraMeasures
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
    device: CameraDevice | None = None
    """What the operating system says of the camera; None when nothing was asked."""
    preview: CameraStream | None = None
    """What its pictures measured so far; None when none were measured."""
    id_photo: bytes | None = field(default=None, repr=False)
    session_id: str = ""
    """Of a liveness session that the challenge is to complete; empty for none."""
    flow: Flow = Flow.VERIFY
    customer: str = field(default="", repr=False)
    """The bank's reference of the customer; empty for none."""
    device_id: str = ""
    """Of this terminal; empty for none."""
    photosensitive: bool = False
    """Whether the screen must show no changing colours."""
    cannot_come_near: bool = False
    """Whether the customer cannot bring the face nearer to the camera."""
    consent: Consent | None = None
    """What the customer agreed to; None where that happened elsewhere."""
    turns_little: bool = False
    """Whether the customer cannot turn the head as far as others."""
    needs_more_time: bool = False
    """Whether the customer needs more time than others."""
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
            "photosensitive": self.photosensitive or None,
            "challenges": list(self.replies),
            "consent": None if self.consent is None else ConsentBody.tell(self.consent),
            "cannot_come_near": self.cannot_come_near or None,
            "turns_little": self.turns_little or None,
            "needs_more_time": self.needs_more_time or None,
        }
        return StartBody.of(
            user_id=self.user_id,
            image_width=self.width_px,
            image_height=self.height_px,
            camera=CameraBody.of(
                synthetic=self.synthetic,
                name=self.camera_name,
                **({} if self.device is None else {"device": CameraDeviceBody.tell(self.device)}),
                **({} if self.preview is None else {"preview": CameraStreamBody.tell(self.preview)}),
            ),
            **{name: value for name, value in told.items() if value is not None},
        )


@dataclass(frozen=True, slots=True)
class WithoutFaceOptions:
    """What an attempt is begun with in which staff identifies the customer."""

    staff_id: str
    pin: str = field(repr=False)
    flow: Flow
    customer: str = field(default="", repr=False)
    """The bank's reference of the customer; empty for none."""
    device_id: str = ""
    """Of this terminal; empty for none."""
    consent: Consent | None = None
    """What the customer had agreed to before they chose another way; None for nothing."""

    def body(self) -> WithoutFaceBody:
        """Return the body of `POST /challenge/without-face`."""
        consent = {} if self.consent is None else {"consent": ConsentBody.tell(self.consent)}
        return WithoutFaceBody.of(
            staff_id=self.staff_id,
            pin=self.pin,
            flow=self.flow,
            customer=self.customer,
            device_id=self.device_id,
            **consent,
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
    stream: StreamGrant | None = field(default=None, repr=False)
    """Where the liveness service is that carries it out; None where the backend does."""


@dataclass(frozen=True, slots=True)
class EncodedFrame:
    """A frame as it is sent; `sequence` and `chain` stay the same however often it is sent."""

    jpeg: bytes = field(repr=False)
    sequence: int
    timestamp_ms: int
    stage: Stage
    chain: str
    _: KW_ONLY
    light_step: int | None = None
    """Of the challenge's light, what the screen showed when the picture was taken; None for nothing."""
    whole_jpeg: bytes | None = field(default=None, repr=False)
    """The camera's whole picture, small; None where it is not sent."""
    part: Box | None = None
    """Which part of it the frame shows, in ratios; None for the middle."""
    camera: CameraMeasures | None = None
    """What the camera's own pixels show; None where nothing was measured."""

    def body(self, token: str) -> FrameBody:
        """Return the body of `PUT /challenge/{id}/frames`."""
        whole, camera = self.whole_jpeg, self.camera
        further = {
            "light_step": self.light_step,
            "context_base64": None if whole is None else base64.b64encode(whole).decode("ascii"),
            "context_part": None if whole is None or self.part is None else ContextPartBody.tell(self.part),
            "camera": None if camera is None else CameraMeasuresBody.of(moire=camera.moire, noise=camera.noise),
        }
        return FrameBody.of(
            timestamp=self.timestamp_ms,
            frame_base64=base64.b64encode(self.jpeg).decode("ascii"),
            token=token,
            sequence=self.sequence,
            chain=self.chain,
            stage=self.stage,
            **{name: value for name, value in further.items() if value is not None},
        )


def read_started(
    body: Mapping[str, object], replies: Mapping[str, type[StartReply]] = START_REPLIES
) -> StartedChallenge:
    """Read the answer to `POST /challenge/start`, a challenge of one of these kinds; raises BackendResponseInvalid."""
    kind = body.get("kind", NoseChallenge.kind)
    if not isinstance(kind, str) or kind not in replies:
        raise BackendResponseInvalid("a kind of challenge that this terminal does not know")
    reply = replies[kind].read(body)
    grant = reply.stream.to_grant() if isinstance(reply, StreamedStartReply) else None
    return StartedChallenge(reply.to_challenge(reply.id), reply.token, reply.expires_at, reply.max_frames, grant)
