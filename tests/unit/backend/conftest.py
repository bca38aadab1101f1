from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.stores.aws.clients import Clients
from kiosk.settings import Settings, load
from tests.factories.terminals import ANYBODY
from tests.fakes.aws_services import aws_settings, clients_of, moto_server
from tests.fakes.branch import build_service
from tests.fakes.clock import FakeClock
from tests.fakes.face_engine import FakeFaceEngine
from tests.fakes.served_backend import Terminal, rewired


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def engine() -> FakeFaceEngine:
    return FakeFaceEngine()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(
        data_dir=tmp_path / "data", max_frames=60, allow_synthetic=True, consent_elsewhere=True, terminals=ANYBODY
    )


@pytest.fixture
def service(settings: Settings, engine: FakeFaceEngine, clock: FakeClock) -> Iterator[VerificationService]:
    with build_service(settings, engine, clock) as service:
        yield service


@pytest.fixture
def terminal(service: VerificationService, settings: Settings) -> Iterator[Terminal]:
    with rewired(service, settings) as terminal:
        yield terminal


@pytest.fixture(scope="module")
def shared_terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """For the many requests that leave nothing behind; sees nobody on any image."""
    settings = load(data_dir=tmp_path_factory.mktemp("shared"), terminals=ANYBODY, consent_elsewhere=True)
    with build_service(settings, FakeFaceEngine()) as service, rewired(service, settings) as terminal:
        yield terminal


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    """The address of one moto for all tests."""
    with moto_server() as address:
        yield address


@pytest.fixture(scope="session")
def clients(moto: str) -> Clients:
    """Clients of it."""
    return clients_of(aws_settings(moto))
