"""What the kiosk needs of the machine: settings that make sense, room for its data, the system's libraries."""

import os
import shutil
import sys
from functools import partial
from pathlib import Path

from kiosk.errors import DataFolderUnusable
from kiosk.settings import Settings
from kiosk.system import paths, system_libraries
from kiosk.system.data_folder import prepare_data_dir
from kiosk.terminal.selftest.report import Check, Skipped

PLENTY_BYTES = 200_000_000
"""A busy branch's challenges of a day."""


def checks(settings: Settings) -> tuple[Check, ...]:
    """Those of this file."""
    return (
        Check("settings", partial(_settings, settings)),
        Check("data folder", partial(_data_folder, settings.data_dir)),
        Check("system libraries", _libraries),
        Check("terminal key", partial(_terminal_key, settings.data_dir)),
    )


def _settings(settings: Settings) -> str:
    backend = settings.backend_url or "embedded"
    kind = "installed program" if paths.is_frozen() else "from source"
    return f"{kind}; camera {settings.camera}, backend {backend}"


def _data_folder(folder: Path) -> str:
    ours = not folder.exists()
    prepare_data_dir(folder)
    free_bytes = shutil.disk_usage(folder).free
    if ours:
        # Whoever looks is not always whom the terminal runs as.
        folder.rmdir()
    if free_bytes < PLENTY_BYTES:
        raise DataFolderUnusable(f"{folder}: only {free_bytes // 1_000_000} MB left")
    return f"{folder}, {free_bytes // 1_000_000_000} GB free"


def _terminal_key(data_dir: Path) -> str:
    from kiosk.system.terminal_key_store import open_terminal_key_store
    from kiosk.terminal.client.signing import SigningKey

    store = open_terminal_key_store(data_dir)
    kept = store.load()
    if kept is None:
        raise Skipped("there is none; before a shared backend make one: kiosk terminal-key create")
    return f"terminal {SigningKey(kept).terminal_id}, key in {store.place}"


def _libraries() -> str:
    if not sys.platform.startswith("linux"):
        raise Skipped("come with the operating system")
    on_x11 = [system_libraries.ON_X11] if os.environ.get("DISPLAY") else []
    groups = [system_libraries.ALWAYS, system_libraries.FOR_CAMERAS, *on_x11]
    system_libraries.require(*groups)
    return f"{sum(len(group) for group in groups)} there"
