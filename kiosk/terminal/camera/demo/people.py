"""Pictures of people that come with libraries: both are in the public domain."""

from pathlib import Path

from kiosk.errors import PictureMissing
from kiosk.system.paths import package_folder


def demo_person() -> Path:
    """Grace Hopper, from matplotlib's sample data."""
    return _inside("matplotlib", "mpl-data/sample_data/grace_hopper.jpg", "reinstall matplotlib")


def another_person() -> Path:
    """Eileen Collins, from scikit-image; raises PictureMissing where that is not installed."""
    return _inside("skimage", "data/astronaut.png", "name a picture of another person with --another FILE")


def _inside(package: str, name: str, advice: str) -> Path:
    folder = package_folder(package)
    if folder is None or not (folder / name).is_file():
        raise PictureMissing(f"{package} has not brought {name}; {advice}")
    return folder / name
