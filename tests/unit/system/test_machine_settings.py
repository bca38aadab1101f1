"""Machine-wide settings: real files and property lists, and a registry written by hand."""

import os
import plistlib
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from kiosk.errors import SettingsInvalid
from kiosk.system import machine_settings
from kiosk.system.machine_settings import MachineSettings, from_env_file, from_property_list, from_registry

ROOT = Path(__file__).resolve().parents[2]
KEY = "s3cret-Key-of-the-branch"


class FakeRegistry:
    """HKEY_LOCAL_MACHINE as far as the kiosk sees it."""

    def __init__(self, keys: Mapping[str, Mapping[str, object]], *, forbidden: bool = False) -> None:
        self._keys, self._forbidden = keys, forbidden

    def __call__(self, key: str) -> Mapping[str, object] | None:
        if self._forbidden:
            raise PermissionError(13, "Access is denied")
        return self._keys.get(key)


def env_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "kiosk.env"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_an_env_file_holds_names_and_values(tmp_path: Path) -> None:
    path = env_file(
        tmp_path,
        "\ufeff# The branch in Łódź\r\n\r\nKIOSK_BRAND_NAME = 'Bank Łódź'\r\nexport KIOSK_BACKEND_URL=https://b.example/a=b#c\r\n"
        'KIOSK_CAMERA="Front camera"\nkiosk_judge__min_confidence=85\n; KIOSK_CROP_ZOOM=1\nKIOSK_LOG_LEVEL=\n',
    )
    assert from_env_file(path) == MachineSettings(
        str(path),
        {
            "brand_name": "Bank Łódź",
            "backend_url": "https://b.example/a=b#c",
            "camera": "Front camera",
            "judge__min_confidence": "85",
        },
    )


def test_what_is_not_there_sets_nothing(tmp_path: Path) -> None:
    assert from_env_file(tmp_path / "kiosk.env").values == {}
    assert from_property_list(tmp_path / "kiosk.plist").values == {}
    assert [place.values for place in from_registry(FakeRegistry({}))] == [{}, {}]


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    for read in (from_env_file, from_property_list):
        with pytest.raises(SettingsInvalid, match="cannot be read"):
            read(tmp_path)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can become another user")
def test_a_file_of_another_user_cannot_be_read(tmp_path: Path) -> None:
    path = env_file(tmp_path, f"KIOSK_BACKEND_API_KEY={KEY}")
    path.chmod(0o600)
    # The interpreter itself may lie where only root gets to, so that it becomes somebody else only when it runs.
    script = (
        f"import os; from kiosk.system.machine_settings import *; os.setuid(65534); from_env_file(Path({str(path)!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )
    assert f"SettingsInvalid: {path} cannot be read: Permission denied" in done.stderr
    assert KEY not in done.stderr


@pytest.mark.parametrize("form", [plistlib.FMT_XML, plistlib.FMT_BINARY])
def test_a_property_list_holds_names_and_values(tmp_path: Path, form: plistlib.PlistFormat) -> None:
    path = tmp_path / "org.facekiosk.kiosk.plist"
    content = {
        "camera": 0,
        "full_screen": True,
        "crop_zoom": 1.5,
        "brand_name": "Bank Łódź",
        "backend_url": "",
        "judge": {"min_confidence": 85},
        "guide__hold_s": 0.3,
        "cors_origins": ["https://a.example"],
        "NSNavLastRootDirectory": "~/Desktop",
        "PayloadUUID": "1-2-3",
    }
    path.write_bytes(plistlib.dumps(content, fmt=form))
    assert from_property_list(path).values == {
        "camera": "0",
        "full_screen": "true",
        "crop_zoom": "1.5",
        "brand_name": "Bank Łódź",
        "judge__min_confidence": "85",
        "guide__hold_s": "0.3",
        "cors_origins": ["https://a.example"],
    }


@pytest.mark.parametrize(
    "content",
    [
        b"KIOSK_CAMERA=0",
        b"bplist00",
        b"bplist00" + bytes(range(256)) * 2,
        b"<?xml version='1.0'?><plist><dict><key>a</key></dict></plist>",
        b"<?xml version='1.0'?><plist><dict>",
        b"<?xml version='1.0'?><!DOCTYPE p [<!ENTITY e 'x'>]><plist><string>&e;</string></plist>",
        b"<?xml version='1.0'?><plist><dict><key>camera</key><integer>one</integer></dict></plist>",
        b"<?xml version='1.0'?><plist><array/></plist>",
    ],
)
def test_what_is_no_property_list_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "org.facekiosk.kiosk.plist"
    path.write_bytes(content)
    with pytest.raises(SettingsInvalid, match=r"org\.facekiosk\.kiosk\.plist is no"):
        from_property_list(path)


def test_a_truncated_property_list_is_refused_wherever_it_ends(tmp_path: Path) -> None:
    whole = plistlib.dumps({"backend_api_key": KEY, "camera": 1}, fmt=plistlib.FMT_BINARY)
    path = tmp_path / "org.facekiosk.kiosk.plist"
    for length in range(1, len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(SettingsInvalid) as error:
            from_property_list(path)
        assert KEY not in error.value.detail


@pytest.mark.parametrize("value", [b"bytes", [1, 2], [["https://a.example"]]])
def test_a_value_of_another_kind_is_refused(tmp_path: Path, value: object) -> None:
    path = tmp_path / "org.facekiosk.kiosk.plist"
    path.write_bytes(plistlib.dumps({"camera": value}))
    with pytest.raises(SettingsInvalid, match="camera: is neither text nor number"):
        from_property_list(path)


def test_the_registry_does_not_mind_capitals() -> None:
    policies, preferences = from_registry(
        FakeRegistry(
            {
                r"Software\Policies\Kiosk": {"Backend_URL": " https://b.example ", "full_screen": 1},
                r"Software\Kiosk": {"camera": "Front", "brand_name": ""},
            }
        )
    )
    assert policies.values == {"backend_url": "https://b.example", "full_screen": "1"}
    assert preferences.values == {"camera": "Front"}


def test_a_registry_that_may_not_be_read_is_named() -> None:
    with pytest.raises(SettingsInvalid, match=r"HKEY_LOCAL_MACHINE.*Kiosk cannot be read: Access is denied"):
        from_registry(FakeRegistry({}, forbidden=True))


def test_a_binary_registry_value_is_refused() -> None:
    with pytest.raises(SettingsInvalid, match=r"camera: is neither .*Software.Kiosk"):
        from_registry(FakeRegistry({r"Software\Kiosk": {"camera": b"\x00"}}))


def test_an_unknown_name_is_told_with_the_nearest_known_one() -> None:
    with pytest.raises(SettingsInvalid, match=r"bakend_url: .*did you mean backend_url\? \(there\)"):
        MachineSettings("there", {"bakend_url": "https://b.example"}).check_names(["camera", "backend_url"])
    with pytest.raises(SettingsInvalid) as error:
        MachineSettings("there", {"wallpaper": "x"}).check_names(["camera"])
    assert error.value.detail == "wallpaper: there is no such setting (there)"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks for Linux's place")
def test_on_linux_the_place_is_a_file_below_etc() -> None:
    assert [place.place for place in machine_settings.machine_settings()] == ["/etc/kiosk/kiosk.env"]
