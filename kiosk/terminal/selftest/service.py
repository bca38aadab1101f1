"""The embedded backend, started as the terminal starts it and spoken to over loopback; and the shared one, if any."""

import hashlib
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kiosk.domain.identity.consent import Consent
from kiosk.errors import BackendRefused, BackendResponseInvalid, BackendTimeout, SyntheticRefused
from kiosk.settings import Settings
from kiosk.terminal.selftest.engines import HEIGHT_PX, JPEG_QUALITY, WIDTH_PX, ZOOM, standing_person
from kiosk.terminal.selftest.report import Check, Skipped

if TYPE_CHECKING:
    from kiosk.terminal.client.backend import BackendClient
    from kiosk.terminal.client.started_challenge import EncodedFrame, StartedChallenge

START_TIMEOUT_S = 45.0


def checks(settings: Settings) -> tuple[Check, ...]:
    """Those of this file."""
    return (Check("embedded backend", _backend), Check("configured backend", partial(_configured, settings)))


def _configured(settings: Settings) -> str:
    """Ask the backend of the settings for a challenge that none is started for, with the terminal's keys."""
    if not settings.backend_url:
        raise Skipped("the embedded one is used")
    from kiosk.terminal.app.terminal_key import signer_of_terminal
    from kiosk.terminal.client.backend import BackendClient

    client = BackendClient(
        settings.backend_url,
        settings.backend_api_key.get_secret_value(),
        connect_timeout_s=settings.connect_timeout_s,
        read_timeout_s=settings.read_timeout_s,
        sign=signer_of_terminal(settings.data_dir),
    )
    try:
        client.health()
        _start(client)
    except BackendRefused as refused:
        # Whoever is told that no camera films has shown the right keys before.
        if refused.refused_code != SyntheticRefused.code:
            raise
    finally:
        client.close()
    return f"{urlsplit(settings.backend_url).netloc} answers and knows this terminal"


def _backend() -> str:
    from kiosk.terminal.app.embedded_backend import EmbeddedBackend
    from kiosk.terminal.client.backend import BackendClient

    # What only looks like a customer is kept nowhere: the folder goes with the check.
    with (
        tempfile.TemporaryDirectory(prefix="kiosk-selftest-") as folder,
        EmbeddedBackend({"KIOSK_ALLOW_SYNTHETIC": "true"}, Path(folder)) as backend,
    ):
        url = _in_time(backend.url)
        stranger, client = BackendClient(url, "not the key"), BackendClient(url, backend.api_key, sign=backend.sign)
        unsigned = BackendClient(url, backend.api_key)
        try:
            client.health()
            _expect_refusal("API_KEY_INVALID", lambda: _start(stranger))
            _expect_refusal("TERMINAL_UNSIGNED", lambda: _start(unsigned))
            return _conversation(client)
        finally:
            stranger.close()
            unsigned.close()
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

    nobody = Consent("selftest", "en")
    return client.start(
        StartOptions("selftest", WIDTH_PX, HEIGHT_PX, synthetic=True, camera_name="selftest", consent=nobody)
    )


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
