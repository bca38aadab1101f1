from collections.abc import Iterator

import pytest

from tests.factories.visits import Terminal, terminal_in


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """One for all tests of a file, whose customers are all different people."""
    with terminal_in(tmp_path_factory.mktemp("branch")) as terminal:
        yield terminal
