"""What can be checked of the macOS side without a Mac: property lists, profiles and commands."""

import plistlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kiosk.settings import Settings
from release import layout, macos, macos_commands, macos_steps

MACOS = macos_commands.MACOS
PROFILES = sorted((MACOS / "profiles").glob("*.mobileconfig"))
PAYLOAD_TYPES = {
    "settings": layout.BUNDLE_ID,
    "privacy": "com.apple.TCC.configuration-profile-policy",
    "single-app": "com.apple.asam",
    "login-items": "com.apple.servicemanagement",
    "notifications": "com.apple.notificationsettings",
}
MACH_O = b"\xcf\xfa\xed\xfe" + bytes(28)


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """An application as PyInstaller lays it out, of empty Mach-O files."""
    app = tmp_path / "Kiosk.app"
    for name in ("MacOS/kiosk", "MacOS/kiosk-supervisor", "Frameworks/libpython3.11.dylib"):
        _write(app / "Contents" / name)
    framework = app / "Contents" / "Frameworks" / "PySide6" / "Qt" / "lib" / "QtCore.framework"
    _write(framework / "Versions" / "A" / "QtCore")
    (framework / "QtCore").symlink_to("Versions/A/QtCore")
    (app / "Contents" / "MacOS" / "kiosk-cli").symlink_to("kiosk")
    (app / "Contents" / "Info.plist").write_bytes(plistlib.dumps(macos.info_plist()))
    return app


def _write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(MACH_O)


def _profile(path: Path) -> dict[str, Any]:
    return dict(plistlib.loads(path.read_bytes()))


def test_info_plist_explains_the_camera_and_asks_for_nothing_else() -> None:
    info = plistlib.loads(plistlib.dumps(macos.info_plist()))

    assert {key for key in info if key.endswith("UsageDescription")} == {"NSCameraUsageDescription"}
    assert len(info["NSCameraUsageDescription"]) > 40
    assert info["CFBundleIdentifier"] == layout.BUNDLE_ID
    assert info["LSMinimumSystemVersion"] == "13.0"
    assert info["NSHighResolutionCapable"] is True


def test_entitlements_are_the_camera_and_one_with_its_reason() -> None:
    entitlements = plistlib.loads(macos_commands.ENTITLEMENTS.read_bytes())

    assert entitlements == {
        "com.apple.security.device.camera": True,
        "com.apple.security.cs.allow-unsigned-executable-memory": True,
    }


def test_the_agent_starts_again_what_failed_and_lets_rest_what_was_ended() -> None:
    agent = plistlib.loads((MACOS / macos_steps.AGENT).read_bytes())

    assert agent["KeepAlive"] == {"SuccessfulExit": False}
    assert agent["Label"] + ".plist" == macos_steps.AGENT
    assert agent["ProgramArguments"] == [f"/Applications/Kiosk.app/Contents/MacOS/{layout.SUPERVISOR}"]
    assert agent["LimitLoadToSessionType"] == "Aqua"


def test_there_is_a_profile_for_every_purpose() -> None:
    assert {path.stem for path in PROFILES} == PAYLOAD_TYPES.keys()


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_profiles_are_complete(path: Path) -> None:
    profile = _profile(path)

    assert profile["PayloadType"] == "Configuration"
    assert profile["PayloadScope"] == "System"
    assert [payload["PayloadType"] for payload in profile["PayloadContent"]] == [PAYLOAD_TYPES[path.stem]]
    for part in (profile, *profile["PayloadContent"]):
        assert part["PayloadVersion"] == 1
        assert part["PayloadIdentifier"].startswith(layout.BUNDLE_ID)


def test_uuids_are_unique() -> None:
    parts = [part for path in PROFILES for part in (_profile(path), *_profile(path)["PayloadContent"])]

    assert len({part["PayloadUUID"] for part in parts}) == len(parts)


def test_managed_settings_are_settings() -> None:
    payload = _profile(MACOS / "profiles" / "settings.mobileconfig")["PayloadContent"][0]
    keys = {key for key in payload if not key.startswith("Payload")}

    assert keys <= Settings.model_fields.keys()
    assert {"backend_url", "camera", "brand_name"} <= keys


def test_a_profile_never_claims_to_grant_the_camera() -> None:
    services = _profile(MACOS / "profiles" / "privacy.mobileconfig")["PayloadContent"][0]["Services"]

    assert "Camera" not in services
    assert {entry["Authorization"] for entries in services.values() for entry in entries} == {"Deny"}


