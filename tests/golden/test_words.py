"""Words that are kept, or cross the wire: members of enumerations by their values, in the order in which they stand."""

from collections.abc import Mapping
from enum import StrEnum

from kiosk.backend.attempts.ports import SubjectKind
from kiosk.backend.challenge.records import ID_PHOTO, ID_PHOTO_BLOB, ChallengeStatus
from kiosk.backend.enrolment.records import EnrolmentState
from kiosk.backend.kyc import records as kyc
from kiosk.backend.metrics.names import Unit
from kiosk.contract.dialects import Contract
from kiosk.domain.documents.document import DocumentKind, FieldName, Finding, Source
from kiosk.domain.faces.quality import Advice, Measure
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.flow_state import Step
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import Side, StaffDecision
from kiosk.domain.liveness.challenge import Hint, Stage
from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.domain.liveness.verdict import Reason
from kiosk.rekognition_local import errors as rekognition_errors
from kiosk.rekognition_local.quality import Reason as UnindexedReason
from kiosk.system.device_id import FILE as DEVICE_FILE
from kiosk.terminal.app.embedded_backend import FAILED_PREFIX, READY_PREFIX
from kiosk.terminal.camera.demo.attack import Attack
from tests.golden.expectation import expect_json

WORDS: Mapping[str, type[StrEnum]] = {
    "advice on a face": Advice,
    "attack of the demonstration": Attack,
    "challenge: state": ChallengeStatus,
    "contract": Contract,
    "decision of staff": StaffDecision,
    "document: field": FieldName,
    "document: finding": Finding,
    "document: kind": DocumentKind,
    "document: side": Side,
    "document: source of a field": Source,
    "enrolment: state": EnrolmentState,
    "flow": Flow,
    "flow: step": Step,
    "attempt: outcome": Outcome,
    "attempt: stage": AttemptStage,
    "frame: stage": Stage,
    "hint": Hint,
    "kyc session: status": kyc.Status,
    "kyc session: use": kyc.Use,
    "lockout: subject": SubjectKind,
    "measure of a face": Measure,
    "metric: unit": Unit,
    "reason after a verdict": StepReason,
    "reason of a verdict": Reason,
    "rekognition-local: session": SessionStatus,
    "rekognition-local: unindexed face": UnindexedReason,
}


def test_words() -> None:
    told: dict[str, object] = {name: {each.name: each.value for each in kind} for name, kind in WORDS.items()}
    told["what a backend says when it listens, or cannot"] = [READY_PREFIX, FAILED_PREFIX]
    told["the file of a terminal's id"] = DEVICE_FILE
    told["the photo of a document"] = [ID_PHOTO, ID_PHOTO_BLOB]
    told["pictures of a kyc session"] = [kyc.REFERENCE, kyc.AUDIT]
    expect_json("words.json", told)


def test_errors_of_rekognition_local() -> None:
    """Their names are AWS's, and SDKs make exceptions of them."""
    kinds = [each for each in vars(rekognition_errors).values() if isinstance(each, type)]
    errors = [each() for each in kinds if issubclass(each, rekognition_errors.RekognitionError)]
    expect_json("rekognition_errors.json", {each.code: [int(each.status), str(each)] for each in errors})
