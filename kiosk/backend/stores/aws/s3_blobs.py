"""Images in S3, encrypted with a key of KMS or the bucket's own."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.backend.stores.aws.failures import is_throttling, translate_failures
from kiosk.backend.stores.aws.tags import MARK, UNTAGGED, Tags
from kiosk.errors import Busy, StorageFailed

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

DELETE_KEYS = 1000
"""What DeleteObjects takes at once."""
_SAFE = re.compile(r"[A-Za-z0-9-]{1,128}")


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where images go; `prefix` is empty or ends with a slash, `kms_key_id` and `owner` may be empty."""

    name: str
    prefix: str = "images/"
    kms_key_id: str = ""
    owner: str = ""

    @property
    def place(self) -> dict[str, Any]:
        """The bucket, which must belong to its owner: a name that was given up can be taken by anybody."""
        return {"Bucket": self.name} | ({"ExpectedBucketOwner": self.owner} if self.owner else {})

    @property
    def encryption(self) -> dict[str, Any]:
        """What to ask for; without a key of our own the bucket's default decides, which is AES-256 at least.

        A bucket key saves most calls to KMS.
        """
        if not self.kms_key_id:
            return {}
        return {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": self.kms_key_id, "BucketKeyEnabled": True}


class S3Blobs:
    """Implements `BlobStore`; besides StorageFailed every method raises Busy and ServiceUnavailable.

    What was put can be got and listed at once: S3 has been strongly consistent since December 2020.
    """

    def __init__(self, client: "S3Client", bucket: Bucket, tags: Tags = UNTAGGED) -> None:
        self._client = client
        self._bucket = bucket
        self._tags = tags

    def put(self, folder: str, name: str, data: bytes) -> None:
        """Store under this name: one call, whole or not at all."""
        place = self._object(folder, name)
        tagged = self._tags.tag_image(place["Key"], data)
        with translate_failures("S3", StorageFailed):
            self._client.put_object(
                **place,
                **self._bucket.encryption,
                Body=tagged,
                ContentType="application/octet-stream",
            )

    def get(self, folder: str, name: str) -> bytes:
        """What was stored: one call; raises StoreTampered unless it was stored under this name."""
        place = self._object(folder, name)
        with translate_failures("S3", StorageFailed):
            body = self._client.get_object(**place)["Body"]
            with body:
                stored = body.read()
        return self._tags.check_image(place["Key"], stored)

    def delete(self, folder: str, name: str) -> None:
        """Delete it if it is there: one call."""
        with translate_failures("S3", StorageFailed):
            self._client.delete_object(**self._object(folder, name))

    def keep_only(self, folder: str, names: Collection[str]) -> None:
        """Delete everything in a folder but these: one call for each thousand images, and one to list them."""
        prefix, kept = self._prefix(folder), {*names}
        keys = [entry["Key"] for entry in self._list(prefix) if entry["Key"].removeprefix(prefix) not in kept]
        self._delete(keys)

    def names(self, folder: str) -> tuple[str, ...]:
        """All names in a folder: one call for each thousand."""
        prefix = self._prefix(folder)
        return tuple(sorted(entry["Key"].removeprefix(prefix) for entry in self._list(prefix)))

    def purge_before(self, time_s: float) -> int:
        """Delete by listing the whole bucket, for operators: day by day the bucket's lifecycle rule deletes."""
        old = [entry["Key"] for entry in self._list(self._bucket.prefix) if entry["LastModified"].timestamp() < time_s]
        self._delete(old)
        return len(old)

    def tag_untagged(self) -> int:
        """Give every image of an earlier version its tag, looking through all below the prefix; how many."""
        count = 0
        for entry in self._list(self._bucket.prefix):
            folder, _, name = entry["Key"].removeprefix(self._bucket.prefix).rpartition("/")
            with translate_failures("S3", StorageFailed):
                body = self._client.get_object(**self._object(folder, name))["Body"]
                with body:
                    stored = body.read()
            if not stored.startswith(MARK):
                self.put(folder, name, self._tags.check_image(entry["Key"], stored))
                count += 1
        return count

    def _list(self, prefix: str) -> Iterator[Mapping[str, Any]]:
        pages = self._client.get_paginator("list_objects_v2").paginate(**self._bucket.place, Prefix=prefix)
        with translate_failures("S3", StorageFailed):
            for page in pages:
                yield from page.get("Contents", ())

    def _delete(self, keys: Sequence[str]) -> None:
        for start in range(0, len(keys), DELETE_KEYS):
            batch = [{"Key": key} for key in keys[start : start + DELETE_KEYS]]
            with translate_failures("S3", StorageFailed):
                answer = self._client.delete_objects(
                    **self._bucket.place,
                    Delete={"Objects": batch, "Quiet": True},  # type: ignore[typeddict-item]
                )
            _check_deleted(answer.get("Errors", ()))

    def _object(self, folder: str, name: str) -> dict[str, Any]:
        if not _SAFE.fullmatch(name):
            raise StorageFailed("not a name for an image")
        return {**self._bucket.place, "Key": self._prefix(folder) + name}

    def _prefix(self, folder: str) -> str:
        if not _SAFE.fullmatch(folder):
            raise StorageFailed("not a name for an image")
        return f"{self._bucket.prefix}{folder}/"


def _check_deleted(errors: Sequence[Any]) -> None:
    """The call succeeds even when nothing was deleted; then it says for each image why."""
    codes = sorted({str(error.get("Code", "unknown")) for error in errors})
    if not codes:
        return
    if all(is_throttling(code) or code == "InternalError" for code in codes):
        raise Busy("S3 DeleteObjects: SlowDown")
    raise StorageFailed("S3 DeleteObjects: some images were not deleted")
