"""The messages around a challenge, start, frame and verify: of our terminals, and of both samples' clients."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints

from kiosk.contract.camera import CameraDeviceBody, CameraStreamBody
from kiosk.contract.message import (
    Body,
    Listed,
    Percent,
    Positive,
    Reference,
    Reply,
    Whole,
    Word,
)
from kiosk.contract.stream import StreamGrantReply
from kiosk.domain.faces.face_detail import Box
from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.challenge import Challenge, Stage
from kiosk.domain.liveness.face_movement.streamed_challenge import (
    MovementAndLightStream,
    MovementStream,
    StreamedChallenge,
)
from kiosk.domain.liveness.frames import CameraMeasures
from kiosk.domain.liveness.light import Colour, LightSequence, LightStep
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.pose.challenge import Eyes, Mouth, PoseChallenge
from kiosk.domain.liveness.verdict import Reason, Verdict, VerdictAnswer
from kiosk.errors import BackendResponseInvalid, InternalError, RequestInvalid

# The id becomes part of a path and both become part of requests, so nothing that could change their meaning passes.
ChallengeId = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9_-]+$", max_length=128)]
Token = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]+$", max_length=8192)]

TOKEN_HEADER = "X-Challenge-Token"  # noqa: S105
"""Where our terminals show a challenge's token beside the body, so that it can be looked at before that is read."""


class CameraBody(Body):
    """What the terminal says of its camera."""

    synthetic: bool = False
    name: str = ""
    device: CameraDeviceBody | None = None
    preview: CameraStreamBody | None = None
    """Of the pictures before the challenge."""


class ConsentBody(Body):
    """What the customer agreed to, as the notice's version and the language that it was read in."""

    version: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=32)]
    language: Annotated[str, StringConstraints(pattern="^[a-z]{2,3}$")]

    @classmethod
    def tell(cls, consent: Consent) -> Self:
        """The consent as it is sent."""
        return cls.of(version=consent.version, language=consent.language)

    def to_consent(self) -> Consent:
        """Return it as it is recorded."""
        return Consent(self.version, self.language)


class StartBody(Body):
    """Body of `POST /challenge/start`."""

    user_id: str
    image_width: Whole
    image_height: Whole
    camera: CameraBody = CameraBody()
    id_photo_base64: str | None = Field(None, repr=False)
    session_id: str = ""
    flow: Annotated[Flow, Field(strict=False)] = Flow.VERIFY
    customer: Reference = ""
    device_id: str = ""
    photosensitive: bool = False
    """Whether the customer asked for no changing colours."""
    challenges: Annotated[list[Word], Field(max_length=16)] = Field(default_factory=lambda: [NoseChallenge.kind])
    """Kinds that the terminal can carry out."""
    cannot_come_near: bool = False
    """Whether the customer cannot bring the face nearer to the camera."""
    cannot_turn_head: bool = False
    """Whether the customer cannot turn the head."""
    consent: ConsentBody | None = None
    """What the customer agreed to; None where that happened elsewhere, which the backend has to have been told."""
    turns_little: bool = False
    """Whether the customer cannot turn the head as far as others."""
    needs_more_time: bool = False
    """Whether the customer needs more time than others, which the backend's policy grants or not."""


class CameraMeasuresBody(Body):
    """What the terminal measured on the camera's raw pixels."""

    moire: float = Field(ge=0, le=1_000_000)
    noise: float = Field(ge=0, le=255)

    def to_measures(self) -> CameraMeasures:
        """Return them as the judge reads them."""
        return CameraMeasures(self.moire, self.noise)


ROUNDING = 1e-6
"""Ratios may add up to so much more than 1."""
Share = Annotated[float, Field(strict=False, ge=0, le=1, allow_inf_nan=False)]


class ContextPartBody(Body):
    """Which part of the camera's whole picture a frame shows, in ratios of that picture."""

    left: Share
    top: Share
    width: Share
    height: Share

    @classmethod
    def tell(cls, part: Box) -> Self:
        """The part as it is sent."""
        return cls.of(left=part.left, top=part.top, width=part.width, height=part.height)

    def to_box(self) -> Box:
        """Return the part as the judge reads it; raises RequestInvalid for one that is not inside the picture."""
        part = Box(self.left, self.top, self.width, self.height)
        if min(part.width, part.height) <= 0 or max(part.right, part.bottom) > 1 + ROUNDING:
            raise RequestInvalid("context_part lies outside the picture")
        return part


