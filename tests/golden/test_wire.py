"""What clients and the backend say to each other: the samples' web clients, our terminals, and the KYC API's callers.

None of them is updated together with the backend, so that every name, type and status stays.
"""

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import requests

from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.face_detail import FaceDetail
from tests.factories.faces import head
from tests.factories.jpeg_files import jpeg
from tests.fakes.branch import PIN, STAFF
from tests.golden.asgi import ask
from tests.golden.exchange import shape
from tests.golden.expectation import expect_json
from tests.golden.visitors import SIZE, Json, Visitors, chained, encoded, plain, visitors

PROOF: Mapping[str, object] = {"staffId": STAFF, "pin": PIN}
ALICE, BOB = "C-4711", "C-0042"
IDENTIFY = "/api/kyc/analyze/identity-with-liveness"


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Visitors]:
    with visitors(tmp_path) as there:
        yield there


def done(there: Visitors, name: str) -> None:
    expect_json(f"wire/{name}.json", there.wire.exchanges, ordered=True)


def test_the_sample(there: Visitors) -> None:
    wire = there.wire
    started = wire.call("start", "POST", "/challenge/start", {"userId": "u-1", **SIZE})
    path = f"/challenge/{started['id']}"
    wire.call("no frames", "POST", f"{path}/verify", {"token": started["token"]})
    there.turn(started, ("PUT", f"{path}/frames"), plain(started), "frame")
    wire.call("verdict", "POST", f"{path}/verify", {"token": started["token"]})
    wire.call("once more", "POST", f"{path}/verify", {"token": started["token"]})
    wire.call("wrong token", "POST", f"{path}/verify", {"token": "x"})
    wire.call("bad start", "POST", "/challenge/start", {"userId": "u-1"})
    wire.call("bad frame", "PUT", f"{path}/frames", {"timestamp": 1, "frameBase64": "§", "token": started["token"]})
    wire.call("nothing there", "POST", "/challenge/begin", {})
    wire.call("other method", "GET", "/challenge/start")
    failed = wire.ask("POST", "/challenge/start", {"userId": "u-1", **SIZE}).json
    body = {"timestamp": 1, "frameBase64": encoded(jpeg("nobody")), "token": failed["token"]}
    wire.ask("PUT", f"/challenge/{failed['id']}/frames", body)
    wire.call("failed", "POST", f"/challenge/{failed['id']}/verify", {"token": failed["token"]})
    done(there, "sample")


def test_the_framework(there: Visitors) -> None:
    wire = there.wire
    started = wire.call("start", "POST", "/challenge", SIZE)
    wire.call("start by name", "POST", "/challenge", {**SIZE, "challengeType": "NOSE"})
    wire.call("another type", "POST", "/challenge", {**SIZE, "challengeType": "POSE"})
    path = f"/challenge/{started['id']}"
    wire.call("no frames", "POST", f"{path}/verify", {"token": started["token"]})
    there.turn(started, ("PUT", f"{path}/frame"), plain(started), "frame")
    wire.call("verdict", "POST", f"{path}/verify", {"token": started["token"]})
    wire.call("once more", "POST", f"{path}/verify", {"token": started["token"]})
    wire.call("wrong token", "POST", f"{path}/verify", {"token": "x"})
    wire.call("no size", "POST", "/challenge", {})
    wire.call("bad size", "POST", "/challenge", {**SIZE, "imageWidth": "wide"})
    wire.call("bad frame", "PUT", f"{path}/frame", {"timestamp": 1, "frameBase64": "§", "token": started["token"]})
    wire.call("other method", "GET", "/challenge")
    done(there, "framework")


