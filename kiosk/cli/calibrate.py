"""`kiosk calibrate`: error rates and thresholds from labelled faces."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.errors import LibraryMissing
from kiosk.settings import load
from kiosk.system import log
from kiosk.system.exit_codes import Exit
from kiosk.system.paths import is_frozen

if TYPE_CHECKING:
    from kiosk.evaluation.matching.request import CalibrationRequest


def add_commands(app: typer.Typer) -> None:
    """Offer `kiosk calibrate`."""
    app.command()(calibrate)


def calibrate(
    faces: Annotated[
        Path, typer.Argument(help="Folder with a folder for each person, or a CSV or TSV list: a, b, same.")
    ],
    out: Annotated[Path, typer.Option(help="Folder for the report, the figures, and what is kept to go on.")],
    labels: Annotated[Path | None, typer.Option(help="CSV or TSV list: person (or picture), and any labels.")] = None,
    pictures: Annotated[Path | None, typer.Option(help="Where a list's file names begin; else where it lies.")] = None,
    by: Annotated[list[str] | None, typer.Option(help="Label to make groups of; once for each. Else all.")] = None,
    model: Annotated[str | None, typer.Option(help="`sface`, `dlib` or a file, in place of what is set.")] = None,
    endpoint: Annotated[str, typer.Option(help="Address that speaks Rekognition, which compares instead.")] = "",
    region: Annotated[str, typer.Option(help="Region of AWS; without --endpoint, Rekognition itself.")] = "",
    threshold: Annotated[list[float] | None, typer.Option(help="One more similarity to report.")] = None,
    gate: Annotated[bool, typer.Option("--gate", help="Leave out faces of too low quality, as flows do.")] = False,
    max_pairs: Annotated[int | None, typer.Option(help="Pairs of each kind at most, drawn.", min=1)] = None,
    resamples: Annotated[int, typer.Option(help="Resamples of people, for intervals.", min=100, max=100_000)] = 1000,
    seed: Annotated[int, typer.Option(help="Of everything that is drawn.", min=0)] = 1,
    parallel: Annotated[int, typer.Option(help="Requests to an endpoint at a time.", min=1, max=64)] = 4,
    patience: Annotated[float, typer.Option(help="Seconds to wait for an endpoint that throttles.", min=0)] = 300.0,
    keep_cache: Annotated[
        bool, typer.Option("--keep-cache/--forget", help="Keep biometric templates when all is done.")
    ] = False,
) -> None:
    """Measure how well faces are told apart, for whom worse, and which thresholds follow.

    Run it again to go on after it was stopped: nothing is computed twice.
    """
    if is_frozen():
        raise LibraryMissing("calibrate is no part of the installed program; run it from its sources")
    if any(not (math.isfinite(value) and 0 <= value <= 100) for value in threshold or ()):
        raise typer.BadParameter("a similarity is a number from 0 to 100")
    from kiosk.evaluation.matching.request import CalibrationRequest

    request = CalibrationRequest(
        faces, out, labels, pictures, tuple(by or ()), tuple(threshold or ()), endpoint, region, gate, max_pairs,
        resamples, seed, parallel, patience, keep_cache,
    )  # fmt: skip
    raise typer.Exit(_run(request, model))


def _run(request: "CalibrationRequest", model: str | None) -> Exit:
    from kiosk.evaluation.interrupts import stop_on_interrupt
    from kiosk.evaluation.matching.result_text import summary_lines
    from kiosk.evaluation.matching.run import PAGE
    from kiosk.evaluation.matching.run import calibrate as measure

    log.silence_native_libraries()
    stop_on_interrupt()
    settings = load() if model is None else load(descriptor_model=model)
    done = measure(request, settings)
    for line in summary_lines(done.measured, done.analysis):
        typer.echo(line)
    typer.echo(f"written: {request.output / PAGE}")
    return Exit.FAILED if done.faults else Exit.OK
