"""Everything that lies in a data folder, read through the stores and told as JSON says it.

Nothing runs in the background meanwhile, and no clock is asked: what is read is what lies there.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pydantic_core import to_json, to_jsonable_python

from kiosk.backend.attempts.ports import Subject, SubjectKind
from kiosk.backend.build.attempt_context import AttemptContext
from kiosk.backend.build.local_attempts import build_attempts
from kiosk.backend.challenge.records import StoredFacts
from kiosk.backend.engines.collections.store import CollectionStore, OpenCollection
from kiosk.backend.metrics.no_metrics import NoMetrics
from kiosk.backend.ports import dump_stored
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.files.blobs import FileBlobs
from kiosk.backend.stores.files.master_key import Keys, load_keys
from kiosk.backend.stores.sqlite.challenge_schema import CHALLENGES
from kiosk.backend.stores.sqlite.challenges import SqliteStore
from kiosk.backend.stores.sqlite.database import Database
from kiosk.backend.stores.sqlite.enrolments import SqliteEnrolments
from kiosk.backend.stores.sqlite.flows import SqliteFlows
from kiosk.backend.stores.sqlite.kyc_sessions import SqliteSessions
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.rekognition_local.build import FOLDER as REKOGNITION
from kiosk.rekognition_local.liveness.store import SessionStore
from kiosk.settings import Settings
from tests.factories import stored_values
from tests.golden.scenario import ALICE, BAD_TERMINAL, BOB, COLLECTION, LIVENESS_DB, TERMINAL, TOKEN, Notes

PICTURES = ("images", "documents", "reviews", "sessions", "enrolled")
"""Folders of encrypted pictures."""
SUBJECTS = (
    *(Subject(SubjectKind.CUSTOMER, each) for each in (ALICE, BOB)),
    *(Subject(SubjectKind.DEVICE, each) for each in (BAD_TERMINAL, TERMINAL)),
    Subject(SubjectKind.STAFF, "s-1"),
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Opens one store after the other."""

    settings: Settings
    notes: Notes
    keys: Keys
    stack: ExitStack

    @property
    def folder(self) -> Path:
        return self.settings.data_dir

    @property
    def cipher(self) -> Cipher:
        return Cipher(self.keys.database)

    def challenges(self) -> object:
        database = self.stack.enter_context(closing(Database(self.folder / "kiosk.sqlite3", self.cipher, CHALLENGES)))
        store = SqliteStore(database, self.cipher)
        return {
            name: {
                "snapshot": store.load(challenge_id),
                "frames": [_frame(each) for each in store.frames(challenge_id)],
                "findings": {each: data.decode() for each, data in store.findings(challenge_id).items()},
            }
            for name, challenge_id in self.notes.challenges.items()
        }

    def pictures(self) -> object:
        return {
            kind: pictures_in(FileBlobs(self.folder / kind, Cipher(self.keys.blobs)), self.folder / kind)
            for kind in PICTURES
        }

    def flows(self) -> object:
        flows = self.stack.enter_context(closing(SqliteFlows(self.folder / "flows.sqlite3", self.cipher)))
        return {name: flows.load(challenge_id) for name, challenge_id in self.notes.challenges.items()}

    def sessions(self) -> object:
        store = self.stack.enter_context(closing(SqliteSessions(self.folder / "sessions.sqlite3", self.cipher)))
        return {name: store.load(session_id) for name, session_id in self.notes.sessions.items()}

    def attempts(self) -> object:
        """The steady clock stands still while the machine was up for no time at all."""
        parts = build_attempts(
            self.settings, self.keys, lambda: self.notes.written_at_s, self.stack, NoMetrics(), uptime=lambda: 0.0
        )
        ids = {**self.notes.challenges, **{f"session {name}": each for name, each in self.notes.sessions.items()}}
        return {
            "attempts": {name: parts.attempts.load(attempt_id) for name, attempt_id in ids.items()},
            "naming": sorted(each.id for each in parts.attempts.list_naming(ALICE)),
            "lockouts": _lockouts(parts),
            "audit": parts.audit.entries(),
        }

    def enrolments(self) -> object:
        store = self.stack.enter_context(closing(SqliteEnrolments(self.folder, self.keys.database)))
        enrolment = store.find(ALICE)
        assert enrolment is not None
        faces = store.faces(enrolment.user)
        return {"enrolment": enrolment, "faces": faces, "layouts": store.layouts(), "checkpoint": store.checkpoint()}

    def collections(self) -> object:
        return collections_in(self.folder, self.keys)


def contents(settings: Settings, notes: Notes) -> Any:
    """All of it."""
    with ExitStack() as stack:
        reader = Reader(settings, notes, load_keys(settings.data_dir), stack)
        told = {
            "challenges": reader.challenges(),
            "pictures": reader.pictures(),
            "flows": reader.flows(),
            "kyc sessions": reader.sessions(),
            "attempts": reader.attempts(),
            "enrolments": reader.enrolments(),
            "collections": reader.collections(),
            "rekognition-local": _rekognition(settings.data_dir / REKOGNITION),
        }
        return to_jsonable_python(told)


LATER_FACTS = frozenset({"untrusted_timestamp_ms", "untrusted_light_step", "pixels", "camera"})


def _frame(facts: FrameFacts) -> object:
    """All of it, the many landmarks as a digest of what the version that wrote the folder knew of a frame."""
    told = json.loads(dump_stored(StoredFacts(value=facts)))["value"]
    known = {name: value for name, value in told.items() if name not in LATER_FACTS}
    return {**asdict(replace(facts, faces=())), "facts": digest(to_json({"value": known}))}


def pictures_in(blobs: FileBlobs, root: Path) -> Mapping[str, Mapping[str, str]]:
    """Digests of the pictures of each folder."""
    folders = sorted(path.name for path in root.iterdir())
    return {folder: {name: digest(blobs.get(folder, name)) for name in blobs.names(folder)} for folder in folders}


def digest(data: bytes) -> str:
    """SHA-256."""
    return hashlib.sha256(data).hexdigest()


def collections_in(folder: Path, keys: Keys) -> object:
    """Faces, users and vectors of all collections."""
    with closing(CollectionStore(folder, keys.database)) as store, store.work() as work:
        return {each.name: {"record": each, **_collection(work.open(each.name))} for each in work.after(0, -1)}


def _collection(collection: OpenCollection) -> dict[str, object]:
    faces = collection.faces.after("", -1)
    vectors = [digest(vector.astype("<f4").tobytes()) for vector in collection.faces.vectors(faces)]
    return {"faces": faces, "vectors": vectors, "users": collection.users.after(0, -1)}


def _lockouts(parts: AttemptContext) -> object:
    return {f"{each.kind} {each.reference}": parts.lockout_store.load(each) for each in SUBJECTS}


def _rekognition(folder: Path) -> object:
    keys = load_keys(folder)
    with closing(SessionStore(folder / LIVENESS_DB, keys.database)) as store:
        session = store.load(stored_values.SESSION)
        images = {name: digest(jpeg) for name, jpeg in store.images(stored_values.SESSION).items()}
    with closing(CollectionStore(folder, keys.database)) as collections, collections.work() as work:
        answer = work.open(COLLECTION).requests.answer("AssociateFaces", TOKEN)
    return {"session": session, "images": images, "answer": answer, "collections": collections_in(folder, keys)}
