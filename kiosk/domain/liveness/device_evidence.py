"""Whether frames come from a camera at a terminal that is known: what speaks against it, and what nobody measured.

Everything here is a terminal's own word. An enrolled terminal has signed it, which makes it that of a program that
holds the key; whoever has stolen one may write what they like, but must know what to write.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kiosk.domain.liveness.camera_facts import CameraDevice, CameraStream
from kiosk.domain.liveness.camera_policy import CameraEvidencePolicy
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.domain.liveness.virtual_cameras import is_virtual

MAX_CLOCK_STEP_BACK_S = 1.0
"""Frames that arrive together may be taken down in another order; more is a clock that was set."""
SUSPICIONS_TO_REFUSE = 2


@dataclass(frozen=True, slots=True)
class CameraClaim:
    """What is known, and said, of where the frames of a challenge came from."""

    attested: bool
    """Whether an enrolled terminal has signed everything."""
    attestation_demanded: bool
    """Whether the backend serves enrolled terminals alone."""
    synthetic: bool
    """Whether the terminal itself says that no camera films, which only a demonstration accepts."""
    name: str
    device: CameraDevice | None
    streams: tuple[CameraStream, ...]
    """Of before and during the challenge."""


@dataclass(frozen=True, slots=True)
class DeviceFindings:
    """What speaks against the frames' origin; `evidence` is for staff, 0 stands for what is not so or not measured."""

    reasons: tuple[Reason, ...]
    evidence: Mapping[str, float]


def judge_device(claim: CameraClaim, frames: Sequence[FrameFacts], policy: CameraEvidencePolicy) -> DeviceFindings:
    """What speaks against the origin of these frames; raises nothing, whatever was claimed."""
    reasons: list[Reason] = []
    if claim.attestation_demanded and not claim.attested:
        reasons.append(Reason.TERMINAL_UNATTESTED)
    if clock_jumped(frames):
        reasons.append(Reason.CLOCK_JUMPED)
    measured = tuple(stream for stream in claim.streams if stream.frames >= policy.min_frames)
    if not claim.synthetic:
        reasons.extend(_camera_reasons(claim, measured, policy))
    return DeviceFindings(tuple(dict.fromkeys(reasons)), _evidence(claim, measured))


def add_findings(verdict: Verdict, findings: DeviceFindings) -> Verdict:
    """The verdict with what was found about the frames' origin, which can only speak against it."""
    evidence = {**verdict.evidence, **findings.evidence}
    if not findings.reasons:
        return replace(verdict, evidence=evidence)
    reasons = tuple(dict.fromkeys((*verdict.reasons, *findings.reasons)))
    return replace(verdict, passed=False, reasons=reasons, confidence=0.0, evidence=evidence)


def clock_jumped(frames: Sequence[FrameFacts]) -> bool:
    """Whether the backend's clock was set back while the frames came: every time that is judged would be wrong."""
    return any(after.received_at_s < before.received_at_s - MAX_CLOCK_STEP_BACK_S for before, after in pairwise(frames))


def _camera_reasons(
    claim: CameraClaim, measured: Sequence[CameraStream], policy: CameraEvidencePolicy
) -> Iterator[Reason]:
    if policy.check_device and is_virtual(claim.name, claim.device):
        yield Reason.VIRTUAL_CAMERA
    if policy.check_stream:
        for stream in measured:
            yield from _stream_reasons(stream, policy)
    if policy.demand and claim.attested and not (measured and claim.device is not None and claim.name):
        yield Reason.CAMERA_NOT_MEASURED


def _stream_reasons(stream: CameraStream, policy: CameraEvidencePolicy) -> Iterator[Reason]:
    if stream.interval_deviation_ms < policy.min_interval_deviation_ms:
        yield Reason.TIMING_TOO_PERFECT
    if stream.returned > policy.max_returned:
        yield Reason.PICTURES_RETURNED
    suspicions = (
        stream.interval_deviation_ms < policy.suspect_interval_deviation_ms,
        stream.repeated > policy.suspect_repeated_share * stream.frames,
        stream.noise_pairs >= policy.min_frames
        and stream.silent_pairs >= policy.suspect_silent_share * stream.noise_pairs,
    )
    if sum(suspicions) >= SUSPICIONS_TO_REFUSE:
        yield Reason.CAMERA_SUSPECTED


def _evidence(claim: CameraClaim, measured: Sequence[CameraStream]) -> dict[str, float]:
    device = claim.device
    found = {
        "terminal_attested": float(claim.attested),
        "camera_device_known": float(device is not None and bool(device.driver or device.bus or device.path)),
        "camera_stream_measured": float(bool(measured)),
        "camera_noise_measured": float(any(stream.noise_pairs for stream in measured)),
    }
    if not measured:
        return found
    # The last one is that of the challenge.
    stream = measured[-1]
    found |= {
        "camera_interval_ms": stream.interval_median_ms,
        "camera_interval_deviation_ms": stream.interval_deviation_ms,
        "camera_repeated_share": stream.repeated / stream.frames,
        "camera_returned": float(stream.returned),
    }
    if stream.noise_pairs:
        found |= {
            "camera_silent_share": stream.silent_pairs / stream.noise_pairs,
            "camera_noise_level": stream.noise_level,
        }
    return found
