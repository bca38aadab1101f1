"""Opens the backend that the settings ask for, or a part of it; the only place that chooses between deployments."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TypeVar

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.build.attempt_context import AttemptContext
from kiosk.backend.enrolment.context import EnrolmentContext
from kiosk.backend.metrics.no_metrics import NoMetrics
from kiosk.errors import LibraryMissing, SettingsInvalid
from kiosk.settings import Settings
from kiosk.system.data_folder import prepare_data_dir

IMAGES = ("documents", "enrolled", "images", "reviews", "sessions")
"""Folders of the data folder, and prefixes of the bucket."""
Opened = TypeVar("Opened")
Opening = Callable[[Settings, ExitStack], Opened]


def open_service(settings: Settings) -> VerificationService:
    """Open the whole service; close it in the end.

    Raises SettingsInvalid, DataFolderUnusable, LibraryMissing, ModelMissing and StorageFailed.
    """
    with ExitStack() as stack:
        return _choose(settings, _local_service, _aws_service)(settings, stack)


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


def _local_service(settings: Settings, stack: ExitStack) -> VerificationService:
    if settings.kyc.liveness == "rekognition":
        raise SettingsInvalid("kyc__liveness: rekognition needs adapters to be aws")
    from kiosk.backend.build.local import build_local
    from kiosk.backend.engines.local.load import load_engines

    engine, engines = load_engines(settings.descriptor_model, settings.former_descriptor_model)
    return build_local(settings, engine, engines)


def _aws_service(settings: Settings, stack: ExitStack) -> VerificationService:
    if settings.framework_pose:
        raise SettingsInvalid("framework_pose: needs adapters to be local")
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


def _aws_attempts(settings: Settings, stack: ExitStack) -> AttemptContext:
    from kiosk.backend.build.aws import make_tags, own_settings
    from kiosk.backend.build.aws_attempts import build_attempts
    from kiosk.backend.stores.aws.clients import connect

    own, metrics = own_settings(settings), NoMetrics()
    clients = connect(own)
    tags = make_tags(settings, clients, metrics)
    return build_attempts(settings, clients.dynamodb, own.table, time.time, metrics, tags)
