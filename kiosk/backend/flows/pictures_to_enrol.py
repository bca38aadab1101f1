"""Which pictures a customer is enrolled with, and which second one helps where one of them is poor."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.backend.challenge.records import ChallengeState
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.face_quality_gate import judge_face_match
from kiosk.backend.flows.pictures import other_frames, portrait_blob
from kiosk.backend.flows.records import FlowRecord
from kiosk.backend.metrics.quality import PORTRAIT, SELFIE
from kiosk.backend.ports import SizedFace
from kiosk.domain.faces.quality import quality_failures
from kiosk.domain.faces.quality_components import sample_quality
from kiosk.domain.identity.flow import AttemptStage
from kiosk.errors import NoFaceFound


@dataclass(frozen=True, slots=True)
class PicturesToEnrol:
    """(Label, JPEG file), the face that passed the challenge first."""

    images: Sequence[tuple[str, bytes]] = field(repr=False)
    too_poor: bool = False
    """Whether the selfie is poor and no other frame makes up for it."""


def choose_pictures(context: FlowContext, snapshot: ChallengeState, held: FlowRecord, selfie: bytes) -> PicturesToEnrol:
    """The selfie, the portrait of the document that was matched, and another good frame when either is poor.

    The same for the same attempt, however often it is asked. Without a good frame a poor portrait is enrolled beside a
    better selfie, where it counts by its quality; a selfie that is too poor is not, unless staff waived its quality.
    Raises ImageErrors and ServiceErrors.
    """
    portrait, policy = _portrait(context, held), context.challenges.settings.enrolment
    worth = [_worth(context, image) for image in (selfie, *portrait)]
    second = _second_frame(context, snapshot, selfie) if min(worth) < policy.second_picture_below else None
    seconds = () if second is None else ((SELFIE, second),)
    images = [(SELFIE, selfie), *seconds, *((PORTRAIT, each) for each in portrait)]
    waived = AttemptStage.QUALITY in held.progress.waived
    too_poor = worth[0] < policy.min_sample_quality and second is None and not waived
    return PicturesToEnrol(images, too_poor)


def _portrait(context: FlowContext, held: FlowRecord) -> tuple[bytes, ...]:
    """The portrait of the document that was accepted or overridden, if there is one."""
    name = portrait_blob(held.document_digest)
    match = None if held.document is None else held.document.face_match
    if not held.document_digest or name not in context.documents.names(held.challenge_id):
        return ()
    # Staff let the customer pass without: a face that was not matched does not become theirs.
    return () if match is None or not match.is_match else (context.documents.get(held.challenge_id, name),)


def _second_frame(context: FlowContext, snapshot: ChallengeState, selfie: bytes) -> bytes | None:
    """The best of the frames that were kept with the verdict, if it is good and shows the same person for sure."""
    level = context.challenges.settings.enrolment.second_picture_below
    ranked = sorted(
        ((_worth(context, image), image) for image in other_frames(context, snapshot)), key=lambda each: -each[0]
    )
    for worth, image in ranked:
        if worth >= level and _passes_gate(context, image) and _is_same_person(context, selfie, image):
            return image
    return None


def _worth(context: FlowContext, image: bytes) -> float:
    face = _largest(context, image)
    return 0.0 if face is None else sample_quality(face.face, face.native)


def _passes_gate(context: FlowContext, image: bytes) -> bool:
    face, policy = _largest(context, image), context.challenges.settings.face_quality
    return face is not None and not quality_failures(
        face.face, face.picture_width_px, face.picture_height_px, policy, face.native
    )


def _is_same_person(context: FlowContext, selfie: bytes, image: bytes) -> bool:
    """The challenge has compared frames already, but not each with each."""
    try:
        comparison = context.comparer.compare(selfie, image)
    except NoFaceFound:
        return False
    threshold = context.challenges.settings.match.threshold(comparison.model_id)
    return judge_face_match(comparison.similarity, threshold).is_match


def _largest(context: FlowContext, image: bytes) -> SizedFace | None:
    faces = context.comparer.faces(image, limit=1)
    return faces[0] if faces else None
