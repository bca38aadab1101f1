"""Face liveness of a backend's own process: streams on a port of loopback, and sessions without a protocol between.

It needs nothing of AWS's library, so that every installation can serve it.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

from kiosk.backend.challenge.ports import SessionOutcome
from kiosk.backend.ports import Clock
from kiosk.backend.server.server import listen, url_of
from kiosk.backend.stores.files.master_key import load_keys
from kiosk.backend.stores.sweeper import Sweeper
from kiosk.domain.liveness.face_movement.challenge import ChallengeType
from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamGrant
from kiosk.errors import Busy, SettingsInvalid, StorageFailed
from kiosk.rekognition_local.errors import SessionNotFoundException, ThrottlingException
from kiosk.rekognition_local.liveness.records import SESSION_LIFE_S, ChallengePreference, Session, Wishes, new_session
from kiosk.rekognition_local.liveness.sessions import REFERENCE, OneChallengeSessions
from kiosk.rekognition_local.liveness.store import SessionStore
from kiosk.rekognition_local.streaming.certificate import load_stream_tls
from kiosk.rekognition_local.streaming.completion import StreamedSessions
from kiosk.rekognition_local.streaming.conversation import Clocks
from kiosk.rekognition_local.streaming.server import StreamAccess, StreamServer
from kiosk.rekognition_local.streaming.session_keys import SessionKeys
from kiosk.rekognition_local.streaming.static_files import StaticFiles
from kiosk.settings import Settings
from kiosk.system.data_folder import prepare_data_dir
from kiosk.vision.descriptor_models import load_descriptor_model
from kiosk.vision.video_examiner import VideoExaminer

FOLDER = "face-liveness"
"""Of the data folder."""
DATABASE = "liveness.sqlite3"
REGION = "us-east-1"
"""That signatures are made for; there is no other here."""
KEPT_S = 900.0
"""Sessions and their images, which whoever created them has fetched by then: twice the time of both waits, and more."""


class OwnLiveness:
    """Implements `FaceLiveness` on a store of this process; any thread."""

    lifetime_s = int(SESSION_LIFE_S)

    def __init__(self, store: SessionStore, keys: SessionKeys, clock: Clock, endpoint: str, authority_pem: str) -> None:
        """The store stays the caller's."""
        self._store, self._keys, self._clock = store, keys, clock
        self._endpoint, self._authority_pem = endpoint, authority_pem

    def create(self, wanted: ChallengeType | None, audit_images: int) -> str:
        """The id of a new session; raises StorageFailed."""
        preferences = () if wanted is None else (ChallengePreference(wanted),)
        session = new_session(self._clock(), Wishes(audit_images, challenges=preferences))
        return self._store.create(session, None)

    def grant(self, session_id: str) -> StreamGrant:
        """A key of this session alone."""
        try:
            key = self._keys.make(session_id)
        except ThrottlingException as error:
            raise Busy("too many keys for streams live") from error
        return StreamGrant(session_id, REGION, self._endpoint, key, self._authority_pem)

    def outcome(self, session_id: str) -> SessionOutcome:
        """How the session stands; raises StorageFailed."""
        try:
            session = self._store.load(session_id)
        except SessionNotFoundException:
            return SessionOutcome(SessionStatus.EXPIRED)
        status = session.status_at(self._clock())
        if status is not SessionStatus.SUCCEEDED or session.result is None:
            return SessionOutcome(status)
        return self._told(session, session.result.confidence)

    def forget(self, session_id: str) -> None:
        """Delete the session with its images; raises StorageFailed."""
        self._store.delete(session_id)

    def _told(self, session: Session, confidence: float) -> SessionOutcome:
        images = self._store.images(session.id)
        audit = [images[name] for name in sorted(images) if name != REFERENCE]
        return SessionOutcome(SessionStatus.SUCCEEDED, session.challenge_type, confidence, images.get(REFERENCE), audit)


@contextmanager
def open_kept_liveness(settings: Settings, clock: Clock = time.time) -> Iterator[OwnLiveness]:
    """Open what is kept of sessions without serving streams, for commands that look after data.

    Raises DataFolderUnusable and StorageFailed.
    """
    with ExitStack() as stack:
        store = _open_store(settings, stack)
        store.purge_before(clock() - KEPT_S)
        yield OwnLiveness(store, SessionKeys(clock), clock, "", "")


def discard_sessions(settings: Settings) -> None:
    """Delete what is left of sessions while no streams are served; raises StorageFailed.

    Nobody waits for any of them then, and their key may be about to change.
    """
    try:
        for suffix in ("", "-wal", "-shm"):
            (settings.data_dir / FOLDER / f"{DATABASE}{suffix}").unlink(missing_ok=True)
    except OSError as error:
        raise StorageFailed(f"{DATABASE} cannot be deleted: {type(error).__name__}") from error


def _open_store(settings: Settings, stack: ExitStack) -> SessionStore:
    folder = settings.data_dir / FOLDER
    prepare_data_dir(settings.data_dir)
    prepare_data_dir(folder)
    return stack.enter_context(closing(SessionStore(folder / DATABASE, load_keys(settings.data_dir).database)))


@contextmanager
def open_own_liveness(settings: Settings, clock: Clock = time.time) -> Iterator[OwnLiveness]:
    """Serve streams from a thread of its own until it is left.

    Raises DataFolderUnusable, StorageFailed, ModelMissing, ModelDamaged, and SettingsInvalid where the certificate
    cannot be made or read.
    """
    with ExitStack() as stack:
        store = _open_store(settings, stack)
        try:
            tls, authority = load_stream_tls(settings.data_dir / FOLDER)
            authority_pem = authority.read_text(encoding="ascii")
        except (OSError, ValueError) as error:
            raise SettingsInvalid("data_dir: the certificate of streams cannot be made or read") from error
        stack.callback(Sweeper(lambda: store.purge_before(clock() - KEPT_S)).close)
        examiner = stack.enter_context(closing(VideoExaminer(load_descriptor_model(settings.descriptor_model))))
        keys = SessionKeys(clock)
        streams = StreamedSessions(OneChallengeSessions(store, None, clock), examiner)
        listener = stack.enter_context(closing(listen("127.0.0.1", 0)))
        access = StreamAccess(settings.cors_origins, session_keys=keys)
        stack.enter_context(StreamServer(listener, tls, streams, access, StaticFiles(None), Clocks(clock)))
        yield OwnLiveness(store, keys, clock, url_of(listener, "wss"), authority_pem)
