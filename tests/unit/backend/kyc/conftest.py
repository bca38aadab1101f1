from collections.abc import Iterator

import pytest

from kiosk.domain.identity.policy import KycPolicy
from kiosk.settings import load
from tests.factories.terminals import ANYBODY
from tests.fakes.kyc_backend import Bench, bench


@pytest.fixture(scope="module")
def kyc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A backend that programs on this machine may call, for all tests of a module."""
    settings = load(
        data_dir=tmp_path_factory.mktemp("kyc"),
        max_frames=60,
        kyc=KycPolicy(requests_per_minute=100_000),
        terminals=ANYBODY,
        consent_elsewhere=True,
    )
    with bench(settings) as made:
        yield made