def test_a_terminal(there: Visitors) -> None:
    wire = there.wire
    wire.call("health", "GET", "/health")
    photo = encoded(there.show("alice", None, 300, 400))
    more = {"camera": {"synthetic": True, "name": "C920"}, "idPhotoBase64": photo, "deviceId": "t1", "flow": "verify"}
    started = wire.call("start", "POST", "/challenge/start", {"userId": "u-1", **SIZE, **more, "customer": ALICE})
    path = f"/challenge/{started['id']}"
    there.turn(started, ("PUT", f"{path}/frames"), chained(started), "frame")
    wire.call("verdict", "POST", f"{path}/verify", {"token": started["token"], "requestId": "r1"})
    wire.call("the same request again", "POST", f"{path}/verify", {"token": started["token"], "requestId": "r1"})
    wire.call("another request", "POST", f"{path}/verify", {"token": started["token"], "requestId": "r2"})
    wire.call("no such session", "POST", "/challenge/start", {"userId": "u-1", **SIZE, "sessionId": "x"})
    left = begun(there, "verify")
    body = {"token": left["token"], "stage": "liveness", "reason": "CUSTOMER_LEFT"}
    wire.call("abandon", "POST", f"/challenge/{left['id']}/abandon", body)
    wire.call("abandon again", "POST", f"/challenge/{left['id']}/abandon", body)
    done(there, "terminal")


def begun(there: Visitors, flow: str, customer: str = "") -> Json:
    body = {"userId": "u-1", **SIZE, "flow": flow, "customer": customer, "deviceId": "t1"}
    answer = there.wire.ask("POST", "/challenge/start", body)
    assert answer.status == 200, answer.text
    return answer.json


def passed(there: Visitors, flow: str, customer: str, person: str, face: FaceDetail | None = None) -> Json:
    started = begun(there, flow, customer)
    there.pass_liveness(started, person, face)
    return started


def step(there: Visitors, what: str, started: Json, name: str, **fields: object) -> Json:
    body = {"token": started["token"], **fields}
    return there.wire.call(what, "POST", f"/challenge/{started['id']}/{name}", body)


def document(there: Visitors, what: str, started: Json, page: bytes, *more: bytes) -> Json:
    sides = zip(("front", "back", "front"), (page, *more), strict=False)
    pages = [{"side": side, "imageBase64": encoded(image)} for side, image in sides]
    return step(there, what, started, "document", pages=pages)


def enrolled(there: Visitors, person: str, customer: str) -> Json:
    started = passed(there, "onboard", customer, person)
    document(there, f"document of {person}", started, there.page(person))
    step(there, f"enrolment of {person}", started, "enrol", requestId="r1", customer=customer)
    return started


def test_an_onboarding(there: Visitors) -> None:
    early = begun(there, "onboard")
    document(there, "document before the verdict", early, there.page("alice"))
    started = passed(there, "onboard", "", "alice")
    step(there, "enrolment before the document", started, "enrol", requestId="r1", customer=ALICE)
    document(there, "glare", started, there.page("alice", Finding.GLARE, Finding.BLURRED))
    document(there, "turned portrait", started, there.page("alice", face=head(40.0)))
    document(there, "somebody else's", started, there.page("bob"))
    document(there, "no page", started, jpeg("nothing", 1000, 700), jpeg("back", 1000, 700))
    document(there, "three pages", started, *[jpeg("page")] * 3)
    document(there, "no picture", started, b"%PDF-1.7")
    failed = passed(there, "onboard", "", "alice", head(40.0))
    document(there, "turned selfie", failed, there.page("alice"))
    first = enrolled(there, "carol", ALICE)
    step(there, "the same request again", first, "enrol", requestId="r1", customer=ALICE)
    enrolled(there, "carol", BOB)
    there.wire.call(
        "a taken number", "POST", "/challenge/start", {"userId": "u-1", **SIZE, "flow": "onboard", "customer": ALICE}
    )
    dave = passed(there, "onboard", "", "dave")
    document(there, "document of dave", dave, there.page("dave"))
    step(there, "a taken number later", dave, "enrol", requestId="r1", customer=ALICE)
    enrolled(there, "erin", "")
    done(there, "onboarding")


