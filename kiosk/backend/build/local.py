"""Puts the service together from settings."""

import time
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

from kiosk.backend.api.facade import ChallengeService, VerificationService
from kiosk.backend.attempts.ports import AttemptRecorder
from kiosk.backend.build.face_liveness import kyc_face_liveness, with_face_liveness
from kiosk.backend.build.local_identity import LocalBuildContext, open_identity, open_recording
from kiosk.backend.build.local_terminals import open_terminals
from kiosk.backend.build.maintenance import run_maintenance
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.kinds import ChallengeKinds, known_kinds
from kiosk.backend.challenge.ports import FaceLiveness, LivenessSessions
from kiosk.backend.challenge.purge import purge
from kiosk.backend.challenge.tokens import Tokens
from kiosk.backend.engines.local.descriptor_matcher import DescriptorMatcher
from kiosk.backend.engines.local.face_engine import LocalExpressionEngine
from kiosk.backend.engines.local.load import LocalEngines
from kiosk.backend.metrics.instrumented import InstrumentedEngine, InstrumentedMatcher
from kiosk.backend.metrics.prometheus import PrometheusMetrics
from kiosk.backend.ports import Clock, DescriptorEngine, PixelMeter
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.files.disk_health import EXAMINED_EVERY_S, DiskHealth
from kiosk.backend.stores.files.master_key import finish_binding, load_keys
from kiosk.backend.stores.files.token_secrets import DerivedSecrets
from kiosk.backend.stores.sqlite.challenge_schema import CHALLENGES
from kiosk.backend.stores.sqlite.challenges import SqliteStore
from kiosk.backend.stores.sqlite.database import Database
from kiosk.backend.stores.sweeper import Sweeper
from kiosk.backend.terminals.own_terminal import OwnTerminal
from kiosk.backend.terminals.ports import TerminalStore
from kiosk.backend.terminals.rooms import TerminalRooms
from kiosk.backend.terminals.signatures import TerminalSignatures
from kiosk.domain.identity.terminals import Admitted
from kiosk.settings import Settings


def build_local(
    settings: Settings,
    engine: DescriptorEngine,
    engines: LocalEngines,
    clock: Clock = time.time,
    kinds: ChallengeKinds | None = None,
    own_terminal: str = "",
    face_liveness: FaceLiveness | None = None,
) -> VerificationService:
    """A service that keeps everything in `settings.data_dir`; close it in the end. Raises StorageFailed.

    Challenges are of the kinds that this version knows unless told otherwise. A service of one terminal alone is given
    its public key, and knows no other. What carries out streams stays the caller's; SettingsInvalid is raised where
    the settings ask for them and there is none.
    """
    with ExitStack() as stack:
        context = LocalBuildContext(settings, load_keys(settings.data_dir), clock, stack, PrometheusMetrics())
        recording = open_recording(context, kyc_face_liveness(settings, face_liveness))
        metrics = recording.attempts.metrics
        kinds = with_face_liveness(kinds or known_kinds(settings.judge), settings, face_liveness)
        if settings.framework_pose:
            kinds = kinds.with_pose(LocalExpressionEngine())
        terminals = open_terminals(context, own_terminal)
        uncounted = _open_challenges(
            context, engine, recording.sessions, recording.attempts.log, terminals, kinds, engines.pixel_meter
        )
        challenges = replace(
            uncounted,
            engine=InstrumentedEngine(engine, metrics),
            matcher=InstrumentedMatcher(uncounted.matcher, metrics),
        )
        identity = open_identity(context, recording, challenges, engines)
        finish_binding(settings.data_dir)
        stack.callback(Sweeper(partial(run_maintenance, identity)).close)
        return VerificationService(challenges, stack.pop_all(), identity)


def build_liveness(
    settings: Settings,
    engine: DescriptorEngine,
    sessions: LivenessSessions,
    attempts: AttemptRecorder,
    clock: Clock = time.time,
    pixel_meter: PixelMeter | None = None,
) -> ChallengeService:
    """A service that tells who is live and nothing else, for servers that have the sessions; close it in the end.

    Raises StorageFailed.
    """
    with ExitStack() as stack:
        # No terminal is enrolled here: whoever may ask at all is admitted, and every verdict says so.
        settings = settings.model_copy(update={"terminals": replace(settings.terminals, admitted=Admitted.ANY)})
        context = LocalBuildContext(settings, load_keys(settings.data_dir), clock, stack, PrometheusMetrics())
        challenges = _open_challenges(context, engine, sessions, attempts, OwnTerminal(), pixel_meter=pixel_meter)
        stack.callback(Sweeper(partial(purge, challenges)).close)
        return ChallengeService(challenges, stack.pop_all())


def _open_challenges(
    context: LocalBuildContext,
    engine: DescriptorEngine,
    sessions: LivenessSessions,
    attempts: AttemptRecorder,
    terminals: TerminalStore,
    kinds: ChallengeKinds | None = None,
    pixel_meter: PixelMeter | None = None,
) -> ChallengeContext:
    """What challenges work with, uncounted; closed with the ground it stands on."""
    settings, keys, clock = context.settings, context.keys, context.clock
    cipher = Cipher(keys.database)
    database = Database(settings.data_dir / "kiosk.sqlite3", cipher, CHALLENGES, context.report)
    context.stack.callback(database.close)
    kinds = kinds or known_kinds(settings.judge)
    store = SqliteStore(database, cipher, kinds.types)
    blobs = context.blobs("images")
    matcher = DescriptorMatcher(engine, store, blobs)
    disk = DiskHealth(settings.data_dir, settings.min_free_bytes)
    context.stack.callback(Sweeper(disk.examine, EXAMINED_EVERY_S).close)
    context.stack.callback(matcher.close)
    return ChallengeContext(
        settings=settings,
        kinds=kinds,
        engine=engine,
        store=store,
        blobs=blobs,
        tokens=Tokens(DerivedSecrets(keys.tokens, clock), clock),
        matcher=matcher,
        sessions=sessions,
        clock=clock,
        attempts=attempts,
        pixel_meter=pixel_meter,
        rooms=TerminalRooms(terminals, settings.room_memory, clock) if settings.room_memory.remember else None,
        signatures=TerminalSignatures(terminals, settings.terminals, clock),
        check_disk=disk.check,
    )
