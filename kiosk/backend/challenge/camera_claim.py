"""What is known of where a challenge's frames come from."""

from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.records import ChallengeRecord
from kiosk.domain.liveness.camera_facts import CameraStream
from kiosk.domain.liveness.device_evidence import CameraClaim


def camera_claim(context: ChallengeContext, record: ChallengeRecord, stream: CameraStream | None) -> CameraClaim:
    """What the terminal said at the start and, with the stream, at the end."""
    return CameraClaim(
        attested=bool(record.terminal_id),
        attestation_demanded=not context.signatures.policy.admits_any,
        synthetic=record.untrusted_synthetic,
        name=record.untrusted_camera_name,
        device=record.untrusted_device,
        streams=tuple(each for each in (record.untrusted_preview, stream) if each is not None),
    )
