"""Pictures of people that come with libraries: both are in the public domain."""

import importlib.util
from pathlib import Path

from kiosk.errors import PictureMissing


def demo_person() -> Path:
    """Grace Hopper, from matplotlib's sample data."""
    return _inside("matplotlib", "mpl-data/sample_data/grace_hopper.jpg", "reinstall matplotlib")


def another_person() -> Path:
    """Eileen Collins, from scikit-image; raises PictureMissing where that is not installed."""
    return _inside("skimage", "data/astronaut.png", "name a picture of another person with --another FILE")


def _inside(package: str, name: str, advice: str) -> Path:
    spec = importlib.util.find_spec(package)
    path = Path(spec.origin).parent / name if spec is not None and spec.origin is not None else None
    if path is None or not path.is_file():
        raise PictureMissing(f"{package} has not brought {name}; {advice}")
    return path
