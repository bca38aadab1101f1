"""What the command line says of itself: commands, options, defaults and the sentences that operators read."""

import re
from collections.abc import Iterator

import click
import typer
from typer.testing import CliRunner

from kiosk.cli.main import app
from tests.golden.expectation import expect

PLAIN = {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "TERM": "xterm", "FORCE_COLOR": None}
CORNERS = str.maketrans("╭╮╰╯", "┌┐└┘")
"""Where the console has no round ones, there are others."""


def help_of(*command: str) -> str:
    done = CliRunner().invoke(app, [*command, "--help"], env=PLAIN, prog_name="kiosk")
    assert done.exit_code == 0, done.output
    lines = click.unstyle(done.stdout).translate(CORNERS).splitlines()
    return "\n".join(re.sub(r"\s+$", "", line) for line in lines).strip("\n")


def commands() -> Iterator[str]:
    group = typer.main.get_command(app)
    assert isinstance(group, click.Group | typer.core.TyperGroup)
    yield from sorted(name for name in group.commands if name != "supervise")


def test_help_of_everything() -> None:
    texts = {"kiosk": help_of(), **{f"kiosk {name}": help_of(name) for name in commands()}}
    expect("command_line.txt", "\n\n".join(f"$ {name} --help\n{text}" for name, text in texts.items()))


def test_options_of_everything() -> None:
    """The hidden ones too, which supervisors and the terminal itself give."""
    group = typer.main.get_command(app)
    lines = [
        f"kiosk {name} {'/'.join([*each.opts, *each.secondary_opts])}"
        for name, command in sorted(getattr(group, "commands", {}).items())
        for each in command.params
    ]
    expect("command_line_options.txt", "\n".join(lines))
