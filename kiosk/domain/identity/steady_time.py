"""Time that nobody can set: what a lock is measured by on a terminal, whose wall clock is anybody's.

A kept mark joins two clocks: the wall clock, which goes on while the machine is off and which may be set at will, and
the uptime, which nobody can set and which starts anew with the machine. Steady time grows

- by the difference of the uptimes while they grow: the wall clock may say what it likes;
- after a restart of the machine, which shows in a smaller uptime, by the uptime or by what the wall clock has gone on
  since the mark, whichever is shorter, and never by less than nothing.

All of these are at most the time that has really passed, so that no clock that is set forward unlocks early; and as
the uptime goes on whatever the wall clock says, a clock that is set back locks for as long as the lock itself at most,
counted from the last restart. A restart after which the machine was up for longer than the mark says, before anybody
asked, goes unnoticed, and only the surplus counts: too little again, never too much. Time during which the machine was
off does not count: nobody knows how long it was.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """What three clocks said at one moment, in seconds."""

    steady_s: float
    wall_s: float
    uptime_s: float


def first_mark(wall_s: float, uptime_s: float) -> Mark:
    """Steady time begins as the wall clock has it, which makes it readable and means nothing else."""
    return Mark(wall_s, wall_s, uptime_s)


def advance(mark: Mark, wall_s: float, uptime_s: float) -> Mark:
    """The mark of a later moment; steady time never goes back."""
    restarted = uptime_s < mark.uptime_s
    passed_s = max(0.0, min(wall_s - mark.wall_s, uptime_s)) if restarted else uptime_s - mark.uptime_s
    return Mark(mark.steady_s + passed_s, wall_s, uptime_s)
