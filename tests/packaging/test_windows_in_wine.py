"""The Windows installers are run, on a Windows that Wine plays.

Wine has no scheduled tasks, no access rights and no PowerShell: programs in their places note how they were called.
"""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from release import layout, windows_behaviour, windows_installers
from tests.packaging.stand_in import make_bundle
from tests.packaging.windows_machine import RECORDER, SLEEPER, WindowsMachine, compile_program

SETTINGS, INSTALLER = windows_behaviour.SETTINGS_KEY, windows_behaviour.INSTALLER_KEY
OLD, NEW = "0.1.0", "0.2.0"
REFUSED = 1603 % 256
"""ERROR_INSTALL_FAILURE, as Linux sees it."""

FAILED = 1627 % 256
"""ERROR_FUNCTION_FAILED, which Wine says where Windows says ERROR_INSTALL_FAILURE."""

TOOLS = ("wine", "wineserver", "wixl", "msibuild", "makensis")
missing = [tool for tool in TOOLS if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")

Installers = dict[str, Path]


@pytest.fixture(scope="module")
def sleeper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compile_program(SLEEPER, tmp_path_factory.mktemp("sleeper") / "sleeper.exe")


@pytest.fixture(scope="module")
def bundles(sleeper: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two versions of a program; the older has a file that the newer has no more."""
    made = {}
    for version in (OLD, NEW):
        bundle = make_bundle(tmp_path_factory.mktemp("bundle") / "kiosk")
        for name in (layout.EXECUTABLE, layout.SUPERVISOR, layout.CONSOLE):
            (bundle / name).unlink()
            shutil.copy(sleeper, bundle / f"{name}.exe")
        (bundle / "_internal" / "version.txt").write_text(version, encoding="utf-8")
        (bundle / "_internal" / "$it's `odd`").write_bytes(b"")
        made[version] = bundle
    (made[OLD] / "_internal" / "gone.txt").write_text("gone", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def installers(bundles: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Installers:
    out = tmp_path_factory.mktemp("installers")
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        for version, bundle in bundles.items():
            patch.setattr(layout, "VERSION", version)
            made[f"msi {version}"] = windows_installers.build_msi(bundle, out)
            made[f"setup {version}"] = windows_installers.build_setup(bundle, out, fast=True)
    return made


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WindowsMachine]:
    folder = tmp_path_factory.mktemp("wine")
    machine = WindowsMachine(folder / "prefix")
    recorder = compile_program(RECORDER, folder / "recorder.exe")
    for command in ("icacls.exe", "schtasks.exe", r"WindowsPowerShell/v1.0/powershell.exe"):
        machine.replace_command(recorder, command)
    yield machine
    machine.stop()
    shutil.rmtree(folder)


@pytest.fixture
def machine(wine: WindowsMachine) -> Iterator[WindowsMachine]:
    yield wine
    wine.reset()


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _install(machine: WindowsMachine, installers: Installers, kind: str, version: str, *given: str) -> int:
    """The same for both: settings as `NAME=value`."""
    file = installers[f"{kind} {version}"]
    if kind == "msi":
        return machine.msi("/i", str(file), *given)
    return machine.run(str(file), "/S", *(f"/{one}" for one in given))


def _uninstall(machine: WindowsMachine, installers: Installers, kind: str, version: str, *given: str) -> int:
    if kind == "msi":
        return machine.msi("/x", str(installers[f"msi {version}"]), *given)
    status = machine.run(r"C:\Program Files\Kiosk\uninstall.exe", "/S", *(f"/{one}" for one in given))
    # It goes on in a copy of itself, for it could not delete itself.
    until_s = time.monotonic() + 60
    while machine.program.exists() and time.monotonic() < until_s:
        time.sleep(0.1)
    return status


both = pytest.mark.parametrize("kind", ["msi", "setup"])


@both
def test_installs_the_payload_and_what_was_set(
    machine: WindowsMachine, installers: Installers, bundles: dict[str, Path], kind: str
) -> None:
    given = ("BACKENDURL=https://branch.example/api", "CAMERA=1", "BRANDNAME=My Bank", "BRANDCOLOUR=#3fd0c0")

    assert _install(machine, installers, kind, OLD, *given) == 0

    own = {"autostart.xml": (windows_installers.WINDOWS / "autostart.xml").read_bytes()}
    installed = _files(machine.program)
    installed.pop("uninstall.exe", None)
    assert installed == {**_files(bundles[OLD]), **own}
    assert machine.values(SETTINGS) == {
        "backend_url": "https://branch.example/api",
        "camera": "1",
        "brand_name": "My Bank",
        "brand_colour": "#3fd0c0",
    }
    assert machine.values(INSTALLER)["kind"] == kind
    assert list(machine.c.rglob("Kiosk.lnk"))


@both
def test_the_data_folder_is_for_the_system_administrators_and_the_account(
    machine: WindowsMachine, installers: Installers, kind: str
) -> None:
    assert _install(machine, installers, kind, OLD, r"KIOSKACCOUNT=BANK\kiosk user") == 0

    assert machine.data.is_dir()
    assert [command for command in machine.commands() if command.startswith("icacls")] == [
        r'icacls.exe "C:\ProgramData\Kiosk" /setowner *S-1-5-32-544 /L /Q',
        r'icacls.exe "C:\ProgramData\Kiosk" /reset /L /Q',
        r'icacls.exe "C:\ProgramData\Kiosk" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F '
        r'"BANK\kiosk user:(OI)(CI)M" /L /Q',
    ]


@both
def test_without_an_account_all_users_may_write_data(
    machine: WindowsMachine, installers: Installers, kind: str
) -> None:
    assert _install(machine, installers, kind, OLD) == 0

    assert any(f'"{windows_behaviour.USERS_SID}:(OI)(CI)M"' in command for command in machine.commands())
    assert not any("powershell" in command for command in machine.commands())


@both
def test_starts_with_the_logon_of_the_account(machine: WindowsMachine, installers: Installers, kind: str) -> None:
    assert _install(machine, installers, kind, OLD, "AUTOSTART=1", r"KIOSKACCOUNT=BANK\kiosk user") == 0

    registered = [command for command in machine.commands() if command.startswith("powershell")]
    assert registered == [
        f'powershell.exe -NoLogo -NoProfile -NonInteractive -Command "{windows_behaviour.REGISTER_TASK_SCRIPT}"'
    ]
    remembered = machine.values(INSTALLER)
    assert remembered["account"] == r"BANK\kiosk user"
    assert remembered["autostart"] == "1"
    assert remembered["folder"].rstrip("\\") == r"C:\Program Files\Kiosk"
    assert "schtasks.exe /Run /TN Kiosk" in machine.commands()


@both
def test_a_newer_version_replaces_an_older_and_keeps_settings_and_data(
    machine: WindowsMachine, installers: Installers, bundles: dict[str, Path], kind: str
) -> None:
    _install(machine, installers, kind, OLD, "BACKENDURL=https://x", "CAMERA=1", "BRANDNAME=Old", "BRANDCOLOUR=#3fd0c0")
    (machine.data / "kept.db").write_bytes(b"data")

    assert _install(machine, installers, kind, NEW, "CAMERA=2", "BRANDNAME=-") == 0

    assert (machine.program / "_internal" / "version.txt").read_text(encoding="utf-8") == NEW
    assert not (machine.program / "_internal" / "gone.txt").exists()
    assert {name for name in _files(bundles[NEW]) if not (machine.program / name).is_file()} == set()
    expected = {"backend_url": "https://x", "camera": "2", "brand_colour": "#3fd0c0"}
    assert machine.values(SETTINGS) == expected
    assert (machine.data / "kept.db").read_bytes() == b"data"
    assert machine.values(INSTALLER)["version"] == NEW


@both
def test_the_running_terminal_is_ended_before_its_files_are_replaced(
    machine: WindowsMachine, installers: Installers, kind: str
) -> None:
    _install(machine, installers, kind, OLD)
    running = [machine.start(rf"C:\Program Files\Kiosk\{name}.exe") for name in ("kiosk-supervisor", "kiosk")]
    time.sleep(2)
    assert [one.poll() for one in running] == [None, None]

    assert _install(machine, installers, kind, NEW) == 0

    for one in running:
        one.wait(30)
    assert "schtasks.exe /End /TN Kiosk" in machine.commands()


@both
def test_an_older_version_is_refused_unless_that_is_wanted(
    machine: WindowsMachine, installers: Installers, kind: str
) -> None:
    _install(machine, installers, kind, NEW, "CAMERA=1")

    assert _install(machine, installers, kind, OLD) == (REFUSED if kind == "msi" else 3)
    assert machine.values(INSTALLER)["version"] == NEW
    assert (machine.program / "_internal" / "version.txt").read_text(encoding="utf-8") == NEW

    assert _install(machine, installers, kind, OLD, "ALLOWDOWNGRADE=1") == 0
    assert machine.values(INSTALLER)["version"] == OLD
    assert (machine.program / "_internal" / "version.txt").read_text(encoding="utf-8") == OLD
    assert machine.values(SETTINGS) == {"camera": "1"}


@both
@pytest.mark.parametrize(("given", "stays"), [((), True), (("KEEPDATA=0",), False)])
def test_uninstalling_leaves_nothing_but_data_that_is_kept(
    machine: WindowsMachine, installers: Installers, kind: str, given: tuple[str, ...], stays: bool
) -> None:
    _install(machine, installers, kind, OLD, "CAMERA=1", "AUTOSTART=1", "KIOSKACCOUNT=kiosk")
    machine.run("reg", "add", rf"HKLM\{SETTINGS}", "/v", "log_level", "/d", "DEBUG", "/f")
    (machine.data / "logs").mkdir()
    (machine.data / "logs" / "kiosk.log").write_text("log", encoding="utf-8")

    assert _uninstall(machine, installers, kind, OLD, *given) == 0

    assert not machine.program.exists()
    assert (machine.data / "logs" / "kiosk.log").exists() == stays
    assert machine.data.exists() == stays
    assert machine.values(SETTINGS) == machine.values(INSTALLER) == {}
    assert not list(machine.c.rglob("Kiosk.lnk"))
    assert machine.commands()[-1] == "schtasks.exe /Delete /TN Kiosk /F"


def test_a_file_that_others_put_into_the_folder_stays(machine: WindowsMachine, installers: Installers) -> None:
    _install(machine, installers, "setup", OLD)
    (machine.program / "foreign.txt").write_text("foreign", encoding="utf-8")

    _install(machine, installers, "setup", NEW)

    assert (machine.program / "foreign.txt").read_text(encoding="utf-8") == "foreign"


@both
def test_a_start_with_the_logon_needs_an_account(machine: WindowsMachine, installers: Installers, kind: str) -> None:
    assert _install(machine, installers, kind, OLD, "AUTOSTART=1") == (REFUSED if kind == "msi" else 6)
    assert not machine.program.exists()


@both
def test_rights_that_cannot_be_set_fail_the_installation(
    machine: WindowsMachine, installers: Installers, kind: str
) -> None:
    (machine.c / "fail-icacls.exe").touch()

    assert _install(machine, installers, kind, OLD, "KIOSKACCOUNT=nobody") == (FAILED if kind == "msi" else 5)


def test_the_two_installers_do_not_step_on_each_other(machine: WindowsMachine, installers: Installers) -> None:
    _install(machine, installers, "setup", OLD)
    assert _install(machine, installers, "msi", NEW) == REFUSED
    machine.reset()
    _install(machine, installers, "msi", OLD)
    assert _install(machine, installers, "setup", NEW) == 4


def test_the_folder_can_be_chosen_and_is_remembered(machine: WindowsMachine, installers: Installers) -> None:
    _install(machine, installers, "setup", OLD, r"D=C:\Other")
    _install(machine, installers, "setup", NEW)

    assert (machine.c / "Other" / "_internal" / "version.txt").read_text(encoding="utf-8") == NEW
    assert not machine.program.exists()


def test_switches_may_be_quoted_either_way(machine: WindowsMachine, installers: Installers) -> None:
    setup = "Z:" + str(installers[f"setup {OLD}"]).replace("/", "\\")
    script = machine.c / "install.bat"
    script.write_text(f'@"{setup}" /S /BRANDNAME="My Bank" "/CAMERA=Front camera"\n', encoding="ascii")

    assert machine.run("cmd", "/c", r"C:\install.bat") == 0

    assert machine.values(SETTINGS) == {"brand_name": "My Bank", "camera": "Front camera"}
