"""A copy of the logs for whoever looks after many terminals; what must not be kept never reaches a log."""

import time
import zipfile
from pathlib import Path

from kiosk.errors import OutputUnusable
from kiosk.system import paths


def export_logs(data_dir: Path, folder: Path, terminal: str) -> Path:
    """Write all logs into a new ZIP file in this folder, whole or not at all; raises OutputUnusable."""
    name = f"kiosk-logs-{terminal[:8] or 'terminal'}-{time.strftime('%Y%m%d-%H%M%S')}.zip"
    target = folder / name
    part = folder / f".{name}.part"
    try:
        if not folder.is_dir():
            raise OutputUnusable("there is no such folder")
        with zipfile.ZipFile(part, "x", zipfile.ZIP_DEFLATED) as zipped:
            for file in sorted(paths.log_dir(data_dir).glob("*.log*")):
                if file.is_file() and not file.is_symlink():
                    zipped.write(file, file.name)
        part.replace(target)
    except (OSError, ValueError) as error:
        part.unlink(missing_ok=True)
        raise OutputUnusable(getattr(error, "strerror", None) or type(error).__name__) from error
    return target
