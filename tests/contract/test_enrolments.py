"""What every `Enrolments` does with real faces, run on this machine and on AWS's services.

The latter are moto's, and `kiosk rekognition-local`.
"""

import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.backend.build.aws_enrolment import make_enrolment_context
from kiosk.backend.build.local_enrolment import open_enrolment_context
from kiosk.backend.engines.local.face_comparer import LocalFaceComparer
from kiosk.backend.enrolment.context import EnrolmentContext
from kiosk.backend.enrolment.enrolments import EnrolmentService
from kiosk.backend.enrolment.migration import Migration
from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.files.master_key import load_keys
from kiosk.domain.identity.policy import EnrolmentPolicy
from kiosk.errors import CustomerExists, CustomerNotFound, NoFaceFound
from kiosk.settings import Settings, load
from tests.factories import pictures
from tests.factories.pictures import jpeg
from tests.fakes.aws_services import TAGS, aws_settings, new_bucket, new_table

SURE = 95.0
EILEEN, GRACE = jpeg(pictures.astronaut()), jpeg(pictures.grace_hopper())
EILEEN_AGAIN = jpeg(pictures.turned(pictures.astronaut(), 3.0))
NOBODY = jpeg(pictures.empty())


def settings(folder: Path, shards: int = 2) -> Settings:
    """Of an account or machine of its own."""
    return load(data_dir=folder / "kiosk", enrolment=EnrolmentPolicy(f"k{secrets.token_hex(4)}", shards))


class EnrolmentsContract:
    @pytest.fixture
    def parts(self) -> Iterator[EnrolmentContext]:
        raise NotImplementedError

    @pytest.fixture
    def enrolling(self, parts: EnrolmentContext) -> Iterator[EnrolmentService]:
        enrolling = EnrolmentService(parts.collections, parts.store, parts.blobs, parts.policy, parts.clock)
        with closing(enrolling):
            yield enrolling

    def test_from_enrolment_to_erasure(self, parts: EnrolmentContext, enrolling: EnrolmentService) -> None:
        assert enrolling.find_duplicates(EILEEN, SURE) == ()
        assert enrolling.enrol("c-1", [("selfie", EILEEN), ("document", EILEEN_AGAIN)]) == 2
        assert enrolling.enrol("c-2", [("selfie", GRACE)]) == 1
        with pytest.raises(CustomerExists):
            enrolling.enrol("c-1", [("selfie", GRACE)])
        with pytest.raises(NoFaceFound):
            enrolling.enrol("c-3", [("selfie", EILEEN), ("document", NOBODY)])
        assert [each.user for each in enrolling.find_duplicates(EILEEN_AGAIN, SURE)] == ["c-1"]
        assert (
            enrolling.likeness("c-1", EILEEN_AGAIN).similarity
            > SURE
            > enrolling.likeness("c-2", EILEEN_AGAIN).similarity
        )
        assert [image.jpeg for image in enrolling.load_customer("c-2").images] == [GRACE]
        self.moves(parts, enrolling)
        assert enrolling.erase("c-1") and not enrolling.erase("c-1")
        assert enrolling.find_duplicates(EILEEN_AGAIN, SURE) == ()
        with pytest.raises(CustomerNotFound):
            enrolling.likeness("c-1", EILEEN)
        facts = [parts.collections.describe(face.collection) for face in enrolling.load_customer("c-2").faces]
        assert [each.customer for each in parts.store.after("", 10)] == ["c-2"] and facts[0].faces >= 1
        assert enrolling.recover() == 0

    def moves(self, parts: EnrolmentContext, enrolling: EnrolmentService) -> None:
        """Everybody into three shards."""
        moved = Migration(replace(parts, policy=replace(parts.policy, shards=3))).run(lambda _: None)
        assert (moved.customers, moved.images, moved.switched) == (2, 3, True)
        names = [name for name in parts.collections.names() if name.startswith(parts.policy.prefix)]
        assert len(names) == 3 and sum(parts.collections.describe(name).faces for name in names) == 3
        assert [each.user for each in enrolling.find_duplicates(EILEEN_AGAIN, SURE)] == ["c-1"]
        assert enrolling.likeness("c-2", GRACE).similarity > SURE


class TestLocalEnrolments(EnrolmentsContract):
    @pytest.fixture
    def parts(self, tmp_path: Path) -> Iterator[EnrolmentContext]:
        own = settings(tmp_path)
        with ExitStack() as stack:
            comparer = stack.enter_context(closing(LocalFaceComparer()))
            yield open_enrolment_context(own, load_keys(own.data_dir), [comparer], time.time, stack)


class TestAwsEnrolments(EnrolmentsContract):
    @pytest.fixture
    def parts(self, tmp_path: Path, clients: Clients, rekognition: Clients) -> Iterator[EnrolmentContext]:
        own = aws_settings("unused", table=new_table(clients), bucket=new_bucket(clients))
        yield make_enrolment_context(
            settings(tmp_path), own, replace(clients, rekognition=rekognition.rekognition), time.time, TAGS
        )
