"""The page of the KYC API's documentation in a browser, and somebody before its camera."""

import base64
import hashlib
import json
import ssl
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urlsplit

import cv2
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.factories.nearing_head import Image
from tests.fakes.chromium import Chromium
from tests.fakes.npm import built

SOURCE = Path(__file__).parents[2] / "packaging" / "face-liveness-page"
FILES = ("build.mjs", "index.html", "package-lock.json", "package.json", "page.jsx")
PERSON = Path(__file__).with_name("person_before_a_page.js")
PROBE = Path(__file__).with_name("recorder_probe.js")
SCREEN_LIGHT = 0.15
"""On a face that is near, beside the light of the room."""
START_S, SESSION_S = 40.0, 60.0
Events = Sequence[tuple[str, int]]


def built_page() -> Path:
    """The folder of the page; skips the test without npm."""
    return built(SOURCE, FILES, "dist", "build.mjs")


def key_digest(address: str) -> str:
    """SHA-256 of a server's public key in base64, as browsers name those that are trusted."""
    parts = urlsplit(address)
    pem = ssl.get_server_certificate((str(parts.hostname), int(parts.port or 443)))
    key = x509.load_pem_x509_certificate(pem.encode()).public_key()
    return base64.b64encode(
        hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    ).decode()


class LivenessPage:
    """One visit of the page."""

    def __init__(self, browser: Chromium, coming: Sequence[Image]) -> None:
        """`coming` are pictures of whoever is before the camera, from far to near."""
        self._browser = browser
        pictures = [
            "data:image/jpeg;base64," + base64.b64encode(cv2.imencode(".jpg", picture)[1].tobytes()).decode()
            for picture in coming
        ]
        given = f"const PICTURES = {json.dumps(pictures)}, SHARE = {SCREEN_LIGHT};\n"
        browser.call("Page.addScriptToEvaluateOnNewDocument", source=given + PERSON.read_text())

    def begin(self, address: str) -> None:
        """Open the page and press its button."""
        self._browser.call("Page.navigate", url=address)
        button = "[...document.querySelectorAll('button')].find(each => each.innerText.startsWith('Start video check'))"
        self._browser.wait_for(f"!!({button})", START_S)
        # The button is there before the camera is.
        self._browser.wait_for("document.querySelector('video')?.videoWidth > 0", START_S)
        self._browser.evaluate(f"{button}.click()")

    def result(self) -> str:
        """What the page says in the end."""
        return str(self._browser.wait_for("document.getElementById('result')?.innerText", SESSION_S))

    def events(self) -> Events:
        """What came over the page's websockets, with times in milliseconds."""
        return [(name, at_ms) for name, at_ms in self._browser.evaluate("window.person.events")]

    def hints(self) -> Sequence[str]:
        """What the page told the person to do."""
        return [str(hint) for hint in self._browser.evaluate("window.person.hints")]

    def shows(self) -> Any:
        """All text of the page."""
        return self._browser.evaluate("document.body.innerText")


def unwritten_s(browser: Chromium) -> float:
    """How many of two seconds are missing at the end of a video that the browser records."""
    with NamedTemporaryFile(suffix=".webm") as file:
        file.write(base64.b64decode(browser.evaluate(PROBE.read_text())))
        file.flush()
        video, last_ms = cv2.VideoCapture(file.name), 0.0
        while video.grab():
            last_ms = video.get(cv2.CAP_PROP_POS_MSEC)
        video.release()
    return 2.0 - last_ms / 1000
