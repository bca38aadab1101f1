"""A Windows of its own for the installers, which Wine plays."""

import os
import shutil
import subprocess
from pathlib import Path

START_S = 300
RUN_S = 120

RECORDER = r"""
Target amd64-unicode
OutFile "${OUT}"
RequestExecutionLevel user
SilentInstall silent
Section
  FileOpen $0 "C:\commands.txt" a
  FileSeek $0 0 END
  FileWriteUTF16LE $0 "$EXEFILE$\t$CMDLINE$\r$\n"
  FileClose $0
  ${If} ${FileExists} "C:\fail-$EXEFILE"
    SetErrorLevel 5
  ${EndIf}
SectionEnd
"""
"""Takes the place of a command of Windows that Wine does not have, and notes how it was called."""

SLEEPER = r"""
Target amd64-unicode
OutFile "${OUT}"
RequestExecutionLevel user
SilentInstall silent
Section
  Sleep 600000
SectionEnd
"""
"""Takes the place of the terminal."""


def compile_program(source: str, out: Path) -> Path:
    """A small real program for Windows."""
    script = out.with_suffix(".nsi")
    script.write_text('!include "LogicLib.nsh"\n' + source, encoding="utf-8")
    command = ["makensis", "-V1", f"-DOUT={out}", str(script)]
    subprocess.run(command, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    script.unlink()
    return out


class WindowsMachine:
    """A fresh Windows 10 in a folder; `reset` makes it fresh again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._saved = folder.with_name("saved")
        self._environment = {
            **{name: value for name, value in os.environ.items() if name != "DISPLAY"},
            "WINEPREFIX": str(folder),
            "WINEDEBUG": "-all",
            # Neither .NET nor a browser is asked for at the first start, and replaced commands are not Wine's own.
            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=;icacls.exe,schtasks.exe,powershell.exe=n,b",
            "LC_ALL": "C.UTF-8",
        }
        self._call(["wine", "wineboot", "--init"], START_S)
        self.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
        self.stop()
        self._saved.mkdir()
        for file in folder.glob("*.reg"):
            shutil.copy(file, self._saved)

    @property
    def c(self) -> Path:
        return self._folder / "drive_c"

    @property
    def program(self) -> Path:
        return self.c / "Program Files" / "Kiosk"

    @property
    def data(self) -> Path:
        return self.c / "ProgramData" / "Kiosk"

    def run(self, *command: str) -> int:
        """The exit status, of which Linux keeps eight bits."""
        return self._call(["wine", *command], RUN_S).returncode

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["wine", *command], env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def msi(self, *arguments: str) -> int:
        return self.run("msiexec", *arguments, "/qn")

    def values(self, key: str) -> dict[str, str]:
        """Texts and numbers of a registry key below HKEY_LOCAL_MACHINE."""
        asked = self._call(["wine", "reg", "query", f"HKLM\\{key}"], RUN_S).stdout
        lines = (line.strip().split("    ") for line in asked.splitlines() if line.startswith("    "))
        return {line[0]: line[2] if len(line) > 2 else "" for line in lines}

    def replace_command(self, recorder: Path, name: str) -> None:
        target = self.c / "windows" / "system32" / name
        if not (self._saved / target.name).exists():
            shutil.copy(target, self._saved / target.name)
        target.unlink()
        shutil.copy(recorder, target)

    def commands(self) -> list[str]:
        """How the replaced commands were called since the last reset, without their paths."""
        file = self.c / "commands.txt"
        text = file.read_text(encoding="utf-16-le") if file.exists() else ""
        pairs = (line.split("\t", 1) for line in text.splitlines())
        return [f"{name} {line.rsplit(name, 1)[1].removeprefix(chr(34)).strip()}" for name, line in pairs]

    def reset(self) -> None:
        """Remove what was installed, and the registry's memory of it."""
        self.stop()
        for folder in (self.program, self.data, self.c / "windows" / "Installer", self.c / "Other"):
            shutil.rmtree(folder, ignore_errors=True)
        for file in (*self.c.glob("*.txt"), *self.c.glob("fail-*"), *self.c.rglob("Kiosk.lnk")):
            file.unlink()
        for file in self._saved.glob("*.reg"):
            shutil.copy(file, self._folder)

    def stop(self) -> None:
        """End every program of this Windows."""
        self._call(["wineserver", "-k"], RUN_S)
        self._call(["wineserver", "-w"], RUN_S)

    def _call(self, command: list[str], seconds: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=self._environment, capture_output=True, encoding="utf-8", errors="replace", timeout=seconds
        )
