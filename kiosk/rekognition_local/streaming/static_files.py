"""Files that a page with the service's component needs beside the stream: its network's code and face model."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from websockets.asyncio.server import ServerConnection
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

MAX_FILE_BYTES = 16_000_000
KINDS: Mapping[str, str] = MappingProxyType(
    {
        ".bin": "application/octet-stream",
        ".css": "text/css",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript",
        ".json": "application/json",
        ".wasm": "application/wasm",
    }
)


class StaticFiles:
    """Files of one folder, all read when it is made, so that no request reaches any other."""

    def __init__(self, folder: Path | None, made: Mapping[str, bytes] = MappingProxyType({})) -> None:
        """Those of a folder, if there is one, before those that were `made` here, by path; raises OSError."""
        self._files: dict[str, tuple[str, bytes]] = {
            path: (KINDS[PurePosixPath(path).suffix], data) for path, data in made.items()
        }
        for path in sorted(folder.rglob("*")) if folder is not None else ():
            kind = KINDS.get(path.suffix)
            if kind is not None and path.is_file() and path.stat().st_size <= MAX_FILE_BYTES:
                self._files["/" + path.relative_to(folder).as_posix()] = (kind, path.read_bytes())  # type: ignore[arg-type]

    def answer(self, connection: ServerConnection, request: Request, origins: Sequence[str]) -> Response:
        """The file that is asked for; pages of these origins may read it."""
        found = self._files.get(request.path.partition("?")[0])
        if found is None:
            return connection.respond(HTTPStatus.NOT_FOUND, "There is no such file.\n")
        kind, data = found
        headers = Headers(
            {
                "Content-Type": kind,
                "Content-Length": str(len(data)),
                "Cache-Control": "no-cache",
                "X-Content-Type-Options": "nosniff",
                "Connection": "close",
            }
        )
        origin = request.headers.get("Origin")
        if origin in origins:
            headers["Access-Control-Allow-Origin"] = str(origin)
            headers["Vary"] = "Origin"
        return Response(HTTPStatus.OK, "OK", headers, data)
