from dataclasses import replace

import pytest

from kiosk.domain.liveness.camera_facts import CameraDevice, CameraStream
from kiosk.domain.liveness.camera_policy import CameraEvidencePolicy
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.device_evidence import CameraClaim, add_findings, judge_device
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.verdict import Reason, comparable_confidence
from tests.factories.verdicts import make_verdict

WEBCAM = CameraDevice("linux", "/dev/video0", "uvcvideo", "usb", "046d", "0825", ("1280x720@30",), 30.0)
REAL = CameraStream(180, 33.3, 1.9, 2, 0, 170, 3, 0.9)
CLAIM = CameraClaim(True, True, False, "HD Pro Webcam C920", WEBCAM, (REAL, REAL))
POLICY = CameraEvidencePolicy()
FRAMES = tuple(FrameFacts(number, Stage.CHALLENGE, 100.0 + number / 12, "d", True, ()) for number in range(10))


def reasons(**changes: object) -> tuple[Reason, ...]:
    return judge_device(replace(CLAIM, **changes), FRAMES, POLICY).reasons  # type: ignore[arg-type]


def stream(**changes: object) -> tuple[Reason, ...]:
    return reasons(streams=(replace(REAL, **changes),))  # type: ignore[arg-type]


def test_a_camera_at_an_enrolled_terminal_has_nothing_against_it() -> None:
    findings = judge_device(CLAIM, FRAMES, POLICY)
    assert findings.reasons == ()
    assert findings.evidence["terminal_attested"] == findings.evidence["camera_stream_measured"] == 1.0


def test_who_has_no_key_passes_only_where_that_is_admitted_and_the_verdict_says_so() -> None:
    nobody = replace(CLAIM, attested=False, device=None, streams=(), name="")
    assert judge_device(nobody, FRAMES, POLICY).reasons == (Reason.TERMINAL_UNATTESTED,)
    admitted = judge_device(replace(nobody, attestation_demanded=False), FRAMES, POLICY)
    assert admitted.reasons == ()
    assert admitted.evidence == {
        "terminal_attested": 0.0,
        "camera_device_known": 0.0,
        "camera_stream_measured": 0.0,
        "camera_noise_measured": 0.0,
    }


@pytest.mark.parametrize("changes", [{"device": None}, {"streams": ()}, {"name": ""}, {"streams": (CameraStream(19),)}])
def test_what_a_terminal_does_not_say_counts_as_nothing_seen(changes: dict[str, object]) -> None:
    assert Reason.CAMERA_NOT_MEASURED in reasons(**changes)


def test_a_declared_synthetic_camera_is_judged_by_nobody_here() -> None:
    assert reasons(synthetic=True, name="OBS Virtual Camera", device=None, streams=()) == ()


@pytest.mark.parametrize(
    "changes",
    [
        # Slow in the dark, of a variable rate, with pictures that are left out or come late in bursts.
        {"interval_median_ms": 66.7, "interval_deviation_ms": 0.3},
        {"interval_median_ms": 33.0, "interval_deviation_ms": 45.0},
        # The best bus and the quickest loop.
        {"interval_deviation_ms": 0.11},
        # Firmware that doubles its rate.
        {"repeated": 90},
        # Two pictures in the dark that happen to agree.
        {"returned": 2},
        # Strong noise reduction.
        {"silent_pairs": 150},
        # Nothing stood still: a device in somebody's hand.
        {"noise_pairs": 0, "silent_pairs": 0, "noise_level": 0.0},
        # One suspicion alone.
        {"silent_pairs": 170},
        {"repeated": 170, "noise_pairs": 9, "silent_pairs": 0},
        {"interval_deviation_ms": 0.05},
    ],
)
def test_real_cameras_and_single_suspicions_pass(changes: dict[str, object]) -> None:
    assert stream(**changes) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"interval_deviation_ms": 0.0}, Reason.TIMING_TOO_PERFECT),
        ({"interval_deviation_ms": 0.019}, Reason.TIMING_TOO_PERFECT),
        ({"returned": 3}, Reason.PICTURES_RETURNED),
        ({"interval_deviation_ms": 0.05, "silent_pairs": 170}, Reason.CAMERA_SUSPECTED),
        ({"repeated": 120, "silent_pairs": 165}, Reason.CAMERA_SUSPECTED),
    ],
)
def test_what_no_sensor_does_is_refused(changes: dict[str, object], expected: Reason) -> None:
    assert expected in stream(**changes)


def test_either_measurement_counts() -> None:
    assert Reason.PICTURES_RETURNED in reasons(streams=(replace(REAL, returned=9), REAL))
    assert Reason.PICTURES_RETURNED in reasons(streams=(REAL, replace(REAL, returned=9)))


def test_each_check_can_be_turned_off() -> None:
    policy = CameraEvidencePolicy(check_device=False, check_stream=False, demand=False)
    virtual = replace(CLAIM, name="OBS Virtual Camera", streams=(replace(REAL, interval_deviation_ms=0.0),))
    assert judge_device(virtual, FRAMES, policy).reasons == ()
    assert judge_device(replace(CLAIM, streams=()), FRAMES, policy).reasons == ()


def test_a_clock_that_was_set_back_is_no_pass() -> None:
    jumped = (*FRAMES[:5], *(replace(frame, received_at_s=frame.received_at_s - 60) for frame in FRAMES[5:]))
    assert judge_device(CLAIM, jumped, POLICY).reasons == (Reason.CLOCK_JUMPED,)
    together = (FRAMES[1], FRAMES[0], *FRAMES[2:])
    assert judge_device(CLAIM, together, POLICY).reasons == ()


def test_findings_speak_against_a_pass_and_never_for_one() -> None:
    passed, failed = make_verdict(passed=True), make_verdict(Reason.NO_DEPTH, passed=False)
    against = judge_device(replace(CLAIM, name="ManyCam"), FRAMES, POLICY)
    refused = add_findings(passed, against)
    assert (refused.passed, refused.reasons, comparable_confidence(refused)) == (False, (Reason.VIRTUAL_CAMERA,), 0.0)
    nothing = judge_device(CLAIM, FRAMES, POLICY)
    assert add_findings(failed, nothing).reasons == (Reason.NO_DEPTH,)
    assert add_findings(passed, nothing).passed
    assert add_findings(passed, nothing).evidence["terminal_attested"] == 1.0


@pytest.mark.parametrize(
    "changes",
    [{"repeated": -1}, {"returned": 181}, {"silent_pairs": 171}, {"noise_level": float("nan")}, {"noise_level": -1.0},
     {"interval_deviation_ms": float("inf")}],
)  # fmt: skip
def test_measures_that_cannot_be_are_none(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="stream"):
        replace(REAL, **changes)  # type: ignore[arg-type]


def test_bounds_that_hold_nothing_are_no_setting() -> None:
    for bad in ({"suspect_silent_share": float("nan")}, {"min_frames": 0}, {"min_interval_deviation_ms": -1.0}):
        with pytest.raises(ValueError, match="between"):
            CameraEvidencePolicy(**bad)
