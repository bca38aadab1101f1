"""What to do when the terminal has ended: stop as well, or start it again, and after how long. Pure."""

from dataclasses import dataclass

from kiosk.system.exit_codes import Exit

WAITS_FOR_SOMEBODY = frozenset(
    {
        Exit.NOT_RUN,
        Exit.SETTINGS_INVALID,
        Exit.ALREADY_RUNNING,
        Exit.DATA_FOLDER_UNUSABLE,
        Exit.PROGRAM_DAMAGED,
        Exit.LIBRARY_MISSING,
    }
)
"""Ends that trying again soon does not change."""


@dataclass(frozen=True, slots=True)
class RestartPolicy:
    """Pauses double from one failure to the next, which breaks the loop of a terminal that cannot start."""

    first_pause_s: float = 2.0
    longest_pause_s: float = 60.0
    quiet_s: float = 600.0
    """A terminal that ran this long was well; the failures before it no longer count."""


@dataclass(frozen=True, slots=True)
class Restart:
    """Start again after a pause."""

    pause_s: float
    failures: int
    """In a row, this one included."""


def after_end(policy: RestartPolicy, status: int | None, ran_s: float, failures: int) -> Restart | None:
    """What follows when the terminal ended with `status` (None: it hung and was ended); None is to stop as well."""
    if status == Exit.OK:
        return None
    before = 0 if ran_s >= policy.quiet_s else failures
    doubled_s = policy.first_pause_s * 2.0 ** min(before, 30)
    pause_s = policy.longest_pause_s if status in WAITS_FOR_SOMEBODY else min(doubled_s, policy.longest_pause_s)
    return Restart(pause_s, before + 1)


def notice_code(status: int | None) -> str | None:
    """The code that the screen tells staff while the terminal pauses; None when another terminal is on the screen."""
    codes = {
        Exit.ALREADY_RUNNING: None,
        Exit.SETTINGS_INVALID: "SETTINGS_INVALID",
        Exit.DATA_FOLDER_UNUSABLE: "DATA_FOLDER_UNUSABLE",
        Exit.PROGRAM_DAMAGED: "RESOURCE_MISSING",
        Exit.LIBRARY_MISSING: "LIBRARY_MISSING",
    }
    return codes.get(Exit(status), "INTERNAL_ERROR") if status in set(Exit) else "INTERNAL_ERROR"
