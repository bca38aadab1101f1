"""What recorded attempts say, opened without a backend."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from kiosk.backend.build.attempt_parts import AttemptParts
from kiosk.backend.metrics.no_metrics import NoMetrics
from kiosk.errors import LibraryMissing
from kiosk.settings import Settings


@contextmanager
def open_recording(settings: Settings) -> Iterator[AttemptParts]:
    """The parts of the backend with these settings, which may be running; raises StorageFailed, LibraryMissing and
    SettingsInvalid."""
    with ExitStack() as stack:
        yield _on_aws(settings) if settings.adapters == "aws" else _local(settings, stack)


def _local(settings: Settings, stack: ExitStack) -> AttemptParts:
    from kiosk.backend.build.local_attempts import build_attempts
    from kiosk.backend.stores.files.master_key import load_keys

    return build_attempts(settings, load_keys(settings.data_dir), time.time, stack, NoMetrics())


def _on_aws(settings: Settings) -> AttemptParts:
    try:
        from kiosk.backend.build.aws import own_settings
        from kiosk.backend.build.aws_attempts import build_attempts
        from kiosk.backend.stores.aws.clients import connect
    except ModuleNotFoundError as error:
        raise LibraryMissing(f"{error.name} is not installed; install kiosk with its extra `aws`") from error
    own = own_settings(settings)
    return build_attempts(settings, connect(own).dynamodb, own.table, time.time, NoMetrics())
