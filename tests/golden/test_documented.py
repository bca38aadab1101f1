"""Every refusal that was written down of the wire is one that the OpenAPI document tells of at that address."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.golden.expectation import EXPECTED, expected


def exchanges() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for file in sorted((EXPECTED / "wire").glob("*.json")):
        told = json.loads(file.read_text(encoding="utf-8"))
        for each in told if isinstance(told, list) else ():
            yield f"{file.stem}: {each['what']}", each


def documented(exchange: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The responses of the address; None for one that is none."""
    method, _, path = str(exchange["request"]).partition(" ")
    paths = json.loads(expected("openapi/backend.json"))["paths"]
    fitting = [known for known in paths if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", known), path)]
    # What is written out goes before what is a parameter.
    exact = min(fitting, key=lambda known: known.count("{"), default=None)
    return None if exact is None or method.lower() not in paths[exact] else paths[exact][method.lower()]["responses"]


@pytest.mark.parametrize(("what", "exchange"), [pytest.param(*each, id=each[0]) for each in exchanges()])
def test_an_answer_is_documented(what: str, exchange: Mapping[str, Any]) -> None:
    responses = documented(exchange)
    if responses is None:
        assert exchange["status"] in (404, 405), what
        return
    assert str(exchange["status"]) in responses, f"{what}: {exchange['request']} does not tell of {exchange['status']}"
    examples = responses[str(exchange["status"])]["content"]["application/json"].get("examples", {})
    code = exchange["answer"].get("code")
    if code is not None:
        assert code in {example["value"].get("code") for example in examples.values()}, f"{what}: {code} is not told of"
