"""Who was there: the faces of the frames that matter, compared with each other and with the document."""

import secrets
from collections.abc import Iterator, Mapping, Sequence

from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.records import ID_PHOTO, ID_PHOTO_BLOB, ChallengeRecord
from kiosk.backend.ports import StoredFace
from kiosk.domain.liveness.challenge import Challenge, Stage
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.person import Pair, low_similarities, measure_person, pairs_to_compare
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
    judged = {frame.sequence: frame for frame in frames if frame.stage is Stage.CHALLENGE and len(frame.faces) == 1}
    if not judged:
        return IdentityFacts({}, None)
    pairs = _frame_pairs(context, challenge, judged)
    shown = _shown_with_document(context, record, tuple(judged.values()))
    stored = {sequence: describe_stored_face(frame) for sequence, frame in judged.items()}
    wanted = [(stored[one], stored[other]) for one, other in pairs]
    values = _match(context, challenge, [*wanted, *((THE_DOCUMENT, stored[sequence]) for sequence in shown)])
    similarities = dict(zip(pairs, values, strict=False))
    with_document = dict(zip(shown, values[len(pairs) :], strict=True))
    return IdentityFacts(
        same_person=low_similarities(similarities),
        document=next(iter(with_document.values()), None),
        document_frames=dict(list(with_document.items())[1:]),
        person=measure_person(similarities, context.settings.judge.min_same_person_similarity),
        judged_frames=len(judged),
    )


def _frame_pairs(context: ChallengeContext, challenge: Challenge, judged: Mapping[int, FrameFacts]) -> list[Pair]:
    """Which frames are compared with which."""
    thorough, frames = context.compares_every_frame, tuple(judged.values())
    essential = _essential(context, challenge, frames)
    # Waits for what is being described.
    prepared = context.matcher.list_prepared(challenge.id)
    others = [*prepared, *_drawn(context, frames)]
    rest = judged if thorough else [sequence for sequence in others if sequence in judged]
    return pairs_to_compare(frames[0].sequence, essential, list(rest), thorough=thorough)


def _match(
    context: ChallengeContext, challenge: Challenge, pairs: Sequence[tuple[StoredFace, StoredFace]]
) -> tuple[float, ...]:
    similarities = context.matcher.match(challenge.id, pairs)
    if len(similarities) != len(pairs) or not all(0 <= value <= 100 for value in similarities):
        raise AnalysisFailed("a similarity is missing or out of range")
    return similarities


def _essential(context: ChallengeContext, challenge: Challenge, judged: Sequence[FrameFacts]) -> list[int]:
    """The reference, the frames that the proof rests on, the first and last that are where the challenge wants them."""
    rules = context.rules_of(challenge)
    reference = rules.reference_sequence(challenge, judged)
    reached = [frame.sequence for frame in judged if rules.reached(challenge, frame.faces[0])]
    proving = rules.proving_sequences(challenge, judged)
    return [*proving, *([] if reference is None else [reference]), *reached[:1], *reached[1:][-1:]]


def _drawn(context: ChallengeContext, judged: Sequence[FrameFacts]) -> Iterator[int]:
    """Some that nobody can foresee; on arrival they were drawn as they came."""
    if not context.settings.analyse_on_arrival:
        for _ in range(DRAWN_FRAMES):
            yield secrets.choice(judged).sequence


def _shown_with_document(
    context: ChallengeContext, record: ChallengeRecord, judged: Sequence[FrameFacts]
) -> tuple[int, ...]:
    """The frames that are compared with the document: the reference image, and those that prove something.

    None without a document, or without a reference image.
    """
    rules = context.rules_of(record.challenge)
    reference = rules.reference_sequence(record.challenge, judged)
    if not record.has_id_photo or reference is None:
        return ()
    return tuple(dict.fromkeys((reference, *rules.proving_sequences(record.challenge, judged))))
