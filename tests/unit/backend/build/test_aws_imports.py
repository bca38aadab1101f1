"""What the adapters may bring into a Lambda function's process."""

import subprocess
import sys

from release import lambda_modules, layout

HEAVY = [
    "cv2",
    "mediapipe",
    "dlib",
    "_dlib_pybind11",
    "PySide6",
    "matplotlib",
    "kiosk.vision",
    "kiosk.backend.engines.local",
]


def _modules() -> list[str]:
    paths = (path.relative_to(layout.ROOT).with_suffix("") for path in lambda_modules.files(layout.ROOT))
    return [".".join(path.parts) for path in paths if path.name != "__init__"]


def test_nothing_heavy_is_imported() -> None:
    imports = "\n".join(f"import {name}" for name in _modules())
    program = f"import sys\n{imports}\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
