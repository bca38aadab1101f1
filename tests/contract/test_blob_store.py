"""What every `BlobStore` does, run against the adapters for this machine and for AWS, and the one in memory."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.backend.ports import BlobStore
from kiosk.backend.stores.aws.clients import Clients
from kiosk.backend.stores.aws.s3_blobs import Bucket, S3Blobs
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.files.blobs import FileBlobs
from kiosk.errors import StorageFailed
from tests.fakes.aws_services import TAGS, new_bucket
from tests.fakes.memory_stores import MemoryBlobs


class BlobStoreContract:
    @pytest.fixture
    def blobs(self) -> Iterator[BlobStore]:
        raise NotImplementedError

    def test_what_was_put_is_got(self, blobs: BlobStore) -> None:
        for data in (b"one", b"", bytes(range(256)) * 1000):
            blobs.put("a1", "x-1", data)
            assert blobs.get("a1", "x-1") == data

    def test_nothing_is_an_error(self, blobs: BlobStore) -> None:
        blobs.put("a1", "x", b"one")
        for folder, name in (("a1", "y"), ("b2", "x")):
            with pytest.raises(StorageFailed):
                blobs.get(folder, name)

    def test_deleting_leaves_the_others(self, blobs: BlobStore) -> None:
        blobs.put("a1", "x", b"one")
        blobs.put("a1", "y", b"two")
        blobs.delete("a1", "x")
        blobs.delete("a1", "x")
        blobs.delete("b2", "x")
        assert blobs.names("a1") == ("y",)
        blobs.delete("a1", "y")
        blobs.put("a1", "z", b"three")
        assert blobs.names("a1") == ("z",)

    def test_what_is_put_again_replaces(self, blobs: BlobStore) -> None:
        blobs.put("a1", "x", b"one")
        blobs.put("a1", "x", b"two")
        assert blobs.get("a1", "x") == b"two"
        assert blobs.names("a1") == ("x",)

    def test_all_but_some_are_deleted(self, blobs: BlobStore) -> None:
        for name in ("x", "y", "z"):
            blobs.put("a1", name, b"one")
        blobs.put("a12", "x", b"one")
        blobs.keep_only("b2", ())
        blobs.keep_only("a1", {"y", "unknown"})
        assert blobs.names("a1") == ("y",)
        blobs.keep_only("a1", ())
        assert blobs.names("a1") == ()
        assert blobs.names("a12") == ("x",)

    def test_names_are_those_of_the_folder(self, blobs: BlobStore) -> None:
        assert blobs.names("a1") == ()
        for folder, name in (("a1", "y"), ("a1", "x"), ("a12", "z")):
            blobs.put(folder, name, b"one")
        assert blobs.names("a1") == ("x", "y")

    @pytest.mark.parametrize("name", ["", "..", "x/y", "x\\y", "x.y", "x\0", "ä", " ", "../x", 129 * "x"])
    def test_odd_names_are_refused(self, blobs: BlobStore, name: str) -> None:
        for folder, leaf in ((name, "x"), ("a1", name)):
            with pytest.raises(StorageFailed):
                blobs.put(folder, leaf, b"one")
            with pytest.raises(StorageFailed):
                blobs.get(folder, leaf)
            with pytest.raises(StorageFailed):
                blobs.delete(folder, leaf)
        with pytest.raises(StorageFailed):
            blobs.names(name)
        with pytest.raises(StorageFailed):
            blobs.keep_only(name, ())

    def test_purge_deletes_what_is_older(self, blobs: BlobStore) -> None:
        blobs.put("a1", "x", b"one")
        blobs.put("b2", "y", b"two")
        assert blobs.purge_before(time.time() - 3600) == 0
        assert blobs.names("a1") == ("x",)
        assert blobs.purge_before(time.time() + 3600) == 2
        assert blobs.names("a1") == blobs.names("b2") == ()
        blobs.put("a1", "x", b"again")
        assert blobs.get("a1", "x") == b"again"


class TestMemoryBlobs(BlobStoreContract):
    @pytest.fixture
    def blobs(self) -> Iterator[BlobStore]:
        yield MemoryBlobs()


class TestFileBlobs(BlobStoreContract):
    @pytest.fixture
    def blobs(self, tmp_path: Path) -> Iterator[BlobStore]:
        yield FileBlobs(tmp_path / "images", Cipher(bytes(32)))

    def test_another_key_opens_nothing(self, blobs: BlobStore, tmp_path: Path) -> None:
        blobs.put("a1", "x", b"one")
        with pytest.raises(StorageFailed):
            FileBlobs(tmp_path / "images", Cipher(bytes(31) + b"1")).get("a1", "x")

    def test_moved_or_changed_files_do_not_open(self, blobs: BlobStore, tmp_path: Path) -> None:
        blobs.put("a1", "x", b"one")
        sealed = tmp_path / "images" / "a1" / "x.sealed"
        (tmp_path / "images" / "a1" / "y.sealed").write_bytes(sealed.read_bytes())
        with pytest.raises(StorageFailed):
            blobs.get("a1", "y")
        for damaged in (b"", sealed.read_bytes()[:-1], sealed.read_bytes()[:11]):
            sealed.write_bytes(damaged)
            with pytest.raises(StorageFailed):
                blobs.get("a1", "x")

    def test_leftovers_of_a_crash_are_no_images_and_go_with_the_purge(self, blobs: BlobStore, tmp_path: Path) -> None:
        blobs.put("a1", "x", b"one")
        (tmp_path / "images" / "a1" / "y.0123").write_bytes(b"half")
        (tmp_path / "images" / "stray").write_bytes(b"file")
        assert blobs.names("a1") == ("x",)
        assert blobs.purge_before(time.time() + 3600) == 2
        assert not (tmp_path / "images" / "a1").exists()

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes; the data folder belongs to the user there")
    def test_files_are_private(self, blobs: BlobStore, tmp_path: Path) -> None:
        blobs.put("a1", "x", b"one")
        modes = [path.stat().st_mode & 0o077 for path in (tmp_path / "images").rglob("*")]
        assert modes == [0, 0]


class TestDurableFileBlobs(BlobStoreContract):
    @pytest.fixture
    def blobs(self, tmp_path: Path) -> Iterator[BlobStore]:
        yield FileBlobs(tmp_path / "images", Cipher(bytes(32)), durable=True)


class TestS3Blobs(BlobStoreContract):
    @pytest.fixture(params=["", "images/"])
    def blobs(self, clients: Clients, request: pytest.FixtureRequest) -> Iterator[BlobStore]:
        yield S3Blobs(clients.s3, Bucket(new_bucket(clients), prefix=request.param), TAGS)
