"""Rows of a benchmark's table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, its value, the reference in the same run, and their ratio."""

    name: str
    value: str
    reference: str
    ratio: str


def render(title: str, rows: list[Row]) -> str:
    """A Markdown table."""
    lines = [f"### {title}", "", "| what | measured | reference in the same run | ratio |", "|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {row.name} | {row.value} | {row.reference} | {row.ratio} |" for row in rows)])
