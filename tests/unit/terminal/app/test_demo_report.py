"""What a demonstration writes down of its end."""

import json

import pytest

from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FaceMatch, FailedMeasure, FlowAnswer
from kiosk.domain.liveness.verdict import Reason
from kiosk.terminal.app.demo_report import describe_end
from kiosk.terminal.session.states import Decided, DocumentRefused, Result, State, Trouble
from tests.factories.verdicts import make_answer

SEEN = Evidence(
    Outcome.FAILED,
    AttemptStage.FACE_MATCH,
    (),
    {"liveness": 97.5, "id_photo_similarity": 96.5, "turn_deg": 18.5, "similarity": 61.0, "threshold": 95.0},
    (),
)
QUALITY = (FailedMeasure("selfie", "sharpness", None, None, Advice.HOLD_STILL),)


def test_a_verdict_with_what_staff_see() -> None:
    told = describe_end(Result(make_answer(document_matched=True)), SEEN)
    assert (told["passed"], told["reasons"], told["document_matched"]) == (True, (), True)
    assert (told["confidence"], told["face_match"]) == (97.5, 96.5)
    assert told["evidence"] == {"turn_deg": 18.5, "similarity": 61.0, "threshold": 95.0}


def test_a_flow_with_what_staff_see() -> None:
    answer = FlowAnswer(Outcome.FAILED, ("FACE_MISMATCH",), "C-1", face_match=FaceMatch(is_match=False))
    told = describe_end(Decided(answer), SEEN)
    assert (told["outcome"], told["reasons"]) == ("failed", ["FACE_MISMATCH"])
    assert told["face_match"] == {"is_match": False, "similarity": 61.0, "threshold": 95.0}
    refused = describe_end(DocumentRefused(DocumentAnswer(False, findings=("GLARE",), quality=QUALITY)), None)
    assert refused["reasons"] == ["GLARE"]
    assert refused["quality"] == [{"image": "selfie", "measure": "sharpness", "advice": Advice.HOLD_STILL}]


@pytest.mark.parametrize(
    "state",
    [
        Result(make_answer(Reason.NO_DEPTH)),
        Decided(FlowAnswer(Outcome.APPROVED, face_match=FaceMatch(is_match=True))),
        DocumentRefused(None, "DOCUMENT_NOT_IMAGE"),
    ],
)
def test_without_staff_it_is_what_the_terminal_was_told(state: State) -> None:
    told = json.loads(json.dumps(describe_end(state, None)))
    assert told
    assert not [value for value in told.values() if type(value) in (int, float)]


def test_trouble_comes_to_no_end() -> None:
    assert describe_end(Trouble("BUSY", camera=False), SEEN) == {}
