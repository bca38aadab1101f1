"""Commands about many customers at once: enrol a list of them, and move all of them to another model."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kiosk.errors import StorageFailed
from kiosk.settings import Settings, load
from kiosk.system import log
from kiosk.system.exit_codes import Exit

if TYPE_CHECKING:
    from kiosk.backend.enrolment.context import EnrolmentContext

LABEL_WIDTH = 24


def add_commands(app: typer.Typer) -> None:
    """Offer `kiosk enrol-batch` and `kiosk migrate-faces`."""
    for command in (enrol_batch, migrate_faces):
        app.command()(command)


def enrol_batch(
    file: Annotated[Path, typer.Argument(help="CSV file with the columns customer and image.", exists=True)],
    allow_duplicates: Annotated[bool, typer.Option(help="Enrol also who is like somebody enrolled.")] = False,
) -> None:
    """Enrol all customers of a list; run it again to go on after it was stopped."""
    from kiosk.backend.enrolment.batch import Batch, read_list
    from kiosk.backend.enrolment.enrolments import EnrolmentService

    rows, settings = read_list(file), load()
    threshold = None if allow_duplicates else settings.match.duplicate
    with _opened(settings) as parts, _Bar(len(rows)) as bar:
        enrolling = EnrolmentService(parts.collections, parts.store, parts.blobs, parts.policy, parts.clock)
        try:
            enrolling.recover() if parts.alone else enrolling.recover_abandoned()
            end = Batch(enrolling, file.parent, parts.parallelism, threshold).run(
                rows, len(rows), lambda progress: bar.show(progress.done, progress.enrolled)
            )
        finally:
            enrolling.close()
    for refusal in end.refused:
        typer.echo(f"line {refusal.line}: {refusal.code}", err=True)
    typer.echo(f"{end.enrolled} enrolled, {end.known} were enrolled before, {len(end.refused)} refused")
    raise typer.Exit(Exit.FAILED if end.refused else Exit.OK)


def migrate_faces(
    again: Annotated[bool, typer.Option(help="Index everybody anew although model and shards are as set.")] = False,
) -> None:
    """Move all enrolled customers into new collections of the present model; run it again to go on."""
    from kiosk.backend.enrolment.migration import Migration

    with _opened(load()) as parts:
        migration = Migration(parts)
        if not again and not migration.is_needed():
            typer.echo("all customers are in collections of the present model")
            return
        with _Bar() as bar:
            end = migration.run(
                lambda progress: bar.show(progress.customers, progress.images, progress.total), again=again
            )
    for user in end.failed:
        typer.echo(f"user {user}: no image could be indexed anew", err=True)
    typer.echo(f"{end.customers} customers, {end.images} images; " + ("switched" if end.switched else "not switched"))
    raise typer.Exit(Exit.OK if end.switched else Exit.FAILED)


@contextmanager
def _opened(settings: Settings) -> "Iterator[EnrolmentContext]":
    from kiosk.backend.build.open import open_enrolment

    log.silence_native_libraries()
    with ExitStack() as stack:
        try:
            parts = stack.enter_context(open_enrolment(settings))
        except StorageFailed as error:
            hint = "a backend that runs on this data folder has them open, and moves faces by itself when it starts"
            raise type(error)(f"the collections cannot be opened: {error.detail} (or {hint})") from error
        yield parts


@dataclass
class _Bar:
    """A progress bar with images per second; what is left is reckoned from the customers."""

    total: int = 1
    _started_s: float = field(default_factory=time.monotonic)
    _bar: Any = None

    def __enter__(self) -> "_Bar":
        self._bar = typer.progressbar(length=max(self.total, 1), label=" " * LABEL_WIDTH, show_pos=True)
        self._bar.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.__exit__(*error)

    def show(self, done: int, images: int, total: int | None = None) -> None:
        """So many customers are done, for whom so many images were indexed."""
        if total is not None:
            self._bar.length = max(total, done, 1)
        rate = images / max(time.monotonic() - self._started_s, 1e-3)
        self._bar.label = f"{rate:.1f} images a second".ljust(LABEL_WIDTH)
        self._bar.update(done - self._bar.pos)
