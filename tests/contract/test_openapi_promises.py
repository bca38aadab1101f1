"""What the OpenAPI documents promise, tried over real HTTP with requests that schemathesis makes from them.

Half of the requests are about a challenge or a session that exists, so that they get behind the first door.
"""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

import hypothesis
import pytest
import requests
import schemathesis
from schemathesis import APIOperation
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks as openapi

from kiosk.domain.identity.policy import KycPolicy
from tests.factories.visits import Terminal, terminal_in

EXAMPLES = 15
"""For each address and each of both modes."""
CHECKS = [
    not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_schema_conformance,
    openapi.response_headers_conformance,
    openapi.negative_data_rejection,
]
DOCUMENTS = ("/openapi.json", "/api/openapi.json")
Operation = APIOperation[Any, Any, Any, Any]
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    with terminal_in(tmp_path_factory.mktemp("branch"), kyc=KycPolicy(requests_per_minute=100_000)) as terminal:
        yield terminal


@pytest.mark.expect_logs
@pytest.mark.parametrize("mode", MODES, ids=[mode.value for mode in MODES])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_answers_are_as_the_document_says(
    terminal: Terminal, document: str, mode: GenerationMode, caplog: pytest.LogCaptureFixture
) -> None:
    """Others' libraries say what is wrong with a form; failures of our own would be errors."""
    failures = [text for operation in _operations(terminal, document) for text in _failures(terminal, operation, mode)]
    assert not failures, "\n\n".join(failures)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def _operations(terminal: Terminal, path: str) -> Sequence[Operation]:
    config = SchemathesisConfig.from_dict({"base-url": terminal.url})
    document = requests.get(terminal.url + path, timeout=10).json()
    schema = schemathesis.openapi.from_dict(document, config=config)
    found = list(schema.get_all_operations())
    assert all(isinstance(result, Ok) for result in found)
    return [result.ok() for result in found if isinstance(result, Ok)]


def _failures(terminal: Terminal, operation: Operation, mode: GenerationMode) -> Iterator[str]:
    """What is not as promised, at most one of each kind."""
    known = _known(terminal)

    @hypothesis.settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode), lets_in=hypothesis.strategies.booleans())
    def holds(case: Any, lets_in: bool) -> None:
        if lets_in:
            _let_in(case, known)
        case.call_and_validate(checks=CHECKS)

    try:
        holds()
    except hypothesis.errors.Unsatisfiable:
        # What takes nothing cannot be asked wrongly.
        return
    except Exception as error:
        yield f"{operation.label}: {error}"


def _known(terminal: Terminal) -> dict[str, str]:
    """Ids and tokens that exist."""
    started = terminal.begin("verify").started
    session = terminal.post("/api/liveness/session").json()
    return {"challenge_id": started["id"], "token": started["token"], "session_id": session["sessionId"]}


def _let_in(case: Any, known: dict[str, str]) -> None:
    """Name what exists, where a name would be right."""
    for name in case.path_parameters or {}:
        if isinstance(case.path_parameters[name], str):
            case.path_parameters[name] = known[name]
    if isinstance(case.body, dict) and isinstance(case.body.get("token"), str):
        case.body["token"] = known["token"]
