"""Replaces the master key of a data folder, and encrypts everything anew.

Killed at any moment it loses nothing: a backend that is started in between opens both, and the same again goes on. The
old key is destroyed at the end. Secrets that references are looked up by stay as they are: hashes cannot be made
without the references.
"""

from collections.abc import Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from types import MappingProxyType

from kiosk.backend.build.open import IMAGES
from kiosk.backend.engines.collections.schema import COLLECTIONS
from kiosk.backend.engines.collections.store import FILE_NAME as COLLECTIONS_FILE
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.files.blobs import FileBlobs
from kiosk.backend.stores.files.master_key import begin_rotation, finish_binding, finish_rotation, load_keys
from kiosk.backend.stores.sqlite.attempt_schema import ATTEMPTS
from kiosk.backend.stores.sqlite.challenge_schema import CHALLENGES
from kiosk.backend.stores.sqlite.database import Database, DatabaseFormat
from kiosk.backend.stores.sqlite.enrolments import ENROLMENTS
from kiosk.backend.stores.sqlite.enrolments import FILE_NAME as ENROLMENTS_FILE
from kiosk.backend.stores.sqlite.flows import FLOWS
from kiosk.backend.stores.sqlite.kyc_sessions import SESSIONS
from kiosk.backend.stores.sqlite.terminals import FILE_NAME as TERMINALS_FILE
from kiosk.backend.stores.sqlite.terminals import TERMINALS

DATABASES: Mapping[str, DatabaseFormat] = MappingProxyType(
    {
        COLLECTIONS_FILE: COLLECTIONS,
        ENROLMENTS_FILE: ENROLMENTS,
        "attempts.sqlite3": ATTEMPTS,
        "flows.sqlite3": FLOWS,
        "kiosk.sqlite3": CHALLENGES,
        "sessions.sqlite3": SESSIONS,
        TERMINALS_FILE: TERMINALS,
    }
)
"""The collections first: whoever has them open keeps every backend from the folder."""


def rotate_key(data_dir: Path, databases: Mapping[str, DatabaseFormat] = DATABASES) -> None:
    """Rotate the key of a folder that no backend works with, or go on where that was interrupted.

    Raises StorageFailed, also while a backend runs.
    """
    with ExitStack() as stack:
        # Before there is a new key: a backend that runs keeps its own, and an earlier version's rows get their tags.
        for name, made_of in databases.items():
            if (data_dir / name).exists() or name == COLLECTIONS_FILE:
                _open(data_dir, name, made_of, stack)
        stack.pop_all().close()
        finish_binding(data_dir)
        begin_rotation(data_dir)
        keys = load_keys(data_dir)
        for name, made_of in databases.items():
            if (data_dir / name).exists():
                _open(data_dir, name, made_of, stack).seal_anew()
        for folder in IMAGES:
            FileBlobs(data_dir / folder, Cipher(keys.blobs), durable=True).seal_anew()
        finish_rotation(data_dir)


def _open(data_dir: Path, name: str, made_of: DatabaseFormat, stack: ExitStack) -> Database:
    cipher = Cipher(load_keys(data_dir).database)
    return stack.enter_context(closing(Database(data_dir / name, cipher, made_of)))
