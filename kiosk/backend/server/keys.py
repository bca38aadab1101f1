"""How strong a key must be that a listening process is opened with."""

from kiosk.errors import SettingsInvalid
from kiosk.settings import Settings

MIN_KEY_CHARS = 24
MIN_DIFFERENT_CHARS = 8
"""Of a random key of that length in hexadecimal digits, fewer than one in a thousand have less."""


def check_keys(settings: Settings) -> None:
    """Raises SettingsInvalid, which does not say the key, for one that could be guessed."""
    for name, secret in (("backend_api_key", settings.backend_api_key), ("metrics_key", settings.metrics_key)):
        key = secret.get_secret_value()
        if key and not is_strong(key):
            raise SettingsInvalid(
                f"{name}: a key has at least {MIN_KEY_CHARS} characters, {MIN_DIFFERENT_CHARS} of them different, no"
                " spaces at its ends; `kiosk api-key NAME` makes random ones"
            )


def is_strong(key: str) -> bool:
    """Return True if nobody guesses a key of this form, as long as it was drawn at random."""
    return (
        len(key) >= MIN_KEY_CHARS
        and len(set(key)) >= MIN_DIFFERENT_CHARS
        and key.isascii()
        and key.isprintable()
        and key == key.strip()
    )
