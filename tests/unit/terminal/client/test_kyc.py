import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kiosk.contract import kyc
from kiosk.contract.message import Reply
from kiosk.errors import BackendResponseInvalid, BackendTimeout, BackendUnreachable, RequestInvalid, SettingsInvalid
from kiosk.terminal.client import kyc_wire
from kiosk.terminal.client.kyc import KycClient
from kiosk.terminal.client.kyc_wire import parsed
from kiosk.terminal_errors import KycRefused
from tests.fakes.fault_server import Handler, Server, serving
from tests.fakes.fault_server import Reply as Told

ID = "abc123-def456-ghi789"


@contextmanager
def asking(*replies: Told) -> Iterator[tuple[KycClient, Server]]:
    with serving(*replies) as server:
        client = KycClient(server.url, "key", read_timeout_s=0.3, random01=lambda: 0.0, wait=lambda pause_s: False)
        yield client, server
        client.close()


def says(text: str, status: int = 200, **headers: str) -> Told:
    return lambda handler: handler.answer(status, text.encode(), **headers)


def refuses(number: object, status: int) -> Told:
    body = {"errorCode": number, "message": "Liveness\n confidence", "status": status, "timestamp": "now"}
    return says(json.dumps(body), status)


def hangs(handler: Handler) -> None:
    handler.server.script.released.wait(5)


def test_answers_are_read_as_the_documentation_prints_them() -> None:
    printed = '{\n"similarity": 95.,\n"isMatch": true,\n"confidence": 95.,\n"threshold": 90.0\n}'
    with asking(says(printed)) as (client, server):
        found = client.compare_faces(b"a", b"b")
        assert (found.is_match, found.similarity, found.threshold) == (True, 95.0, 90.0)
        (request,) = server.script.requests
        assert (request.headers["X-Api-Key"], request.body) == ("key", {"sourceImage": "YQ==", "targetImage": "Yg=="})


def test_points_in_texts_stay() -> None:
    assert parsed(b'{"a": "1., 2.}", "b": [1., 2.5], "c": 3.}') == {"a": "1., 2.}", "b": [1, 2.5], "c": 3}


@pytest.mark.parametrize(
    ("member", "similarity"),
    [("", None), ('"similarity": "95.",', 95.0), ('"similarity": null,', None), ('"similarity": 950,', None)],
)
def test_a_score_may_be_missing_but_not_the_answer(member: str, similarity: float | None) -> None:
    with asking(says(f'{{{member} "isMatch": true}}'), says(f'{{{member} "match": true}}')) as (client, _):
        assert client.compare_faces(b"a", b"b").similarity == similarity
        with pytest.raises(BackendResponseInvalid):
            client.compare_faces(b"a", b"b")


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"isMatch": 1}', '{"isMatch": "true"}', '{"isMatch": NaN}'])
def test_nonsense_is_no_match(text: str) -> None:
    with asking(says(text)) as (client, _), pytest.raises(BackendResponseInvalid):
        client.compare_faces(b"a", b"b")


@pytest.mark.parametrize(
    "change",
    [{"overallSuccess": False}, {"livenessVerification": {"isLive": False}}, {"faceMatchResult": {"isMatch": False}}],
)
def test_a_whole_is_no_more_than_its_parts(change: dict[str, object]) -> None:
    good = {
        "kycAnalysis": {"totalDocuments": 2, "extractedData": {"name": "John Doe"}},
        "livenessVerification": {"isLive": True, "confidence": 99.5},
        "faceMatchResult": {"isMatch": True},
        "overallSuccess": True,
    }
    with asking(says(json.dumps(good)), says(json.dumps({**good, **change}))) as (client, _):
        assert client.identify(ID, [b"front", b"back"]).passed
        assert not client.identify(ID, [b"front"]).passed


def test_what_is_not_live_is_no_verification() -> None:
    with asking(says('{"isLive": false, "confidence": 12}')) as (client, _), pytest.raises(BackendResponseInvalid):
        client.verify(ID)


def test_a_status_counts_besides_the_flag() -> None:
    results = f'{{"sessionId": "{ID}", "status": "IN_PROGRESS", "isLive": true, "auditImages": ["YQ==", "?"]}}'
    with asking(says(results)) as (client, _):
        found = client.results(ID)
        assert (found.is_live, found.audit, found.reference) == (False, (b"a",), None)


@pytest.mark.parametrize(("number", "status"), [(5001, 503), (1006, 500), (None, 503), (4290, 429)])
def test_what_may_go_away_is_asked_again(number: object, status: int) -> None:
    with asking(refuses(number, status), says('{"isLive": true, "confidence": 99.5}')) as (client, server):
        assert client.verify(ID) == 99.5
        assert len(server.script.requests) == 2


@pytest.mark.parametrize(
    ("number", "status"), [(1009, 422), (1011, 422), (1010, 500), (1007, 400), (1008, 404), (0, 502)]
)
def test_what_will_not_change_is_asked_once(number: int, status: int) -> None:
    with asking(refuses(number, status)) as (client, server):
        with pytest.raises(KycRefused) as refused:
            client.verify(ID)
        assert (refused.value.number, refused.value.status, refused.value.message) == (
            number, status, "Liveness confidence",
        )  # fmt: skip
        assert refused.value.refused_code == f"KYC_{number}"
        assert len(server.script.requests) == 1


def test_what_uses_a_session_up_is_not_repeated_blindly() -> None:
    with asking(hangs) as (client, server):
        with pytest.raises(BackendTimeout):
            client.verify(ID)
        assert len(server.script.requests) == 1
        with pytest.raises(BackendTimeout):
            client.results(ID)
        assert len(server.script.requests) > 2
        server.script.released.set()
    unreachable = KycClient("http://127.0.0.1:9", wait=lambda pause_s: False)
    with pytest.raises(BackendUnreachable):
        unreachable.verify(ID)


@pytest.mark.parametrize("session_id", ["", "../x", "a b", "a?b", "x" * 200])
def test_an_id_stays_within_its_place_of_the_address(session_id: str) -> None:
    with asking(says("{}")) as (client, server):
        with pytest.raises(RequestInvalid):
            client.results(session_id)
        assert not server.script.requests


def test_faces_leave_the_machine_encrypted() -> None:
    with pytest.raises(SettingsInvalid, match="kyc_url"):
        KycClient("http://kyc.example")


@pytest.mark.parametrize(
    ("forgiving", "answers"),
    [
        (kyc_wire.ForgivingSession, [kyc.SessionAnswer]),
        (kyc_wire.ForgivingResults, [kyc.ResultsAnswer]),
        (kyc_wire.ForgivingLiveness, [kyc.VerifyAnswer, kyc.LivenessVerification]),
        (kyc_wire.ForgivingMatch, [kyc.CompareAnswer, kyc.FaceMatchResult]),
        (kyc_wire.ForgivingAnalysis, [kyc.KycAnalysis]),
        (kyc_wire.ForgivingIdentity, [kyc.IdentityAnswer]),
        (kyc_wire.ForgivingError, [kyc.ErrorAnswer]),
    ],
)
def test_what_is_read_is_what_the_contract_says(forgiving: type[Reply], answers: list[type[Reply]]) -> None:
    assert set(forgiving.model_fields) <= {name for answer in answers for name in answer.model_fields}
