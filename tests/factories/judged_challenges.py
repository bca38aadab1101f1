"""Challenges that have their verdict, without the frames of a turning head."""

from collections.abc import Sequence

from kiosk.backend.api.facade import ChallengeService
from kiosk.backend.challenge.ports import AdmitFrame
from kiosk.backend.challenge.records import Admission
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.verdict import Reason
from tests.factories.faces import head
from tests.factories.jpeg_files import digest
from tests.factories.verdicts import make_verdict


def give_verdict(
    service: ChallengeService, challenge_id: str, *images: bytes, passed: bool = True, reasons: Sequence[Reason] = ()
) -> None:
    """As if these frames had been judged; the first is the reference image, if there is one."""
    parts = service._context
    for sequence, image in enumerate(images):
        parts.blobs.put(challenge_id, digest(image), image)
        facts = FrameFacts(sequence, Stage.CHALLENGE, 1000.0 + sequence, digest(image), None, (head(),))
        parts.store.append(challenge_id, sequence, _admitting(facts))
    claim = parts.store.claim(challenge_id, "")
    verdict = make_verdict(
        *reasons,
        passed=passed,
        confidence=97.0 if passed else 0.0,
        evidence={"yaw_deg": 18.0},
        reference_sequence=0 if images else None,
        audit_sequences=tuple(range(1, len(images))),
    )
    parts.store.close(challenge_id, claim, verdict)


def _admitting(facts: FrameFacts) -> AdmitFrame:
    return lambda tail, digest: Admission(facts, tail, prepare=False, settled=False)
