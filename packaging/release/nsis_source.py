"""The part of the setup program's source that follows from the payload, and its compilation."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from release import layout
from release import windows_behaviour as behaviour
from release import windows_payload as payload
from release.layout import PACKAGING, Target
from release.windows_behaviour import Command
from release.windows_payload import PayloadFile

SOURCE = PACKAGING / "windows" / "kiosk.nsi"
_ESCAPES = str.maketrans({"$": "$$", '"': '$\\"', "`": "$\\`", "'": "$\\'"})
_CANNOT_PROTECT = "The rights of $Data could not be set. Is there an account $Account?"
_CANNOT_START = "The scheduled task could not be made. Is there an account $Account?"


def compile_source(stage: Path, files: list[PayloadFile], *, fast: bool) -> Path:
    """The setup program that makensis makes of `kiosk.nsi` and the files in the stage; any warning is an error."""
    (stage / "generated.nsh").write_text("\n".join(_generated(files)) + "\n", encoding="utf-8")
    compression = ["SetCompressor zlib"] if fast else ["SetCompressor /SOLID lzma", "SetCompressorDictSize 64"]
    defined = [f"-D{name}={value}" for name, value in _definitions(stage, files).items()]
    command = ["makensis", "-V2", "-WX", "-NOCD", "-INPUTCHARSET", "UTF8", *defined]
    command += [f"-X{line}" for line in compression]
    environment = {
        **os.environ,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "SOURCE_DATE_EPOCH": str(layout.source_date_epoch()),
    }
    subprocess.run([*command, str(SOURCE)], check=True, env=environment)  # noqa: S603
    return stage / file_name()


def file_name() -> str:
    """What the setup program is called."""
    return Target("windows", "x86_64").file_name("-setup.exe")


def _definitions(stage: Path, files: list[PayloadFile]) -> dict[str, str]:
    return {
        "STAGE": str(stage),
        "PRODUCT": layout.PRODUCT,
        "PUBLISHER": layout.PUBLISHER,
        "VERSION": layout.VERSION,
        "FILE_NAME": file_name(),
        "EXECUTABLE": payload.program(files, layout.EXECUTABLE),
        "SETTINGS_KEY": behaviour.SETTINGS_KEY,
        "INSTALLER_KEY": behaviour.INSTALLER_KEY,
        "CLEAR": behaviour.CLEAR,
        "SIZE_KB": str(sum(file.copy.stat().st_size for file in files) // 1024),
    }


def _generated(files: list[PayloadFile]) -> Iterator[str]:
    yield from _function("InstallFiles", _install(files))
    yield from _function("un.RemoveFiles", _remove(files))
    settings = (f"!insertmacro Setting {setting.switch} {setting.name}" for setting in behaviour.SETTINGS)
    yield from _function("WriteSettings", settings)
    for prefix in ("", "un."):
        yield from _function(f"{prefix}EndTerminal", map(_run, behaviour.END_TERMINAL))
        yield from _function(f"{prefix}DeleteTask", [_run(behaviour.DELETE_TASK)])
    # Not `RMDir /r`, which would follow a junction that the kiosk account has put there.
    yield from _function("un.DeleteData", [_run(behaviour.DELETE_DATA)])
    protect = (_run_and_check(command, "RIGHTS_NOT_SET", _CANNOT_PROTECT) for command in behaviour.PROTECT_DATA)
    account = f'StrCpy $1 "$Account"\n${{If}} $1 == ""\n  StrCpy $1 "{behaviour.USERS_SID}"\n${{EndIf}}'
    yield from _function("ProtectData", ['CreateDirectory "$Data"', account, *protect])
    register = _run_and_check(behaviour.REGISTER_TASK, "TASK_NOT_MADE", _CANNOT_START)
    yield from _function("StartWithLogon", [register, _run(behaviour.START_TASK)])


def _function(name: str, lines: Iterable[str]) -> list[str]:
    return [f"Function {name}", *lines, "FunctionEnd"]


def _install(files: Iterable[PayloadFile]) -> Iterator[str]:
    folder: PurePosixPath | None = None
    for file in sorted(files, key=lambda one: (one.place.parent, one.place)):
        if file.place.parent != folder:
            folder = file.place.parent
            yield f'SetOutPath "{_in_program_folder(folder)}"'
        yield f'File "/oname={_text(file.place.name)}" "{file.copy}"'


def _remove(files: list[PayloadFile]) -> Iterator[str]:
    """Only what was installed: the folder may hold what others put there."""
    for file in files:
        yield f'Delete "{_in_program_folder(file.place)}"'
    for folder in reversed(payload.folders(files)):
        yield f'RMDir "{_in_program_folder(folder)}"'


def _in_program_folder(place: PurePosixPath) -> str:
    return "\\".join(("$INSTDIR", *map(_text, place.parts)))


def _text(plain: str) -> str:
    return plain.translate(_ESCAPES)


def _run(command: Command) -> str:
    return f"!insertmacro Run '{command.program}' '{_arguments(command)}'"


def _run_and_check(command: Command, status: str, message: str) -> str:
    return f"!insertmacro RunAndCheck '{command.program}' '{_arguments(command)}' ${{{status}}} '{message}'"


def _arguments(command: Command) -> str:
    script = behaviour.REGISTER_TASK_SCRIPT.replace("$", "$$").replace("'", "$\\'")
    return command.arguments.format(data="$Data", account="$1", script=script)
