"""Virtual cameras by what they are called: programs that put any picture in a camera's place."""

import re
from typing import Final

from kiosk.domain.liveness.camera_facts import CameraDevice

# Programs' own names, as they register their devices; phones that films are sent from by a program count as well,
# since nobody sees what the program sends. "virtual" alone is what most of them write into their name.
_WORDS: Final = ("obs", "obs-camera", "vcam", "ivcam", "ndi", "camo", "gst", "ecamm", "vmix", "loopback", "fakecam")
"""As whole words alone: they are parts of honest names."""
_BEGINNINGS: Final = (
    "virtual", "virtcam", "dummy video device", "v4l2 ?loopback", "manycam", "xsplit", "snap camera", "droidcam",
    "e2esoft", "camtwist", "mmhmm", "nvidia broadcast", "pipewire", "gstreamer", "splitcam", "youcam", "webcammax",
    "iriun", "epoccam", "unity video capture", "unitycam", "akvcam", "akvirtualcamera", "webcamoid", "sparkocam",
    "altercam", "chromacam", "fake webcam", "screen capture", "screencap", "prism live", "vdo.ninja", "avatarify",
    "deepfake", "deepfacelive", "facerig", "animaze", "streamlabs", "wirecast", "logi capture", "magicam", "swapface",
    "vtube ?studio", "pyvirtualcam",
)  # fmt: skip
_NAMED: Final = re.compile(rf"(?<![a-z0-9])(?:(?:{'|'.join(_WORDS)})(?![a-z0-9])|{'|'.join(_BEGINNINGS)})")
_DRIVERS: Final = frozenset({"v4l2 loopback", "v4l2loopback", "akvcam", "vivid", "vimc", "vidtv", "visl"})
# Windows: devices of software, of a root enumerator, and filters of DirectShow. On Linux what no device stands behind.
_PATHS: Final = ("\\\\?\\swd#", "\\\\?\\root#", "@device_sw_", "/sys/devices/virtual/")


def is_virtual(name: str, device: CameraDevice | None) -> bool:
    """Whether name, driver, bus or path say that no device stands behind this camera; false where they say nothing."""
    told = CameraDevice() if device is None else device
    return (
        _is_named(name)
        or _is_named(told.driver)
        or _fold(told.driver) in _DRIVERS
        or told.bus == "virtual"
        or told.path.casefold().startswith(_PATHS)
    )


def _is_named(text: str) -> bool:
    return _NAMED.search(_fold(text)) is not None


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())
