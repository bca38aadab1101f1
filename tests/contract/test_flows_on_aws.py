"""A day at a branch whose backend is on AWS; only Textract is made by hand, which nothing stands in for."""

import contextlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.backend.build.aws import build_aws
from kiosk.backend.stores.aws.clients import Clients
from kiosk.domain.documents.mrz_compose import Holder, compose
from kiosk.domain.documents.mrz_layout import TD3
from kiosk.domain.identity.policy import EnrolmentPolicy
from kiosk.service_settings import AwsSettings
from kiosk.settings import load
from kiosk.terminal.client.backend import BackendClient
from tests.e2e.flows import Branch, spend_a_day, staff_pins
from tests.factories.terminals import ANYBODY
from tests.fakes.aws_services import REGION, new_bucket, new_secret, new_table
from tests.fakes.served_backend import served

ZONE = compose(
    TD3, Holder("P", "UTO", "SPECIMEN", "GRACE", "UT0123456", "UTO", date(1986, 12, 9), "F", date(2035, 6, 30))
)
PRINT = ("UTOPIA", "SPECIMEN", "GRACE", "UT0123456", "09 DEC 1986", "30 JUN 2035")
READ = {
    "LAST_NAME": "SPECIMEN",
    "FIRST_NAME": "GRACE",
    "DOCUMENT_NUMBER": "UT0123456",
    "DATE_OF_BIRTH": "1986-12-09T00:00:00",
    "EXPIRATION_DATE": "2035-06-30T00:00:00",
    "ID_TYPE": "PASSPORT",
    "MRZ_CODE": "\n".join(ZONE),
}


class FakeTextract:
    """Reads the specimen on every page."""

    def analyze_id(self, DocumentPages: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:  # noqa: N803 - AWS's name
        def field(name: str, text: str) -> Mapping[str, Any]:
            return {"Type": {"Text": name}, "ValueDetection": {"Text": text, "Confidence": 99.0}}

        def line(text: str, top: float) -> Mapping[str, Any]:
            box = {"Left": 0.1, "Top": top, "Width": 0.8, "Height": 0.03}
            return {"BlockType": "LINE", "Text": text, "Confidence": 99.0, "Geometry": {"BoundingBox": box}}

        page = {
            "IdentityDocumentFields": [field(name, text) for name, text in READ.items()],
            "Blocks": [line(text, 0.1 + 0.1 * index) for index, text in enumerate((*PRINT, *ZONE))],
        }
        return {"IdentityDocuments": [{"DocumentIndex": index, **page} for index, _ in enumerate(DocumentPages, 1)]}


def test_customers_come_and_go(clients: Clients, rekognition: Clients, tmp_path: Path) -> None:
    place = AwsSettings(
        table=new_table(clients),
        bucket=new_bucket(clients),
        token_secret_id=new_secret(clients, "only for tests, " * 4),
        data_secret_id=new_secret(clients, "tags of tests, " * 4),
        region=REGION,
    )
    settings = load(
        aws=place,
        allow_synthetic=True,
        consent_elsewhere=True,
        terminals=ANYBODY,
        staff_pins=staff_pins(),
        enrolment=EnrolmentPolicy(prefix=f"day-{secrets.token_hex(4)}"),
    )
    services = replace(clients, rekognition=rekognition.rekognition, textract=FakeTextract())
    with (
        build_aws(settings, clients=services) as service,
        served(service, settings) as url,
        contextlib.closing(BackendClient(url, read_timeout_s=30.0)) as client,
    ):
        spend_a_day(Branch(service, client))
    names = [entry["Key"] for entry in clients.s3.list_objects_v2(Bucket=place.bucket).get("Contents", [])]
    assert not [name for name in names if name.startswith("enrolled/")]
