"""Whether the terminal's event loop lives, by the counter that it writes once a second. Pure."""

from dataclasses import dataclass, replace

LONGEST_STEP_S = 2.0
"""What one look counts at most: after the machine has slept, the terminal gets its time to beat again."""


@dataclass(frozen=True, slots=True)
class HangTimeouts:
    """How long a terminal may be silent."""

    first_beat_s: float = 30.0
    silence_s: float = 10.0


@dataclass(frozen=True, slots=True)
class Pulse:
    """What is known of the terminal's heart."""

    beat: str = ""
    """The counter that was read last; empty before the first beat."""
    silent_s: float = 0.0


def listen(pulse: Pulse, beat: str, elapsed_s: float) -> Pulse:
    """The pulse after another look at the counter, which is empty when it could not be read."""
    if beat and beat != pulse.beat:
        return Pulse(beat)
    return replace(pulse, silent_s=pulse.silent_s + min(elapsed_s, LONGEST_STEP_S))


def has_stopped(pulse: Pulse, patience: HangTimeouts) -> bool:
    """Whether the terminal must be given up."""
    return pulse.silent_s > (patience.silence_s if pulse.beat else patience.first_beat_s)
