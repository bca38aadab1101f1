"""The key with which this terminal signs what it asks a shared backend."""

import logging
from pathlib import Path

from kiosk.system.device_id import device_id
from kiosk.system.terminal_key_store import TerminalKeyStore, open_terminal_key_store
from kiosk.terminal.client.signing import RequestSigner, SigningKey

logger = logging.getLogger(__name__)


def signer_of_terminal(data_dir: Path, store: TerminalKeyStore | None = None) -> RequestSigner | None:
    """What signs requests; None where no key was made, and then nothing is signed. Raises TerminalKeyUnusable."""
    store = store or open_terminal_key_store(data_dir)
    kept = store.load()
    if kept is None:
        logger.info("this terminal has no key of its own, so that backends which demand one will refuse it")
        return None
    key = SigningKey(kept)
    logger.info("requests are signed as terminal %s, with the key from %s", key.terminal_id, store.place)
    return RequestSigner(key, device_id(data_dir))
