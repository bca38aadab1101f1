"""The embedded backend, started as the terminal starts it and spoken to over loopback."""

import hashlib
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import BackendRefused, BackendResponseInvalid, BackendTimeout
from kiosk.terminal.selftest.engines import HEIGHT_PX, JPEG_QUALITY, WIDTH_PX, ZOOM, standing_person
from kiosk.terminal.selftest.report import Check

if TYPE_CHECKING:
    from kiosk.terminal.client.backend import BackendClient
    from kiosk.terminal.client.started_challenge import EncodedFrame, StartedChallenge

START_TIMEOUT_S = 45.0


def checks() -> tuple[Check, ...]:
    """Those of this file."""
    return (Check("embedded backend", _backend),)


def _backend() -> str:
    from kiosk.terminal.app.embedded_backend import EmbeddedBackend
    from kiosk.terminal.client.backend import BackendClient

    # What only looks like a customer is kept nowhere: the folder goes with the check.
    with (
        tempfile.TemporaryDirectory(prefix="kiosk-selftest-") as folder,
        EmbeddedBackend({"KIOSK_ALLOW_SYNTHETIC": "true"}, Path(folder)) as backend,
    ):
        url = _in_time(backend.url)
        stranger, client = BackendClient(url, "not the key"), BackendClient(url, backend.api_key)
        try:
            client.health()
            _expect_refusal("API_KEY_INVALID", lambda: _start(stranger))
            return _conversation(client)
        finally:
            stranger.close()
            client.close()


def _conversation(client: "BackendClient") -> str:
    started = _start(client)
    frame = _frame(started)
    forged = replace(started, token=_forge(started.token))
    _expect_refusal("TOKEN_INVALID", lambda: client.send_frame(forged, frame))
    client.send_frame(started, frame)
    verdict = client.verify(started)
    if verdict.passed or not verdict.reasons:
        raise BackendResponseInvalid("a single picture passed as a live person")
    _expect_refusal("CHALLENGE_CLOSED", lambda: client.verify(started))
    return f"refuses strangers, forged tokens and second verdicts; one picture fails: {verdict.reasons[0].name}"


def _start(client: "BackendClient") -> "StartedChallenge":
    from kiosk.terminal.client.started_challenge import StartOptions

    return client.start(StartOptions("selftest", WIDTH_PX, HEIGHT_PX, synthetic=True, camera_name="selftest"))


def _frame(started: "StartedChallenge") -> "EncodedFrame":
    from kiosk.domain.liveness.challenge import Stage
    from kiosk.domain.liveness.frames import chain_link
    from kiosk.terminal.client.started_challenge import EncodedFrame
    from kiosk.vision.crop import centre_crop, to_size
    from kiosk.vision.jpeg import encode_jpeg

    cropped = centre_crop(standing_person(), WIDTH_PX, HEIGHT_PX, ZOOM)
    jpeg = encode_jpeg(to_size(cropped, WIDTH_PX, HEIGHT_PX), JPEG_QUALITY)
    now_ms = round(time.time() * 1000)
    chain = chain_link(started.challenge.id, 0, now_ms, hashlib.sha256(jpeg).hexdigest())
    return EncodedFrame(jpeg, 0, now_ms, Stage.CHALLENGE, chain)


def _forge(token: str) -> str:
    """The same token with another signature."""
    head, _, signature = token.rpartition(".")
    return f"{head}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"


def _expect_refusal(code: str, attempt: Callable[[], object]) -> None:
    try:
        attempt()
    except BackendRefused as refused:
        if refused.refused_code != code:
            raise
    else:
        raise BackendResponseInvalid(f"the backend should have answered {code}")


def _in_time(ask: Callable[[], str]) -> str:
    """The answer of something that blocks; raises BackendTimeout when it takes too long, and what it raises."""
    answers: list[str] = []
    errors: list[Exception] = []

    def work() -> None:
        try:
            answers.append(ask())
        except Exception as error:
            errors.append(error)

    waiting = threading.Thread(target=work, name="selftest backend", daemon=True)
    waiting.start()
    waiting.join(START_TIMEOUT_S)
    if errors:
        raise errors[0]
    if not answers:
        raise BackendTimeout(f"the embedded backend did not listen within {START_TIMEOUT_S:.0f} s")
    return answers[0]
