"""The pictures of a flow: the face that passed the challenge, and what documents are kept under."""

from collections.abc import Iterator

from kiosk.backend.challenge.records import ChallengeState
from kiosk.backend.flows.context import FlowContext
from kiosk.errors import LivenessNotPassed


def reference_image(context: FlowContext, snapshot: ChallengeState) -> bytes:
    """The face that the challenge was passed with, as a JPEG file; raises LivenessNotPassed when there is none."""
    challenges, challenge_id = context.challenges, snapshot.record.challenge.id
    sequence = None if snapshot.verdict is None else snapshot.verdict.reference_sequence
    digests = {frame.sequence: frame.digest for frame in challenges.store.frames(challenge_id)}
    if sequence is None or sequence not in digests:
        raise LivenessNotPassed("no reference image")
    return challenges.blobs.get(challenge_id, digests[sequence])


def other_frames(context: FlowContext, snapshot: ChallengeState) -> Iterator[bytes]:
    """The frames that were kept with the verdict, as JPEG files: of the start, of the first and last turn, of the end;
    without the reference image. Raises ServiceErrors."""
    challenges, challenge_id, verdict = context.challenges, snapshot.record.challenge.id, snapshot.verdict
    if verdict is None:
        return
    digests = {frame.sequence: frame.digest for frame in challenges.store.frames(challenge_id)}
    reference = None if verdict.reference_sequence is None else digests.get(verdict.reference_sequence)
    kept = [digests[sequence] for sequence in verdict.audit_sequences if sequence in digests]
    for digest in dict.fromkeys(kept):
        if digest != reference:
            yield challenges.blobs.get(challenge_id, digest)


def portrait_blob(digest: str) -> str:
    """Name of the portrait that was cut out of the pages with this digest."""
    return page_blob("portrait", digest)


def page_blob(kind: str, digest: str) -> str:
    """Name the picture of one side of the pages with this digest."""
    return f"{kind}-{digest[:32]}"
