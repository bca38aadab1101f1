"""Which of the connected cameras is meant, and in which of its formats it should film."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MIN_FPS, MAX_FPS = 24.0, 30.0
"""Slower loses the nose between two frames, faster only costs processor time."""

CLIP_SUFFIXES = frozenset({".mp4", ".mov", ".avi", ".mkv", ".webm", ".gif"})

DEVICES = Path("/dev")
USUAL_GROUP = "video"
"""Whose members Linux distributions let use cameras."""


@dataclass(frozen=True, slots=True)
class CameraFormat:
    """What a camera offers."""

    width_px: int
    height_px: int
    max_fps: float


def camera_index(wanted: str, names: Sequence[str], ids: Sequence[str]) -> int | None:
    """Position of the camera with this number, id, name or part of a name, in this order; None when there is none."""
    text = wanted.strip()
    if text.isascii() and text.isdigit():
        return int(text) if int(text) < len(names) else None
    if text in ids:
        return ids.index(text)
    folded = [name.casefold() for name in names]
    exact = [index for index, name in enumerate(folded) if name == text.casefold()]
    partly = [index for index, name in enumerate(folded) if text and text.casefold() in name]
    return next(iter([*exact, *partly]), None)


def best_format(formats: Sequence[CameraFormat], width_px: int, height_px: int) -> int | None:
    """Position of the format nearest to the wanted size that is fast enough; None when the camera offers none."""
    if not formats:
        return None

    def badness(index: int) -> tuple[bool, int, float]:
        offered = formats[index]
        missed_px = abs(offered.width_px - width_px) + abs(offered.height_px - height_px)
        return offered.max_fps < MIN_FPS, missed_px, abs(offered.max_fps - MAX_FPS)

    return min(range(len(formats)), key=badness)


def is_clip(wanted: str) -> bool:
    """Whether a video file is meant rather than a camera."""
    return Path(wanted).suffix.lower() in CLIP_SUFFIXES


def barred_devices(folder: Path = DEVICES) -> tuple[Path, ...]:
    """Cameras of a Linux machine that this user may not open; Qt passes over them without a word."""
    nodes = sorted(node for node in folder.glob("video[0-9]*") if node.is_char_device())
    return tuple(node for node in nodes if not os.access(node, os.R_OK | os.W_OK))


def explain_bar(devices: Sequence[Path]) -> str:
    """Which devices are barred, and whose members may use them, for staff and logs."""
    groups = " or ".join(dict.fromkeys(_group(device) for device in devices))
    names = ", ".join(device.name for device in devices)
    return f"this user may not open {names}; add the user to the group {groups} and log in again"


def _group(device: Path) -> str:
    """The group that may read and write the device; the usual one where none but root may."""
    if sys.platform == "win32":
        return USUAL_GROUP
    import grp

    state = device.stat()
    if state.st_gid == 0 or state.st_mode & 0o060 != 0o060:
        return USUAL_GROUP
    try:
        return grp.getgrgid(state.st_gid).gr_name
    except KeyError:
        return str(state.st_gid)
