"""Examples that administrators copy agree with the program."""

import re
import xml.etree.ElementTree as ET

import pytest

from kiosk.system.exit_codes import Exit
from release import layout, windows_behaviour
from release.windows_installers import WINDOWS

TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
LAUNCHER = "{http://schemas.microsoft.com/ShellLauncher/2018/Configuration}"
LAUNCHER_V2 = "{http://schemas.microsoft.com/ShellLauncher/2019/Configuration}"
ASSIGNED = "{http://schemas.microsoft.com/AssignedAccess/2017/config}"
ASSIGNED_RS5 = "{http://schemas.microsoft.com/AssignedAccess/201810/config}"
SUPERVISOR = rf"%ProgramFiles%\Kiosk\{layout.SUPERVISOR}.exe"
PROGRAMS = {f"{name}.exe" for name in (layout.EXECUTABLE, layout.CONSOLE, layout.SUPERVISOR)}


def _root(name: str) -> ET.Element:
    return ET.parse(WINDOWS / name).getroot()


def _text(root: ET.Element, path: str) -> str:
    found = root.findtext("/".join(f"{TASK}{part}" for part in path.split("/")))
    assert found is not None, path
    return found


def test_the_task_starts_the_supervisor_at_the_logon_of_the_account_and_is_never_ended() -> None:
    root = _root("autostart.xml")

    assert root.tag == f"{TASK}Task"
    assert _text(root, "Triggers/LogonTrigger/UserId") == "KIOSK_ACCOUNT"
    assert _text(root, "Principals/Principal/UserId") == "KIOSK_ACCOUNT"
    assert _text(root, "Principals/Principal/LogonType") == "InteractiveToken"
    assert _text(root, "Principals/Principal/RunLevel") == "LeastPrivilege"
    assert _text(root, "Settings/ExecutionTimeLimit") == "PT0S"
    assert _text(root, "Settings/MultipleInstancesPolicy") == "IgnoreNew"
    assert _text(root, "Settings/DisallowStartIfOnBatteries") == "false"
    assert _text(root, "Actions/Exec/Command") == rf"KIOSK_FOLDER\{layout.SUPERVISOR}.exe"


def test_the_script_replaces_all_placeholders_of_the_task() -> None:
    placeholders = set(re.findall(r"KIOSK_[A-Z]+", ET.tostring(_root("autostart.xml"), encoding="unicode")))

    assert placeholders == set(re.findall(r"Replace\('(KIOSK_[A-Z]+)'", windows_behaviour.REGISTER_TASK_SCRIPT))


def test_the_script_can_stand_in_quotation_marks() -> None:
    assert not set(windows_behaviour.REGISTER_TASK_SCRIPT) & set('"\n%')
    assert windows_behaviour.REGISTER_TASK_SCRIPT.isascii()


def test_the_task_file_is_plain_ascii_without_a_declaration() -> None:
    content = (WINDOWS / "autostart.xml").read_bytes()

    # Task Scheduler takes it as a text in UTF-16, which a declaration of anything else would contradict.
    assert content.isascii()
    assert not content.startswith(b"<?xml")


def test_shell_launcher_starts_again_what_a_restart_can_cure() -> None:
    root = _root("shell-launcher.xml")
    profiles = root.findall(f".//{LAUNCHER}Profiles/{LAUNCHER}Profile")
    shell = profiles[0].find(f"{LAUNCHER}Shell")

    assert root.tag == f"{LAUNCHER}ShellLauncherConfiguration"
    assert shell is not None
    assert shell.get("Shell") == f'"{SUPERVISOR}"'
    assert shell.get(f"{LAUNCHER_V2}AppType") == "Desktop"
    actions = {int(one.attrib["ReturnCode"]): one.attrib["Action"] for one in shell.iter(f"{LAUNCHER}ReturnCodeAction")}
    # Shell Launcher takes four at most.
    incurable = (Exit.SETTINGS_INVALID, Exit.DATA_FOLDER_UNUSABLE, Exit.PROGRAM_DAMAGED, Exit.LIBRARY_MISSING)
    assert actions == dict.fromkeys(incurable, "DoNothing")
    default = shell.find(f"{LAUNCHER}DefaultAction")
    assert default is not None and default.get("Action") == "RestartShell"
    used = root.find(f".//{LAUNCHER}Config/{LAUNCHER}Profile")
    assert used is not None and used.get("Id") == profiles[0].get("Id")


