"""The real frozen program, built once for all tests that need it."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from release import bundle as bundling


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The frozen program of this commit; nobody changes it. KIOSK_BUNDLE names one that was built before."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the tests of the frozen program run on Linux; elsewhere the release workflow runs its selftest")
    if os.environ.get("KIOSK_BUNDLE"):
        yield Path(os.environ["KIOSK_BUNDLE"]).resolve()
        return
    for tool in ("gcc", "strip"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed, and the frozen program needs it")
    folder = tmp_path_factory.mktemp("bundle")
    yield bundling.build(folder)
    shutil.rmtree(folder)
