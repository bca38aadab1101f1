"""What happens at a branch in a day, for every backend that real people's pictures can be shown to."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.attempts.staff_pins import hash_pin
from kiosk.contract.customers import CustomerBody
from kiosk.domain.documents.document import DocumentKind
from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_results import FlowAnswer, Page, Side, StaffDecision
from kiosk.terminal.camera.demo import people
from kiosk.terminal.camera.demo.specimen import SpecimenFields, draw_passport
from kiosk.terminal.client.backend import BackendClient, new_request_id
from kiosk.terminal.client.started_challenge import StartedChallenge, StartOptions
from kiosk.vision.jpeg import encode_jpeg
from tests.factories.judged_challenges import give_verdict

STAFF, PIN = "s-1", "424242"


def staff_pins() -> dict[str, str]:
    return {STAFF: hash_pin(PIN)}


@cache
def picture(path: Path) -> NDArray[np.uint8]:
    return np.asarray(cv2.imread(str(path)), dtype=np.uint8)


@cache
def passport(path: Path) -> Page:
    drawn = draw_passport(picture(path), SpecimenFields(date_of_expiry=date(2035, 6, 30)))
    return Page(Side.FRONT, encode_jpeg(drawn, 90))


@dataclass
class Branch:
    """A terminal whose customers are alive; how they prove it is tested elsewhere."""

    service: VerificationService
    client: BackendClient

    def begin(self, flow: Flow, person: Path, customer: str = "") -> StartedChallenge:
        started = self.client.start(
            StartOptions(
                "visitor", 640, 480, synthetic=True, camera_name="demo", flow=flow, customer=customer, device_id="k-1"
            )
        )
        give_verdict(self.service, started.challenge.id, encode_jpeg(picture(person), 90))
        return started

    def onboard(self, person: Path) -> tuple[StartedChallenge, FlowAnswer]:
        started = self.begin(Flow.ONBOARD, person)
        document = self.client.document(started, [passport(person)])
        assert document.accepted, document
        assert document.kind is DocumentKind.PASSPORT
        shown = self.client.evidence(started, STAFF, PIN)
        assert shown.fields["surname"].value == "SPECIMEN"
        assert shown.scores["similarity"] > 95
        return started, self.client.enrol(started, "", new_request_id())

    def authenticate(self, person: Path, customer: str) -> FlowAnswer:
        return self.client.authenticate(self.begin(Flow.AUTHENTICATE, person, customer), new_request_id())


def spend_a_day(branch: Branch) -> None:
    """One person becomes a customer, is found again, recognised, told from another person, and forgotten."""
    grace, eileen = people.demo_person(), people.another_person()
    _, enrolled = branch.onboard(grace)
    assert enrolled.approved, enrolled
    assert branch.authenticate(grace, enrolled.customer).approved
    stranger = branch.authenticate(eileen, enrolled.customer)
    assert (stranger.outcome, stranger.reasons) == (Outcome.FAILED, ("FACE_MISMATCH",))
    started, again = branch.onboard(grace)
    assert again.reasons == ("DUPLICATE_FOUND",)
    evidence = branch.client.evidence(started, STAFF, PIN)
    assert [each.customer for each in evidence.duplicates] == [enrolled.customer]
    shown = [name for name, _ in evidence.images]
    assert shown[:3] == ["selfie", "portrait", "page-front"]
    assert shown[-1] == "duplicate-1"
    assert branch.client.decide(started, STAFF, PIN, StaffDecision.REVIEW, "twins?") is Outcome.INCOMPLETE
    forget(branch, enrolled.customer)


def forget(branch: Branch, customer: str) -> None:
    body = CustomerBody.of(customer=customer, staff_id=STAFF, pin=PIN)
    branch.client._call("DELETE", "/customers", body, harmless=True)
    again = branch.authenticate(people.demo_person(), customer)
    assert (again.outcome, again.reasons) == (Outcome.FAILED, ("FACE_MISMATCH",)), "a customer who was deleted is known"
