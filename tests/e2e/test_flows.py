"""A customer is onboarded, found again as a duplicate, authenticated and erased, with this machine's own engines."""

import time
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.backend.build import build_local
from kiosk.backend.local.engines import load_engines
from kiosk.backend.service import Service
from kiosk.camera.demo import people
from kiosk.camera.demo.specimen import SpecimenFields, draw_passport
from kiosk.client.identity import IdentityClient, new_request_id
from kiosk.client.wire import StartedChallenge
from kiosk.identity.answers import Page, Side
from kiosk.identity.flow import Flow, Outcome
from kiosk.settings import load
from kiosk.vision.jpeg import encode_jpeg
from tests.unit.backend.http import served
from tests.unit.backend.passing import give_verdict


@cache
def selfie(path: Path) -> bytes:
    image = np.asarray(cv2.imread(str(path)), dtype=np.uint8)
    return encode_jpeg(image, 90)


@cache
def passport(path: Path) -> bytes:
    portrait = np.asarray(cv2.imread(str(path)), dtype=np.uint8)
    return encode_jpeg(draw_passport(portrait, SpecimenFields(date_of_expiry=date(2035, 6, 30))), 90)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    engine, engines = load_engines(None)
    settings = load(data_dir=tmp_path / "data", allow_synthetic=True)
    with build_local(settings, engine, engines=engines) as service:
        yield service


def test_flows(service: Service) -> None:
    grace, eileen = people.demo_person(), people.another_person()
    with served(service, service._parts.settings) as url:
        client = IdentityClient(url, read_timeout_s=60.0)

        def begin(flow: Flow, person: Path, customer: str = "") -> StartedChallenge:
            started = client.start(
                "visitor", 640, 480, synthetic=True, camera_name="demo", flow=flow, customer=customer, device_id="k-1"
            )
            give_verdict(service, started.challenge.id, selfie(person))
            return started

        started = begin(Flow.ONBOARD, grace)
        t = time.time()
        answer = client.document(started, [Page(Side.FRONT, passport(grace))])
        print("document", time.time() - t, answer)
        assert answer.accepted, answer
        t = time.time()
        enrolled = client.enrol(started, "", new_request_id())
        print("enrol", time.time() - t, enrolled)
        assert enrolled.outcome is Outcome.APPROVED

        started = begin(Flow.ONBOARD, grace)
        t = time.time()
        assert client.document(started, [Page(Side.FRONT, passport(grace))]).accepted
        print("document", time.time() - t)
        again = client.enrol(started, "", new_request_id())
        print(again)
        assert again.reasons == ("DUPLICATE_FOUND",)
        assert [each.customer for each in again.duplicates] == [enrolled.customer]

        t = time.time()
        same = client.authenticate(begin(Flow.AUTHENTICATE, grace, enrolled.customer), new_request_id())
        print("authenticate", time.time() - t, same)
        assert same.outcome is Outcome.APPROVED
        other = client.authenticate(begin(Flow.AUTHENTICATE, eileen, enrolled.customer), new_request_id())
        print(other)
        assert other.reasons == ("FACE_MISMATCH",)
        client.close()
