from collections.abc import Iterator

import pytest

from kiosk.backend.stores.aws.clients import Clients
from tests.fakes.aws_services import aws_settings, clients_of, moto_server


@pytest.fixture(scope="session")
def clients() -> Iterator[Clients]:
    """Clients of one moto for all tests."""
    with moto_server() as address:
        yield clients_of(aws_settings(address))
