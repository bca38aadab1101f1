"""What every test gets: a clean environment, a folder of its own, and no tolerance for unexpected logs."""

import logging
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import cv2  # noqa: F401  (first, so that the plugin path it sets for its own Qt can be taken out below)
import hypothesis
import pytest

from kiosk.backend.engines.local.face_engine import LocalFaceEngine
from kiosk.backend.engines.local.load import LocalEngines, load_engines
from tests.turns import take_turn

NEIGHBOUR = Path(__file__).resolve().parents[2] / "shared"
SLOWEST_FIRST = ("packaging", "e2e", "contract")
"""Of the folders, when several processes share the tests."""
BUNDLE = "bundle"
WITH_BUNDLE = {"test_bundle", "test_bundle_in_trouble", "test_deb_bundle", "test_sbom", "test_windows_installers"}
"""Files that need the frozen program."""
FOR_TESTS_ALONE = {"KIOSK_BUNDLE", "KIOSK_INPUTS", "KIOSK_MODELS", "KIOSK_TESTDATA"}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expect_logs: the test makes the product log warnings or errors on purpose")
    config.addinivalue_line("markers", "alone: the test films or measures, and has the machine to itself")
    # Examples on a busy machine take as long as they take.
    hypothesis.settings.register_profile("kiosk", deadline=None)
    hypothesis.settings.load_profile("kiosk")
    os.environ.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)
    os.environ.pop("QT_QPA_FONTDIR", None)
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest comes last; among several processes first, so that none is left alone with it at the end."""
    if not hasattr(config, "workerinput"):
        items.sort(key=lambda item: _group_of(item.nodeid) == BUNDLE)
        return
    order = {name: place for place, name in enumerate(SLOWEST_FIRST)}
    items.sort(key=lambda item: (_group_of(item.nodeid) != BUNDLE, order.get(item.path.parent.name, len(order))))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Tests of several processes wait for those that need the machine to themselves."""
    if not hasattr(item.config, "workerinput"):
        return (yield)
    with take_turn(item.config.cache.mkdir("turns"), alone=item.get_closest_marker("alone") is not None):
        return (yield)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Tests that share a file's fixtures or the frozen program stay in one process.

    WORKAROUND(pytest-xdist 3.8.0): its own groups are lost with pytest 9.2, which keeps names elsewhere.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return _group_of(nodeid)

    return ByGroup(config, log)


def _group_of(nodeid: str) -> str:
    file = nodeid.partition("::")[0]
    return BUNDLE if Path(file).stem in WITH_BUNDLE else file


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the developer's reaches a test: neither from the environment nor from a `kiosk.env` beside it."""
    for name in [name for name in os.environ if name.startswith("KIOSK_") and name not in FOR_TESTS_ALONE]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def no_unexpected_logs(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever is worth a warning is worth a test that expects it."""
    yield
    if request.node.get_closest_marker("expect_logs") is not None:
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    loud = [record for record in records if record.levelno >= logging.WARNING]
    assert not loud, "unexpected log records: " + "; ".join(f"{each.name}: {each.getMessage()}" for each in loud)


@pytest.fixture(scope="session")
def local_engines() -> tuple[LocalFaceEngine, LocalEngines]:
    """This machine's engines, whose models are loaded once."""
    return load_engines("")


@pytest.fixture(scope="session")
def local_engine(local_engines: tuple[LocalFaceEngine, LocalEngines]) -> LocalFaceEngine:
    """The one that looks at frames."""
    return local_engines[0]


@pytest.fixture(scope="session")
def testdata() -> Path:
    """Pictures and clips of real people, which lie beside the repository or where KIOSK_TESTDATA says."""
    return _beside("KIOSK_TESTDATA", "testdata")


@pytest.fixture(scope="session")
def inputs() -> Path:
    """Pictures and files on which the program was wrong once, which lie there or where KIOSK_INPUTS says."""
    return _beside("KIOSK_INPUTS", "inputs")


@pytest.fixture(scope="session")
def models() -> Path:
    """Optional face models, which lie beside the repository or where KIOSK_MODELS says."""
    return _beside("KIOSK_MODELS", "models")


def _beside(variable: str, name: str) -> Path:
    folder = Path(os.environ.get(variable) or NEIGHBOUR / name)
    if not folder.is_dir():
        pytest.skip(f"no {name} folder beside the repository, and {variable} names none")
    return folder.resolve()
