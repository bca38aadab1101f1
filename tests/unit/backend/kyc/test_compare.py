import base64

import pytest
import requests

from kiosk import errors
from tests.factories.animated_png import still
from tests.factories.faces import head
from tests.factories.jpeg_files import jpeg
from tests.fakes.kyc_backend import Bench, assert_refused

PNG = still(100, 100)
ALICE, AGAIN, BOB, NOBODY = (jpeg(tag) for tag in ("alice", "alice again", "bob", "nobody"))


@pytest.fixture(scope="module", autouse=True)
def people(kyc: Bench) -> None:
    kyc.comparer.show(ALICE)
    kyc.comparer.show(AGAIN)
    kyc.comparer.show(PNG)
    kyc.comparer.show(BOB, "bob")


def compare(kyc: Bench, source: bytes, target: bytes) -> requests.Response:
    body = {
        name: base64.b64encode(image).decode() for name, image in (("sourceImage", source), ("targetImage", target))
    }
    return kyc.call("POST", "/api/liveness/compare-faces", body)


def test_one_person_matches(kyc: Bench) -> None:
    for target in (AGAIN, PNG):
        response = compare(kyc, ALICE, target)
        assert response.text == '{"similarity":96.45,"isMatch":true,"confidence":96.45,"threshold":90.0}'


def test_two_people_do_not_match_and_that_is_no_error(kyc: Bench) -> None:
    found = compare(kyc, ALICE, BOB)
    assert (found.status_code, found.json()["isMatch"], found.json()["similarity"]) == (200, False, 12.5)


def test_the_threshold_is_not_reached_by_rounding(kyc: Bench) -> None:
    kyc.comparer.unlike = 89.9999
    found = compare(kyc, ALICE, BOB).json()
    kyc.comparer.unlike = 12.5
    assert (found["isMatch"], found["similarity"]) == (False, 89.99)


def test_what_cannot_be_compared_has_failed(kyc: Bench) -> None:
    assert "no face" in assert_refused(compare(kyc, ALICE, NOBODY), 500, 1010)
    turned = kyc.comparer.show(jpeg("turned"), "alice", head(40))
    message = assert_refused(compare(kyc, turned, ALICE), 500, 1010)
    assert "source image" in message
    assert message.endswith("yaw 40 (limit 30): look straight")
    labels = {"flow": "verify", "image": "source", "measure": "yaw"}
    assert kyc.metrics.counted[-1] == ("quality_failures", labels)


@pytest.mark.parametrize(
    ("image", "status", "number"),
    [
        (b"", 400, 4002),
        (b"%PDF-1.7 of a passport", 400, 4002),
        (b"GIF89a", 400, 4002),
        (ALICE[:40], 400, 4003),
        (PNG[:60], 400, 4003),
        (jpeg("small", 60, 60), 422, 4220),
        (jpeg("huge", 9000, 9000), 413, 4131),
        (bytes(5_300_000), 413, 4130),
    ],
)
def test_what_is_no_image_is_refused(kyc: Bench, image: bytes, status: int, number: int) -> None:
    assert_refused(compare(kyc, ALICE, image), status, number)
    assert_refused(compare(kyc, image, ALICE), status, number)


@pytest.mark.parametrize("body", [None, {}, [], {"sourceImage": "aGk="}, {"sourceImage": 1, "targetImage": 2}])
def test_a_body_must_hold_both(kyc: Bench, body: object) -> None:
    assert_refused(kyc.call("POST", "/api/liveness/compare-faces", body), 400, 4000)


def test_base64_is_strict(kyc: Bench) -> None:
    for text in ("...", "a", "data:image/jpeg;base64,aGk=", "\u00e9"):
        body = {"sourceImage": text, "targetImage": text}
        assert_refused(kyc.call("POST", "/api/liveness/compare-faces", body), 400, 4001)


@pytest.mark.expect_logs
@pytest.mark.parametrize(
    ("error", "status", "number"),
    [
        (errors.ServiceUnavailable("engine"), 503, 5001),
        (errors.Busy("engine", 3.2), 503, 5001),
        (errors.AnalysisFailed("engine"), 500, 1010),
        (errors.StorageFailed("disk"), 500, 5000),
        (RuntimeError("Jane Doe"), 500, 5000),
    ],
)
def test_an_engine_that_fails_is_told_from_one_that_is_away(
    kyc: Bench, error: Exception, status: int, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(kyc.comparer, "before", fail)
    response = compare(kyc, ALICE, AGAIN)
    assert "Jane" not in assert_refused(response, status, number)
    assert response.headers.get("retry-after") == ("4" if isinstance(error, errors.Busy) else None)