def test_assigned_access_starts_the_supervisor_and_allows_the_terminal() -> None:
    root = _root("assigned-access.xml")
    apps = {app.attrib["DesktopAppPath"]: app.get(f"{ASSIGNED_RS5}AutoLaunch") for app in root.iter(f"{ASSIGNED}App")}

    assert root.tag == f"{ASSIGNED}AssignedAccessConfiguration"
    assert apps == {SUPERVISOR: "true", rf"%ProgramFiles%\Kiosk\{layout.EXECUTABLE}.exe": None}
    profile, used = root.find(f".//{ASSIGNED}Profile"), root.find(f".//{ASSIGNED}DefaultProfile")
    assert profile is not None and used is not None and used.get("Id") == profile.get("Id")


def test_applocker_allows_the_kiosk_account_nothing_but_the_kiosk_and_windows() -> None:
    root = _root("applocker.xml")
    rules = {rule.attrib["Name"]: rule for rule in root.iter("FilePathRule")}

    assert root.tag == "AppLockerPolicy"
    paths = {
        name: [one.attrib["Path"] for one in rule.findall("Conditions/FilePathCondition")]
        for name, rule in rules.items()
    }
    assert paths == {
        "Kiosk": [r"%PROGRAMFILES%\Kiosk\*"],
        "Windows": [r"%WINDIR%\*"],
        "Administrators": ["*"],
        "Recovery": ["*"],
    }
    assert [one.get("EnforcementMode") for one in root.iter("RuleCollection")] == ["AuditOnly"]
    assert rules["Administrators"].get("UserOrGroupSid") == "S-1-5-32-544"
    assert len({rule.attrib["Id"] for rule in rules.values()}) == len(rules)


@pytest.mark.parametrize(
    "name",
    ["autostart.xml", "shell-launcher.xml", "assigned-access.xml", "applocker.xml", "lock-down.ps1", "README.md"],
)
def test_only_programs_that_exist_are_named(name: str) -> None:
    text = (WINDOWS / name).read_text(encoding="utf-8")

    named = set(re.findall(r"\bkiosk[a-z-]*\.exe\b", text))

    assert named <= PROGRAMS | {"kiosk-setup.exe"}


def test_the_lock_down_script_uses_files_and_placeholders_that_exist() -> None:
    script = (WINDOWS / "lock-down.ps1").read_text(encoding="utf-8")

    files = re.findall(r"\$here '([^']+)'", script)
    assert sorted(files) == ["applocker.xml", "shell-launcher.xml"]
    for file, placeholder in re.findall(r"\$here '([^']+)'\)\)\.Replace\('([^']+)'", script):
        assert placeholder in (WINDOWS / file).read_text(encoding="utf-8")


def test_the_readme_names_every_switch_and_exit_status_of_the_installers() -> None:
    readme = (WINDOWS / "README.md").read_text(encoding="utf-8")
    source = (WINDOWS / "kiosk.nsi").read_text(encoding="utf-8")

    switches = [setting.switch for setting in windows_behaviour.SETTINGS]
    for name in (*switches, "KIOSKACCOUNT", "AUTOSTART", "KEEPDATA", "ALLOWDOWNGRADE", "INSTALLDIR"):
        assert f"`{name}`" in readme, name
    for setting in windows_behaviour.SETTINGS:
        assert f"`{setting.name}`" in readme
    for name, status in re.findall(r"^!define ([A-Z_]+) (\d)$", source, re.MULTILINE):
        assert f"| {status} |" in readme, name
