"""`uv run --group test python -m tests.bench [NAME ...]`: prints every table, or those named; `--sessions N` for
the memory row, `--bundle FOLDER` for the frozen program, `--faces N` for searches among up to so many, `--drawn N` for
so many drawn documents of each kind under each condition."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

from tests.bench.table import Row, render


def main() -> None:
    """Run the benchmarks one after the other, each against a bare reference in the same run."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="tests.bench")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--sessions", type=int, default=60)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--faces", type=int, default=100_000)
    parser.add_argument("--drawn", type=int, default=1)
    options = parser.parse_args()
    benchmarks = _benchmarks(options.names, options.sessions, options.bundle, options.faces, options.drawn)
    for name in options.names or benchmarks:
        sys.stdout.write(render(name, list(benchmarks[name]())) + "\n\n")
        sys.stdout.flush()


def _benchmarks(
    names: list[str], sessions: int, bundle: Path | None, faces: int, drawn: int
) -> dict[str, Callable[[], Iterable[Row]]]:
    from tests.bench import (
        aws,
        backend,
        compare,
        crossings,
        document_rates,
        documents,
        face_movement,
        frozen,
        indexing,
        matching,
        memory,
        samples,
        search,
        siege,
        streams,
        terminal,
        tracking,
    )

    testdata = Path(os.environ.get("KIOSK_TESTDATA", Path(__file__).parents[3] / "shared" / "testdata"))
    inputs = Path(os.environ.get("KIOSK_INPUTS", Path(__file__).parents[3] / "shared" / "inputs"))
    table: dict[str, Callable[[], Iterable[Row]]] = {
        "tracking": tracking.rows,
        "backend": backend.rows,
        "start": terminal.start_rows,
        "preview": terminal.preview_rows,
        "aws": aws.rows,
        "samples": samples.rows,
        "memory": lambda: memory.rows(sessions),
        "search": lambda: search.rows(faces),
        "indexing": lambda: indexing.rows(matching.configured_model()),
        "streams": lambda: streams.rows(sessions),
        "compare": compare.rows,
        "crossings": crossings.rows,
        "documents": lambda: chain(documents.rows(testdata), document_rates.rows(inputs, drawn)),
        "matching": lambda: matching.rows(testdata, matching.configured_model()),
    }
    if "siege" in names:
        # It takes ten minutes, and a machine to itself.
        table["siege"] = siege.rows
    if bundle is not None:
        table["frozen"] = lambda: frozen.rows(bundle)
    if testdata.is_dir():
        table["movement"] = lambda: face_movement.rows(testdata)
    return table


main()
