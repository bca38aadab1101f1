"""`kiosk evaluate`: liveness against genuine people and attacks, simulated as whole sessions."""

from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from kiosk.cli.challenge_name import ChallengeName
from kiosk.errors import LibraryMissing
from kiosk.settings import load
from kiosk.system import log
from kiosk.system.paths import is_frozen

QUICK_SESSIONS = 1
QUICK_NEAR = ("near_genuine", "near_flat", "near_bent_60")
QUICK_SPECIES = MappingProxyType(
    {
        ChallengeName.NOSE: ("genuine", "flat_print", "photo_injection"),
        ChallengeName.FACE_MOVEMENT: QUICK_NEAR,
        ChallengeName.FACE_MOVEMENT_AND_LIGHT: QUICK_NEAR,
    }
)


def add_commands(app: typer.Typer) -> None:
    """Offer `kiosk evaluate`."""
    app.command()(evaluate)


def evaluate(
    material: Annotated[Path, typer.Argument(help="Folder with pictures and clips, a folder for each person.")],
    out: Annotated[Path, typer.Option(help="Folder for the report, the figures, and what is kept to go on.")],
    species: Annotated[str, typer.Option(help="Names, with commas between; else all.")] = "",
    sessions: Annotated[int, typer.Option(help="Of each species.", min=1, max=100_000)] = 150,
    seed: Annotated[int, typer.Option(help="Of everything that is drawn.", min=0)] = 1,
    workers: Annotated[int, typer.Option(help="Processes at a time.", min=1, max=64)] = 2,
    challenge: Annotated[ChallengeName, typer.Option(help="What is asked for.")] = ChallengeName.NOSE,
    quick: Annotated[bool, typer.Option("--quick", help="A few sessions of few species: whether it works.")] = False,
    keep_facts: Annotated[
        bool, typer.Option("--keep-facts/--forget", help="Keep what each verdict went by, to judge it again.")
    ] = False,
    whole: Annotated[
        bool, typer.Option("--whole", help="Carry on attacks that nothing can make pass any more, too.")
    ] = False,
) -> None:
    """Measure how often attacks pass and genuine people do not, in simulated sessions.

    Run it again to go on after it was stopped: no session is run twice.
    """
    if is_frozen():
        raise LibraryMissing("evaluate is no part of the installed program; run it from its sources")
    from kiosk.evaluation.interrupts import stop_on_interrupt
    from kiosk.evaluation.liveness.request import EvaluationRequest
    from kiosk.evaluation.liveness.results.result_text import summary_lines
    from kiosk.evaluation.liveness.run import PAGE
    from kiosk.evaluation.liveness.run import evaluate as measure

    log.silence_native_libraries()
    stop_on_interrupt()
    names = tuple(name.strip() for name in species.split(",") if name.strip())
    if quick:
        names, sessions = names or QUICK_SPECIES[challenge], min(sessions, QUICK_SESSIONS)
    asked = EvaluationRequest(material, out, names, sessions, seed, workers, keep_facts, whole, challenge.value)
    done = measure(asked, load())
    for line in summary_lines(done.outcomes):
        typer.echo(line)
    typer.echo(f"written: {out / PAGE}")
