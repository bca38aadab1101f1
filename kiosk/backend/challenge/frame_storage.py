"""A frame's image and its row, which are stored together or not at all."""

from functools import partial

from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.frame_admission import IncomingFrame, admit_frame
from kiosk.backend.challenge.records import Admission
from kiosk.errors import ChallengeError


def store_frame(context: ChallengeContext, incoming: IncomingFrame, jpeg: bytes) -> Admission | None:
    """Store a frame if it may be; None for one that was stored before. Raises ChallengeErrors and StorageFailed."""
    challenge_id = incoming.challenge_id
    # First the image: its row promises that it is there.
    context.blobs.put(challenge_id, incoming.digest, jpeg)
    try:
        place = partial(admit_frame, incoming, context.settings.max_frames)
        return context.store.append(challenge_id, incoming.untrusted_sequence, place)
    except ChallengeError:
        if all(frame.digest != incoming.digest for frame in context.store.frames(challenge_id)):
            context.blobs.delete(challenge_id, incoming.digest)
        raise
