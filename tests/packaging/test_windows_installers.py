"""What is in the Windows installers, and that they are the same bytes whoever builds them."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from release import layout, msi_behaviour, msi_tables, windows_behaviour, windows_installers
from tests.packaging.stand_in import make_bundle

TOOLS = ("wixl", "msiinfo", "msibuild", "msiextract", "makensis", "7zz")
missing = [tool for tool in TOOLS if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")
UTF8 = {**os.environ, "LC_ALL": "C.UTF-8"}
AUTOSTART = "autostart.xml"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_bundle(tmp_path_factory.mktemp("bundle") / "kiosk")
    (made / "empty").write_bytes(b"")
    (made / "_internal" / "$it's `odd`").write_text("odd", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def msi(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return windows_installers.build_msi(small, tmp_path_factory.mktemp("msi"))


@pytest.fixture(scope="module")
def setup(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return windows_installers.build_setup(small, tmp_path_factory.mktemp("setup"), fast=True)


def _hashes(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _extracted_msi(msi: Path, folder: Path) -> dict[str, str]:
    subprocess.run(["msiextract", "-C", folder, msi], check=True, capture_output=True, env=UTF8)
    (program,) = folder.rglob("Kiosk")
    return _hashes(program)


def _extracted_setup(setup: Path, folder: Path) -> dict[str, str]:
    subprocess.run(["7zz", "x", "-y", f"-o{folder}", setup], check=True, capture_output=True, env=UTF8)
    shutil.rmtree(folder / "$PLUGINSDIR")
    (folder / "uninstall.exe").unlink()
    return _hashes(folder)


def test_the_msi_gives_back_exactly_the_payload(msi: Path, small: Path, tmp_path: Path) -> None:
    found = _extracted_msi(msi, tmp_path)

    assert found.pop(AUTOSTART)
    assert found == _hashes(small)
    assert {"empty", "_internal/link.so", "_internal/nested/ordner mit größe 文件/модель.bin"} <= set(found)


def test_setup_gives_back_exactly_the_payload(setup: Path, small: Path, tmp_path: Path) -> None:
    found = _extracted_setup(setup, tmp_path)

    assert found.pop(AUTOSTART)
    assert found == _hashes(small)


def test_both_carry_the_real_program(bundle: Path, tmp_path: Path) -> None:
    expected = _hashes(bundle)

    found = _extracted_msi(windows_installers.build_msi(bundle, tmp_path / "out"), tmp_path / "msi")
    assert found.pop(AUTOSTART)
    assert found == expected
    found = _extracted_setup(windows_installers.build_setup(bundle, tmp_path / "out", fast=True), tmp_path / "setup")
    assert found.pop(AUTOSTART)
    assert found == expected


def test_two_builds_are_the_same_bytes_whatever_times_and_zone(
    small: Path, msi: Path, setup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "kiosk"
    shutil.copytree(small, copy, symlinks=True)
    for path in copy.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000), follow_symlinks=False)
    monkeypatch.setenv("TZ", "Asia/Tokyo")

    assert windows_installers.build_msi(copy, tmp_path / "out").read_bytes() == msi.read_bytes()
    assert windows_installers.build_setup(copy, tmp_path / "out", fast=True).read_bytes() == setup.read_bytes()


def test_setup_is_normally_packed_tightly(small: Path, setup: Path, tmp_path: Path) -> None:
    tight = windows_installers.build_setup(small, tmp_path)

    listing = subprocess.run(["7zz", "l", tight], check=True, capture_output=True, text=True, env=UTF8).stdout
    assert "Method = LZMA:26" in listing and "Solid = +" in listing
    assert tight.stat().st_size < setup.stat().st_size


def test_another_payload_of_the_same_version_is_another_product_with_the_same_components(
    small: Path, msi: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "kiosk"
    shutil.copytree(small, copy, symlinks=True)
    (copy / "empty").write_text("no longer", encoding="utf-8")

    other = windows_installers.build_msi(copy, tmp_path / "out")

    before, after = _properties(msi), _properties(other)
    assert before.pop("ProductCode") != after.pop("ProductCode")
    assert before == after
    assert _package_code(msi) != _package_code(other)
    assert msi_tables.read(msi, "Component").rows == msi_tables.read(other, "Component").rows


def _properties(msi: Path) -> dict[str, str]:
    return {row["Property"]: row["Value"] for row in msi_tables.read(msi, "Property").rows}


def _summary(msi: Path) -> str:
    return subprocess.run(["msiinfo", "suminfo", msi], check=True, capture_output=True, text=True, env=UTF8).stdout


def _package_code(msi: Path) -> str:
    return next(line for line in _summary(msi).splitlines() if line.startswith("Revision number"))


def test_properties(msi: Path) -> None:
    properties = _properties(msi)
    secure = properties["SecureCustomProperties"].split(";")

    assert properties["UpgradeCode"] == "{3AE3CC5E-53BE-5324-A3E6-3B8AF5074B35}"
    assert properties["ALLUSERS"] == "1"
    assert properties["ProductVersion"] == layout.VERSION
    assert properties["Manufacturer"] == layout.PUBLISHER
    assert properties["ARPPRODUCTICON"] == "kiosk.ico"
    assert properties["KEEPDATA"] == "1"
    assert properties["REINSTALLMODE"] == "amus"
    assert {setting.switch for setting in windows_behaviour.SETTINGS} <= set(secure)
    assert {"KIOSKACCOUNT", "AUTOSTART", "KEEPDATA", "ALLOWDOWNGRADE", "OLDER", "NEWER"} <= set(secure)
    # Only public ones get from the user to the service that installs.
    assert all(name.isupper() for name in secure)
    assert properties["MsiHiddenProperties"].split(";") == ["BACKENDAPIKEY", "KEPTBACKENDAPIKEY", "Write_BACKENDAPIKEY"]
    assert "x64;1033" in _summary(msi)


def test_only_settings_that_there_are_get_written(msi: Path) -> None:
    components = msi_tables.read(msi, "Component")
    registry = {row["Registry"]: row for row in msi_tables.read(msi, "Registry").rows}

    for setting in windows_behaviour.SETTINGS:
        component = components.row(f"Setting_{setting.switch}")
        assert component["Condition"] == f"Write_{setting.switch}"
        value = registry[component["KeyPath"]]
        assert (value["Root"], value["Key"], value["Name"]) == ("2", r"Software\Kiosk", setting.name)
        assert value["Value"] == f"[Write_{setting.switch}]"


def test_every_file_is_a_component_of_its_own_with_a_guid_of_its_own(msi: Path, small: Path) -> None:
    files = msi_tables.read(msi, "File").rows
    components = msi_tables.read(msi, "Component")
    guids = [row["ComponentId"] for row in components.rows]

    assert len(files) == len(_hashes(small)) + 1
    assert all(components.row(row["Component_"])["KeyPath"] == row["File"] for row in files)
    assert len(set(guids)) == len(guids)
    assert all(int(row["Attributes"]) & 256 for row in components.rows), "64 bit"


def test_custom_actions_that_change_the_machine_are_deferred_and_run_as_system(msi: Path) -> None:
    actions = {row["Action"]: int(row["Type"]) for row in msi_tables.read(msi, "CustomAction").rows}
    sequence = {row["Action"]: row for row in msi_tables.read(msi, "InstallExecuteSequence").rows}
    at = {name: int(row["Sequence"]) for name, row in sequence.items()}

    for name, kind in actions.items():
        if kind & 0x3F == 34:
            assert kind & 0xC00 == 0xC00, name
            assert at["InstallInitialize"] < at[name] < at["InstallFinalize"]
        else:
            assert kind & 0x3F == 51, name
            assert at["AppSearch"] < at[name] < at["CostFinalize"]
    # Actions that must succeed fail the installation, all others do not.
    assert [name for name, kind in actions.items() if kind & 0x3F == 34 and not kind & 0x40] == sorted(
        ["ProtectData0", "ProtectData1", "ProtectData2", "RegisterTask"]
    )
    assert actions["Keep_BACKENDAPIKEY"] & 0x2000, "hidden in logs"


def test_order_of_the_installation(msi: Path) -> None:
    rows = msi_tables.read(msi, "InstallExecuteSequence").rows
    names = [row["Action"] for row in sorted(rows, key=lambda row: int(row["Sequence"]))]
    wanted = [
        *("FindRelatedProducts", "AppSearch", "Keep_CAMERA", "Take_CAMERA", "Mark_CAMERA", "LaunchConditions"),
        *("InstallInitialize", "RemoveExistingProducts", "UndoEnd", "End0", "End4", "RemoveFiles", "ForgetSettings"),
        *("DeleteData", "CreateFolders", "ProtectData0", "ProtectData2", "InstallFiles", "WriteRegistryValues"),
        *("UndoTask", "RegisterTask", "StartTask", "InstallFinalize"),
    ]

    assert [name for name in names if name in wanted] == wanted
    assert names.index("RemoveExistingProducts") == names.index("InstallInitialize") + 1
    assert len({row["Sequence"] for row in rows}) == len(rows)


def test_an_upgrade_forgets_and_deletes_nothing(msi: Path) -> None:
    conditions = {row["Action"]: row["Condition"] for row in msi_tables.read(msi, "InstallExecuteSequence").rows}

    for name in ("ForgetSettings", "DeleteData", "DeleteTask"):
        assert "UPGRADINGPRODUCTCODE" in conditions[name]
    assert 'KEEPDATA = "0"' in conditions["DeleteData"]


def test_older_and_same_versions_are_replaced_newer_ones_only_on_demand(msi: Path) -> None:
    upgrade = {row["ActionProperty"]: row for row in msi_tables.read(msi, "Upgrade").rows}
    conditions = {row["Condition"]: row["Description"] for row in msi_tables.read(msi, "LaunchCondition").rows}

    assert (upgrade["OLDER"]["VersionMax"], upgrade["OLDER"]["Attributes"]) == (layout.VERSION, str(0x300))
    assert (upgrade["NEWER"]["VersionMin"], upgrade["NEWER"]["Attributes"]) == (layout.VERSION, "0")
    assert "ALLOWDOWNGRADE=1" in conditions['Installed OR NOT NEWER OR ALLOWDOWNGRADE = "1"']
    assert "NOT (KIOSKACCOUNT >< QuotationMark)" in conditions
    assert all(condition == condition.strip() for condition in conditions)


def test_what_was_set_before_is_searched_where_it_is_written(msi: Path) -> None:
    search = {row["Signature_"]: row["Property"] for row in msi_tables.read(msi, "AppSearch").rows}
    locator = msi_tables.read(msi, "RegLocator").rows

    found = {search[row["Signature_"]]: (row["Key"], row["Name"]) for row in locator}

    assert {row["Type"] for row in locator} == {"18"}, "raw values of the 64-bit registry"
    assert found["KEPTBACKENDURL"] == (r"Software\Kiosk", "backend_url")
    assert found["KEPTINSTALLDIR"] == (r"Software\Kiosk\Installer", "folder")
    assert "AppSearch" in {row["Action"] for row in msi_tables.read(msi, "InstallUISequence").rows}


def test_the_setup_program_says_who_it_is(setup: Path) -> None:
    content = setup.read_bytes()

    for text in (layout.PUBLISHER, f"{layout.PRODUCT} setup", setup.name):
        assert text.encode("utf-16-le") in content
    assert b"requireAdministrator" in content


def test_no_command_line_holds_a_secret() -> None:
    for action in msi_behaviour.actions():
        if "BACKENDAPIKEY" in action.target:
            assert action.kind & 0x3F == 51
