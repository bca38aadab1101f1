"""The backend that a terminal starts for itself, as other users of the machine find it."""

import os
import sys
from pathlib import Path

import pytest
import requests

from kiosk.terminal.app.embedded_backend import EmbeddedBackend

ADDRESSES = [
    ("GET", "/health"),
    ("GET", "/metrics"),
    ("GET", "/openapi.json"),
    ("GET", "/api/openapi.json"),
    ("POST", "/api/liveness/session"),
    ("POST", "/challenge/start"),
    ("POST", "/challenge"),
    ("POST", "/staff/check"),
    ("GET", "/nothing"),
]


def test_no_address_answers_without_the_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_BACKEND_API_KEY", "what a terminal shows to a shared backend")
    with EmbeddedBackend({}, tmp_path / "data") as backend, requests.Session() as session:
        url = backend.url()
        for method, path in ADDRESSES:
            for headers in ({}, {"X-Api-Key": os.environ["KIOSK_BACKEND_API_KEY"]}):
                response = session.request(method, url + path, json={}, headers=headers, timeout=10)
                assert response.status_code == 401, path
        secret = {"X-Api-Key": backend.api_key}
        for path in ("/health", "/metrics", "/openapi.json"):
            assert session.get(url + path, headers=secret, timeout=10).status_code == 200
        assert session.post(f"{url}/api/liveness/session", headers=secret, timeout=10).status_code == 200
        if sys.platform == "linux":
            assert backend._process is not None
            for file in ("cmdline", "environ"):
                shown = Path(f"/proc/{backend._process.pid}/{file}").read_bytes()
                assert backend.api_key.encode() not in shown
                assert b"what a terminal shows" not in shown
