"""Requests and answers as they go over the wire, without what differs from one day to the next."""

import json
import re
from collections.abc import Mapping
from typing import Any

from starlette.types import ASGIApp

from tests.fakes.wire import NONE, Answer
from tests.golden.asgi import ask

TOLD_HEADERS = ("content-type", "retry-after", "allow")
RANDOM = re.compile(r"nose(Left|Top)|reference_?[sS]equence|audit_?[sS]equences")
"""Where the nose has to go, and which frames were chosen."""
UNORDERED = ("faces",)
"""They stand in the order of their random ids."""
PICTURE = re.compile(r".*(Base64|Images?)")
PERCENT = re.compile(r"\d+\.\d\d%")
VERSION = "version"
EXACT = ("threshold", "limit")
"""Numbers that are settings, not measurements."""
SHORT = 20
"""Characters; a picture has more."""
SINCE = 1_000_000_000
"""Whole numbers beyond are times."""
TEXTS = (
    (re.compile(r"[\w-]+\.[\w-]+\.[\w-]{40,}"), "<token>"),
    (re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "<uuid>"),
    (re.compile(r"[0-9a-f]{32}"), "<id>"),
    (re.compile(r"[0-9a-f]{64}"), "<sha-256>"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "<time>"),
    (re.compile(r"\d{10}"), "<ten digits>"),
)


def shape(value: Any, name: str = "") -> Any:
    """The value with its names and types, and with all of it that never changes."""
    if isinstance(value, Mapping):
        return {key: shape(each, key) for key, each in value.items()}
    if isinstance(value, list):
        # How many pictures are kept is chance: of what looks the same, one is enough.
        told = [shape(each, name) for each in value]
        told = sorted(told, key=json.dumps) if name in UNORDERED else told
        return told[:1] if RANDOM.fullmatch(name) or PICTURE.fullmatch(name) else told
    if isinstance(value, str):
        return _text(value, name)
    if isinstance(value, float) and name not in EXACT:
        return "<number>"
    if type(value) is int and (value > SINCE or RANDOM.fullmatch(name)):
        return "<time>" if value > SINCE else "<whole number>"
    return value


def _text(value: str, name: str) -> str:
    if name == VERSION:
        return "<version>"
    # What is none of our pictures is an example of what is refused.
    if PICTURE.fullmatch(name) and len(value) > SHORT:
        return "<base64>"
    told = next((told for pattern, told in TEXTS if pattern.fullmatch(value)), value)
    return PERCENT.sub("<percent>", told)


def address(path: str) -> str:
    """The path without ids."""
    return "/".join(str(shape(part)) for part in path.split("/"))


class Recorder:
    """Asks an application, and writes down what was said."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.exchanges: list[object] = []

    def ask(self, method: str, path: str, body: object, headers: Mapping[str, str] = NONE) -> Answer:
        """Without writing it down."""
        return ask(self.app, method, path, json.dumps(body).encode(), {"content-type": "application/json", **headers})

    def call(
        self, what: str, method: str, path: str, body: object = None, headers: Mapping[str, str] = NONE
    ) -> dict[str, Any]:
        """The JSON of the answer."""
        return self.note(what, f"{method} {address(path)}", body, self.ask(method, path, body, headers))

    def note(self, what: str, request: str, body: object, answer: Answer) -> dict[str, Any]:
        """Write down an exchange that somebody had."""
        told = json.loads(answer.text) if answer.text else None
        self.exchanges.append(
            {
                "what": what,
                "request": request,
                "body": shape(body),
                "status": answer.status,
                "headers": {name: answer.headers[name] for name in TOLD_HEADERS if name in answer.headers},
                "answer": shape(told),
            }
        )
        return told if isinstance(told, dict) else {}
