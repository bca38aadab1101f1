"""Steps from a frozen application to what a Mac accepts; each can be run alone, on a Mac."""

import plistlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from release import macos_commands as commands
from release.layout import BUNDLE_ID, DIST, PRODUCT, ROOT, Target

AGENT = f"{BUNDLE_ID}.supervisor.plist"
app = typer.Typer(no_args_is_help=True, help=__doc__)
App = Annotated[Path, typer.Option("--app", help="Kiosk.app.", exists=True, file_okay=False)]
File = Annotated[Path, typer.Option("--file", help="Kiosk.app, a .dmg or a .pkg.", exists=True)]
Identity = Annotated[str, typer.Option("--identity", help="Name of the certificate in the keychain.")]
Machine = Annotated[str, typer.Option("--machine", help="arm64 or x86_64.")]
Profile = Annotated[str, typer.Option("--keychain-profile", help="From `xcrun notarytool store-credentials`.")]
Keychain = Annotated[str, typer.Option("--keychain", help="File of the keychain, if not the user's own.")]
Out = Annotated[Path, typer.Option("--out", help="Where to write.")]


class NotMacos(typer.Exit):
    """Apple's tools exist on macOS alone."""


def run(steps: list[commands.Command]) -> None:
    """Run commands one after the other; raises NotMacos elsewhere, CalledProcessError for the first that fails."""
    if sys.platform != "darwin":
        typer.echo(f"{steps[0][0]} needs macOS: run this step on a Mac, or let the release workflow run it", err=True)
        raise NotMacos(2)
    for step in steps:
        subprocess.run(step, check=True)  # noqa: S603


@app.command()
def sign(app: App, identity: Identity) -> None:
    """Sign everything in the application from the inside out, with hardened runtime."""
    run([*commands.sign(app, identity), *commands.verify(app)])


@app.command()
def verify(file: File) -> None:
    """Check signatures, and what Gatekeeper says."""
    run([*(commands.verify(file) if file.suffix == ".app" else []), *commands.assess(file)])


@app.command()
def notarise(file: File, keychain_profile: Profile, keychain: Keychain = "") -> None:
    """Send it to Apple and wait for the answer."""
    with tempfile.TemporaryDirectory() as work:
        run(commands.notarise(file, keychain_profile, Path(work), keychain))


@app.command()
def staple(file: File) -> None:
    """Attach Apple's ticket."""
    run(commands.staple(file))


@app.command()
def dmg(app: App, machine: Machine, identity: Identity = "", out: Out = DIST) -> None:
    """Make the disk image, signed when there is an identity."""
    image = _made(out) / Target("macos", machine).file_name(".dmg")
    with tempfile.TemporaryDirectory() as work:
        folder = lay_out_image(app, Path(work) / PRODUCT)
        run([*commands.dmg(folder, image), *(commands.sign_image(image, identity) if identity else [])])


@app.command()
def pkg(app: App, machine: Machine, identity: Identity = "", out: Out = DIST) -> None:
    """Make the installer package, signed when there is an identity (Developer ID Installer)."""
    package = _made(out) / Target("macos", machine).file_name(".pkg")
    with tempfile.TemporaryDirectory() as work:
        root = lay_out_disk(app, Path(work) / "root")
        components = Path(work) / "components.plist"
        components.write_bytes(component_list())
        run(commands.pkg(root, components, package, identity or None, Path(work)))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def lay_out_image(app: Path, folder: Path) -> Path:
    """What the disk image shows: the application, where to drag it, and the licence."""
    shutil.copytree(app, folder / app.name, symlinks=True)
    (folder / "Applications").symlink_to("/Applications")
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE.txt")
    return folder


def lay_out_disk(app: Path, root: Path) -> Path:
    """The places on the disk: the application, and what starts the supervisor at login."""
    shutil.copytree(app, root / "Applications" / f"{PRODUCT}.app", symlinks=True)
    agents = root / "Library" / "LaunchAgents"
    agents.mkdir(parents=True)
    shutil.copyfile(commands.MACOS / AGENT, agents / AGENT)
    return root


def component_list() -> bytes:
    """Tells Installer to put the application into /Applications, even where another copy lies elsewhere."""
    component = {
        "RootRelativeBundlePath": f"Applications/{PRODUCT}.app",
        "BundleIsRelocatable": False,
        "BundleIsVersionChecked": False,
        "BundleHasStrictIdentifier": True,
        "BundleOverwriteAction": "upgrade",
    }
    return plistlib.dumps([component])
