from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.collection_engine import Service


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """The operations with one empty collection, `c`."""
    service = Service(tmp_path / "rekognition")
    service("CreateCollection", CollectionId="c")
    yield service
    service.store.close()
