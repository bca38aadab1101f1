"""One value of everything that is kept, with every field filled with what is not its default."""

from collections.abc import Mapping

from kiosk.backend.attempts.audit import AuditEntry, StoredAuditEntry
from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.attempts.records import StoredAttempt, StoredLockout
from kiosk.backend.challenge.records import (
    ChallengeRecord,
    FrameStreamState,
    StoredDescriptor,
    StoredFacts,
    StoredFrameStreamState,
    StoredRecord,
    StoredVerdict,
)
from kiosk.backend.enrolment.records import Checkpoint, Enrolment, EnrolmentState, Layouts, MappedFace
from kiosk.backend.flows.records import FlowRecord, StoredFlow
from kiosk.backend.kyc import records as kyc
from kiosk.backend.ports import Descriptor, Stored
from kiosk.backend.terminals.ports import StoredTerminal
from kiosk.domain.documents.document import DocumentKind, Finding, ReadField, Source
from kiosk.domain.faces.face_detail import Box, FaceDetail, Point, Pose, Quality
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.collection_layout import Layout
from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.flow import Attempt, AttemptStage, Flow, Outcome
from kiosk.domain.identity.flow_state import Claim, Progress, Step
from kiosk.domain.identity.lockout import Failure, LockoutRecord
from kiosk.domain.identity.restarts import StartCount
from kiosk.domain.identity.step_results import DocumentAnswer, Duplicate, FaceMatch, FailedMeasure, FlowAnswer
from kiosk.domain.identity.terminals import EnrolledTerminal, Run
from kiosk.domain.liveness.camera_facts import CameraDevice, CameraStream
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.domain.liveness.frames import CameraMeasures, FrameFacts, FramePixels, LightSample
from kiosk.domain.liveness.light import Colour, LightSequence, LightStep
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.room_memory import RoomMemory
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.rekognition_local.liveness import records as rekognition

AT_S = 1_700_000_000.25
ID = "0123456789abcdef0123456789abcdef"
SESSION = "01234567-89ab-4def-8123-456789abcdef"
DIGEST = "ab" * 32
BOX = Box(0.25, 0.125, 0.5, 0.75)

