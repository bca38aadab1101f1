"""Puts the server together: analyser, images, collections, liveness sessions, and the backend that completes them."""

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Self

from fastapi import FastAPI

from kiosk.backend.api.app import create_app as create_backend
from kiosk.backend.build.local import build_liveness
from kiosk.backend.engines.collections.store import CollectionStore
from kiosk.backend.engines.local.face_engine import LocalFaceEngine
from kiosk.backend.engines.local.pixel_meter import LocalPixelMeter
from kiosk.backend.ports import Clock
from kiosk.backend.stores.files.master_key import finish_binding, load_keys
from kiosk.backend.stores.sweeper import Sweeper
from kiosk.rekognition_local.analyser import FaceAnalyser
from kiosk.rekognition_local.app import create_app
from kiosk.rekognition_local.browsers import checked_origins
from kiosk.rekognition_local.collections.once import REMEMBERED_S
from kiosk.rekognition_local.collections.operations import collection_operations
from kiosk.rekognition_local.face_operations import face_operations
from kiosk.rekognition_local.images import Images
from kiosk.rekognition_local.liveness.no_attempts import NoAttempts
from kiosk.rekognition_local.liveness.operations import liveness_operations
from kiosk.rekognition_local.liveness.records import RESULT_LIFE_S
from kiosk.rekognition_local.liveness.sessions import OneChallengeSessions
from kiosk.rekognition_local.liveness.store import SessionStore
from kiosk.rekognition_local.model import load_model
from kiosk.rekognition_local.operation import Operation
from kiosk.rekognition_local.s3 import S3Objects
from kiosk.rekognition_local.session_tokens import SessionTokens
from kiosk.rekognition_local.streaming.completion import StreamedSessions
from kiosk.rekognition_local.streaming.session_keys import SessionKeys
from kiosk.settings import Settings
from kiosk.vision.descriptor_models import load_descriptor_model
from kiosk.vision.video_examiner import VideoExaminer

FOLDER = "rekognition"
"""Of the data folder: databases, images and keys of this server alone."""
REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class S3Place:
    """Where images in S3 are; without an endpoint there are none."""

    endpoint_url: str = ""
    region: str = REGION


class LocalRekognition:
    """The application and everything that it works with; closed by whoever made it."""

    def __init__(
        self,
        settings: Settings,
        s3: S3Place,
        clock: Clock = time.time,
        *,
        origins: Sequence[str] = (),
        with_unmeasured: bool = False,
    ) -> None:
        """Pages of these `origins` may ask too; see `face_detail` for what is not measured.

        Raises LibraryMissing, ModelMissing, ModelDamaged, SettingsInvalid and StorageFailed.
        """
        with ExitStack() as stack:
            checked_origins(origins)
            parts = _Parts(settings, s3, clock, stack)
            self.app = _application(settings, parts, clock, stack, origins, with_unmeasured=with_unmeasured)
            self.session_keys = parts.session_keys
            """That streams of single sessions are signed with."""
            self.streams = StreamedSessions(parts.sessions, stack.enter_context(closing(parts.examiner)))
            """What carries out StartFaceLivenessSession, which comes over a socket of its own."""
            self.data_dir = parts.own.data_dir
            """Of this server alone; its user's alone."""
            self._resources = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._resources.close()


class _Parts:
    """What several of the server's sides work with."""

    def __init__(self, settings: Settings, s3: S3Place, clock: Clock, stack: ExitStack) -> None:
        self.own = settings.model_copy(update={"data_dir": settings.data_dir / FOLDER})
        self.key = load_keys(self.own.data_dir).database
        self.s3, self.objects = s3, S3Objects(s3.endpoint_url, s3.region) if s3.endpoint_url else None
        self.descriptor_model = load_descriptor_model(settings.descriptor_model)
        self.store = stack.enter_context(closing(SessionStore(self.own.data_dir / "liveness.sqlite3", self.key)))
        self.sessions = OneChallengeSessions(self.store, self.objects, clock)
        self.examiner = VideoExaminer(self.descriptor_model)
        self.session_keys = SessionKeys(clock)


def _application(
    settings: Settings, parts: _Parts, clock: Clock, stack: ExitStack, origins: Sequence[str], *, with_unmeasured: bool
) -> FastAPI:
    model, own, store = load_model(), parts.own, parts.store
    analyser = stack.enter_context(closing(FaceAnalyser(parts.descriptor_model)))
    images = Images(parts.objects)
    collections = stack.enter_context(closing(CollectionStore(own.data_dir, parts.key)))
    stack.enter_context(closing(Sweeper(partial(_forget, store, collections, analyser, clock))))
    engine = LocalFaceEngine(parts.descriptor_model)
    backend = stack.enter_context(build_liveness(own, engine, parts.sessions, NoAttempts(), clock, LocalPixelMeter()))
    finish_binding(own.data_dir)
    region = parts.s3.region
    operations: Mapping[str, Operation] = {
        **face_operations(analyser, images, with_unmeasured=with_unmeasured),
        **collection_operations(collections, analyser, images, clock, region, with_unmeasured=with_unmeasured),
        **liveness_operations(store, analyser, clock, has_bucket=parts.objects is not None),
    }
    tokens = SessionTokens(store, parts.session_keys)
    return create_app(model, operations, create_backend(backend, own), settings.server, origins, tokens)


def _forget(store: SessionStore, collections: CollectionStore, analyser: FaceAnalyser, clock: Clock) -> None:
    analyser.forget_old()
    store.purge_before(clock() - RESULT_LIFE_S)
    collections.purge_before(clock() - REMEMBERED_S)
