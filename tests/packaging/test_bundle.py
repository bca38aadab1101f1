"""The frozen program, run as its users run it."""

import hashlib
import os
import re
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.system.exit_codes import Exit
from release import archive, layout, sizes
from release import bundle as bundling
from tests.packaging.frozen import copy_of, run, said

MAX_UNPACKED_BYTES, MAX_PACKED_BYTES = 500 * sizes.MEGABYTE, 190 * sizes.MEGABYTE
PRESET = 2
"""Packs 5 % less than a release's 9 does, in a fifth of the time."""


def test_the_demo_person_passes(bundle: Path) -> None:
    done = run(bundle, "demo")
    assert "verdict: PASS" in done.stdout, said(done)
    assert done.returncode == Exit.OK


@pytest.mark.parametrize("challenge", ["face-movement", "face-movement-and-light"])
def test_the_demo_person_comes_near_and_passes(bundle: Path, challenge: str) -> None:
    """Without FFmpeg, which is left out of the bundle: the program reads what it records itself."""
    done = run(bundle, "demo", "--challenge", challenge)
    assert "verdict: PASS" in done.stdout, said(done)
    assert done.returncode == Exit.OK


def test_an_attack_fails(bundle: Path) -> None:
    done = run(bundle, "demo", "--attack", "photo")
    assert "verdict: FAIL" in done.stdout
    assert done.returncode == Exit.FAILED


def test_everything_inside_works(bundle: Path) -> None:
    done = run(bundle, "selftest", program=layout.CONSOLE)
    assert "FAILED" not in done.stdout
    assert "Everything works" in done.stdout
    assert done.returncode == Exit.OK


def test_it_says_its_version(bundle: Path) -> None:
    assert run(bundle, "--version").stdout == f"kiosk {layout.VERSION}\n"


def test_it_works_in_a_folder_with_spaces_and_letters_of_other_scripts(bundle: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Bank Zürich 銀行 Банк"
    folder.mkdir()
    done = run(copy_of(bundle, folder), "demo", KIOSK_DATA_DIR=str(folder / "Données"))
    assert done.returncode == Exit.OK, said(done)


def test_a_video_file_may_stand_in_for_a_camera(bundle: Path, tmp_path: Path) -> None:
    clip = tmp_path / "clip.avi"
    writer = cv2.VideoWriter(str(clip), cv2.VideoWriter.fourcc(*"MJPG"), 10, (640, 480))
    for shade in range(0, 250, 10):
        writer.write(np.full((480, 640, 3), shade, dtype=np.uint8))
    writer.release()
    tested = run(bundle, "selftest", "--camera", program=layout.CONSOLE, KIOSK_CAMERA=str(clip))
    assert tested.returncode == Exit.OK, tested.stdout
    assert re.search(r"^ok +camera", tested.stdout, re.MULTILINE)


def test_the_supervisor_is_a_small_program_of_its_own(bundle: Path) -> None:
    assert (bundle / layout.SUPERVISOR).stat().st_size < 5 * sizes.MEGABYTE


def test_it_is_not_larger_than_promised(bundle: Path, tmp_path: Path) -> None:
    assert sizes.total_bytes(bundle) <= MAX_UNPACKED_BYTES
    packed = archive.write(bundle, tmp_path, layout.Target("linux", "x86_64"), preset=PRESET)
    assert packed.stat().st_size <= MAX_PACKED_BYTES


def test_one_ffmpeg_one_qt_and_no_browser(bundle: Path) -> None:
    names = [path.name for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()]
    assert [name for name in names if name.startswith("libavcodec.so")] == ["libavcodec.so.61"]
    of_opencv = [path for path in bundle.rglob("libav*-*.so*") if not path.is_symlink()]
    assert all(path.stat().st_size < 20_000 for path in of_opencv)
    unwanted = re.compile(r"libQt5|libQt6(WebEngine|Quick3D|Pdf|Designer|VirtualKeyboard|Charts)|libssl.*1\.1|libvpx")
    assert not [name for name in names if unwanted.match(name)]


def test_two_builds_are_byte_for_byte_the_same(bundle: Path, tmp_path: Path) -> None:
    if os.environ.get("KIOSK_BUNDLE"):
        pytest.skip("the bundle was built before, perhaps of other sources")
    again = bundling.build(tmp_path)
    first, second = _contents(bundle), _contents(again)
    assert sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path)) == []


def _contents(folder: Path) -> dict[str, tuple[int, str]]:
    """Rights and digest of every file, rights and target of every link."""
    return {str(path.relative_to(folder)): (path.lstat().st_mode, _digest(path)) for path in folder.rglob("*")}


def _digest(path: Path) -> str:
    if path.is_symlink():
        return str(path.readlink())
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def test_two_archives_are_byte_for_byte_the_same(bundle: Path, tmp_path: Path) -> None:
    part = bundle / "_internal" / "resources"
    target = layout.Target("linux", "x86_64")
    first, second = (archive.write(part, tmp_path / name, target, preset=0) for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()
    listed = subprocess.run(["tar", "tvf", str(first)], check=True, capture_output=True, text=True).stdout
    assert all(" 0/0 " in line for line in listed.splitlines())
