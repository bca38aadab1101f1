"""What no Windows installer can carry is refused before one is made, and what must never change does not."""

from pathlib import Path, PurePosixPath

import pytest

from release import layout, msi_summary, windows_icon, windows_installers
from release import windows_payload as payload
from release.windows_payload import NotForWindows
from tests.packaging.stand_in import make_bundle


@pytest.fixture
def small(tmp_path: Path) -> Path:
    made = make_bundle(tmp_path / "kiosk")
    (made / "empty").write_bytes(b"")
    return made


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a?b", "does not allow"),
        ("aux.txt", "does not allow"),
        ("ends.", "does not allow"),
        ("back\\slash", "does not allow"),
        ("EMPTY", "takes these for one name"),
        ("n" * 240, "too long"),
    ],
)
def test_names_that_windows_does_not_allow_are_told(small: Path, tmp_path: Path, name: str, message: str) -> None:
    (small / name).write_bytes(b"")

    with pytest.raises(NotForWindows, match=message):
        windows_installers.build_msi(small, tmp_path / "out")


def test_a_bundle_without_the_program_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kiosk").mkdir()
    (tmp_path / "kiosk" / "readme.txt").write_bytes(b"")

    for build in (windows_installers.build_msi, windows_installers.build_setup):
        with pytest.raises(NotForWindows, match=r"no kiosk\.exe"):
            build(tmp_path / "kiosk", tmp_path / "out")


@pytest.mark.parametrize("version", ["1.2", "256.0.0", "1.2.70000"])
def test_versions_that_windows_installer_cannot_compare_are_refused(
    small: Path, tmp_path: Path, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "VERSION", version)

    with pytest.raises(NotForWindows, match="no version"):
        windows_installers.build_msi(small, tmp_path)


def test_a_file_without_a_summary_is_no_package(tmp_path: Path) -> None:
    file = tmp_path / "a.msi"
    file.write_bytes(b"nothing")

    with pytest.raises(msi_summary.NoSummary):
        msi_summary.fix(file, payload.guid("x"), 0)


def test_the_guid_of_a_place_never_changes() -> None:
    # Changed values would leave files of installed kiosks behind at an upgrade.
    assert payload.guid("kiosk.exe") == "9C60B9DC-315F-5A4B-BC52-B5C3A9EC844E"
    assert payload.folder_key(PurePosixPath("_Internal")) == payload.folder_key(PurePosixPath("_internal"))


def test_the_icon_has_all_sizes(tmp_path: Path) -> None:
    content = windows_icon.write(tmp_path / "kiosk.ico").read_bytes()

    assert content[:6] == bytes((0, 0, 1, 0, len(windows_icon.SIZES_PX), 0))
    assert [content[6 + 16 * index] for index in range(content[4])] == [16, 24, 32, 48, 64, 0]
