"""The Windows installers, made on Linux around the frozen program of any system: an MSI and a setup program."""

import shutil
import tempfile
from pathlib import Path

from release import layout, msi_behaviour, msi_source, msi_summary, msi_tables, nsis_source, windows_icon
from release import windows_payload as payload
from release.layout import Target
from release.windows_payload import PayloadFile

WINDOWS = layout.PACKAGING / "windows"
TARGET = Target("windows", "x86_64")
UPGRADE_CODE = payload.guid("upgrade code")
"""Of all versions, for ever."""
_MAX_VERSION = (255, 255, 65535)
"""What Windows Installer compares: two bytes and a word."""


def build_msi(bundle: Path, out_dir: Path) -> Path:
    """Make the package for Windows Installer around a folder with the frozen program.

    The same bytes for the same bundle. Raises NotForWindows.
    """
    _check_version(layout.VERSION)
    out_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kiosk-msi-") as folder:
        stage = Path(folder)
        files = _stage(bundle, stage)
        msi_source.write_fragment(stage, files)
        # Another payload is another product, though its version be the same: Windows would refuse it otherwise.
        content = payload.content_guid(files, layout.VERSION, msi_behaviour.custom_actions().text(), _wxs())
        msi = msi_source.compile_source(stage, _variables(files, content))
        _complete(msi, files, stage)
        msi_summary.fix(msi, payload.guid(f"package {content}"), layout.source_date_epoch())
        return Path(shutil.copyfile(msi, out_dir / TARGET.file_name(".msi")))


def build_setup(bundle: Path, out_dir: Path, *, fast: bool = False) -> Path:
    """Make the setup program; `fast` packs it less tightly. Raises NotForWindows."""
    out_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kiosk-setup-") as folder:
        stage = Path(folder)
        files = _stage(bundle, stage)
        setup = nsis_source.compile_source(stage, files, fast=fast)
        return Path(shutil.copyfile(setup, out_dir / nsis_source.file_name()))


def _stage(bundle: Path, stage: Path) -> list[PayloadFile]:
    files = payload.stage(bundle, stage / "files")
    windows_icon.write(stage / "kiosk.ico")
    shutil.copyfile(WINDOWS / "autostart.xml", stage / "autostart.xml")
    payload.set_times(stage)
    return files


def _wxs() -> str:
    return msi_source.SOURCE.read_text(encoding="utf-8")


def _variables(files: list[PayloadFile], content: str) -> dict[str, str]:
    parts = ("Autostart", "Installer", "StartMenu", "Data")
    return {
        "ProductCode": payload.guid(f"product {content}"),
        "UpgradeCode": UPGRADE_CODE,
        "Product": layout.PRODUCT,
        "Publisher": layout.PUBLISHER,
        "Version": layout.VERSION,
        "Executable": payload.program(files, layout.EXECUTABLE),
        **{f"{part}Guid": payload.guid(f"part {part}") for part in parts},
    }


def _complete(msi: Path, files: list[PayloadFile], stage: Path) -> None:
    names = ("Property", "Component", "InstallExecuteSequence", "InstallUISequence", "Upgrade", "File", "Directory")
    tables = {name: msi_tables.read(msi, name) for name in names}
    properties = msi_behaviour.property_rows()
    table = tables["Property"]
    table.rows = [row for row in table.rows if row["Property"] not in properties]
    for name, value in properties.items():
        table.add(Property=name, Value=value)
    msi_behaviour.complete_components(tables["Component"])
    msi_behaviour.complete_sequence(tables["InstallExecuteSequence"])
    msi_behaviour.search_first(tables["InstallUISequence"])
    msi_behaviour.complete_upgrade(tables["Upgrade"])
    _name(tables, files)
    tables["CustomAction"] = msi_behaviour.custom_actions()
    tables["AppSearch"], tables["RegLocator"] = msi_behaviour.searches()
    msi_tables.replace(msi, tables, stage)


def _name(tables: dict[str, msi_tables.Table], files: list[PayloadFile]) -> None:
    """The real names, each with a short one for file systems that want it."""
    for number, file in enumerate(files):
        tables["File"].row(file.key)["FileName"] = f"F{number:07}|{file.place.name}"
    for number, folder in enumerate(payload.folders(files)):
        tables["Directory"].row(payload.folder_key(folder))["DefaultDir"] = f"D{number:07}|{folder.name}"


def _check_version(version: str) -> None:
    parts = [int(part) for part in version.split(".")]
    if len(parts) != len(_MAX_VERSION) or any(part > most for part, most in zip(parts, _MAX_VERSION, strict=True)):
        raise payload.NotForWindows(f"{version} is no version that Windows Installer compares")
