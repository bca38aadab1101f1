from pathlib import Path

import pytest


@pytest.fixture
def testdata():
    return Path("/work/shared/testdata")
