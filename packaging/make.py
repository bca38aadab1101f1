"""Makes a release: `uv run --all-groups python packaging/make.py --help`. Each step can be run alone."""

import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from release import (
    archive,
    authenticode,
    bundle,
    check,
    checksums,
    deb,
    lambda_package,
    layout,
    macos_steps,
    notices,
    pinning,
    resolution,
    sbom,
    sizes,
    windows_installers,
)

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(macos_steps.app, name="macos")

Bundle = Annotated[Path, typer.Option("--bundle", help="The frozen program.", exists=True, file_okay=False)]
Folder = Annotated[Path, typer.Option("--folder", help="The files of the release.", exists=True, file_okay=False)]
Out = Annotated[Path, typer.Option("--out", help="Where to write.")]
Fast = Annotated[bool, typer.Option("--fast", help="Without compression, to try it.")]


@app.command("bundle")
def freeze(out: Out = layout.BUILD) -> None:
    """Freeze the program of this system into a folder and print what it is made of."""
    folder = bundle.build(out)
    typer.echo(f"{folder}\n\n{sizes.table(folder)}")


@app.command("check")
def check_bundle(bundle: Bundle) -> None:
    """Run the frozen program's selftest and a demo session, without a display; ends with 1 if one fails."""
    check.run(bundle)


@app.command("archive")
def pack(bundle: Bundle, out: Out = layout.DIST) -> None:
    """Pack the frozen program into one compressed file."""
    typer.echo(archive.write(bundle, out, layout.this_target()))


@app.command("deb")
def make_deb(bundle: Bundle, out: Out = layout.DIST, fast: Fast = False) -> None:
    """Make the Debian package."""
    typer.echo(deb.build(bundle, out, fast=fast))


@app.command("windows-installers")
def make_windows_installers(bundle: Bundle, out: Out = layout.DIST, fast: Fast = False) -> None:
    """Make MSI and setup.exe around a Windows bundle; on Linux."""
    typer.echo(windows_installers.build_msi(bundle, out))
    typer.echo(windows_installers.build_setup(bundle, out, fast=fast))


@app.command("windows-sign")
def sign_for_windows(folder: Folder) -> None:
    """Sign every program and installer in a folder that nobody has signed; who signs is in KIOSK_SIGN_... variables."""
    unsigned = [*authenticode.unsigned_programs(folder), *sorted(folder.glob("*.msi"))]
    try:
        signed = authenticode.sign(unsigned, authenticode.identity_from(os.environ))
    except authenticode.SigningFailed as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{len(signed)} signed")


@app.command("bill")
def make_bill(bundle: Bundle, out: Out = layout.DIST) -> None:
    """Write the bill of materials (CycloneDX) and the licence notices; on the system that made the bundle."""
    typer.echo(sbom.write(bundle, out))
    typer.echo(notices.write(out / layout.this_target().file_name("-notices.txt")))


@app.command("checksums")
def make_checksums(folder: Folder = layout.DIST) -> None:
    """Write SHA256SUMS of everything in a folder."""
    typer.echo(checksums.write(folder))


@app.command("verify-checksums")
def verify_checksums(folder: Folder = layout.DIST) -> None:
    """Compare a folder with its SHA256SUMS; ends with 1 if it differs."""
    try:
        checksums.verify(folder)
    except checksums.Mismatch as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


@app.command("lambda")
def make_lambda(
    out: Out = layout.DIST,
    machine: Annotated[str, typer.Option(help="`arm64`, which the template asks for, or `x86_64`.")] = "arm64",
    runtime: Annotated[str, typer.Option(help="Another Python than Lambda's, to try it.")] = lambda_package.RUNTIME,
) -> None:
    """Pack the backend for AWS Lambda into a zip, without SAM."""
    if machine not in lambda_package.PLATFORMS:
        raise typer.BadParameter("arm64 or x86_64", param_hint="--machine")
    with tempfile.TemporaryDirectory() as folder:
        lambda_package.fill(Path(folder), machine, runtime=runtime)
        name = f"kiosk-{layout.VERSION}-lambda-{machine}.zip"
        typer.echo(lambda_package.write_zip(Path(folder), out / name))


@app.command("pin")
def pin_dependencies(
    free: Annotated[list[str], typer.Option(help="A name that may move as well; several times.")] = [],  # noqa: B006
) -> None:
    """Pin what the dependencies of pyproject.toml resolve to: constraints there, and the exports with hashes."""
    _show_changes(lambda: pinning.pin(free))


@app.command("upgrade")
def upgrade_dependencies() -> None:
    """Move every version forward that is not held, show what changed, and run all checks."""
    _show_changes(pinning.upgrade)
    raise typer.Exit(subprocess.run(["bash", str(layout.ROOT / ".ci" / "run")], check=False).returncode)  # noqa: S603, S607


def _show_changes(move: Callable[[], list[resolution.Change]]) -> None:
    try:
        changes = move()
    except resolution.ResolutionFailed as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo("\n".join(map(str, changes)) or "nothing changed")


@app.command("release")
def make_release(out: Out = layout.DIST) -> None:
    """Make all that this system can make of a release, unsigned: the tried bundle, packages, bill, checksums."""
    folder = bundle.build(layout.BUILD)
    check.run(folder)
    make_bill(folder, out)
    target = layout.this_target()
    if target.system == "linux":
        make_deb(folder, out)
        pack(folder, out)
    if target.system == "macos":
        macos_steps.pkg(folder, target.machine, out=out)
        macos_steps.dmg(folder, target.machine, out=out)
    make_checksums(out)


if __name__ == "__main__":
    app()