def test_an_authentication(there: Visitors) -> None:
    there.branch.onboard("alice", ALICE)
    body = {"userId": "u", **SIZE, "flow": "authenticate", "customer": "C-1"}
    there.wire.call("nobody of that number", "POST", "/challenge/start", body)
    step(there, "before the verdict", begun(there, "authenticate", ALICE), "authenticate", requestId="r1")
    known = passed(there, "authenticate", ALICE, "alice")
    step(there, "known", known, "authenticate", requestId="r1")
    step(there, "the same request again", known, "authenticate", requestId="r1")
    step(there, "another request", known, "authenticate", requestId="r2")
    step(there, "a stranger", passed(there, "authenticate", ALICE, "zoe"), "authenticate", requestId="r1")
    turned = passed(there, "authenticate", ALICE, "alice", head(40.0))
    step(there, "a turned face", turned, "authenticate", requestId="r1")
    for _ in range(4):
        there.branch.fail_liveness(_started(there))
    there.wire.call("locked out", "POST", "/challenge/start", {**body, "customer": ALICE})
    done(there, "authentication")


def _started(there: Visitors) -> Any:
    from kiosk.domain.identity.flow import Flow

    return there.branch.start(Flow.AUTHENTICATE, ALICE)


def test_staff(there: Visitors) -> None:
    wire = there.wire
    wire.call("staff", "POST", "/staff/check", {**PROOF, "deviceId": "t1"})
    wire.call("wrong PIN", "POST", "/staff/check", {**PROOF, "pin": "000000"})
    expired = passed(there, "onboard", "", "alice")
    decision = {**PROOF, "reason": "known here"}
    step(there, "nothing to decide", expired, "decision", **decision, decision="override")
    document(there, "expired", expired, there.page("alice", Finding.EXPIRED))
    step(there, "evidence", expired, "evidence", **PROOF)
    step(there, "evidence for nobody", expired, "evidence", staffId=STAFF, pin="000000")
    step(there, "review", expired, "decision", **decision, decision="review")
    step(there, "override", expired, "decision", **decision, decision="override")
    step(there, "no reason", expired, "decision", **{**decision, "reason": ""}, decision="override")
    step(there, "enrolment", expired, "enrol", requestId="r1", customer=ALICE)
    customer = {**PROOF, "customer": ALICE, "reason": "asked for it"}
    wire.call("export", "POST", "/customers/export", customer)
    wire.call("unlock", "POST", "/customers/unlock", customer)
    wire.call("unlock a terminal", "POST", "/customers/unlock", {**PROOF, "deviceId": "t1", "reason": "asked for it"})
    wire.call("unlock nobody", "POST", "/customers/unlock", {**PROOF, "reason": "asked for it"})
    wire.call("erase", "DELETE", "/customers", customer)
    wire.call("erase nobody", "DELETE", "/customers", {**PROOF, "customer": ""})
    done(there, "staff")


def test_what_is_handed_out_of_a_customer(there: Visitors) -> None:
    """Names of files and of what stands in them: people show it to authorities, and authorities have programs."""
    started = there.branch.onboard("alice", ALICE)
    answer = there.wire.ask("POST", "/customers/export", {**PROOF, "customer": ALICE, "reason": "asked for it"})
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(str(answer.json["zipBase64"])))) as file:
        names, person = file.namelist(), json.loads(file.read("person.json"))
    assert started.challenge.id in json.dumps(person)
    expect_json("wire/export.json", {"files": sorted({plain_name(name) for name in names}), "person": shape(person)})


def plain_name(name: str) -> str:
    """Without ids, and without numbers of frames."""
    return re.sub(r"\d+(?=\.jpg)", "<number>", re.sub(r"[0-9a-f]{32,64}", "<id>", name))


def completed(there: Visitors, person: str = "alice", *, passes: bool = True) -> str:
    """The id of a session that somebody completed at a terminal."""
    session_id = str(there.wire.ask("POST", "/api/liveness/session", {}).json["sessionId"])
    body = {"userId": "u-1", **SIZE, "sessionId": session_id, "camera": {"synthetic": False, "name": "C920"}}
    started = there.wire.ask("POST", "/challenge/start", body).json
    path = f"/challenge/{started['id']}"
    if passes:
        there.turn(started, ("PUT", f"{path}/frames"), chained(started))
    else:
        frame = {"timestamp": 1, "frameBase64": encoded(jpeg(f"nobody {session_id}")), "token": started["token"]}
        there.wire.ask("PUT", f"{path}/frames", frame)
    assert there.wire.ask("POST", f"{path}/verify", {"token": started["token"]}).json["success"] is passes
    return session_id


