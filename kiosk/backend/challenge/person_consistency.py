"""Who was there: the faces of the frames that matter, compared with each other and with the document."""

import secrets
from collections.abc import Iterator, Sequence

from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.records import ID_PHOTO, ID_PHOTO_BLOB, ChallengeRecord
from kiosk.backend.ports import StoredFace
from kiosk.domain.liveness.challenge import Challenge, Stage
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.errors import AnalysisFailed

DRAWN_FRAMES = 4
"""Half of a challenge shown by somebody else goes unnoticed once in sixteen times, by these frames alone."""
THE_DOCUMENT = StoredFace(ID_PHOTO, ID_PHOTO_BLOB)


def describe_stored_face(frame: FrameFacts) -> StoredFace:
    """The face of a stored frame that shows one."""
    return StoredFace(frame.sequence, frame.digest, frame.faces[0])


def compare_faces(context: ChallengeContext, record: ChallengeRecord, frames: Sequence[FrameFacts]) -> IdentityFacts:
    """Compare what has been prepared, and what the verdict cannot do without; raises ServiceErrors and ImageErrors."""
    challenge = record.challenge
    judged = [frame for frame in frames if frame.stage is Stage.CHALLENGE and len(frame.faces) == 1]
    if not judged:
        return IdentityFacts({}, None)
    wanted = context.matcher.list_prepared(challenge.id) | frozenset(_needed(context, challenge, judged))
    first, *others = judged
    pairs = [(describe_stored_face(first), describe_stored_face(frame)) for frame in others if frame.sequence in wanted]
    reference = _document_pair(context, record, judged)
    similarities = _match(context, challenge, [*pairs, *reference])
    same_person = {face.sequence: value for (_, face), value in zip(pairs, similarities, strict=False)}
    return IdentityFacts(same_person, similarities[-1] if reference else None)


def _match(
    context: ChallengeContext, challenge: Challenge, pairs: Sequence[tuple[StoredFace, StoredFace]]
) -> tuple[float, ...]:
    similarities = context.matcher.match(challenge.id, pairs)
    if len(similarities) != len(pairs) or not all(0 <= value <= 100 for value in similarities):
        raise AnalysisFailed("a similarity is missing or out of range")
    return similarities


def _needed(context: ChallengeContext, challenge: Challenge, judged: Sequence[FrameFacts]) -> Iterator[int]:
    """The reference, the frames that the proof rests on, the first and last that are where the challenge wants them.

    And some that nobody can foresee; on arrival they were drawn as they came.
    """
    yield from context.rules_of(challenge).proving_sequences(challenge, judged)
    if not context.settings.analyse_on_arrival:
        for _ in range(DRAWN_FRAMES):
            yield secrets.choice(judged).sequence
    reference = context.rules_of(challenge).reference_sequence(challenge, judged)
    if reference is not None:
        yield reference
    reached = [frame.sequence for frame in judged if context.rules_of(challenge).reached(challenge, frame.faces[0])]
    yield from (*reached[:1], *reached[1:][-1:])


def _document_pair(
    context: ChallengeContext, record: ChallengeRecord, judged: Sequence[FrameFacts]
) -> list[tuple[StoredFace, StoredFace]]:
    """The document and the reference image, if there are both."""
    reference = context.rules_of(record.challenge).reference_sequence(record.challenge, judged)
    if not record.has_id_photo:
        return []
    return [(THE_DOCUMENT, describe_stored_face(frame)) for frame in judged if frame.sequence == reference]
