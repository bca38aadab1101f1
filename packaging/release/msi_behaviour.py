"""What the Windows Installer package does, in the tables that wixl has no words for.

Deferred actions run as SYSTEM in a session without a desktop. Those that start a program get their command line when
they are scheduled, with the properties of that moment in it, and so need no CustomActionData.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from release import windows_behaviour as behaviour
from release.msi_source import setting_component
from release.msi_tables import Table
from release.windows_behaviour import Command

# Bits of CustomAction.Type, documented with the Windows Installer SDK.
_RUN_IN_FOLDER, _SET_PROPERTY = 34, 51
_CONTINUE, _ROLLBACK, _COMMIT, _DEFERRED, _AS_SYSTEM, _HIDE_TARGET = 0x40, 0x100, 0x200, 0x400, 0x800, 0x2000
_LOCATE_VALUE_64_BIT, _LOCAL_MACHINE = 18, 2
_MIN_INCLUSIVE, _MAX_INCLUSIVE = 0x100, 0x200
_64_BIT, _REGISTRY_KEY_PATH, _TRANSITIVE = 0x100, 0x4, 0x40

_INSTALLS = 'NOT (REMOVE = "ALL")'
_UNINSTALLS = 'REMOVE = "ALL" AND NOT UPGRADINGPRODUCTCODE'
_STARTS_ITSELF = f'{_INSTALLS} AND AUTOSTART = "1"'
_REMEMBERED = {"KIOSKACCOUNT": "account", "AUTOSTART": "autostart", "INSTALLDIR": "folder"}
_ONLY_READ = {"INSTALLER": "kind"}
_APP_SEARCH_AT, _KEEP_AT, _REMOVE_EXISTING_AT = 50, 60, 1501


@dataclass(frozen=True, slots=True)
class Action:
    """A custom action and its place in the sequence."""

    name: str
    kind: int
    source: str
    target: str
    condition: str
    sequence: int


def property_rows() -> dict[str, str]:
    """Properties that WiX sets through attributes which wixl does not know."""
    kept = [f"KEPT{name}" for name in (*(setting.switch for setting in behaviour.SETTINGS), *_REMEMBERED, *_ONLY_READ)]
    given = [setting.switch for setting in behaviour.SETTINGS]
    public = [*given, *_REMEMBERED, *kept, "KEEPDATA", "ALLOWDOWNGRADE", "OLDER", "NEWER"]
    secrets = [setting.switch for setting in behaviour.SETTINGS if setting.secret]
    hidden = [f"{before}{name}" for name in secrets for before in ("", "KEPT", "Write_")]
    return {
        "SecureCustomProperties": ";".join(public),
        "MsiHiddenProperties": ";".join(hidden),
        "Principal": behaviour.USERS_SID,
        "RegisterTaskScript": behaviour.REGISTER_TASK_SCRIPT,
    }


def actions() -> Iterator[Action]:
    """All custom actions."""
    yield from _settings()
    yield Action("TakeAccount", _SET_PROPERTY, "Principal", "[KIOSKACCOUNT]", "KIOSKACCOUNT", 95)
    end = [_run(f"End{number}", one, "Installed", 1510 + number) for number, one in enumerate(behaviour.END_TERMINAL)]
    yield _run("UndoEnd", behaviour.ENABLE_TASK, "Installed", 1505, _ROLLBACK)
    yield from end
    yield _run("DeleteTask", behaviour.DELETE_TASK, f'({_UNINSTALLS}) OR ({_INSTALLS} AND NOT AUTOSTART = "1")', 1530)
    yield _run("ForgetSettings", behaviour.FORGET_SETTINGS, _UNINSTALLS, 3610)
    yield _run("DeleteData", behaviour.DELETE_DATA, f'{_UNINSTALLS} AND KEEPDATA = "0"', 3620)
    for number, command in enumerate(behaviour.PROTECT_DATA):
        yield _run(f"ProtectData{number}", command, _INSTALLS, 3710 + number)
    yield _run("UndoTask", behaviour.DELETE_TASK, f"{_STARTS_ITSELF} AND NOT Installed AND NOT OLDER", 5010, _ROLLBACK)
    yield _run("RegisterTask", behaviour.REGISTER_TASK, _STARTS_ITSELF, 5020)
    yield _run("StartTask", behaviour.START_TASK, _STARTS_ITSELF, 6500, _COMMIT)


def _settings() -> Iterator[Action]:
    """Each is what was given, or what the registry holds from before.

    The registry table takes a text that begins with # for a number, unless there are two of them, which is how a
    search delivers it as well.
    """
    for number, setting in enumerate(behaviour.SETTINGS):
        name, kept, written = setting.switch, f"KEPT{setting.switch}", f"Write_{setting.switch}"
        kind = _SET_PROPERTY | (_HIDE_TARGET if setting.secret else 0)
        at = _KEEP_AT + 3 * number
        given = f'{name} AND NOT {name} = "{behaviour.CLEAR}"'
        yield Action(f"Keep_{name}", kind, written, f"[{kept}]", f"{kept} AND NOT {name}", at)
        yield Action(f"Take_{name}", kind, written, f"[{name}]", f'{given} AND NOT ({name} << "#")', at + 1)
        yield Action(f"Mark_{name}", kind, written, f"#[{name}]", f'{name} << "#"', at + 2)
    for number, name in enumerate(_REMEMBERED):
        yield Action(f"Keep_{name}", _SET_PROPERTY, name, f"[KEPT{name}]", f"KEPT{name} AND NOT {name}", 90 + number)


def _run(name: str, command: Command, condition: str, sequence: int, when: int = 0) -> Action:
    arguments = command.arguments.format(
        data="[CommonAppDataFolder]Kiosk", account="[Principal]", script="[RegisterTaskScript]"
    )
    kind = _RUN_IN_FOLDER | _DEFERRED | _AS_SYSTEM | when | (0 if command.must_succeed else _CONTINUE)
    return Action(name, kind, "TARGETDIR", f'"[System64Folder]{command.program}" {arguments}', condition, sequence)


def custom_actions() -> Table:
    """The table CustomAction."""
    # Wider than wixl's: Windows reads it all, and commands with SIDs are long.
    table = Table("Action\tType\tSource\tTarget\tExtendedType\ns72\ti2\tS72\tS0\tI4\nCustomAction\tAction")
    for action in actions():
        table.add(Action=action.name, Type=action.kind, Source=action.source, Target=action.target)
    return table


def complete_sequence(table: Table) -> None:
    """Add the actions to InstallExecuteSequence; wixl numbers those that it does not know after all others."""
    table.rows = [row for row in table.rows if row["Action"] != "RemoveExistingProducts"]
    search_first(table)
    # In the same transaction as the rest: if this version cannot be installed, the old one comes back.
    table.add(Action="RemoveExistingProducts", Sequence=_REMOVE_EXISTING_AT)
    for action in actions():
        table.add(Action=action.name, Condition=action.condition, Sequence=action.sequence)
    table.rows.sort(key=lambda row: (int(row["Sequence"]), row["Action"]))


def search_first(table: Table) -> None:
    """Look for what is installed before conditions ask for it; wixl adds AppSearch only for searches of its own."""
    table.add(Action="AppSearch", Sequence=_APP_SEARCH_AT)


def complete_upgrade(table: Table) -> None:
    """Include this version itself, which another build of it may be; wixl forgets IncludeMaximum."""
    for row in table.rows:
        if row["ActionProperty"] == "OLDER":
            row["Attributes"] = str(_MIN_INCLUSIVE | _MAX_INCLUSIVE)


def complete_components(table: Table) -> None:
    """Write only settings that there are; transitive ones are looked at again whenever the package is."""
    for setting in behaviour.SETTINGS:
        row = table.row(setting_component(setting))
        row["Condition"] = f"Write_{setting.switch}"
        row["Attributes"] = str(_64_BIT | _REGISTRY_KEY_PATH | _TRANSITIVE)


def searches() -> tuple[Table, Table]:
    """The tables AppSearch and RegLocator, which find what an earlier installation was given."""
    search = Table("Property\tSignature_\ns72\ts72\nAppSearch\tProperty\tSignature_")
    locator = Table("Signature_\tRoot\tKey\tName\tType\ns72\ti2\ts255\tS255\tI2\nRegLocator\tSignature_")
    for key, name, value in _kept_values():
        search.add(Property=f"KEPT{name}", Signature_=f"s_{value}")
        locator.add(Signature_=f"s_{value}", Root=_LOCAL_MACHINE, Key=key, Name=value, Type=_LOCATE_VALUE_64_BIT)
    return search, locator


def _kept_values() -> Iterator[tuple[str, str, str]]:
    for setting in behaviour.SETTINGS:
        yield behaviour.SETTINGS_KEY, setting.switch, setting.name
    for name, value in {**_REMEMBERED, **_ONLY_READ}.items():
        yield behaviour.INSTALLER_KEY, name, value
