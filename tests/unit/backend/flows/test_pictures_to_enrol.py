"""Enrolment with a poor selfie: another frame of the challenge helps, and nothing else does."""

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from kiosk.domain.faces.face_detail import FaceDetail, Pose, Quality
from kiosk.domain.identity.flow import AttemptStage
from kiosk.errors import ServiceUnavailable
from tests.factories.faces import head
from tests.factories.jpeg_files import jpeg
from tests.factories.judged_challenges import give_verdict
from tests.factories.visits import Terminal, Visit

GOOD = head()
POOR = replace(head(), quality=Quality(brightness=26.0, sharpness=26.0), pose=Pose(20.0, 0.0, 0.0))
MIDDLING = replace(head(), quality=Quality(brightness=26.0, sharpness=26.0))
"""Both pass the gate."""
TURNED = replace(head(), pose=Pose(35.0, 0.0, 0.0))
_numbers = count()


def visit(terminal: Terminal, person: str, selfie: FaceDetail, *others: tuple[str, FaceDetail]) -> Visit:
    """Somebody whose document was accepted, with these frames kept beside the selfie."""
    begun = terminal.begin("onboard")
    shown = [(person, selfie), *others]
    images = [terminal.show(jpeg(f"poor {next(_numbers)}"), who, face) for who, face in shown]
    give_verdict(terminal.branch.service, begun.id, *images)
    assert begun.document(person).json()["accepted"]
    return begun


def held(terminal: Terminal, customer: str) -> list[str]:
    return sorted(image.kind for image in terminal.branch.identity.enrolments.load_customer(customer).images)


def test_a_good_selfie_needs_no_second_one(terminal: Terminal) -> None:
    answer = visit(terminal, "ada", GOOD, ("ada", GOOD)).enrol().json()
    assert held(terminal, answer["customer"]) == ["portrait", "selfie"]


def test_another_good_frame_is_enrolled_beside_a_poor_selfie(terminal: Terminal) -> None:
    asked = visit(terminal, "berta", POOR, ("berta", POOR), ("berta", GOOD))
    answer = asked.enrol().json()
    assert answer["outcome"] == "approved"
    assert held(terminal, answer["customer"]) == ["portrait", "selfie", "selfie"]
    attempt = terminal.branch.identity.attempts.load(asked.id)
    assert attempt.measures["enrolled_faces"] == 3
    assert attempt.measures["selfie_sample_quality"] < 60
    assert asked.enrol().json() == answer


@pytest.mark.expect_logs
def test_a_step_that_failed_after_the_enrolment_is_ended_by_the_same_request(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second frame is chosen again, and nobody is found who is like it but the customer."""
    asked = visit(terminal, "katja", POOR, ("katja", GOOD))
    enrolments, enrolled = terminal.branch.identity.enrolments, list[int]()

    def enrol(*given: Any) -> int:
        enrolled.append(enrolling(*given))
        raise ServiceUnavailable("the answer got lost")

    enrolling = enrolments.enrol
    with monkeypatch.context() as patched:
        patched.setattr(enrolments, "enrol", enrol)
        patched.setattr(enrolments, "erase", lambda customer: _unavailable())
        assert asked.enrol("c-katja").status_code == 503
    assert enrolled == [3]
    assert asked.enrol("c-katja").json()["outcome"] == "approved"
    assert held(terminal, "c-katja") == ["portrait", "selfie", "selfie"]


def _unavailable() -> bool:
    raise ServiceUnavailable("nothing can be taken back now")


def test_nobody_is_enrolled_with_a_poor_selfie_alone(terminal: Terminal) -> None:
    asked = visit(terminal, "carla", POOR, ("carla", POOR), ("carla", TURNED))
    answer = asked.enrol("c-carla").json()
    assert (answer["outcome"], answer["reasons"]) == ("incomplete", ["FACE_QUALITY_TOO_LOW"])
    assert not terminal.branch.identity.enrolments.is_enrolled("c-carla")
    attempt = terminal.branch.identity.attempts.load(asked.id)
    assert attempt.stage is AttemptStage.QUALITY
    assert asked.decide("override").json() == {"outcome": "open"}
    assert asked.enrol("c-carla", "r2").json()["outcome"] == "approved", "staff let it pass"
    assert held(terminal, "c-carla") == ["portrait", "selfie"]


def test_a_middling_selfie_gets_a_second_one_and_does_without(terminal: Terminal) -> None:
    alone = visit(terminal, "hanna", MIDDLING, ("hanna", MIDDLING)).enrol().json()
    assert held(terminal, alone["customer"]) == ["portrait", "selfie"]
    helped = visit(terminal, "ida", MIDDLING, ("ida", GOOD)).enrol().json()
    assert held(terminal, helped["customer"]) == ["portrait", "selfie", "selfie"]


def test_a_frame_of_somebody_else_is_no_match_for_the_document(terminal: Terminal) -> None:
    begun = terminal.begin("onboard")
    images = [terminal.show(jpeg(f"two {next(_numbers)}"), who, GOOD) for who in ("dora", "emil")]
    give_verdict(terminal.branch.service, begun.id, *images)
    answer = begun.document("dora").json()
    assert not answer["accepted"]
    assert begun.enrol("c-dora").status_code == 409
    assert not terminal.branch.identity.enrolments.is_enrolled("c-dora")


def test_a_frame_of_somebody_else_does_not_authenticate(terminal: Terminal) -> None:
    enrolled = visit(terminal, "lotte", GOOD).enrol().json()["customer"]
    for shown, outcome in ((("lotte", "lotte"), "approved"), (("lotte", "emil"), "failed")):
        begun = terminal.begin("authenticate", enrolled)
        images = [terminal.show(jpeg(f"two {next(_numbers)}"), who, GOOD) for who in shown]
        give_verdict(terminal.branch.service, begun.id, *images)
        assert begun.authenticate().json()["outcome"] == outcome


def test_a_poor_portrait_gets_a_second_frame_where_there_is_one(terminal: Terminal) -> None:
    for person, others, kinds in (
        ("frida", (("frida", GOOD),), ["portrait", "selfie", "selfie"]),
        ("gerda", (), ["portrait", "selfie"]),
    ):
        begun = terminal.begin("onboard")
        shown = [(person, GOOD), *others]
        give_verdict(
            terminal.branch.service,
            begun.id,
            *(terminal.show(jpeg(f"portrait {next(_numbers)}"), who, face) for who, face in shown),
        )
        assert begun.document(person, face=POOR).json()["accepted"]
        answer = begun.enrol().json()
        assert answer["outcome"] == "approved"
        assert held(terminal, answer["customer"]) == kinds
