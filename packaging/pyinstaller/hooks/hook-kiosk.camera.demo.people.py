"""The demo person's photograph; matplotlib itself stays out."""

from importlib.util import find_spec
from pathlib import Path

_FOLDER = "matplotlib/mpl-data/sample_data"

datas = [(str(Path(find_spec("matplotlib").origin).parents[1] / _FOLDER / "grace_hopper.jpg"), _FOLDER)]
