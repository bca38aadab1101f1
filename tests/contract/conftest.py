from collections.abc import Iterator

import pytest

from kiosk.backend.stores.aws.clients import Clients
from tests.fakes.aws_services import aws_settings, clients_of, moto_server, rekognition_server


@pytest.fixture(scope="session")
def clients() -> Iterator[Clients]:
    """Clients of one moto for all tests, each of which makes a table or a bucket of its own."""
    with moto_server() as address:
        yield clients_of(aws_settings(address))


@pytest.fixture(scope="session")
def rekognition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    """Clients of `kiosk rekognition-local`, as the process that users start."""
    with rekognition_server(tmp_path_factory.mktemp("rekognition")) as address:
        yield clients_of(aws_settings(address, read_timeout_s=30.0))
