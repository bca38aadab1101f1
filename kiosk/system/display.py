"""Whether anybody can see what Qt draws."""

import os
import sys

_PLATFORM = "QT_QPA_PLATFORM"


def is_visible() -> bool:
    """Whether windows appear on a screen."""
    return not is_offscreen() and not _is_missing()


def is_offscreen() -> bool:
    """Whether Qt was told to draw into memory."""
    return os.environ.get(_PLATFORM, "").startswith(("offscreen", "minimal"))


def go_offscreen_if_missing() -> bool:
    """Draw into memory where there is no display and no platform was chosen; whether that is so."""
    missing = _is_missing() and _PLATFORM not in os.environ
    if missing:
        os.environ[_PLATFORM] = "offscreen"
    return missing


def ignore_scale() -> None:
    """Draw by the screen's own pixels: a window in full screen has sizes that follow the screen, and scaled by the
    desktop as well they would not fit on small ones. Call it before Qt is started.
    """
    os.environ["QT_ENABLE_HIGHDPI_SCALING"] = "0"
    for name in ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS"):
        os.environ.pop(name, None)


def _is_missing() -> bool:
    chosen = os.environ.get(_PLATFORM, "").partition(":")[0] not in ("", "xcb", "wayland")
    has_server = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return sys.platform.startswith("linux") and not chosen and not has_server
