"""Whole sessions on the real models: the SDK for JavaScript, and a client of our own for light and photographs."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.backend.server.server import listen, url_of
from kiosk.rekognition_local.build import LocalRekognition, S3Place
from kiosk.rekognition_local.streaming.certificate import load_stream_tls
from kiosk.rekognition_local.streaming.conversation import Clocks
from kiosk.rekognition_local.streaming.server import StreamAccess, StreamServer
from kiosk.rekognition_local.streaming.static_files import StaticFiles
from kiosk.settings import Settings
from tests.factories.nearing_head import Film, Image, NearingHead, approach, film
from tests.fakes.sdk_for_javascript import bundled_client, run_session
from tests.fakes.stream_client import StreamClient, Wishes
from tests.fakes.streamed_person import FPS, INITIAL, LIGHT, MOVEMENT, SECONDS, TARGET, lit, tell
from tests.unit.rekognition_local.server import Local, portrait, serving

EVERYTHING = ["ChallengeEvent", "ServerSessionInformationEvent", "DisconnectionEvent"]


@dataclass(frozen=True, slots=True)
class Served:
    """A server and its streams."""

    local: Local
    streams_url: str
    authority: Path

    def create(self, kind: str) -> str:
        wishes: Any = {"AuditImagesLimit": 4, "ChallengePreferences": [{"Type": kind}]}
        return self.local.client().create_face_liveness_session(Settings=wishes)["SessionId"]

    def results(self, session_id: str) -> dict[str, Any]:
        return dict(self.local.client().get_face_liveness_session_results(SessionId=session_id))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    tls, authority = load_stream_tls(folder)
    chosen: Any = {"data_dir": folder / "data"}
    with (
        contextlib.closing(listen("127.0.0.1", 0)) as listener,
        LocalRekognition(Settings(**chosen), S3Place()) as rekognition,
        StreamServer(listener, tls, rekognition.streams, StreamAccess(), StaticFiles(None), Clocks(steady_s=_fast)),
        serving(rekognition.app) as url,
    ):
        yield Served(Local(url, ""), url_of(listener, "wss"), authority)


@pytest.fixture(scope="module")
def coming() -> list[Image]:
    """The demo person, who comes near in three dimensions."""
    return approach(NearingHead(portrait()), SECONDS, FPS)


@pytest.fixture(scope="module")
def photograph() -> Film:
    return film(approach(NearingHead(portrait(), flat=True), SECONDS, FPS), FPS)


def test_the_sdk_for_javascript_finishes_a_session(served: Served, coming: list[Image], tmp_path: Path) -> None:
    bundle = bundled_client(Path(__file__).parent / "sdk")
    recorded, path = film(coming, FPS), tmp_path / "film.webm"
    path.write_bytes(recorded.data)
    plan: dict[str, Any] = {
        "endpoint": served.streams_url.replace("wss", "https"),
        "credentials": {"accessKeyId": "ANY", "secretAccessKey": "text"},
        "sessionId": served.create(MOVEMENT),
        "challengeId": "c" * 36,
        "challengeVersions": f"{LIGHT}_2.0.0,{MOVEMENT}_1.0.0",
        "width": recorded.width_px,
        "height": recorded.height_px,
        "video": str(path),
        "parts": 3,
        "durationMs": round(1000 * recorded.seconds),
        "initialFace": INITIAL,
        "targetFace": TARGET,
        "colours": [],
    }
    assert run_session(bundle, served.authority, plan) == {"said": EVERYTHING}
    answer = served.results(plan["sessionId"])
    assert answer["Status"] == "SUCCEEDED"
    assert answer["Confidence"] >= 80
    assert answer["Challenge"] == {"Type": MOVEMENT, "Version": "1.0.0"}
    assert len(answer["AuditImages"]) == 4
    assert all(each["BoundingBox"]["Width"] > 0.1 for each in [answer["ReferenceImage"], *answer["AuditImages"]])
    # A session is good once, for this client as for all.
    again = run_session(bundle, served.authority, plan)
    assert again["error"] == "SessionNotFoundException"


def test_a_photograph_that_is_brought_near_does_not_pass(served: Served, photograph: Film) -> None:
    session_id = served.create(MOVEMENT)
    with _client(served, session_id) as client:
        tell(client, MOVEMENT, photograph, [])
        assert client.rest() == [*EVERYTHING, "1000"]
    answer = served.results(session_id)
    assert (answer["Status"], answer["Confidence"]) == ("SUCCEEDED", 0.0)


@pytest.mark.parametrize("shown", ["on the face", "said alone", "in another order", "never said"])
def test_light_passes_with_its_colours_alone(served: Served, coming: list[Image], shown: str) -> None:
    session_id = served.create(LIGHT)
    with _client(served, session_id) as client:
        client.receive()
        challenge = client.receive()[1]["SessionInformation"]["Challenge"][LIGHT]
        asked = challenge["ColorSequences"]
        lights = [asked[0], *asked[:0:-1]] if shown == "in another order" else asked
        recorded, colours = lit(coming, lights, share=0.0 if shown == "said alone" else 0.1)
        tell(client, LIGHT, recorded, [] if shown == "never said" else colours)
        assert client.rest() == ["DisconnectionEvent", "1000"]
    answer = served.results(session_id)
    assert answer["Status"] == "SUCCEEDED"
    assert (answer["Confidence"] >= 80) is (shown == "on the face")
    assert answer["Challenge"] == {"Type": LIGHT, "Version": "2.0.0"}


def _fast() -> float:
    """A clock by which recorded videos take a while to arrive."""
    return 20 * time.monotonic()


def _client(served: Served, session_id: str) -> StreamClient:
    return StreamClient(served.streams_url, served.authority, Wishes(session_id))
