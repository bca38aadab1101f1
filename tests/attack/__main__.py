"""`uv run --group test python -m tests.attack URL`: attacks a running backend, and prints what held and what did not.

Ends with 1 when something gave way, with 2 when nothing could be tried.
"""

import argparse
import secrets
import sys
from pathlib import Path

from tests.attack.caller import Place
from tests.attack.registry import ATTACKS
from tests.attack.result import exit_status, render
from tests.attack.run import run
from tests.attack.target import Effort, Target


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and attack."""
    options = _options(arguments)
    api_key = options.api_key_file.read_text(encoding="utf-8").strip() if options.api_key_file else ""
    seed = secrets.randbits(32) if options.seed is None else options.seed
    target = Target(
        Place(options.url.rstrip("/"), options.ca_file),
        Effort(options.short, seed),
        api_key=api_key,
        known_customer=options.known_customer,
        known_staff=options.known_staff,
        data_folder=options.data_folder,
    )
    attacks = {name: ATTACKS[name] for name in ATTACKS if not options.only or name in options.only}
    _tell(f"seed {seed}")
    found = run(target, attacks, _tell)
    sys.stdout.write(render(found) + "\n")
    return exit_status(result for _, result in found)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.attack", description="Attack a backend that was set up for it.")
    parser.add_argument("url", help="for example http://127.0.0.1:8008")
    parser.add_argument("--api-key-file", type=Path, help="file with the key that terminals have")
    parser.add_argument("--ca-file", default="", help="certificates that the backend's is signed by")
    parser.add_argument("--short", action="store_true", help="a minute instead of ten")
    parser.add_argument("--only", action="append", choices=list(ATTACKS), help="only this attack; may be said again")
    parser.add_argument("--seed", type=int, help="of the mutations, to repeat a run")
    parser.add_argument("--known-customer", default="", help="somebody who is enrolled there; will be locked out")
    parser.add_argument("--known-staff", default="", help="number of a member of staff; will be locked out")
    parser.add_argument("--data-folder", default="", help="folder that copies are made of, for backends of our own")
    return parser.parse_args(arguments)


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
