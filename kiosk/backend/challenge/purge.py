"""Delete what has been kept long enough."""

import logging

from kiosk.backend.challenge.context import ChallengeContext

logger = logging.getLogger(__name__)


def purge(context: ChallengeContext) -> int:
    """Delete challenges and images older than the retention; returns how many challenges. Raises StorageFailed."""
    before_s = context.clock() - context.settings.retention_hours * 3600
    challenges = context.store.purge_before(before_s)
    images = context.blobs.purge_before(before_s)
    if challenges or images:
        logger.info("deleted after retention: %d challenges, %d images", challenges, images)
    return challenges
