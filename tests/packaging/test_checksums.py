"""The sums of a release are what sha256sum reads, and notice every change."""

import shutil
import subprocess
from pathlib import Path

import pytest

from release import checksums


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.deb", "a.msi", "ä b.dmg"):
        (tmp_path / name).write_bytes(name.encode())
    checksums.write(tmp_path)
    return tmp_path


def test_sums_are_sorted_and_do_not_sum_themselves(folder: Path) -> None:
    checksums.write(folder)

    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert [line[66:] for line in lines] == ["a.msi", "b.deb", "ä b.dmg"]
    checksums.verify(folder)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")
def test_sha256sum_agrees(folder: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, check=True, capture_output=True)


def test_what_changed_went_or_came_is_named(folder: Path) -> None:
    (folder / "a.msi").write_bytes(b"other")
    (folder / "b.deb").unlink()
    (folder / "new").touch()

    with pytest.raises(checksums.Mismatch, match=r"a\.msi, b\.deb, new$"):
        checksums.verify(folder)