def test_the_kyc_api(there: Visitors) -> None:
    wire, session = there.wire, "/api/liveness/session"
    created = wire.call("create", "POST", session, {"settings": {"auditImagesLimit": 2}})
    wire.call("create without a body", "POST", session)
    wire.call("create wrongly", "POST", session, {"settings": {"auditImagesLimit": 99}})
    wire.call("results before", "GET", f"{session}/{created['sessionId']}/results")
    wire.call("verify before", "POST", f"/api/liveness/verify/{created['sessionId']}")
    wire.call("no such session", "GET", f"{session}/x/results")
    for live in (True, False):
        session_id = completed(there, passes=live)
        wire.call(f"results, live: {live}", "GET", f"{session}/{session_id}/results")
        wire.call(f"verify, live: {live}", "POST", f"/api/liveness/verify/{session_id}")
        wire.call(f"verify again, live: {live}", "POST", f"/api/liveness/verify/{session_id}")
    there.branch.clock.now_s += 100_000
    wire.call("expired", "GET", f"{session}/{created['sessionId']}/results")
    wire.call("nothing there", "GET", "/api/nothing")
    wire.call("other method", "DELETE", session)
    wire.call("a stranger", "POST", session, None, {"Origin": "https://evil.example"})
    done(there, "kyc_sessions")


def test_comparison_of_the_kyc_api(there: Visitors) -> None:
    path = "/api/liveness/compare-faces"
    for what, other in (("alike", "alice"), ("unlike", "bob")):
        body = {"sourceImage": encoded(there.show("alice")), "targetImage": encoded(there.show(other))}
        there.wire.call(what, "POST", path, body)
    nobody = {"sourceImage": encoded(jpeg("nobody")), "targetImage": encoded(there.show("alice"))}
    there.wire.call("nobody", "POST", path, nobody)
    there.wire.call("no base64", "POST", path, {**nobody, "sourceImage": "§"})
    there.wire.call("no picture", "POST", path, {**nobody, "sourceImage": encoded(b"%PDF-1.7")})
    there.wire.call("nothing", "POST", path, {})
    done(there, "kyc_comparison")


def test_documents_of_the_kyc_api(there: Visitors) -> None:
    identify(there, "accepted", completed(there), there.page("alice"))
    identify(there, "expired", completed(there), there.page("alice", Finding.EXPIRED))
    identify(there, "somebody else's", completed(there), there.page("bob"))
    used = completed(there)
    identify(there, "front and back", used, there.page("alice"), jpeg("back", 1000, 700))
    identify(there, "once more", used, there.page("alice"))
    identify(there, "not live", completed(there, passes=False), there.page("alice"))
    identify(there, "three pages", completed(there), *[jpeg("page", 1000, 700)] * 3)
    identify(there, "no portrait", completed(there), jpeg("page of nobody", 1000, 700))
    identify(there, "no session", "", there.page("alice"))
    done(there, "kyc_documents")


def identify(there: Visitors, what: str, session_id: str, *pages: bytes) -> None:
    files = [("files", (f"{number}.jpg", page, "image/jpeg")) for number, page in enumerate(pages)]
    form = {"liveness_session_id": session_id}
    prepared = requests.Request("POST", f"http://localhost{IDENTIFY}", data=form, files=files).prepare()
    assert isinstance(prepared.body, bytes)
    answer = ask(there.wire.app, "POST", IDENTIFY, prepared.body, {"content-type": prepared.headers["content-type"]})
    told = {**form, "files": [name for _, (name, *_) in files]}
    there.wire.note(what, f"POST {IDENTIFY}", told, answer)
