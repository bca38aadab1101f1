"""How the program's executables present themselves to Windows: version resource and icon."""

import sys
from pathlib import Path

from release import layout, windows_icon

_DESCRIPTIONS = {
    layout.EXECUTABLE: "Face check terminal",
    layout.CONSOLE: "Face check terminal, command line",
    layout.SUPERVISOR: "Face check supervisor",
}
_ENGLISH_UNICODE = "040904B0"


def look(work_dir: Path, name: str) -> dict[str, object]:
    """Keyword arguments of PyInstaller's EXE; empty on systems whose programs carry no such thing."""
    if sys.platform != "win32":
        return {}
    version = work_dir / f"{name}-version.txt"
    version.write_text(version_resource(name), encoding="utf-8")
    return {"version": str(version), "icon": str(windows_icon.write(work_dir / "kiosk.ico"))}


def version_resource(name: str) -> str:
    """The text form that PyInstaller reads: a Python expression of its VSVersionInfo."""
    numbers = (*(int(part) for part in layout.VERSION.split(".")), 0)
    strings = {
        "CompanyName": layout.PUBLISHER,
        "FileDescription": _DESCRIPTIONS[name],
        "FileVersion": layout.VERSION,
        "InternalName": name,
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": f"{name}.exe",
        "ProductName": layout.PRODUCT,
        "ProductVersion": layout.VERSION,
    }
    table = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable({_ENGLISH_UNICODE!r}, [{table}])]), "
        "VarFileInfo([VarStruct('Translation', [0x0409, 0x04B0])])])\n"
    )