class FrameBody(Body):
    """Body of `PUT /challenge/{id}/frames`."""

    timestamp: Whole
    frame_base64: str = Field(repr=False)
    token: str = Field(repr=False)
    sequence: Whole | None = None
    chain: str | None = None
    light_step: Whole | None = None
    """Of the light sequence, what the screen showed when the picture was taken."""
    context_base64: str | None = Field(None, repr=False)
    """The camera's whole picture, small, where the frame itself is only a part of it."""
    context_part: ContextPartBody | None = None
    """Which part; without it, the middle."""
    camera: CameraMeasuresBody | None = None
    # JSON has no enumerations, so strictness would refuse every stage.
    stage: Annotated[Stage, Field(strict=False)] = Stage.CHALLENGE


class VerifyBody(Body):
    """Body of `POST /challenge/{id}/verify`."""

    token: str = Field(repr=False)
    request_id: str = ""
    camera: CameraStreamBody | None = None
    """Of the pictures up to now."""


class FrameworkStartBody(Body):
    """Body of `POST /challenge`."""

    image_width: Whole
    image_height: Whole
    challenge_type: str = "NOSE"


class FrameworkFrameBody(Body):
    """Body of `PUT /challenge/{id}/frame`."""

    token: str = Field(repr=False)
    timestamp: Whole
    frame_base64: str = Field(repr=False)


class ChallengeGeometry(Reply):
    """Where the face has to be, in pixels of the unmirrored image, as both samples spell it."""

    image_width: Positive
    image_height: Positive
    area_left: int
    area_top: int
    area_width: Positive
    area_height: Positive
    min_face_area_percent: Percent

    @classmethod
    def describe(cls, challenge: Challenge) -> dict[str, object]:
        """Return the fields of a challenge's geometry; each kind adds its own."""
        return {
            "image_width": challenge.image_width_px,
            "image_height": challenge.image_height_px,
            **_fields("area", challenge.face_area, challenge),
            "min_face_area_percent": challenge.min_face_area_percent,
        }

    def _face_area(self) -> Box:
        return self._box("area", self.area_left, self.area_top, self.area_width, self.area_height)

    def _box(self, name: str, left: int, top: int, width: int, height: int) -> Box:
        width_px, height_px = self.image_width, self.image_height
        if left < 0 or top < 0 or left + width > width_px or top + height > height_px:
            raise BackendResponseInvalid(f"{name} lies outside the image")
        return Box(left / width_px, top / height_px, width / width_px, height / height_px)


class NoseGeometry(ChallengeGeometry):
    """Where the nose has to be, too."""

    nose_left: int
    nose_top: int
    nose_width: Positive
    nose_height: Positive

    @classmethod
    def describe(cls, challenge: Challenge) -> dict[str, object]:
        """Return the fields of a nose challenge's geometry."""
        if not isinstance(challenge, NoseChallenge):
            raise InternalError("not a nose challenge")
        return super().describe(challenge) | _fields("nose", challenge.nose_target, challenge)

    def to_challenge(self, challenge_id: str) -> NoseChallenge:
        """Return the challenge; raises BackendResponseInvalid when a box lies outside the image."""
        return NoseChallenge(
            id=challenge_id,
            image_width_px=self.image_width,
            image_height_px=self.image_height,
            face_area=self._face_area(),
            min_face_area_percent=self.min_face_area_percent,
            nose_target=self._box("nose", self.nose_left, self.nose_top, self.nose_width, self.nose_height),
        )


def _fields(name: str, box: Box, challenge: Challenge) -> dict[str, object]:
    return {f"{name}_{side}": value for side, value in _pixels(box, challenge).items()}


def _pixels(box: Box, challenge: Challenge) -> dict[str, int]:
    width_px, height_px = challenge.image_width_px, challenge.image_height_px
    return {
        "left": round(box.left * width_px),
        "top": round(box.top * height_px),
        "width": round(box.width * width_px),
        "height": round(box.height * height_px),
    }


class _Named(Reply):
    """What stands before the geometry of a challenge of any kind."""

    id: ChallengeId
    user_id: str = ""
    """As the client named it, which need not be told again."""


