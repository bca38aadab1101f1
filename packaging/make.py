"""Makes a release: `uv run python packaging/make.py --help`."""

import platform
import sys
from pathlib import Path
from typing import Annotated

import typer

from release import bundle, layout, sizes

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Bundle = Annotated[Path, typer.Option("--bundle", help="The frozen program.", exists=True, file_okay=False)]
Out = Annotated[Path, typer.Option("--out", help="Where to write.")]


@app.command()
def freeze(out: Out = layout.BUILD) -> None:
    """Freeze the program of this system into a folder and print what it is made of."""
    folder = bundle.build(out)
    typer.echo(f"{folder}\n\n{sizes.table(folder)}")


def _target() -> layout.Target:
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    machine = {"AMD64": "x86_64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    return layout.Target(system, machine)


if __name__ == "__main__":
    app()
