import _ctypes
import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import pytest

from release import elf_strip, elf_stubs
from release.contents import Entry

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("gcc") is None, reason="needs Linux and gcc"
)


def opencv() -> Path:
    return next(Path(cv2.__file__).parent.glob("cv2.abi3*"))


def test_every_function_of_ffmpeg_that_opencv_names_is_there(tmp_path: Path) -> None:
    stubs = elf_stubs.build(opencv(), tmp_path)
    assert {name.split("-")[0] for name in stubs} == {"libavcodec", "libavformat", "libavutil", "libswscale"}
    for name, versions in elf_stubs.wanted_symbols(opencv()).items():
        defined = subprocess.run(
            ["nm", "--dynamic", "--defined-only", "--with-symbol-versions", str(stubs[name])],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for version, functions in versions.items():
            assert all(f" {function}@@{version}" in defined for function in functions)


def test_opencv_starts_on_empty_libraries_and_refuses_a_video(tmp_path: Path) -> None:
    package = tmp_path / "cv2"
    shutil.copytree(Path(cv2.__file__).parent, package, ignore=shutil.ignore_patterns("data"))
    libraries = tmp_path / "opencv_python_headless.libs"
    shutil.copytree(Path(cv2.__file__).parents[1] / libraries.name, libraries)
    for name, stub in elf_stubs.build(opencv(), tmp_path / "stubs").items():
        shutil.copyfile(stub, libraries / name)
    (tmp_path / "clip.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(64))
    script = (
        "import cv2, numpy; assert cv2.imencode('.jpg', numpy.zeros((8, 8, 3), 'uint8'))[0]; "
        "print(cv2.__file__, cv2.VideoCapture('clip.mp4').isOpened())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(tmp_path), "OPENCV_VIDEOIO_PRIORITY_FFMPEG": "0"},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == [str(package / "__init__.py"), "False"]


def test_the_same_libraries_have_the_same_bytes(tmp_path: Path) -> None:
    first, second = (elf_stubs.build(opencv(), tmp_path / name) for name in ("first", "second"))
    assert [path.read_bytes() for path in first.values()] == [path.read_bytes() for path in second.values()]


def test_what_pythons_build_left_in_its_own_libraries_goes(tmp_path: Path) -> None:
    library = next(Path(sys.base_prefix, "lib").glob("libpython3.1*.so.1.0"), None) or Path(_ctypes.__file__)
    other = str(opencv())
    entries: list[Entry] = [(library.name, str(library), "BINARY"), ("cv2.abi3.so", other, "EXTENSION")]
    (_, cleaned, _), (_, untouched, _) = elf_strip.without_traces(entries, tmp_path)
    assert untouched == other
    assert Path(cleaned).parent == tmp_path
    said = subprocess.run(["readelf", "-d", "-S", cleaned], check=True, capture_output=True, text=True).stdout
    assert "RUNPATH" not in said
    assert "RPATH" not in said
    assert ".symtab" not in said
