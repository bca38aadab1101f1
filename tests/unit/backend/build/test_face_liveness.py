"""Which service carries out streams, by the settings."""

from pathlib import Path
from typing import Any

import pytest

from kiosk.backend.build.face_liveness import (
    kyc_face_liveness,
    rekognition_liveness,
    wants_face_liveness,
    wants_own_liveness,
    with_face_liveness,
)
from kiosk.backend.build.open import open_service
from kiosk.backend.build.serve import serve
from kiosk.backend.challenge.kinds import known_kinds
from kiosk.domain.identity.face_liveness_policy import FaceLivenessPolicy
from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.policy import KycPolicy
from kiosk.errors import SettingsInvalid
from kiosk.service_settings import AwsSettings
from kiosk.settings import Settings, load
from tests.fakes.face_liveness import FakeFaceLiveness

LIGHT = "face-movement-and-light"
PAGES = KycPolicy(liveness="rekognition")
AMAZONS = FaceLivenessPolicy(service="rekognition")
OWN = FaceLivenessPolicy(service="own")
PLACE = AwsSettings(region="eu-west-1", stream_role="arn:aws:iam::123456789012:role/streams")


def of(tmp_path: Path, **changes: Any) -> Settings:
    return load(data_dir=tmp_path, **changes)


@pytest.mark.parametrize(
    ("changes", "wants", "own"),
    [
        ({}, False, False),
        ({"face_liveness": OWN}, False, False),
        ({"challenge": LIGHT}, True, True),
        ({"kyc": PAGES}, True, True),
        ({"challenge": LIGHT, "face_liveness": AMAZONS}, True, False),
        ({"challenge": LIGHT, "adapters": "aws"}, True, False),
        ({"challenge": LIGHT, "adapters": "aws", "face_liveness": OWN}, True, True),
    ],
)
def test_a_service_is_there_where_somebody_streams(
    tmp_path: Path, changes: dict[str, Any], wants: bool, own: bool
) -> None:
    settings = of(tmp_path, **changes)
    assert (wants_face_liveness(settings), wants_own_liveness(settings)) == (wants, own)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"challenge": LIGHT}, "face_liveness__service"),
        ({"kyc": PAGES}, "face_liveness__service"),
        ({"challenge": LIGHT, "adapters": "aws", "face_liveness": OWN}, "face_liveness__service"),
        ({"challenge": LIGHT, "face_liveness": AMAZONS}, "aws__region"),
    ],
)
def test_a_backend_without_its_service_does_not_begin(tmp_path: Path, changes: dict[str, Any], named: str) -> None:
    with pytest.raises(SettingsInvalid, match=named):
        open_service(of(tmp_path, **changes))


def test_terminals_need_a_role_and_pages_do_not(tmp_path: Path) -> None:
    without_role = AwsSettings(region="eu-west-1")
    with pytest.raises(SettingsInvalid, match="aws__stream_role"):
        rekognition_liveness(of(tmp_path, challenge=LIGHT, aws=without_role))
    assert rekognition_liveness(of(tmp_path, kyc=PAGES, aws=without_role)).lifetime_s == 180
    assert rekognition_liveness(of(tmp_path, challenge=LIGHT, aws=PLACE)).lifetime_s == 180


def test_an_authority_that_cannot_be_read_is_told_at_the_start(tmp_path: Path) -> None:
    aws = AwsSettings(region="eu-west-1", stream_role="arn:x", stream_authority=str(tmp_path / "missing.pem"))
    with pytest.raises(SettingsInvalid, match="aws__stream_authority"):
        rekognition_liveness(of(tmp_path, challenge=LIGHT, aws=aws))


def test_own_streams_are_for_terminals_of_this_machine(tmp_path: Path) -> None:
    settings = of(tmp_path, challenge=LIGHT, backend_api_key="A1b2C3d4E5f6G7h8I9j0K1l2")
    with pytest.raises(SettingsInvalid, match="face_liveness__service"):
        serve(settings, "0.0.0.0", 0, print)


def test_kinds_and_callers_get_the_service_where_it_is_asked_for(tmp_path: Path) -> None:
    service, nose = FakeFaceLiveness(), known_kinds(of(tmp_path).judge)
    assert with_face_liveness(nose, of(tmp_path), None) is nose
    kinds = with_face_liveness(nose, of(tmp_path, challenge=LIGHT), service)
    assert (kinds.offered, sorted(kinds.by_name)) == (LIGHT, ["face-movement", LIGHT, "nose"])
    assert kyc_face_liveness(of(tmp_path), service) is None
    made = kyc_face_liveness(of(tmp_path, kyc=PAGES), service)
    assert made is not None
    assert made.grant(made.create(2)) is not None
    assert service.wanted == [(None, 2)]


@pytest.mark.parametrize(
    "wrong", [{"min_confidence_verify": 20.0}, {"audit_images": 5}, {"min_confidence_onboard": 101.0}]
)
def test_policies_can_be_kept_to(tmp_path: Path, wrong: dict[str, float]) -> None:
    with pytest.raises(SettingsInvalid, match="face_liveness"):
        of(tmp_path, face_liveness=wrong)


def test_each_flow_has_its_threshold() -> None:
    policy = FaceLivenessPolicy(81.0, 82.0, 83.0)
    assert [policy.min_confidence(flow) for flow in (Flow.VERIFY, Flow.ONBOARD, Flow.AUTHENTICATE)] == [
        81.0,
        82.0,
        83.0,
    ]
