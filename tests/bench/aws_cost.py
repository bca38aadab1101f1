"""AWS calls, bytes stored and cost of one verification, counted in a real one.

`uv run --group test python -m tests.bench.aws_cost` prints them.
A demo person's attempt goes over HTTP through the backend to DynamoDB, S3, Secrets Manager (moto) and Rekognition
(`rekognition-local`); botocore's events tell what was asked. `--frames N` also says what a longer attempt costs.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from kiosk.backend.build.aws import build_aws
from kiosk.backend.challenge.start import StartRequest
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.settings import load
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.started_challenge import StartedChallenge
from kiosk.vision.jpeg import encode_jpeg
from tests.aws.stack import Services, services
from tests.bench.aws_prices import MILLION, MONTHLY_FIXED, per_verification
from tests.bench.aws_usage import count_calls
from tests.bench.backend import attempt_jpegs, timed_verify
from tests.bench.people import portrait
from tests.factories.terminals import ANYBODY
from tests.fakes.served_backend import served

MONTHLY = (10_000, MILLION, 30 * MILLION)


def main() -> None:
    """Print calls and costs, for frames looked at on arrival and at the end."""
    parser = argparse.ArgumentParser(prog="tests.bench.aws_cost", description=__doc__)
    parser.add_argument("--frames", type=int, default=60)
    frames = parser.parse_args().frames
    with tempfile.TemporaryDirectory() as folder, services(Path(folder)) as found:
        for on_arrival in (True, False):
            usage, requests = counted_verification(found, on_arrival=on_arrival)
            title = "on arrival" if on_arrival else "at verify"
            sys.stdout.write(f"## Frames looked at {title}\n\n{calls_table(usage, requests)}\n")
            sys.stdout.write(f"{cost_table(usage, requests)}\n")
            sys.stdout.write(f"{cost_table(scaled(usage, requests - 2, frames), frames + 2)}\n")


def counted_verification(found: Services, *, on_arrival: bool) -> tuple[Counter[str], int]:
    """What one attempt with an ID photo asked of AWS, and how many requests it made of the backend."""
    for name, value in found.environment(allow_synthetic="true").items():
        if name.startswith(("KIOSK_", "AWS_")):
            os.environ[name] = value
    settings, clients, jpegs = (
        load(analyse_on_arrival=on_arrival, terminals=ANYBODY, consent_elsewhere=True),
        found.clients(),
        attempt_jpegs(),
    )
    usage, photo = count_calls(clients), encode_jpeg(portrait().image, 90)
    with build_aws(settings, clients=clients) as service, served(service, settings) as url:
        request = StartRequest("bench", 640, 480, untrusted_synthetic=True, id_photo=photo)
        made = service.start_chosen(request, lambda name, *_: challenge_at(name, 640, 480, 57, 5))
        _, passed = timed_verify(BackendClient(url), StartedChallenge(made.challenge, made.token), jpegs)
    assert passed, "an attempt that fails asks less"
    return usage, len(jpegs) + 2


def scaled(usage: Mapping[str, int], frames: int, more_frames: int) -> Mapping[str, int]:
    """The same attempt with more frames: a whole number of everything for each, and the rest once as before."""
    return {name: count % frames + count // frames * more_frames for name, count in usage.items()}


def calls_table(usage: Mapping[str, int], requests: int) -> str:
    """Calls and bytes of one verification, as a Markdown table."""
    lines = [f"| {name} | {count:,} |" for name, count in sorted(usage.items()) if count]
    return "\n".join(["| one verification | |", "|---|---|", f"| requests of the terminal | {requests} |", *lines, ""])


def cost_table(usage: Mapping[str, int], requests: int) -> str:
    """Dollars for a thousand verifications, by how many there are in a month, as a Markdown table."""
    columns = [per_verification(usage, requests, monthly) for monthly in MONTHLY]
    head = "".join(f" {monthly:,} a month |" for monthly in MONTHLY)
    title = f"| USD for 1,000 verifications of {requests - 2} frames |{head}"
    return "\n".join([title, "|---|" + "---|" * len(MONTHLY), *_cost_lines(columns), ""])


def _cost_lines(columns: list[Mapping[str, float]]) -> Iterator[str]:
    for name in columns[0]:
        yield f"| {name} |" + "".join(f" {column[name] * 1000:,.3f} |" for column in columns)
    yield "| **sum** |" + "".join(f" **{sum(column.values()) * 1000:,.2f}** |" for column in columns)
    fixed = sum(MONTHLY_FIXED.values())
    yield "| the stack itself |" + "".join(f" {fixed / monthly * 1000:,.3f} |" for monthly in MONTHLY)


if __name__ == "__main__":
    main()
