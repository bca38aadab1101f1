import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from kiosk.backend.api.kyc_callers import new_key
from kiosk.backend.server.keys import check_keys, is_strong
from kiosk.errors import SettingsInvalid
from kiosk.settings import load

WEAK = [
    "a",
    "secret",
    "0123456789",
    "a" * 64,
    "abcabcabcabcabcabcabcabcabcabc",
    " " + "q8" * 4 + "wertzuiopasdfghjk",
    "grüße" * 8,
]


@pytest.mark.parametrize("key", WEAK)
def test_weak_keys_are_no_keys(key: str) -> None:
    for name in ("backend_api_key", "metrics_key"):
        with pytest.raises(SettingsInvalid, match=name) as refused:
            check_keys(load().model_copy(update={name: SecretStr(key)}))
        assert key not in str(refused.value) or len(key) == 1


def test_random_keys_are_strong() -> None:
    for _ in range(200):
        assert is_strong(new_key()[0])
        assert is_strong(secrets.token_hex(16))
    check_keys(load())


def test_a_backend_with_a_weak_key_ends_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_BACKEND_API_KEY", "a")
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))
    command = [sys.executable, "-m", "kiosk", "backend", "--host", "0.0.0.0", "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 3
    assert "kiosk: SETTINGS_INVALID: backend_api_key: a key has at least 24 characters" in done.stderr
