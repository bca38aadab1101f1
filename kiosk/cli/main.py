"""The command line: what runs here, and the commands of whoever operates a backend from the modules `cli_...`.

Exit statuses are those of `kiosk.system.exit_codes`.
"""

import secrets
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from kiosk import __version__
from kiosk.cli import (
    calibrate,
    customers,
    enrolment,
    evaluate,
    keys,
    kyc,
    read_document,
    staff,
    terminal_key,
    terminals,
)
from kiosk.cli.challenge_name import ChallengeName
from kiosk.domain.identity.flow import Flow
from kiosk.settings import Settings, load
from kiosk.system import log, paths
from kiosk.system.exit_codes import Exit
from kiosk.system.process_end import end_process
from kiosk.terminal.app import startup
from kiosk.terminal.camera.demo.attack import Attack
from kiosk.terminal.session.states import Staff

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

DEMO_STAFF = "demonstration"


Size = Annotated[str, typer.Option(help="Size of the window in pixels, for example 1280x800.")]
StreamPort = Annotated[
    int | None,
    typer.Option(
        help="Port for face liveness streams (TLS); 0 picks a free one, else the one after --port.", min=0, max=65535
    ),
]
StreamFiles = Annotated[
    Path | None, typer.Option(help="Folder to serve beside the streams, for a page's wasm files and face model.")
]
UntilInputEnds = Annotated[bool, typer.Option(hidden=True)]
"""The process ends when the one that started it is gone."""


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kiosk {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """A terminal that establishes that the person in front of it is alive and is who their document says."""


@app.command()
def demo(
    attack: Annotated[Attack | None, typer.Option(help="Present an attack instead of a live person.")] = None,
    another: Annotated[Path | None, typer.Option(help="Picture of another person, for attacks that need one.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write screenshots and verdict.json into this folder.")] = None,
    flow: Annotated[Flow, typer.Option(help="What the demo person comes for.")] = Flow.VERIFY,
    challenge: Annotated[
        ChallengeName | None, typer.Option(help="What the demo person does: turn the head, or come near.")
    ] = None,
    size: Size = "1280x800",
) -> None:
    """Watch a demo person take the challenge in front of a backend that runs for the demonstration only."""
    from kiosk.terminal.app.demo import DemoOptions, run_demo

    settings = load(camera="demo") if challenge is None else load(camera="demo", challenge=challenge.value)
    options = DemoOptions(attack, another, report, flow, *_demo_staff(settings))
    passed = run_demo(settings, options, _size(size))
    end_process(Exit.OK if passed else Exit.FAILED)


def _demo_staff(settings: Settings) -> tuple[Staff | None, Mapping[str, str]]:
    """A member of staff for this demonstration alone, whose backend shows the scores for its report; nobody where
    the backend is another's."""
    if settings.backend_url or settings.kyc_url:
        return None, {}
    from kiosk.backend.attempts.staff_pins import hash_pin

    pin = "".join(secrets.choice("0123456789") for _ in range(12))
    return Staff(DEMO_STAFF, pin), {**settings.staff_pins, DEMO_STAFF: hash_pin(pin)}


@app.command()
def run(
    camera: Annotated[str | None, typer.Option(help="Number or name of a camera, a video file, or `demo`.")] = None,
    backend: Annotated[str | None, typer.Option(help="Address of a backend; otherwise the embedded one.")] = None,
    id_photo: Annotated[Path | None, typer.Option(help="JPEG of the document's portrait, for the face match.")] = None,
    session: Annotated[str, typer.Option(help="Id of a liveness session that this customer completes.")] = "",
    kyc_url: Annotated[str | None, typer.Option(help="Address of a KYC service that hears of every visit.")] = None,
    flow: Annotated[Flow | None, typer.Option(help="What customers come for.")] = None,
    staff: Annotated[bool | None, typer.Option("--staff", help="A member of staff begins each attempt.")] = None,
    document: Annotated[
        list[Path] | None, typer.Option(help="Picture of the document: the front, and once more for the back.")
    ] = None,
    full_screen: Annotated[bool | None, typer.Option("--full-screen/--windowed")] = None,
    size: Size = "1280x800",
    full_screen_unless_set: Annotated[bool, typer.Option(hidden=True)] = False,
    until_input_ends: UntilInputEnds = False,
) -> None:
    """Run the kiosk."""
    size_px = _size(size)

    def configure() -> Settings:
        options: dict[str, object] = {"camera": camera, "backend_url": backend, "full_screen": full_screen}
        options |= {"kyc_url": kyc_url, "flow": flow, "staff_assisted": staff}
        settings = load(machine=None, **{name: value for name, value in options.items() if value is not None})
        if full_screen_unless_set and "full_screen" not in settings.model_fields_set:
            return settings.model_copy(update={"full_screen": True})
        return settings

    def run_with(settings: Settings, start: startup.Start) -> None:
        from kiosk.terminal.app.run import run_kiosk
        from kiosk.terminal.app.visit_options import read_visit_options

        options = read_visit_options(settings, id_photo, session, document or ())
        run_kiosk(settings, options, size_px, start.signs_of_life)

    status = startup.run_terminal(
        configure, run_with, full_screen=bool(full_screen or full_screen_unless_set), supervised=until_input_ends
    )
    end_process(status)


@app.command()
def backend(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 picks a free one.", min=0, max=65535)] = 8008,
    tls_certificate: Annotated[
        Path | None, typer.Option(help="PEM file with the certificate, and those between it and its authority.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option(help="PEM file with the certificate's private key.")] = None,
    until_input_ends: UntilInputEnds = False,
) -> None:
    """Serve the verification backend alone, for the terminals of a branch."""

    def configure() -> Settings:
        options: dict[str, object] = {"tls_certificate": tls_certificate, "tls_key": tls_key}
        return load(machine=None, **{name: value for name, value in options.items() if value is not None})

    def serve(settings: Settings, own_terminal: str | None) -> None:
        from kiosk.cli.serve import run_backend

        run_backend(settings, host, port, own_terminal=own_terminal)

    raise typer.Exit(startup.run_backend(configure, serve, embedded=until_input_ends))


@app.command()
def rekognition_local(
    host: Annotated[
        str, typer.Option(help="Address of this machine to listen on; only loopback is served.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 picks a free one.", min=0, max=65535)] = 8010,
    stream_port: StreamPort = None,
    files: StreamFiles = None,
    s3_endpoint: Annotated[str, typer.Option(help="Address of the S3 server that images may lie on.")] = "",
    region: Annotated[str, typer.Option(help="Region of that server.")] = "us-east-1",
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(
            help="Origin of web pages that may ask, like http://localhost:3000; once for each, else none may."
        ),
    ] = None,
    unmeasured_attributes: Annotated[
        bool,
        typer.Option(
            "--unmeasured-attributes",
            help="Answer AgeRange, Beard, Emotions, Gender and Mustache too, with confidence 0: nobody measures them.",
        ),
    ] = False,
) -> None:
    """Serve Amazon Rekognition's protocol on the local face engine, for SDKs with another endpoint address."""

    def serve(settings: Settings, _: str | None) -> None:
        from kiosk.cli.serve import run_rekognition_local

        run_rekognition_local(
            settings,
            (host, port, stream_port if stream_port is not None else port and min(port + 1, 65535)),
            files,
            s3_endpoint,
            region,
            allow_origin or (),
            with_unmeasured=unmeasured_attributes,
        )

    raise typer.Exit(startup.run_backend(load, serve, embedded=False, name="rekognition-local"))


@app.command()
def selftest(
    camera: Annotated[bool, typer.Option(help="Also open the camera that is set.")] = False,
) -> None:
    """Try everything that the terminal consists of, and say what works."""
    from kiosk.terminal.selftest import run_selftest

    raise typer.Exit(Exit.OK if run_selftest(load(), camera=camera) else Exit.FAILED)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})
