"""MediaPipe without matplotlib, which it imports to draw and which would take half of the program's start."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from types import ModuleType

_PLOTTING = ("matplotlib", "matplotlib.pyplot")
_ONE_AT_A_TIME = Lock()


@contextmanager
def import_without_plotting() -> Iterator[None]:
    """While it lasts, importing matplotlib gives an empty module; other importers get the real one afterwards.

    WORKAROUND(mediapipe 0.10.21): `mediapipe.solutions.drawing_utils` imports `matplotlib.pyplot` for one function
    that shows a figure, and is itself imported by every solution.
    """
    with _ONE_AT_A_TIME:
        before = {name: sys.modules.get(name) for name in _PLOTTING}
        empty = {name: ModuleType(name) for name in _PLOTTING}
        empty["matplotlib"].pyplot = empty["matplotlib.pyplot"]  # type: ignore[attr-defined]
        sys.modules.update(empty)
        try:
            yield
        finally:
            _put_back(before)


def _put_back(before: dict[str, ModuleType | None]) -> None:
    for name, module in before.items():
        if module is None:
            del sys.modules[name]
        else:
            sys.modules[name] = module
