"""What the report says of the AWS sample's rule."""

from collections.abc import Iterator, Sequence

from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.results.rates import sample_rule
from kiosk.evaluation.liveness.results.words import share_cells
from kiosk.evaluation.report import Cell, Section, Table, Text


def sample_sections(outcomes: Sequence[Outcome]) -> Iterator[Section]:
    """Both rules on the same sessions, where people and attacks were judged."""
    found = sample_rule(outcomes)
    if found is None:
        return
    ratio = found.apcer.share / found.ours.share if found.ours.count else None
    words = f"{ratio:.1f} times as many as this judge" if ratio is not None else "this judge accepted none"
    rows = (
        (Cell("this judge"), Cell("-"), *share_cells(found.bpcer), *share_cells(found.ours)),
        (
            Cell("sample's rule, at this BPCER"),
            Cell(f"{found.threshold:.2f}"),
            *share_cells(found.bpcer),
            *share_cells(found.apcer),
        ),
        (
            Cell("sample's rule, as published"),
            Cell("1.00"),
            *share_cells(found.bpcer_as_published),
            *share_cells(found.as_published),
        ),
    )
    heads = ("rule", "threshold", "refused", "BPCER", "at most", "accepted", "APCER", "at most")
    yield Section(
        "Beside the AWS sample's rule",
        (
            Text(
                "The sample judges the first frame in its target by how landmarks fill a grid (aws-samples/"
                "liveness-detection, made anew from its description, with this engine's landmarks). Its threshold is "
                f"set so that it refuses as many people: then it accepts {words}."
            ),
            Table("All attacks together, of sessions that had a verdict.", heads, rows),
        ),
    )
