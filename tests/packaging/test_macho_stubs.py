import shutil
import subprocess
from pathlib import Path

import pytest

from release import macho_stubs

CROSS = ("clang", "--target=arm64-apple-macos13", "-fuse-ld=lld", "-nostdlib")
USER = (*CROSS, "-dynamiclib", "-Wl,-U,dyld_stub_binder")
"""What macOS's own library has."""
FFMPEG = "libavcodec.61.19.100.dylib"

needs_llvm = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("clang", "lld", "llvm-nm", "llvm-objdump")),
    reason="clang, lld and llvm are not installed",
)


@needs_llvm
def test_who_is_linked_to_ffmpeg_is_satisfied_by_the_empty_library(tmp_path: Path) -> None:
    source, user = tmp_path / "user.c", tmp_path / "user.dylib"
    source.write_text(
        "void *avcodec_open2(void); void sws_scale(void); void *f(void) { sws_scale(); return avcodec_open2(); }"
    )
    real = macho_stubs.build(FFMPEG, ["avcodec_open2", "sws_scale"], tmp_path / "real", CROSS)
    subprocess.run([*USER, "-o", str(user), str(source), str(real)], check=True)
    wanted = macho_stubs.wanted_functions(user, "llvm-nm")
    assert wanted == ["avcodec_open2", "sws_scale"]
    stub = macho_stubs.build(FFMPEG, wanted, tmp_path / "stub", CROSS)
    subprocess.run([*USER, "-o", str(tmp_path / "again.dylib"), str(source), str(stub)], check=True)


@needs_llvm
def test_it_carries_the_name_and_asks_for_nothing(tmp_path: Path) -> None:
    stub = macho_stubs.build(FFMPEG, ["av_free"], tmp_path, CROSS)
    said = subprocess.run(
        ["llvm-objdump", "--macho", "--dylibs-used", str(stub)], capture_output=True, text=True
    ).stdout
    assert [line.split()[0] for line in said.splitlines()[1:]] == [f"@rpath/{FFMPEG}"]
    assert "compatibility version 999" in said
    again = macho_stubs.build(FFMPEG, ["av_free"], tmp_path, CROSS)
    assert again.read_bytes() == stub.read_bytes()


@pytest.mark.parametrize(
    ("place", "replaced"),
    [
        (f"cv2/.dylibs/{FFMPEG}", True),
        ("cv2/.dylibs/libswscale.8.3.100.dylib", True),
        ("cv2/.dylibs/libx264.164.dylib", False),
        ("PySide6/Qt/lib/libavcodec.61.dylib", False),
    ],
)
def test_only_opencvs_ffmpeg_is_replaced(place: str, replaced: bool) -> None:
    assert macho_stubs.is_replaced(place, "BINARY") is replaced
    assert not macho_stubs.is_replaced(place, "SYMLINK")
