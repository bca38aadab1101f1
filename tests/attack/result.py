"""How an attack ended, and the table of all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What the backend did."""

    HELD = "held"
    GAVE_WAY = "gave way"
    NOT_TRIED = "could not be tried"


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was tried, what became of it, and a sentence with the numbers."""

    name: str
    outcome: Outcome
    sentence: str


def judge(name: str, held: bool, sentence: str) -> Result:
    """A result that was decided."""
    return Result(name, Outcome.HELD if held else Outcome.GAVE_WAY, sentence)


def not_tried(name: str, why: str) -> Result:
    """A result that nobody knows."""
    return Result(name, Outcome.NOT_TRIED, why)


def exit_status(results: Iterable[Result]) -> int:
    """0 when all that was tried held, 1 when something gave way, 2 when nothing could be tried."""
    outcomes = {result.outcome for result in results}
    if Outcome.GAVE_WAY in outcomes:
        return 1
    return 0 if Outcome.HELD in outcomes else 2


def render(results: Sequence[tuple[str, Result]]) -> str:
    """A table of attacks and results."""
    rows = [(attack, result.name, result.outcome.value, result.sentence) for attack, result in results]
    rows = [("attack", "what was tried", "outcome", "what was seen"), *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join([*(row[i].ljust(widths[i]) for i in range(3)), row[3]]).rstrip() for row in rows]
    counted = {each: sum(result.outcome is each for _, result in results) for each in Outcome}
    return "\n".join([*lines, "", ", ".join(f"{count} {each.value}" for each, count in counted.items())])
