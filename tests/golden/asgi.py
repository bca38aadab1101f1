"""One request to an application without a socket, from a program on this machine."""

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.types import ASGIApp, Message

from tests.fakes.wire import NONE, Answer

HOST = "localhost"


def ask(app: ASGIApp, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = NONE) -> Answer:
    """The answer, whole."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async def answered() -> None:
        length = {"content-length": str(len(body))} if body else NONE
        await app(_scope(method, path, {"host": HOST, **length, **headers}), receive, send)

    asyncio.run(answered())
    told = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(int(sent[0]["status"]), told, b"".join(part.get("body", b"") for part in sent[1:]).decode())


def _scope(method: str, path: str, headers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": (HOST, 8008),
    }