def test_signing_goes_from_the_inside_out_and_entitles_programs_alone(app: Path) -> None:
    steps = macos_commands.sign(app, "Developer ID Application: Example")

    signed = [Path(step[-1]) for step in steps]
    assert signed[-1] == app
    for position, path in enumerate(signed):
        assert not any(later.is_relative_to(path) for later in signed[position + 1 :])
    entitled = {Path(step[-1]).name for step in steps if "--entitlements" in step}
    assert entitled == {"Kiosk.app", "kiosk-supervisor"}
    assert all(step[2:5] == ["--options", "runtime", "--timestamp"] for step in steps)


def test_a_build_without_identity_is_sealed_and_checked(app: Path) -> None:
    sealed, checked = macos_commands.seal(app)
    assert sealed == ["codesign", "--force", "--deep", "--sign", "-", str(app)]
    assert checked[:2] == ["codesign", "--verify"]


def test_every_binary_is_signed_once_and_no_link_is(app: Path) -> None:
    signed = [Path(step[-1]).name for step in macos_commands.sign(app, "-")]

    assert sorted(signed) == sorted(
        ["Kiosk.app", "QtCore", "QtCore.framework", "kiosk-supervisor", "libpython3.11.dylib"]
    )


def test_an_application_is_zipped_by_ditto_for_notarising_and_images_go_as_they_are(app: Path, tmp_path: Path) -> None:
    zipped, sent = macos_commands.notarise(app, "release", tmp_path)
    assert zipped[:4] == ["ditto", "-c", "-k", "--keepParent"]
    assert sent[3] == zipped[-1]
    assert {"--wait", "--keychain-profile", "release"} <= set(sent)

    (image,) = macos_commands.notarise(tmp_path / "kiosk.dmg", "release", tmp_path)
    assert image[3].endswith("kiosk.dmg")


@pytest.mark.parametrize(("name", "kind"), [("Kiosk.app", "execute"), ("kiosk.dmg", "open"), ("kiosk.pkg", "install")])
def test_gatekeeper_is_asked_in_the_right_way(name: str, kind: str) -> None:
    last = macos_commands.assess(Path(name))[-1]

    assert last[:4] == ["spctl", "--assess", "--type", kind]


def test_the_package_is_laid_out_as_the_disk(app: Path, tmp_path: Path) -> None:
    root = macos_steps.lay_out_disk(app, tmp_path / "root")

    assert (root / "Applications" / "Kiosk.app" / "Contents" / "MacOS" / "kiosk").is_file()
    assert (root / "Applications" / "Kiosk.app" / "Contents" / "MacOS" / "kiosk-cli").is_symlink()
    assert (root / "Library" / "LaunchAgents" / macos_steps.AGENT).is_file()
    (component,) = plistlib.loads(macos_steps.component_list())
    assert (root / component["RootRelativeBundlePath"]).is_dir()
    assert component["BundleIsRelocatable"] is False


def test_a_package_without_identity_is_not_signed(tmp_path: Path) -> None:
    unsigned = macos_commands.pkg(tmp_path, tmp_path / "c", tmp_path / "k.pkg", None, tmp_path)
    signed = macos_commands.pkg(tmp_path, tmp_path / "c", tmp_path / "k.pkg", "Developer ID Installer: X", tmp_path)

    assert "--sign" not in unsigned[-1]
    assert signed[-1][3:6] == ["--sign", "Developer ID Installer: X", "--timestamp"]


@pytest.mark.skipif(sys.platform == "darwin", reason="here the steps would really run")
@pytest.mark.parametrize(
    "step",
    [
        ["sign", "--app", "APP", "--identity", "-"],
        ["verify", "--file", "APP"],
        ["notarise", "--file", "APP", "--keychain-profile", "release"],
        ["staple", "--file", "APP"],
        ["dmg", "--app", "APP", "--machine", "arm64"],
        ["pkg", "--app", "APP", "--machine", "arm64"],
    ],
    ids=lambda step: step[0],
)
def test_elsewhere_each_step_says_that_it_needs_a_mac(app: Path, tmp_path: Path, step: list[str]) -> None:
    arguments = [str(app) if argument == "APP" else argument for argument in step]
    out = ["--out", str(tmp_path / "dist")] if step[0] in {"dmg", "pkg"} else []

    ended = CliRunner().invoke(macos_steps.app, [*arguments, *out])

    assert ended.exit_code == 2
    assert "needs macOS" in ended.output


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
@pytest.mark.parametrize("script", sorted((MACOS / "scripts").iterdir()), ids=lambda script: script.name)
def test_scripts_are_clean(script: Path) -> None:
    assert subprocess.run(["shellcheck", script], capture_output=True, text=True).stdout == ""
