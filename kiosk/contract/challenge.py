"""The messages around a challenge, start, frame and verify: of our terminals, and of both samples' clients."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints

from kiosk.contract.message import (
    Body,
    Listed,
    Percent,
    Positive,
    Reference,
    Reply,
    Whole,
)
from kiosk.domain.faces.face_detail import Box
from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.challenge import Challenge, Stage
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.pose.challenge import Eyes, Mouth, PoseChallenge
from kiosk.domain.liveness.verdict import Reason, Verdict, VerdictAnswer
from kiosk.errors import BackendResponseInvalid, InternalError

# The id becomes part of a path and both become part of requests, so nothing that could change their meaning passes.
ChallengeId = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9_-]+$", max_length=128)]
Token = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]+$", max_length=8192)]

TOKEN_HEADER = "X-Challenge-Token"  # noqa: S105
"""Where our terminals show a challenge's token beside the body, so that it can be looked at before that is read."""


class CameraBody(Body):
    """What the terminal says of its camera."""

    synthetic: bool = False
    name: str = ""


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


class FrameBody(Body):
    """Body of `PUT /challenge/{id}/frames`."""

    timestamp: Whole
    frame_base64: str = Field(repr=False)
    token: str = Field(repr=False)
    sequence: Whole | None = None
    chain: str | None = None
    # JSON has no enumerations, so strictness would refuse every stage.
    stage: Annotated[Stage, Field(strict=False)] = Stage.CHALLENGE


class VerifyBody(Body):
    """Body of `POST /challenge/{id}/verify`."""

    token: str = Field(repr=False)
    request_id: str = ""


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
    width_px, height_px = challenge.image_width_px, challenge.image_height_px
    return {
        f"{name}_left": round(box.left * width_px),
        f"{name}_top": round(box.top * height_px),
        f"{name}_width": round(box.width * width_px),
        f"{name}_height": round(box.height * height_px),
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


class NoseStartReply(StartReply, NoseGeometry):
    """Answer with a nose challenge, which says no kind: the sample's clients know no other."""

    to_challenge = NoseGeometry.to_challenge


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


START_REPLIES: Mapping[str, type[StartReply]] = MappingProxyType({NoseChallenge.kind: NoseStartReply})
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