LIGHT = LightSequence((LightStep(Colour.CYAN, Colour.WHITE), LightStep(Colour.GREEN, Colour.BLUE)), 0.5)
CHALLENGE = NoseChallenge(
    ID, 640, 480, BOX, 50, Box(0.625, 0.5, 0.0625, 0.125), (Box(0.25, 0.5, 0.0625, 0.125),), LIGHT, 2.0, True
)  # fmt: skip
PIXELS = FramePixels(
    b"\xff", b"\xfe", LightSample((0.5, 0.25, 0.125), (0.75, 0.5, 0.25), (0.0625, 0.125, 0.5)), b"\xfd", BOX, 0.5
)  # fmt: skip
PLAN = AttemptPlan(Flow.ONBOARD, "C-4711 Zoë", "t1")
DEVICE = CameraDevice("linux", "/dev/video0", "uvcvideo", "usb", "046d", "0825", ("1280x720@30",), 30.5)
STREAM = CameraStream(90, 33.5, 1.5, 2, 1, 80, 3, 0.75)
RECORD = ChallengeRecord(
    CHALLENGE, "u-1", True, "a camera", True, AT_S, AT_S + 180, SESSION, PLAN, ID, DEVICE, STREAM, True,
    Consent("2026-12", "pt"),
)  # fmt: skip
TERMINAL = EnrolledTerminal(
    ID, "A" * 43 + "=", "Main street, left", AT_S, AT_S + 1, AT_S + 2, "t1", (Run(ID, 7),), AT_S + 3,
    RoomMemory(b"\xfc", 12, AT_S + 4, b"\xfb", 2, AT_S + 5),
)  # fmt: skip
TAIL = FrameStreamState(3, 7, DIGEST, 2, (4, DIGEST), AT_S + 1, 1)
FACE = FaceDetail(
    BOX, {"nose": Point(0.5, 0.625), "eyeLeft": Point(0.375, 0.5)}, Pose(1.5, -2.5, 3.5), Quality(60.5, 70.5), 99.5,
    True, 75.5,
)  # fmt: skip
FACTS = FrameFacts(
    7, Stage.APPROACH, AT_S, DIGEST, True, (FACE,), 1_700_000_000_250, 5, PIXELS, CameraMeasures(3.5, 0.75)
)  # fmt: skip
VERDICT = Verdict(
    True, (Reason.LOW_CONFIDENCE, Reason.FACE_MISMATCH), 97.5, {"yaw_deg": 18.5}, 7, (8, 9), 96.5, True, ("room_px",)
)  # fmt: skip
DESCRIPTOR = Descriptor("a model", (0.5, -0.25, 1e-09))
ATTEMPT = Attempt(
    id=ID,
    flow=Flow.AUTHENTICATE,
    started_at_s=AT_S,
    expires_at_s=AT_S + 180,
    customer="C-4711 Zoë",
    device="t1",
    caller="bank",
    address="192.0.2.1",
    terminal_known=False,
    stage=AttemptStage.FACE_MATCH,
    outcome=Outcome.INCOMPLETE,
    reasons=("FACE_QUALITY_TOO_LOW",),
    measures={"similarity": 96.5, "selfie_yaw_deg": 1.5},
    details={"user_id": "u-1"},
    ended_at_s=AT_S + 60,
)
STARTS = StartCount(3.5, 1.5, AT_S + 2, AT_S + 900)
LOCKOUT = LockoutRecord((Failure(AT_S, "one"),), 2, AT_S + 1800, True, AT_S, (Failure(AT_S + 1, "two"),), STARTS)
AUDIT_ENTRY = AuditEntry(AT_S, "s-1", "erase", DIGEST[:32], "asked for it")
PROGRESS = Progress(
    flow=Flow.ONBOARD,
    stage=AttemptStage.DUPLICATE_SEARCH,
    outcome=Outcome.FAILED,
    reasons=("DUPLICATE_FOUND",),
    documents=2,
    accepted=True,
    waived=frozenset({AttemptStage.DOCUMENT}),
    customer="C-4711 Zoë",
    request_id="r1",
    claim=Claim(Step.ENROL, "worker", AT_S + 60),
    without_face=True,
)
"""One stage alone is waived: of several, the order in which they are written is chance."""
MATCH = FaceMatch(True, 96.5, 95.0)
DOCUMENT = DocumentAnswer(
    accepted=True,
    kind=DocumentKind.ID_CARD,
    fields={"name": ReadField("Zoë Doe", 99.5, Source.PRINTED)},
    findings=(Finding.GLARE, "OF_A_NEWER_BACKEND"),
    quality=(FailedMeasure("selfie", "sharpness", 20.5, 25.0, Advice.HOLD_STILL),),
    face_match=MATCH,
)
ANSWER = FlowAnswer(Outcome.FAILED, ("DUPLICATE_FOUND",), "C-4711 Zoë", (Duplicate("C-0815", 99.5),), MATCH)
FLOW = FlowRecord(ID, AT_S, PROGRESS, DOCUMENT, DIGEST, ANSWER, 3)
KYC_SESSION = kyc.Session(
    id=SESSION,
    caller="bank",
    created_at_s=1_700_000_000.0,
    expires_at_s=1_700_000_180.0,
    audit_images=4,
    status=kyc.Status.SUCCEEDED,
    challenge_id=ID,
    result=kyc.LivenessResult(97.5, ("LOW_CONFIDENCE",), True, 2, AT_S),
    uses=(kyc.Use.VERIFY, kyc.Use.IDENTITY),
)
ENROLMENT = Enrolment("4f" * 16, "C-4711 Zoë", EnrolmentState.PENDING, "a claim", AT_S, AT_S + 1)
MAPPED_FACE = MappedFace("kiosk-100-1-0", "a face", "selfie-0", BOX)
LAYOUTS = Layouts(Layout("k", "100.1", 3, 4), Layout("k", "100.2", 4, 5), Layout("k", "100", 2, 3), version=1)
CHECKPOINT = Checkpoint(4, "4f" * 16, 17, 34, ("5e" * 16,))
LIVENESS_SESSION = rekognition.Session(
    id=SESSION,
    status=SessionStatus.SUCCEEDED,
    created_at_s=AT_S,
    begun_at_s=AT_S + 1,
    challenge_id=ID,
    wishes=rekognition.Wishes(4, "bucket", "prefix/", "key"),
    result=rekognition.Result(97.5, ("LOW_CONFIDENCE",), True, 2),
)

STORED: Mapping[str, Stored] = {
    "challenge": StoredRecord(value=RECORD),
    "tail": StoredFrameStreamState(value=TAIL),
    "frame": StoredFacts(value=FACTS),
    "descriptor": StoredDescriptor(value=DESCRIPTOR),
    "verdict": StoredVerdict(value=VERDICT),
    "attempt": StoredAttempt(value=ATTEMPT),
    "lockout": StoredLockout(value=LOCKOUT),
    "audit_entry": StoredAuditEntry(value=AUDIT_ENTRY),
    "flow": StoredFlow(value=FLOW),
    "kyc_session": kyc.StoredSession(value=KYC_SESSION),
    "terminal": StoredTerminal(value=TERMINAL),
}
"""By the name of the golden file."""
BARE: Mapping[str, Stored] = {
    "tail": StoredFrameStreamState(value=FrameStreamState()),
    "verdict_none": StoredVerdict(value=None),
    "attempt": StoredAttempt(value=Attempt(ID, Flow.VERIFY, AT_S, AT_S + 180)),
    "lockout": StoredLockout(value=LockoutRecord()),
    "flow": StoredFlow(value=FlowRecord(ID, AT_S, Progress(Flow.VERIFY))),
    "kyc_session": kyc.StoredSession(value=kyc.Session(SESSION, "", AT_S, AT_S + 180, 0)),
    "terminal": StoredTerminal(value=EnrolledTerminal(ID, "A" * 43 + "=", "Main street", AT_S)),
    "challenge": StoredRecord(value=ChallengeRecord(CHALLENGE, "", False, "", False, AT_S, AT_S + 180)),
}
"""With nothing but what must be there."""
