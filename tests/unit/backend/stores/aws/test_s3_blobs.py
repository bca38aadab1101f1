"""What is S3's own: encryption, the bucket's owner, more images than one call takes, and deletions that fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.aws.s3_blobs import Bucket, S3Blobs
from kiosk.errors import Busy, ServiceUnavailable, StorageFailed
from tests.fakes.aws_services import aws_settings, clients_of, new_bucket
from tests.fakes.failing_servers import scripted

KEY = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
LISTED = (
    "<ListBucketResult><IsTruncated>false</IsTruncated>"
    "<Contents><Key>images/a1/x</Key><LastModified>2026-01-01T00:00:00Z</LastModified></Contents></ListBucketResult>"
)


@pytest.fixture
def bucket(clients: Clients) -> str:
    return new_bucket(clients)


def test_without_a_key_the_bucket_decides_how_images_are_encrypted(clients: Clients, bucket: str) -> None:
    clients.s3.put_bucket_encryption(
        Bucket=bucket,
        ServerSideEncryptionConfiguration={
            "Rules": [
                {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": KEY}},
            ]
        },
    )
    S3Blobs(clients.s3, Bucket(bucket)).put("a1", "x", b"one")
    stored = clients.s3.head_object(Bucket=bucket, Key="images/a1/x")
    assert stored["ServerSideEncryption"] == "aws:kms"
    assert stored["ContentType"] == "application/octet-stream"


def test_images_are_encrypted_with_the_key_of_the_bank(clients: Clients, bucket: str) -> None:
    S3Blobs(clients.s3, Bucket(bucket, kms_key_id=KEY)).put("a1", "x", b"one")
    stored = clients.s3.head_object(Bucket=bucket, Key="images/a1/x")
    assert (stored["ServerSideEncryption"], stored["SSEKMSKeyId"]) == ("aws:kms", KEY)
    assert stored["BucketKeyEnabled"]


def test_every_call_names_the_owner_of_the_bucket(clients: Clients, bucket: str) -> None:
    blobs = S3Blobs(clients.s3, Bucket(bucket, owner="123456789012"))
    with sent(clients) as requests:
        blobs.put("a1", "x", b"one")
        blobs.get("a1", "x")
        blobs.names("a1")
        blobs.keep_only("a1", ())
        blobs.delete("a1", "x")
        blobs.purge_before(0.0)
    assert len(requests) == 7
    assert {headers["x-amz-expected-bucket-owner"] for headers in requests} == {"123456789012"}


def test_images_lie_under_their_prefix_and_others_are_left_alone(clients: Clients, bucket: str) -> None:
    clients.s3.put_object(Bucket=bucket, Key="logs/a1/x", Body=b"log")
    blobs = S3Blobs(clients.s3, Bucket(bucket, prefix="images/"))
    blobs.put("a1", "x", b"one")
    assert blobs.purge_before(4e9) == 1
    assert [each["Key"] for each in clients.s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["logs/a1/x"]


def test_more_images_than_a_call_takes(clients: Clients, bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.backend.stores.aws.s3_blobs.DELETE_KEYS", 10)
    blobs = S3Blobs(clients.s3, Bucket(bucket))
    for number in range(25):
        blobs.put("a1", f"x-{number}", b"one")
    with sent(clients) as requests:
        blobs.keep_only("a1", {"x-7", "x-9"})
    assert len(requests) == 4
    assert blobs.names("a1") == ("x-7", "x-9")


def test_keeping_all_deletes_nothing(clients: Clients, bucket: str) -> None:
    blobs = S3Blobs(clients.s3, Bucket(bucket))
    blobs.put("a1", "x", b"one")
    with sent(clients) as requests:
        blobs.keep_only("a1", {"x"})
    assert len(requests) == 1


@pytest.mark.parametrize(
    ("code", "raised"), [("AccessDenied", StorageFailed), ("SlowDown", Busy), ("InternalError", Busy)]
)
def test_a_deletion_that_fails_among_others_is_told(code: str, raised: type[Exception]) -> None:
    answer = (
        f"<DeleteResult><Error><Key>images/a1/x</Key><Code>{code}</Code><Message>alice</Message></Error></DeleteResult>"
    )
    with scripted((200, LISTED), (200, answer)) as (address, _):
        blobs = S3Blobs(clients_of(aws_settings(address)).s3, Bucket("bucket"))
        with pytest.raises(raised) as failed:
            blobs.keep_only("a1", ())
    assert "alice" not in str(failed.value)


def test_an_image_that_arrives_changed_is_not_used() -> None:
    """The checksum that S3 sends with it is checked."""
    with scripted((200, "changed"), headers={"x-amz-checksum-crc32": "AAAAAA=="}) as (address, _):
        blobs = S3Blobs(clients_of(aws_settings(address)).s3, Bucket("bucket"))
        with pytest.raises(StorageFailed):
            blobs.get("a1", "x")


def test_every_image_has_a_checksum(clients: Clients, bucket: str) -> None:
    S3Blobs(clients.s3, Bucket(bucket)).put("a1", "x", b"one")
    assert "ChecksumCRC32" in clients.s3.head_object(Bucket=bucket, Key="images/a1/x", ChecksumMode="ENABLED")


def test_an_image_that_breaks_off_is_unavailable() -> None:
    with scripted((200, "half"), headers={"Content-Length": "8"}) as (address, _):
        blobs = S3Blobs(clients_of(aws_settings(address)).s3, Bucket("bucket"))
        with pytest.raises(ServiceUnavailable):
            blobs.get("a1", "x")


@contextmanager
def sent(clients: Clients) -> Iterator[list[Any]]:
    """The headers of all requests that are sent meanwhile."""
    requests: list[Any] = []

    def note(params: Any, **_: object) -> None:
        requests.append({name.lower(): value for name, value in params["headers"].items()})

    clients.s3.meta.events.register("before-call.s3", note)
    try:
        yield requests
    finally:
        clients.s3.meta.events.unregister("before-call.s3", note)
