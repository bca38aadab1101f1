"""Puts the service together from settings."""

import time
from contextlib import ExitStack
from functools import partial

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.attempts.no_attempts import NoAttempts
from kiosk.backend.build.local_identity import LocalBuildContext, open_identity, open_recording
from kiosk.backend.build.maintenance import run_maintenance
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.kinds import ChallengeKinds, known_kinds
from kiosk.backend.challenge.no_sessions import NoSessions
from kiosk.backend.challenge.ports import LivenessSessions
from kiosk.backend.challenge.purge import purge
from kiosk.backend.challenge.tokens import Tokens
from kiosk.backend.engines.local.descriptor_matcher import DescriptorMatcher
from kiosk.backend.engines.local.load import LocalEngines
from kiosk.backend.metrics.instrumented_engines import InstrumentedEngine
from kiosk.backend.metrics.instrumented_matcher import InstrumentedMatcher
from kiosk.backend.ports import Clock, DescriptorEngine
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.files.blobs import FileBlobs
from kiosk.backend.stores.files.master_key import load_keys
from kiosk.backend.stores.files.token_secrets import DerivedSecrets
from kiosk.backend.stores.sqlite.challenges import SqliteStore
from kiosk.backend.stores.sqlite.database import Database
from kiosk.backend.stores.sweeper import Sweeper
from kiosk.settings import Settings


def build_local(
    settings: Settings,
    engine: DescriptorEngine,
    clock: Clock = time.time,
    sessions: LivenessSessions | None = None,
    engines: LocalEngines | None = None,
    kinds: ChallengeKinds | None = None,
) -> VerificationService:
    """A service that keeps everything in `settings.data_dir`; close it in the end. Raises StorageFailed.

    Without `engines` it tells who is live, and neither records attempts nor finds out who anybody is; with them it has
    sessions of its own.
    """
    keys = load_keys(settings.data_dir)
    kinds = kinds or known_kinds(settings.judge)
    with ExitStack() as stack:
        ground = LocalBuildContext(settings, keys, clock, stack)
        recording = None if engines is None else open_recording(ground)
        store = _open_challenges(ground, kinds)
        blobs = FileBlobs(settings.data_dir / "images", Cipher(keys.blobs))
        matcher = DescriptorMatcher(engine, store, blobs)
        stack.callback(matcher.close)
        parts = ChallengeContext(
            settings=settings,
            kinds=kinds,
            engine=engine if recording is None else InstrumentedEngine(engine, recording.attempts.metrics),
            store=store,
            blobs=blobs,
            tokens=Tokens(DerivedSecrets(keys.tokens, clock), clock),
            matcher=matcher if recording is None else InstrumentedMatcher(matcher, recording.attempts.metrics),
            sessions=sessions or (NoSessions() if recording is None else recording.sessions),
            clock=clock,
            attempts=NoAttempts() if recording is None else recording.attempts.log,
        )
        identity = None
        if engines is not None and recording is not None:
            identity = open_identity(ground, recording, parts, engines)
        stack.callback(Sweeper(partial(purge, parts) if identity is None else partial(run_maintenance, identity)).close)
        return VerificationService(parts, stack.pop_all(), identity)


def _open_challenges(ground: LocalBuildContext, kinds: ChallengeKinds) -> SqliteStore:
    cipher = Cipher(ground.keys.database)
    database = Database(ground.settings.data_dir / "kiosk.sqlite3", cipher)
    ground.stack.callback(database.close)
    return SqliteStore(database, cipher, kinds.types)
