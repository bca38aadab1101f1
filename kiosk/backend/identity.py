"""Who was there: descriptors of the frames that matter, compared with each other and with the document."""

from collections.abc import Iterator, Mapping, Sequence

from kiosk.backend.analysis import compare, describe_face, detect_faces
from kiosk.backend.parts import Parts
from kiosk.backend.ports import Descriptor
from kiosk.backend.records import ID_PHOTO, ID_PHOTO_BLOB, ChallengeRecord
from kiosk.errors import AnalysisFailed
from kiosk.liveness.challenge import Challenge, Stage
from kiosk.liveness.frames import FrameFacts, IdentityFacts


def identify(parts: Parts, record: ChallengeRecord, frames: Sequence[FrameFacts]) -> IdentityFacts:
    """Compare what has been described, and describe what is missing; raises ServiceErrors and ImageTruncated."""
    challenge = record.challenge
    judged = [frame for frame in frames if frame.stage is Stage.CHALLENGE and len(frame.faces) == 1]
    if not judged:
        return IdentityFacts({}, None)
    parts.describer.wait(challenge.id)
    descriptors = dict(parts.store.descriptors(challenge.id))
    for frame in _needed(parts, challenge, judged):
        if frame.sequence not in descriptors:
            jpeg = parts.blobs.get(challenge.id, frame.digest)
            descriptors[frame.sequence] = describe_face(parts.engine, jpeg, frame.faces[0])
    if record.has_id_photo and ID_PHOTO not in descriptors:
        descriptors[ID_PHOTO] = _describe_document(parts, challenge.id)
    reference = parts.rules.reference_sequence(challenge, frames)
    return IdentityFacts(_same_person(parts, descriptors), _document(parts, descriptors, reference))


def _needed(parts: Parts, challenge: Challenge, judged: Sequence[FrameFacts]) -> Iterator[FrameFacts]:
    """The first frame, the reference, and the first and last that are where the challenge wants them."""
    yield judged[0]
    reference = parts.rules.reference_sequence(challenge, judged)
    yield from (frame for frame in judged if frame.sequence == reference)
    reached = [frame for frame in judged if parts.rules.reached(challenge, frame.faces[0])]
    yield from (*reached[:1], *reached[1:][-1:])


def _describe_document(parts: Parts, challenge_id: str) -> Descriptor:
    id_photo = parts.blobs.get(challenge_id, ID_PHOTO_BLOB)
    faces = detect_faces(parts.engine, id_photo)
    if len(faces) != 1:
        raise AnalysisFailed("the ID photo shows another number of faces than before")
    return describe_face(parts.engine, id_photo, faces[0])


def _same_person(parts: Parts, descriptors: Mapping[int, Descriptor]) -> Mapping[int, float]:
    first, *others = sorted(sequence for sequence in descriptors if sequence != ID_PHOTO)
    return {sequence: compare(parts.engine, descriptors[first], descriptors[sequence]) for sequence in others}


def _document(parts: Parts, descriptors: Mapping[int, Descriptor], reference: int | None) -> float | None:
    if ID_PHOTO not in descriptors or reference is None:
        return None
    return compare(parts.engine, descriptors[ID_PHOTO], descriptors[reference])
