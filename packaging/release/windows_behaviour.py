"""What both Windows installers do besides copying files: the settings they take and the commands they run."""

from dataclasses import dataclass

from release.layout import CONSOLE, EXECUTABLE, SUPERVISOR

SETTINGS_KEY = r"Software\Kiosk"
INSTALLER_KEY = r"Software\Kiosk\Installer"
"""What the installers remember, beside the settings, where the program does not look."""
TASK = "Kiosk"
USERS_SID = "*S-1-5-32-545"
"""BUILTIN\\Users, whatever Windows calls it in the language of the machine."""
CLEAR = "-"
"""Given for a setting, it takes away what an earlier installation has set."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of the program that an administrator may give to an installer."""

    switch: str
    """Public property of the MSI, switch of the setup program."""
    name: str
    """Name of the registry value."""
    secret: bool = False


SETTINGS = (
    Setting("BACKENDURL", "backend_url"),
    Setting("BACKENDAPIKEY", "backend_api_key", secret=True),
    Setting("CAMERA", "camera"),
    Setting("BRANDNAME", "brand_name"),
    Setting("BRANDLOGO", "brand_logo"),
    Setting("BRANDCOLOUR", "brand_colour"),
    Setting("FULLSCREEN", "full_screen"),
)


@dataclass(frozen=True, slots=True)
class Command:
    """A program of Windows, below its system folder, with its arguments.

    `{data}`, `{account}` and `{script}` stand for the data folder, the kiosk account and the script that registers the
    task, in the installer's own way to name them.
    """

    program: str
    arguments: str
    must_succeed: bool = False


def _end(program: str) -> Command:
    return Command("taskkill.exe", f"/F /IM {program}.exe")


END_TERMINAL = (
    # First the task, which would start the supervisor again, then the supervisor, which would start the terminal.
    Command("schtasks.exe", f"/Change /TN {TASK} /DISABLE"),
    Command("schtasks.exe", f"/End /TN {TASK}"),
    _end(SUPERVISOR),
    _end(EXECUTABLE),
    _end(CONSOLE),
)
ENABLE_TASK = Command("schtasks.exe", f"/Change /TN {TASK} /ENABLE")
START_TASK = Command("schtasks.exe", f"/Run /TN {TASK}")
DELETE_TASK = Command("schtasks.exe", f"/Delete /TN {TASK} /F")
REGISTER_TASK = Command(
    r"WindowsPowerShell\v1.0\powershell.exe",
    '-NoLogo -NoProfile -NonInteractive -Command "{script}"',
    must_succeed=True,
)
PROTECT_DATA = (
    # Anybody may make folders in ProgramData: one that is already there must not stay its maker's.
    Command("icacls.exe", '"{data}" /setowner *S-1-5-32-544 /L /Q', must_succeed=True),
    Command("icacls.exe", '"{data}" /reset /L /Q', must_succeed=True),
    Command(
        "icacls.exe",
        '"{data}" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F "{account}:(OI)(CI)M" /L /Q',
        must_succeed=True,
    ),
)
FORGET_SETTINGS = Command("reg.exe", f'delete "HKLM\\{SETTINGS_KEY}" /f /reg:64')
DELETE_DATA = Command("cmd.exe", '/d /c rmdir /s /q "{data}"')

REGISTER_TASK_SCRIPT = "; ".join(
    (
        "$ErrorActionPreference = 'Stop'",
        f"$k = Get-ItemProperty -LiteralPath 'HKLM:\\{INSTALLER_KEY}'",
        r"$f = $k.folder.TrimEnd('\')",
        "$x = Get-Content -Raw -LiteralPath (Join-Path $f 'autostart.xml')",
        # schtasks and icacls write a SID with a star, the task without.
        "$x = $x.Replace('KIOSK_ACCOUNT', $k.account.TrimStart('*').Replace('&', '&amp;'))",
        "$x = $x.Replace('KIOSK_FOLDER', $f.Replace('&', '&amp;'))",
        f"$null = Register-ScheduledTask -TaskName '{TASK}' -Xml $x -Force",
    )
)
"""It reads account and folder from the registry, so that nothing has to be quoted. PowerShell takes it as a command
and not as a file, which an execution policy could forbid."""