class _Admission(Reply):
    """What stands behind the geometry of a challenge of any kind."""

    token: Token = Field(repr=False)
    expires_at: Positive | None = None
    """Seconds since the epoch; the sample's backend does not say."""
    max_frames: Positive | None = None
    """How many frames are taken; the sample's backend does not say."""


# The fields of the last base stand first.
class StartReply(_Admission, ChallengeGeometry, _Named):
    """Answer to `POST /challenge/start`; each kind of challenge has a class of its own, which says its `kind`."""

    def to_challenge(self, challenge_id: str) -> Challenge:
        """Return the challenge; raises BackendResponseInvalid when a box lies outside the image."""
        raise NotImplementedError


class TargetBox(Reply):
    """A further place for the nose, in pixels of the unmirrored image."""

    left: int
    top: int
    width: Positive
    height: Positive


# JSON has neither enumerations nor tuples, so strictness would refuse every step.
_ColourName = Annotated[Colour, Field(strict=False)]
_ColourPair = Annotated[tuple[_ColourName, _ColourName], Field(strict=False)]


class LightReply(Reply):
    """The colours that the screen shows, in order and again from the first, each for so many milliseconds."""

    step_ms: Annotated[int, Field(ge=334, le=2000)]
    """Not below a third of a second: a server must not make a terminal flash."""
    steps: Annotated[list[_ColourPair], Field(min_length=4, max_length=64)]
    """What the left and the right half of the screen show."""

    @classmethod
    def of(cls, light: LightSequence) -> Self:
        """Tell all of a sequence."""
        return cls(step_ms=round(light.step_s * 1000), steps=[(step.left, step.right) for step in light.steps])

    def to_light(self) -> LightSequence:
        """Return the sequence."""
        return LightSequence(tuple(LightStep(left, right) for left, right in self.steps), self.step_ms / 1000)


class NoseStartReply(StartReply, NoseGeometry):
    """Answer with a nose challenge, which says no kind: the sample's clients know no other."""

    later_targets: Annotated[list[TargetBox], Field(max_length=4)] = Field(
        default_factory=list, exclude_if=lambda targets: not targets
    )
    """Where the nose goes after the first target; left out for the samples' clients, which know one target."""
    light: LightReply | None = Field(None, exclude_if=lambda light: light is None)
    time_factor: float = Field(1.0, ge=1, le=3, exclude_if=lambda factor: factor == 1)
    """How much longer than others the customer may take; left out where it is no longer."""

    @classmethod
    def describe(cls, challenge: Challenge) -> dict[str, object]:
        """Return the fields of a nose challenge; what the samples' clients do not know, only where there is some."""
        if not isinstance(challenge, NoseChallenge):
            raise InternalError("not a nose challenge")
        later = [_pixels(box, challenge) for box in challenge.later_targets]
        light = None if challenge.light is None else LightReply.of(challenge.light)
        factor = None if challenge.time_factor == 1 else challenge.time_factor
        further = {"later_targets": later or None, "light": light, "time_factor": factor}
        return super().describe(challenge) | {name: value for name, value in further.items() if value is not None}

    def to_challenge(self, challenge_id: str) -> NoseChallenge:
        """Return the challenge; raises BackendResponseInvalid when a box lies outside the image."""
        later = tuple(self._box("target", box.left, box.top, box.width, box.height) for box in self.later_targets)
        light = None if self.light is None else self.light.to_light()
        challenge = NoseGeometry.to_challenge(self, challenge_id)
        return replace(challenge, later_targets=later, light=light, time_factor=self.time_factor)


class PoseDemand(Reply):
    """How eyes and mouth are to look."""

    eyes: Eyes
    mouth: Mouth


class PoseGeometry(Reply):
    """What the framework's client is told of a pose challenge: no place, for a single picture that fills the screen."""

    image_width: Positive
    image_height: Positive
    pose: PoseDemand

    @classmethod
    def of(cls, challenge: PoseChallenge) -> Self:
        """Tell all of a pose challenge."""
        pose = PoseDemand(eyes=challenge.eyes, mouth=challenge.mouth)
        return cls(image_width=challenge.image_width_px, image_height=challenge.image_height_px, pose=pose)


