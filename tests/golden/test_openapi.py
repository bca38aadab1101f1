"""What the applications say of themselves: paths, methods, parameters, bodies and statuses.

Names that come from Python (ids of operations, names of schemas) and sentences that come from docstrings are left out
of the backend's documents. Schemas stand where they are used. The KYC API's document is read by people outside, so its
sentences stay.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from kiosk.backend.api.app import create_app
from kiosk.backend.build.aws import build_aws
from kiosk.backend.build.local import build_liveness
from kiosk.backend.metrics.cloudwatch_emf import EmfMetrics
from kiosk.rekognition_local.app import create_app as create_rekognition
from kiosk.rekognition_local.liveness.no_attempts import NoAttempts
from kiosk.rekognition_local.liveness.sessions import OneChallengeSessions
from kiosk.rekognition_local.liveness.store import SessionStore
from kiosk.rekognition_local.model import load_model
from kiosk.service_settings import AwsSettings
from kiosk.settings import Settings, load
from tests.factories.terminals import ANYBODY
from tests.fakes.aws_services import REGION, aws_settings, clients_of
from tests.fakes.branch import open_branch
from tests.fakes.face_engine import FakeFaceEngine
from tests.golden.asgi import ask
from tests.golden.expectation import expect, expect_json

OF_PYTHON = ("operationId", "summary", "title")
NOWHERE = "http://127.0.0.1:1"


def told(document: Mapping[str, Any], *, without: tuple[str, ...] = (*OF_PYTHON, "description")) -> object:
    """The document without what may be renamed freely."""
    document = {**document, "info": {"title": document["info"]["title"]}}
    schemas = document.get("components", {}).get("schemas", {})
    plain = {name: part for name, part in document.items() if name not in ("components", "info")}
    security = document.get("components", {}).get("securitySchemes", {})
    return {**_told(plain, schemas, without), "info": document["info"], "securitySchemes": security}


def _told(part: Any, schemas: Mapping[str, Any], without: tuple[str, ...]) -> Any:
    if isinstance(part, list):
        return [_told(each, schemas, without) for each in part]
    if not isinstance(part, Mapping):
        return part
    if "$ref" in part:
        return _told(schemas[part["$ref"].rpartition("/")[2]], schemas, without)
    # A property may be called `title` or `description`: what is said of something is a text.
    kept = {name: each for name, each in part.items() if not (name in without and isinstance(each, str))}
    return {name: _told(each, schemas, without) for name, each in kept.items()}


def addresses(document: Mapping[str, Any]) -> str:
    """Methods and paths: what stands there is the branch's own, of which there is a document."""
    return "\n".join(sorted(f"{path} {method}" for path, methods in document["paths"].items() for method in methods))


def test_the_backend_of_a_branch(tmp_path: Path) -> None:
    with open_branch(tmp_path) as branch:
        app = create_app(branch.service, branch.settings)
        expect_json("openapi/backend.json", told(app.openapi()))


def test_a_backend_that_only_tells_who_is_live(tmp_path: Path) -> None:
    with alone(tmp_path) as app:
        expect("openapi/liveness_only.txt", addresses(app.openapi()))


def test_the_backend_on_aws(tmp_path: Path) -> None:
    aws = AwsSettings(table="table", bucket="bucket", accepts_untagged=True, token_secret_id="secret", region=REGION)
    settings = load(data_dir=tmp_path, aws=aws)
    metrics = EmfMetrics(str, lambda: 0.0)
    with build_aws(settings, clients=clients_of(aws_settings(NOWHERE)), metrics=metrics) as service:
        expect("openapi/aws.txt", addresses(create_app(service, settings).openapi()))


def test_the_kyc_api(tmp_path: Path) -> None:
    with open_branch(tmp_path) as branch:
        app = create_app(branch.service, branch.settings)
        answer = ask(app, "GET", "/api/openapi.json")
        expect_json("openapi/kyc.json", told(answer.json, without=OF_PYTHON))


def test_rekognition_local(tmp_path: Path) -> None:
    with alone(tmp_path) as backend:
        app = create_rekognition(load_model(), {}, backend)
        assert app.openapi_url is None
        mounted = [getattr(route, "path", "") for route in app.routes]
        expect_json("openapi/rekognition_local.json", {"document": told(app.openapi()), "routes": mounted})


@contextmanager
def alone(folder: Path) -> Iterator[FastAPI]:
    """The application without engines that find out who somebody is, as rekognition-local has it beside its own."""
    settings: Settings = load(data_dir=folder, terminals=ANYBODY, consent_elsewhere=True)
    with ExitStack() as stack:
        store = stack.enter_context(closing(SessionStore(folder / "liveness.sqlite3", bytes(32))))
        sessions = OneChallengeSessions(store, None, time.time)
        service = build_liveness(settings, FakeFaceEngine(), sessions, NoAttempts())
        yield create_app(stack.enter_context(service), settings)