def supervise(context: typer.Context) -> None:
    """Keep `kiosk run --full-screen` running, with the options of `kiosk run`."""
    from kiosk.terminal.supervisor.main import main as run_supervisor

    raise typer.Exit(run_supervisor(context.args))


@app.command(hidden=True)
def out_of_service(
    code: str = "INTERNAL_ERROR",
    seconds: Annotated[float, typer.Option("--for", min=0)] = 0.0,
    full_screen: Annotated[bool, typer.Option("--full-screen/--windowed")] = False,
    until_input_ends: UntilInputEnds = False,
) -> None:
    """Only say that this terminal is out of service."""
    startup.tell_out_of_service(code, full_screen=full_screen, seconds=seconds, supervised=until_input_ends)


kyc.add_commands(app)
read_document.add_commands(app)
customers.add_commands(app)
enrolment.add_commands(app)
staff.add_commands(app)
keys.add_commands(app)
terminals.add_commands(app)
terminal_key.add_commands(app)
calibrate.add_commands(app)
evaluate.add_commands(app)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()) or min(int(width), int(height)) < 480:
        raise typer.BadParameter("a size looks like 1280x800, and is at least 480 pixels each way")
    return int(width), int(height)


def arguments(given: Sequence[str], program: str) -> list[str]:
    """What to run: the installed program without arguments is the terminal, its twin with a console explains itself."""
    bare = not given and paths.is_frozen() and Path(program).stem != "kiosk-cli"
    return ["run", "--full-screen-unless-set"] if bare else list(given)


def main() -> None:
    """Run the command line; every error ends as one line and the status that belongs to it."""
    log.provide_streams()
    try:
        app(arguments(sys.argv[1:], sys.argv[0]))
    except Exception as error:
        sys.exit(startup.report(error))
    finally:
        log.drop_broken_streams()
