"""What became of one session."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_ATTEMPTS = 3
"""Of a person who is refused, who asks for staff after that."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One session of one species; `ended` says why there was no verdict, and is empty where there was one."""

    species: str
    person: str
    number: int
    passed: bool
    reasons: tuple[str, ...] = ()
    confidence: float = 0.0
    score: float = 0.0
    """The confidence at which a lower threshold of it would have let the session pass; 0 where a rule was broken."""
    evidence: Mapping[str, float] = field(default_factory=dict)
    """What the verdict told."""
    measures: Mapping[str, float] = field(default_factory=dict)
    """All that can be measured, whether or not the verdict went by it."""
    ended: str = ""
    seconds: float = 0.0
    """From the first instruction to the verdict, simulated."""
    starts: int = 1
    """Challenges that were started for it."""
    frames: int = 0
    without: Mapping[str, bool] = field(default_factory=dict)
    """By each piece of evidence: whether it had passed without it."""
    log_odds: Mapping[str, float] = field(default_factory=dict)
    """What each piece weighed; empty where a rule refused it, or where it was not weighed."""
    sample_score: float = 0.0
    """By the AWS sample's rule: 1 or more passes."""
    not_measured: tuple[str, ...] = ()
    """Evidence that could not be measured."""
    cpu_s: float = 0.0
    attempts: int = 1
    """How often a person tried, whom the first attempt refused; all else is of the first."""
    passed_in_the_end: bool = False
    compared: bool = True
    """Whether faces were compared; not where the evidence refuses the session whoever is on it. What passes without a
    piece of evidence is then told as if all of them were one person's."""
    cut_short: bool = False
    """Whether it was an attack that a rule had refused before its end: nothing else is known of it, and no time."""
