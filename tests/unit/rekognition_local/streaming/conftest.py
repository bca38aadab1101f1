from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.rekognition_local.streaming.server import StreamAccess
from tests.fakes.stream_client import KEY_ID, SECRET
from tests.unit.rekognition_local.streaming.desk import Desk, MovedClock, running_desk

PAGE = "http://127.0.0.1:8201"


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A server that knows one access key and lets one page ask, with a file beside the streams."""
    folder: Path = tmp_path_factory.mktemp("streams")
    (folder / "files").mkdir()
    (folder / "files" / "model.json").write_text("{}")
    (folder / "files" / ".secret").write_text("-")
    access = StreamAccess((PAGE,), {KEY_ID: SECRET})
    with running_desk(folder, MovedClock(), access, folder / "files") as desk:
        yield desk
