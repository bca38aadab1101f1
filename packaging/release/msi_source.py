"""The part of the WiX source that follows from the payload and the settings, and its compilation."""

import os
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from pathlib import Path

from release import windows_behaviour as behaviour
from release import windows_payload as payload
from release.layout import PACKAGING
from release.windows_payload import PayloadFile

SOURCE, FRAGMENT = PACKAGING / "windows" / "kiosk.wxs", "payload.wxs"
_WIX = "http://schemas.microsoft.com/wix/2006/wi"


def setting_component(setting: behaviour.Setting) -> str:
    """Name of the component that writes a setting."""
    return f"Setting_{setting.switch}"


def write_fragment(stage: Path, files: Iterable[PayloadFile]) -> None:
    """Write components of the payload, one for each file as the component rules want, and of the settings."""
    wix = ET.Element("Wix", xmlns=_WIX)
    part = ET.SubElement(wix, "Fragment")
    root = ET.SubElement(part, "DirectoryRef", Id="INSTALLDIR")
    files = list(files)
    of_folder = {Path(): root}
    for folder in payload.folders(files):
        # wixl 0.101 crashes at names beyond ASCII; the real ones come with `msi_tables`.
        key = payload.folder_key(folder)
        of_folder[Path(folder)] = ET.SubElement(of_folder[Path(folder.parent)], "Directory", Id=key, Name=key)
    for file in files:
        component = _component(of_folder[Path(file.place.parent)], f"c{file.key}", str(file.place).lower())
        ET.SubElement(
            component, "File", Id=file.key, Name=file.key, Source=file.copy.relative_to(stage).as_posix(), KeyPath="yes"
        )
    for setting in behaviour.SETTINGS:
        _setting(root, setting)
    _group(part, "Payload", [f"c{file.key}" for file in files])
    _group(part, "Settings", [setting_component(setting) for setting in behaviour.SETTINGS])
    ET.ElementTree(wix).write(stage / FRAGMENT, encoding="utf-8", xml_declaration=True)


def _component(parent: ET.Element, name: str, of_guid: str) -> ET.Element:
    return ET.SubElement(parent, "Component", Id=name, Guid=payload.guid(of_guid), Win64="yes")


def _setting(root: ET.Element, setting: behaviour.Setting) -> None:
    component = _component(root, setting_component(setting), f"setting {setting.name}")
    where = {"Root": "HKLM", "Key": behaviour.SETTINGS_KEY, "Name": setting.name}
    value = f"[Write_{setting.switch}]"
    ET.SubElement(component, "RegistryValue", {"Id": f"r_{setting.name}", "Type": "string", "Value": value, **where})


def _group(part: ET.Element, name: str, components: Iterable[str]) -> None:
    group = ET.SubElement(part, "ComponentGroup", Id=name)
    for component in components:
        ET.SubElement(group, "ComponentRef", Id=component)


def compile_source(stage: Path, variables: Mapping[str, str]) -> Path:
    """The database that wixl makes of `kiosk.wxs` and the fragment in the stage."""
    msi = stage / "kiosk.msi"
    defined = [part for name, value in variables.items() for part in ("-D", f"{name}={value}")]
    command = ["wixl", "--arch", "x64", *defined, "-o", str(msi), str(SOURCE), FRAGMENT]
    # The cabinet holds local times, and only files below the working folder are found.
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC", "G_DEBUG": "fatal-warnings"}
    subprocess.run(command, check=True, cwd=stage, env=environment)  # noqa: S603
    return msi
