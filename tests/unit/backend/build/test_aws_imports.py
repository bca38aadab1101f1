"""What the adapters may bring into a Lambda function's process."""

import subprocess
import sys
from pathlib import Path

import kiosk.backend.stores.aws

MODULES = sorted(path.stem for path in Path(kiosk.backend.stores.aws.__file__).parent.glob("*.py"))
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


def test_nothing_heavy_is_imported() -> None:
    imports = "\n".join(f"import kiosk.backend.stores.aws.{name}" for name in MODULES)
    program = f"import sys\n{imports}\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