class PoseStartReply(StartReply):
    """Answer with a pose challenge, which no client of this address is ever offered."""

    kind: Literal["pose"] = "pose"
    pose: PoseDemand

    @classmethod
    def describe(cls, challenge: Challenge) -> dict[str, object]:
        """Return the fields of a pose challenge."""
        if not isinstance(challenge, PoseChallenge):
            raise InternalError("not a pose challenge")
        return super().describe(challenge) | {"pose": {"eyes": challenge.eyes, "mouth": challenge.mouth}}

    def to_challenge(self, challenge_id: str) -> PoseChallenge:
        """Return the challenge; raises BackendResponseInvalid when the area lies outside the image."""
        return PoseChallenge(
            id=challenge_id,
            image_width_px=self.image_width,
            image_height_px=self.image_height,
            face_area=self._face_area(),
            min_face_area_percent=self.min_face_area_percent,
            eyes=self.pose.eyes,
            mouth=self.pose.mouth,
        )


class StreamedStartReply(StartReply):
    """Answer with a challenge that is carried out over a stream to a liveness service, and not by frames."""

    stream: StreamGrantReply = Field(repr=False)

    @classmethod
    def describe(cls, challenge: Challenge) -> dict[str, object]:
        """Return the fields of a streamed challenge's geometry; the grant is told by whoever has it."""
        if not isinstance(challenge, StreamedChallenge):
            raise InternalError("not a streamed challenge")
        return super().describe(challenge)

    def _told(self, challenge_id: str) -> dict[str, Any]:
        return {
            "id": challenge_id,
            "image_width_px": self.image_width,
            "image_height_px": self.image_height,
            "face_area": self._face_area(),
            "min_face_area_percent": self.min_face_area_percent,
            "service_session_id": self.stream.session_id,
        }


class MovementStartReply(StreamedStartReply):
    """Answer with a challenge of coming near."""

    kind: Literal["face-movement"] = "face-movement"

    def to_challenge(self, challenge_id: str) -> MovementStream:
        """Return the challenge; raises BackendResponseInvalid when the area lies outside the image."""
        return MovementStream(**self._told(challenge_id))


class MovementAndLightStartReply(StreamedStartReply):
    """Answer with a challenge of coming near and coloured light."""

    kind: Literal["face-movement-and-light"] = "face-movement-and-light"

    def to_challenge(self, challenge_id: str) -> MovementAndLightStream:
        """Return the challenge; raises BackendResponseInvalid when the area lies outside the image."""
        return MovementAndLightStream(**self._told(challenge_id))


START_REPLIES: Mapping[str, type[StartReply]] = MappingProxyType(
    {
        NoseChallenge.kind: NoseStartReply,
        MovementStream.kind: MovementStartReply,
        MovementAndLightStream.kind: MovementAndLightStartReply,
    }
)
"""How the answer reads, by the kind of the challenge; the nose's for one that says none."""


class FrameworkStartReply(Reply):
    """Answer to `POST /challenge`."""

    id: str
    token: str = Field(repr=False)
    type: str
    params: NoseGeometry | PoseGeometry


class FrameReply(Reply):
    """Answer to a frame that was taken in."""

    message: str = "Frame saved successfully"


class VerdictReply(Reply):
    """Answer to `POST /challenge/{id}/verify`; the sample's backend answers `success` alone."""

    success: bool
    reasons: Listed[str] = Field(default_factory=list)
    document_matched: bool | None = None
    """Whether the face is that of the ID photo; null when there was none."""
    synthetic: bool = False

    @classmethod
    def from_verdict(cls, verdict: Verdict) -> Self:
        """Tell of a verdict what anybody may hear: measurements are shown to staff alone."""
        compared = verdict.face_match is not None
        return cls(
            success=verdict.passed,
            reasons=list(verdict.reasons),
            document_matched=Reason.FACE_MISMATCH not in verdict.reasons if compared else None,
            synthetic=verdict.synthetic,
        )

    def to_answer(self) -> VerdictAnswer:
        """Return it; raises BackendResponseInvalid for a pass with something against it."""
        if self.success and (self.reasons or self.document_matched is False):
            raise BackendResponseInvalid("a pass with reasons against it")
        return VerdictAnswer(
            passed=self.success,
            # A newer backend may know reasons that this kiosk does not; the verdict stands without them.
            reasons=tuple(Reason(reason) for reason in self.reasons if reason in set(Reason)),
            document_matched=self.document_matched,
            synthetic=self.synthetic,
        )
