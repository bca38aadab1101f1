"""The unmodified `@aws-sdk/client-rekognitionstreaming`, bundled as for a browser and run by node."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.fakes.npm import built

FILES = ("client.mjs", "package-lock.json", "package.json")
SESSION_S = 120.0


def bundled_client(source: Path) -> Path:
    """The client's bundle; skips the test without npm."""
    options = ("--bundle", "--platform=browser", "--format=esm", "--external:node:fs", "--log-level=error")
    made = "bundle.mjs"
    return built(source, FILES, made, "node_modules/esbuild/bin/esbuild", "client.mjs", *options, f"--outfile={made}")


def run_session(bundle: Path, authority: Path, plan: Mapping[str, Any]) -> dict[str, Any]:
    """What the client says of one session."""
    node = str(shutil.which("node"))
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    # Before its version 22 node has the browsers' WebSocket behind an option.
    options = ["--experimental-websocket"] if int(version[1:].partition(".")[0]) < 22 else []
    done = subprocess.run(
        [node, "--no-warnings", *options, str(bundle)],
        input=json.dumps(plan),
        env={**os.environ, "NODE_EXTRA_CA_CERTS": str(authority)},
        capture_output=True,
        text=True,
        timeout=SESSION_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said
