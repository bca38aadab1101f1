"""Puts the service together from settings."""

import time
from contextlib import ExitStack
from functools import partial

from kiosk.backend.describer import Describer
from kiosk.backend.local.cipher import Cipher
from kiosk.backend.local.database import Database
from kiosk.backend.local.file_blobs import FileBlobs
from kiosk.backend.local.keys import load_keys
from kiosk.backend.local.sqlite_store import SqliteStore
from kiosk.backend.local.sweeper import Sweeper
from kiosk.backend.nose_rules import NoseRules
from kiosk.backend.parts import Parts
from kiosk.backend.ports import Clock, FaceEngine
from kiosk.backend.service import Service
from kiosk.backend.tokens import Tokens
from kiosk.backend.use_cases.purge import purge
from kiosk.settings import Settings


def build_local(settings: Settings, engine: FaceEngine, clock: Clock = time.time) -> Service:
    """A service that keeps everything in `settings.data_dir`; close it in the end. Raises StorageFailed."""
    keys = load_keys(settings.data_dir)
    with ExitStack() as stack:
        cipher = Cipher(keys.database)
        database = Database(settings.data_dir / "kiosk.sqlite3", cipher)
        stack.callback(database.close)
        store = SqliteStore(database, cipher)
        blobs = FileBlobs(settings.data_dir / "images", Cipher(keys.blobs))
        describer = Describer(engine, store, blobs)
        stack.callback(describer.close)
        tokens = Tokens(keys.tokens, clock)
        parts = Parts(settings, NoseRules(settings.judge), engine, store, blobs, tokens, describer, clock)
        stack.callback(Sweeper(partial(purge, parts)).close)
        return Service(parts, stack.pop_all())
