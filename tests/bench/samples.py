"""How often the samples' unmodified web clients pass the demo person, and its photographs."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import requests

from kiosk.backend.build.local import build_local
from kiosk.backend.engines.local.load import load_engines
from kiosk.settings import load
from kiosk.terminal.camera.demo.attack import Attack
from tests.bench.table import Row
from tests.e2e.demo_people import DemoPeople
from tests.e2e.recorded import Ticks
from tests.e2e.sample_client import FrameworkClient, SampleClient, Screen
from tests.factories.terminals import ANYBODY
from tests.fakes.served_backend import served
from tests.fakes.wire import HttpWire

ATTEMPTS = 20
TRIALS: tuple[tuple[Attack | None, float], ...] = (
    (None, 12.0),
    (None, 6.0),
    (Attack.PHOTO, 12.0),
    (Attack.BENT_PHOTO, 12.0),
)
"""Who stands before the camera, and how many pictures a second the client looks at."""


def rows() -> Iterator[Row]:
    """One row for each client and trial; every attempt has a random target."""
    clock = Ticks()
    clock.time_s = float(int(time.time()))
    with tempfile.TemporaryDirectory() as folder:
        settings = load(data_dir=Path(folder), terminals=ANYBODY, consent_elsewhere=True)
        with (
            build_local(settings, *load_engines(""), clock.now) as service,
            served(service, settings) as url,
            requests.Session() as session,
        ):
            for kind in (SampleClient, FrameworkClient):
                client = kind(HttpWire(url, session), clock)
                for attack, fps in TRIALS:
                    yield _row(client, attack, fps)


def _row(client: SampleClient, attack: Attack | None, fps: float) -> Row:
    outcomes = [client.present(DemoPeople(client.habits, attack), fps) for _ in range(ATTEMPTS)]
    passed = sum(outcome.screen is Screen.VERIFIED for outcome in outcomes)
    frames = sum(len(outcome.uploads) for outcome in outcomes) / ATTEMPTS
    who = "the demo person" if attack is None else f"attack {attack}"
    name = f"{type(client).__name__}, {who}, {fps:g} pictures a second"
    return Row(name, f"{passed}/{ATTEMPTS} verified, {frames:.0f} frames each", "", "")
