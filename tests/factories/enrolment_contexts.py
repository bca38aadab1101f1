"""Everything of an enrolment in a folder, with engines that know people made by hand."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from kiosk.backend.build.local_enrolment import open_enrolment_context
from kiosk.backend.enrolment.context import EnrolmentContext
from kiosk.backend.stores.files.master_key import load_keys
from kiosk.domain.identity.policy import EnrolmentPolicy
from kiosk.settings import load
from tests.fakes.indexing_engine import OLD, FakeIndexingEngine

NOW_S = 1_790_000_000.0


def engines(*models: str) -> list[FakeIndexingEngine]:
    return [FakeIndexingEngine(model) for model in models or (OLD,)]


def open_parts(
    folder: Path, stack: ExitStack, engines: Sequence[FakeIndexingEngine], shards: int = 3, clock_s: float = NOW_S
) -> EnrolmentContext:
    """Everything of an enrolment in a folder."""
    settings = load(data_dir=folder, enrolment=EnrolmentPolicy(shards=shards))
    return open_enrolment_context(settings, load_keys(folder), engines, lambda: clock_s, stack)
