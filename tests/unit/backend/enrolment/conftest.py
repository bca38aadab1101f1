from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.backend.build.local_enrolment import open_enrolment_service
from kiosk.backend.enrolment.context import EnrolmentContext
from kiosk.backend.enrolment.enrolments import EnrolmentService
from tests.factories.enrolment_contexts import engines, open_parts


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def parts(tmp_path: Path, stack: ExitStack) -> EnrolmentContext:
    """Everything of an enrolment, with three shards."""
    return open_parts(tmp_path / "kiosk", stack, engines())


@pytest.fixture
def enrolling(parts: EnrolmentContext, stack: ExitStack) -> EnrolmentService:
    return open_enrolment_service(parts, stack)
