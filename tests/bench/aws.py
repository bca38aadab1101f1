"""The backend on AWS, with local services that stand in: how soon the Lambda function answers `verify`."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kiosk.backend.build.aws import build_aws
from kiosk.backend.challenge.start import StartRequest
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.settings import load
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.started_challenge import StartedChallenge
from kiosk.vision.jpeg import encode_jpeg
from tests.aws.stack import Services, deployed, services
from tests.bench.backend import attempt_jpegs, timed_verify, verify_row
from tests.bench.people import portrait
from tests.bench.table import Row
from tests.factories.terminals import ANYBODY

ATTEMPTS = 12


def rows() -> Iterator[Row]:
    """Whole attempts at the pace of a kiosk through real HTTP, the function in processes, and every service."""
    with tempfile.TemporaryDirectory() as folder, services(Path(folder)) as found:
        for on_arrival in ("true", "false"):
            with deployed(found, Path(folder), allow_synthetic="true", analyse_on_arrival=on_arrival) as url:
                when = "as they arrived" if on_arrival == "true" else "only then"
                yield verify_row(f"answer of verify on AWS's stand-ins, frames looked at {when}", _answers(found, url))


def _answers(found: Services, url: str) -> list[tuple[float, bool]]:
    os.environ.update(
        {name: value for name, value in found.environment().items() if name.startswith(("KIOSK_", "AWS_"))}
    )
    jpegs, photo = attempt_jpegs(), encode_jpeg(portrait().image, 90)
    with build_aws(
        load(allow_synthetic=True, consent_elsewhere=True, terminals=ANYBODY), clients=found.clients()
    ) as service:

        def started() -> StartedChallenge:
            request = StartRequest("bench", 640, 480, untrusted_synthetic=True, id_photo=photo)
            made = service.start_chosen(request, lambda name, *_: challenge_at(name, 640, 480, 57, 5))
            return StartedChallenge(made.challenge, made.token)

        # The first one meets processes that have not built their clients yet.
        timed_verify(BackendClient(url), started(), jpegs)
        return [timed_verify(BackendClient(url), started(), jpegs) for _ in range(ATTEMPTS)]
