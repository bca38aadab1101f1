"""The tests. They start some hundred processes, and what one of them has compiled, the others find."""

import os
import sys
from pathlib import Path


def _share_what_is_compiled() -> None:
    """Where no compiled files may lie beside the sources, every process would compile all libraries for itself."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(Path(__file__).resolve().parents[1] / ".pytest_cache" / "compiled")
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


_share_what_is_compiled()
