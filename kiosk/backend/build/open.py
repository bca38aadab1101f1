"""Opens the backend that the settings ask for, or a part of it; the only place that chooses between deployments."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TypeVar

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.build.attempt_context import AttemptContext
from kiosk.backend.build.face_liveness import rekognition_liveness, wants_face_liveness, wants_own_liveness
from kiosk.backend.challenge.ports import FaceLiveness
from kiosk.backend.enrolment.context import EnrolmentContext
from kiosk.backend.metrics.no_metrics import NoMetrics
from kiosk.backend.terminals.enrolment import TerminalEnrolment
from kiosk.errors import LibraryMissing, SettingsInvalid
from kiosk.settings import Settings
from kiosk.system.data_folder import prepare_data_dir

IMAGES = ("documents", "enrolled", "images", "reviews", "sessions")
"""Folders of the data folder, and prefixes of the bucket."""
Opened = TypeVar("Opened")
Opening = Callable[[Settings, ExitStack], Opened]


def open_service(
    settings: Settings, own_terminal: str = "", own_liveness: FaceLiveness | None = None
) -> VerificationService:
    """Open the whole service, of the one terminal alone whose public key is given; close it in the end.

    What carries out streams of this process stays the caller's.
    Raises SettingsInvalid, DataFolderUnusable, LibraryMissing, ModelMissing and StorageFailed.
    """
    with ExitStack() as stack:
        local = partial(_local_service, own_terminal, own_liveness)
        return _choose(settings, local, _aws_service)(settings, stack)


@contextmanager
def open_terminals(settings: Settings) -> Iterator[TerminalEnrolment]:
    """Open what enrols terminals, without a backend; one may be running.

    Raises StorageFailed, DataFolderUnusable, LibraryMissing and SettingsInvalid.
    """
    with ExitStack() as stack:
        yield _choose(settings, _local_terminals, _aws_terminals)(settings, stack)


@contextmanager
def open_enrolment(settings: Settings) -> Iterator[EnrolmentContext]:
    """Open what enrolment works with, without a backend: for batches and migrations that somebody starts by hand.

    On this machine no backend may be running, as the vectors are in its memory: StorageFailed otherwise. Raises
    DataFolderUnusable, LibraryMissing, ModelMissing, ModelDamaged and SettingsInvalid.
    """
    with ExitStack() as stack:
        yield _choose(settings, _local_enrolment, _aws_enrolment)(settings, stack)


@contextmanager
def open_attempts(settings: Settings) -> Iterator[AttemptContext]:
    """Open what recorded attempts say, without a backend; one may be running.

    Raises StorageFailed, DataFolderUnusable, LibraryMissing and SettingsInvalid.
    """
    with ExitStack() as stack:
        yield _choose(settings, _local_attempts, _aws_attempts)(settings, stack)


def tag_everything(settings: Settings) -> tuple[int, int]:
    """Give all items and images on AWS their tags that have none; how many of each.

    Raises StorageFailed, StoreTampered, ServiceUnavailable, LibraryMissing and SettingsInvalid.
    """
    with ExitStack() as stack:
        return _choose(settings, _nothing_to_tag, _tag_on_aws)(settings, stack)


def _choose(settings: Settings, local: Opening[Opened], aws: Opening[Opened]) -> Opening[Opened]:
    """Return what opens it for this deployment, whose libraries and models are imported only when it is called."""

    def open_here(settings: Settings, stack: ExitStack) -> Opened:
        prepare_data_dir(settings.data_dir)
        return local(settings, stack)

    if settings.adapters != "aws":
        return open_here

    def open_on_aws(settings: Settings, stack: ExitStack) -> Opened:
        try:
            return aws(settings, stack)
        except ModuleNotFoundError as error:
            raise LibraryMissing(f"{error.name} is not installed; install kiosk with its extra `aws`") from error

    return open_on_aws


def _local_service(
    own_terminal: str, own_liveness: FaceLiveness | None, settings: Settings, stack: ExitStack
) -> VerificationService:
    from kiosk.backend.build.local import build_local
    from kiosk.backend.engines.local.load import load_engines

    engine, engines = load_engines(
        settings.descriptor_model,
        settings.former_descriptor_model,
        settings.accepted_documents,
        settings.attack_network,
    )
    face_liveness = _face_liveness(settings) if own_liveness is None else own_liveness
    return build_local(settings, engine, engines, own_terminal=own_terminal, face_liveness=face_liveness)


def _face_liveness(settings: Settings) -> FaceLiveness | None:
    """Amazon's service, where one is wanted and it is not this process's own."""
    if not wants_face_liveness(settings) or wants_own_liveness(settings):
        return None
    try:
        return rekognition_liveness(settings)
    except ModuleNotFoundError as error:
        raise LibraryMissing(f"{error.name} is not installed; install kiosk with its extra `aws`") from error


def _aws_service(settings: Settings, stack: ExitStack) -> VerificationService:
    if settings.framework_pose:
        raise SettingsInvalid("framework_pose: needs adapters to be local")
    if wants_own_liveness(settings):
        raise SettingsInvalid("face_liveness__service: own needs adapters to be local")
    from kiosk.backend.build.aws import build_aws
    from kiosk.backend.metrics.prometheus import PrometheusMetrics

    return build_aws(settings, metrics=PrometheusMetrics())


def _local_enrolment(settings: Settings, stack: ExitStack) -> EnrolmentContext:
    from kiosk.backend.build.local_enrolment import open_enrolment_context
    from kiosk.backend.engines.local.load import load_engines
    from kiosk.backend.stores.files.master_key import load_keys

    _, engines = load_engines(settings.descriptor_model, settings.former_descriptor_model)
    return open_enrolment_context(
        settings, load_keys(settings.data_dir), [engines.comparer, *engines.former], time.time, stack
    )


def _aws_enrolment(settings: Settings, stack: ExitStack) -> EnrolmentContext:
    from kiosk.backend.build.aws import make_tags, own_settings
    from kiosk.backend.build.aws_enrolment import make_enrolment_context
    from kiosk.backend.stores.aws.clients import connect

    own = own_settings(settings)
    clients = connect(own)
    return make_enrolment_context(settings, own, clients, time.time, make_tags(settings, clients, NoMetrics()))


def _nothing_to_tag(settings: Settings, stack: ExitStack) -> tuple[int, int]:
    raise SettingsInvalid("adapters: rows of this machine get their tags when they are first opened")


def _tag_on_aws(settings: Settings, stack: ExitStack) -> tuple[int, int]:
    from kiosk.backend.build.aws import make_tags, own_settings
    from kiosk.backend.stores.aws.clients import connect
    from kiosk.backend.stores.aws.s3_blobs import Bucket, S3Blobs
    from kiosk.backend.stores.dynamodb.table import Table

    own = own_settings(settings)
    clients = connect(own)
    tags = make_tags(settings, clients, NoMetrics())
    buckets = [Bucket(own.bucket, f"{kind}/", own.kms_key_id, own.bucket_owner) for kind in IMAGES]
    images = sum(S3Blobs(clients.s3, bucket, tags).tag_untagged() for bucket in buckets)
    return Table(clients.dynamodb, own.table, tags).tag_untagged(), images


def _local_attempts(settings: Settings, stack: ExitStack) -> AttemptContext:
    from kiosk.backend.build.local_attempts import build_attempts
    from kiosk.backend.stores.files.master_key import load_keys

    return build_attempts(settings, load_keys(settings.data_dir), time.time, stack, NoMetrics())


def _local_terminals(settings: Settings, stack: ExitStack) -> TerminalEnrolment:
    from kiosk.backend.build.local_attempts import build_attempts
    from kiosk.backend.build.local_identity import LocalBuildContext
    from kiosk.backend.build.local_terminals import open_terminals
    from kiosk.backend.stores.files.master_key import load_keys

    context = LocalBuildContext(settings, load_keys(settings.data_dir), time.time, stack, NoMetrics())
    audit = build_attempts(settings, context.keys, time.time, stack, context.metrics).audit
    return TerminalEnrolment(open_terminals(context), audit, time.time)


def _aws_terminals(settings: Settings, stack: ExitStack) -> TerminalEnrolment:
    from kiosk.backend.build.aws import make_tags, own_settings
    from kiosk.backend.build.aws_attempts import build_attempts
    from kiosk.backend.stores.aws.clients import connect
    from kiosk.backend.stores.dynamodb.terminals import DynamoTerminals

    own, metrics = own_settings(settings), NoMetrics()
    clients = connect(own)
    tags = make_tags(settings, clients, metrics)
    audit = build_attempts(settings, clients.dynamodb, own.table, time.time, metrics, tags).audit
    return TerminalEnrolment(DynamoTerminals(clients.dynamodb, own.table, tags), audit, time.time)


def _aws_attempts(settings: Settings, stack: ExitStack) -> AttemptContext:
    from kiosk.backend.build.aws import make_tags, own_settings
    from kiosk.backend.build.aws_attempts import build_attempts
    from kiosk.backend.stores.aws.clients import connect

    own, metrics = own_settings(settings), NoMetrics()
    clients = connect(own)
    tags = make_tags(settings, clients, metrics)
    return build_attempts(settings, clients.dynamodb, own.table, time.time, metrics, tags)
