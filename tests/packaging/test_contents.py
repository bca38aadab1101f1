import subprocess
import sys

import pytest

from release import layout
from release.contents import UNUSED_MODULES, Entry, used

QT = "PySide6/Qt"


def kept(*entries: Entry, imports: dict[str, list[str]] | None = None) -> list[str]:
    asked = imports or {}
    return [place for place, _, _ in used(entries, lambda source: asked.get(source, []))]


def test_plugins_that_a_kiosk_never_loads_stay_out() -> None:
    plugins = [
        (f"{QT}/plugins/{name}", name, "BINARY")
        for name in (
            "platforms/libqxcb.so",
            "platforms/libqvnc.so",
            "imageformats/libqsvg.so",
            "imageformats/libqpdf.so",
            "sqldrivers/libqsqlite.so",
            "multimedia/libffmpegmediaplugin.so",
        )
    ]
    assert [place.rpartition("/")[2] for place in kept(*plugins)] == [
        "libqxcb.so",
        "libqsvg.so",
        "libffmpegmediaplugin.so",
    ]


def test_the_paths_of_windows_are_understood() -> None:
    plugins = [
        ("PySide6\\plugins\\platforms\\qwindows.dll", "a", "BINARY"),
        ("PySide6\\plugins\\platforms\\qminimal.dll", "b", "BINARY"),
        ("PySide6\\plugins\\tls\\qschannelbackend.dll", "c", "BINARY"),
        ("cv2\\opencv_videoio_ffmpeg4110_64.dll", "d", "BINARY"),
    ]
    assert kept(*plugins) == [plugins[0][0]]


def test_libraries_that_only_left_out_plugins_wanted_go_with_them_and_so_do_links() -> None:
    entries: list[Entry] = [
        ("a.so", "ext", "EXTENSION"),
        ("lib/libone.so", "one", "BINARY"),
        ("lib/libtwo.so", "two", "BINARY"),
        ("lib/libthree.so", "three", "BINARY"),
        ("lib/libfour.so", "four", "BINARY"),
        ("links/libfour.so", "../lib/libfour.so", "SYMLINK"),
        ("links/libone.so", "../lib/libone.so", "SYMLINK"),
    ]
    asked = {"ext": ["libone.so"], "one": ["libtwo.so"], "three": ["libfour.so"], "four": ["libthree-other.so"]}
    assert kept(*entries, imports=asked) == ["a.so", "lib/libone.so", "lib/libtwo.so", "links/libone.so"]


def test_a_framework_of_macos_is_kept_whole_or_not_at_all() -> None:
    def framework(name: str) -> list[Entry]:
        folder = f"{QT}/lib/{name}.framework"
        return [
            (f"{folder}/Versions/A/{name}", name, "BINARY"),
            (f"{folder}/Versions/A/Resources/Info.plist", "list", "DATA"),
            (f"{folder}/Versions/Current", "A", "SYMLINK"),
            (f"{folder}/{name}", f"Versions/Current/{name}", "SYMLINK"),
            (f"{folder}/Resources", "Versions/Current/Resources", "SYMLINK"),
        ]

    used_one = framework("QtGui")
    entries: list[Entry] = [("a.so", "ext", "EXTENSION"), *used_one, *framework("QtPdf")]
    asked = {"ext": ["@rpath/QtGui.framework/Versions/A/QtGui"]}
    assert kept(*entries, imports=asked) == ["a.so", *(place for place, _, _ in used_one)]


def test_windows_asks_in_any_case_and_macos_by_rpath() -> None:
    entries: list[Entry] = [
        ("a.pyd", "ext", "EXTENSION"),
        ("PySide6\\Qt6Core.dll", "core", "BINARY"),
        ("PySide6\\opengl32sw.dll", "gl", "BINARY"),
        ("python311.dll", "python", "BINARY"),
        ("PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui", "gui", "BINARY"),
    ]
    asked = {"ext": ["QT6CORE.dll", "@rpath/QtGui.framework/Versions/A/QtGui"]}
    assert kept(*entries, imports=asked) == [entries[0][0], entries[1][0], entries[3][0], entries[4][0]]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing comes from the system")
def test_the_system_keeps_its_libraries_and_python_gets_what_it_needs() -> None:
    libraries: list[Entry] = [
        ("libstdc++.so.6", "/lib/x86_64-linux-gnu/libstdc++.so.6", "BINARY"),
        ("libssl.so.3", "/usr/lib/x86_64-linux-gnu/libssl.so.3", "BINARY"),
        ("_ssl.so", "/usr/lib/python3.11/lib-dynload/_ssl.so", "EXTENSION"),
    ]
    asked = {libraries[2][1]: ["libssl.so.3", "libstdc++.so.6"]}
    assert kept(*libraries, imports=asked) == ["libssl.so.3", "_ssl.so"]


def test_translations_of_absent_parts_stay_out() -> None:
    entries: list[Entry] = [
        (f"{QT}/translations/{name}", name, "DATA")
        for name in ("qtbase_de.qm", "qtwebengine_de.qm", "qtmultimedia_de.qm")
    ]
    assert [place.rpartition("/")[2] for place in kept(*entries)] == ["qtbase_de.qm", "qtmultimedia_de.qm"]


WITHOUT = """
import sys


class LeftOut:
    def find_spec(self, name, path=None, target=None):
        if name in LEFT_OUT:
            raise ModuleNotFoundError(name)


sys.meta_path.insert(0, LeftOut())
import kiosk.rekognition_local.own_liveness

print(*(name for name in sys.modules if name.startswith("kiosk.rekognition_local")))
"""


def test_an_installed_program_carries_out_streams_without_what_it_leaves_out() -> None:
    """And the rest of the stand-in for Rekognition, which needs Amazon's library, is left out by name."""
    left_out = set(UNUSED_MODULES)
    command = [sys.executable, "-c", f"LEFT_OUT = {left_out!r}\n{WITHOUT}"]
    loaded = set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    room = layout.ROOT / "kiosk" / "rekognition_local"
    paths = (path.relative_to(layout.ROOT).with_suffix("") for path in room.rglob("*.py"))
    there = {".".join(path.parts).removesuffix(".__init__") for path in paths}
    unused = {name for name in there - loaded if name.rpartition(".")[0] not in left_out}
    assert unused <= left_out
