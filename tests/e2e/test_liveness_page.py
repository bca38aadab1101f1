"""The documentation's page in a browser, with Amplify's component as npm has it, against a backend and
rekognition-local."""

import contextlib
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from kiosk.backend.server.server import listen
from kiosk.terminal.app.embedded_backend import READY_PREFIX
from tests.factories.nearing_head import Image, NearingHead, approach_pose
from tests.fakes.chromium import Chromium
from tests.fakes.liveness_page import LivenessPage, built_page, key_digest, unwritten_s
from tests.unit.rekognition_local.server import portrait

pytestmark = pytest.mark.alone
KEYS = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing"}
PICTURES, NEAR_MM = 40, 215.0
ATTEMPTS = 3
"""Of somebody real: a page that is slow ends its video before the face is where it belongs."""
MOST_UNWRITTEN_S = 0.5
"""Of the end of a video; a browser that gets no more of the machine films nobody who comes near."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A page beside the streams, and a backend that it asks."""

    origin: str
    backend: str

    @property
    def address(self) -> str:
        return f"{self.origin}/index.html?api={self.backend}"


@contextlib.contextmanager
def started(*command: str, **settings: str) -> Iterator[tuple[str, Sequence[str]]]:
    """A command of the product: its address, and all lines that it says until it listens."""
    with subprocess.Popen(
        [sys.executable, "-m", "kiosk", *command], env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said: list[str] = []
        try:
            for line in process.stdout:
                said.append(line.strip())
                if line.startswith(READY_PREFIX):
                    break
            yield said[-1].removeprefix(READY_PREFIX), said
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def rekognition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str]]:
    """Addresses of rekognition-local and of its streams, and the file that these are trusted by."""
    with contextlib.closing(listen("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    origin = f"https://127.0.0.1:{port}"
    folder = str(tmp_path_factory.mktemp("rekognition"))
    options = ("--stream-port", port, "--files", str(built_page()), "--allow-origin", origin)
    with started("rekognition-local", "--port", "0", *options, KIOSK_DATA_DIR=folder, **KEYS) as (url, said):
        yield url, origin, said[0].rpartition(" ")[2]


def backend(
    folder: Path, place: tuple[str, str, str], challenge: str
) -> AbstractContextManager[tuple[str, Sequence[str]]]:
    url, origin, authority = place
    settings: Mapping[str, str] = {
        **KEYS,
        "KIOSK_DATA_DIR": str(folder),
        "KIOSK_CHALLENGE": challenge,
        "KIOSK_KYC__LIVENESS": "rekognition",
        "KIOSK_FACE_LIVENESS__SERVICE": "rekognition",
        "KIOSK_AWS__REGION": "us-east-1",
        "KIOSK_AWS__REKOGNITION_ENDPOINT": url,
        "KIOSK_AWS__STS_ENDPOINT": url,
        "KIOSK_AWS__STREAM_ENDPOINT": origin.replace("https", "wss"),
        "KIOSK_AWS__STREAM_AUTHORITY": authority,
        "KIOSK_AWS__STREAM_ROLE": "arn:aws:iam::000000000000:role/streams",
        "KIOSK_CORS_ORIGINS": json.dumps([origin]),
    }
    return started("backend", "--port", "0", **settings)


@pytest.fixture(scope="module", params=["face-movement", "face-movement-and-light"])
def demonstration(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, rekognition: tuple[str, str, str]
) -> Iterator[Demonstration]:
    with backend(tmp_path_factory.mktemp("backend"), rekognition, request.param) as (url, _):
        yield Demonstration(rekognition[1], url)


def coming(head: NearingHead) -> list[Image]:
    return [head.render(*approach_pose(float(share), near_mm=NEAR_MM)) for share in np.linspace(0, 1, PICTURES)]


Visit = Callable[[str, Sequence[Image]], LivenessPage]


@pytest.fixture
def visit(tmp_path: Path, rekognition: tuple[str, str, str]) -> Iterator[Visit]:
    """Begins the check on a page for whom these pictures show."""
    with contextlib.ExitStack() as stack:
        visits = itertools.count()
        trusted = [key_digest(rekognition[1])]

        def begin(address: str, pictures: Sequence[Image]) -> LivenessPage:
            stack.close()
            profile = tmp_path / f"profile-{next(visits)}"
            browser = stack.enter_context(Chromium(profile, trusted))
            if (lost_s := unwritten_s(browser)) > MOST_UNWRITTEN_S:
                pytest.skip(f"the machine is too busy for a browser's recorder: {lost_s:.1f} s of 2 are missing")
            page = LivenessPage(browser, pictures)
            page.begin(address)
            return page

        yield begin


def test_the_page_verifies_somebody_who_comes_near(demonstration: Demonstration, visit: Visit) -> None:
    pictures = coming(NearingHead(portrait()))
    for _ in range(ATTEMPTS):
        page = visit(demonstration.address, pictures)
        said = page.result()
        assert [name for name, _ in page.events()][-2:] == ["DisconnectionEvent", "close 1000"]
        if said.startswith("Liveness verified!"):
            break
    assert re.fullmatch(r"Liveness verified! \d+(\.\d+)?", said)
    assert any("Move closer" in hint for hint in page.hints())


def test_the_page_does_not_verify_a_photograph(demonstration: Demonstration, visit: Visit) -> None:
    page = visit(demonstration.address, coming(NearingHead(portrait(), flat=True)))
    assert page.result() == "Not verified: Liveness confidence 0.00% is below required threshold 90.00%"
