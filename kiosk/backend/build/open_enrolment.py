"""What enrolment works with, opened without a backend: for batches and migrations that somebody starts by hand."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from kiosk.backend.enrolment.context import EnrolmentParts
from kiosk.errors import LibraryMissing
from kiosk.settings import Settings


@contextmanager
def open_enrolment(settings: Settings) -> Iterator[EnrolmentParts]:
    """The parts of a backend with these settings; on this machine it must not be running, as the vectors are in its
    memory: StorageFailed otherwise. Raises LibraryMissing, ModelMissing, ModelDamaged and SettingsInvalid."""
    with ExitStack() as stack:
        yield _on_aws(settings) if settings.adapters == "aws" else _local(settings, stack)


def _local(settings: Settings, stack: ExitStack) -> EnrolmentParts:
    from kiosk.backend.build.local_enrolment import local_parts
    from kiosk.backend.engines.local.load import load_engines
    from kiosk.backend.stores.files.master_key import load_keys

    _, engines = load_engines(settings.descriptor_model)
    return local_parts(settings, load_keys(settings.data_dir), [engines.comparer, *engines.former], time.time, stack)


def _on_aws(settings: Settings) -> EnrolmentParts:
    try:
        from kiosk.backend.build.aws import own_settings
        from kiosk.backend.build.aws_enrolment import aws_parts
        from kiosk.backend.stores.aws.clients import connect
    except ModuleNotFoundError as error:
        raise LibraryMissing(f"{error.name} is not installed; install kiosk with its extra `aws`") from error
    own = own_settings(settings)
    return aws_parts(settings, own, connect(own), time.time)
