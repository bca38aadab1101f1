"""Reads what the operating system says of a camera, from the id by which Qt names it."""

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from kiosk.terminal.camera.device.facts import DeviceFacts

SYSFS: Final = Path("/sys")
QUERYCAP: Final = 0x80685600
"""VIDIOC_QUERYCAP of Linux' videodev2.h: fills 104 bytes, of which driver, card and bus are the first."""
_CAPABILITY_BYTES: Final = 104
_NODE: Final = re.compile(r"/dev/(video[0-9]+)")
_WINDOWS_USB: Final = re.compile(r"\\\\\?\\usb#vid_([0-9a-f]{4})&pid_([0-9a-f]{4})", re.IGNORECASE)
_WINDOWS_BUS: Final = re.compile(r"\\\\\?\\(?P<bus>[a-z]+)#", re.IGNORECASE)
_MACOS_USB: Final = re.compile(r"0x[0-9a-f]{1,8}([0-9a-f]{4})([0-9a-f]{4})", re.IGNORECASE)
_BUSES: Final = {"swd": "virtual", "root": "virtual", "usb": "usb", "pci": "pci", "acpi": "platform"}
_VENDOR, _PRODUCT, _SERIAL = "idVendor", "idProduct", "serial"
_MAX_SERIAL_CHARS: Final = 126
"""Of a descriptor's text on USB."""

AskDriver = Callable[[Path], bytes]
"""The answer to VIDIOC_QUERYCAP of a device; raises OSError."""


def describe_device(
    name: str, device_id: str, *, platform: str = sys.platform, sysfs: Path = SYSFS, ask: "AskDriver | None" = None
) -> DeviceFacts:
    """What this system says of the camera with this name and id; what it does not say stays empty."""
    facts = DeviceFacts(name, platform, device_id)
    if platform == "win32":
        return _on_windows(facts)
    if platform == "darwin":
        return _on_macos(facts)
    node = _NODE.fullmatch(device_id)
    return facts if node is None else _on_linux(facts, node[1], sysfs, ask or ask_driver)


def ask_driver(node: Path) -> bytes:
    """Ask the driver of a device of Linux what it is; raises OSError."""
    if sys.platform == "win32":
        raise OSError("not on this system")
    import fcntl
    import os

    answer = bytearray(_CAPABILITY_BYTES)
    descriptor = os.open(node, os.O_RDWR | os.O_NONBLOCK)
    try:
        fcntl.ioctl(descriptor, QUERYCAP, answer)
    finally:
        os.close(descriptor)
    return bytes(answer)


def _on_linux(facts: DeviceFacts, node: str, sysfs: Path, ask: AskDriver) -> DeviceFacts:
    entry = sysfs / "class/video4linux" / node
    try:
        place = entry.resolve(strict=True)
    except (OSError, RuntimeError):
        return replace(facts, driver=_asked(ask, node))
    virtual = (sysfs.resolve() / "devices/virtual") in place.parents
    usb = next((parent for parent in place.parents if (parent / _VENDOR).is_file()), None)
    driver = _asked(ask, node) or _link_name(entry / "device/driver")
    if usb is not None:
        vendor, product = _hexadecimal(usb / _VENDOR), _hexadecimal(usb / _PRODUCT)
        serial = _printable(usb / _SERIAL)
        return replace(facts, driver=driver, bus="usb", vendor_id=vendor, product_id=product, serial=serial)
    return replace(facts, driver=driver, bus="virtual" if virtual else _link_name(entry / "device/subsystem"))


def _asked(ask: AskDriver, node: str) -> str:
    try:
        answer = ask(Path("/dev") / node)
    except OSError:
        return ""
    return answer[:16].split(b"\0")[0].decode("ascii", "replace")


def _link_name(link: Path) -> str:
    try:
        return link.resolve(strict=True).name
    except (OSError, RuntimeError):
        return ""


def _printable(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
    return "".join(letter for letter in text if letter.isprintable())[:_MAX_SERIAL_CHARS]


def _hexadecimal(file: Path) -> str:
    try:
        text = file.read_text(encoding="ascii", errors="replace").strip().lower()
    except OSError:
        return ""
    return text if re.fullmatch("[0-9a-f]{4}", text) else ""


def _on_windows(facts: DeviceFacts) -> DeviceFacts:
    """Qt's id is the symbolic link of Media Foundation, which begins with who has enumerated the device."""
    usb = _WINDOWS_USB.match(facts.path)
    if usb is not None:
        return replace(facts, bus="usb", vendor_id=usb[1].lower(), product_id=usb[2].lower())
    bus = _WINDOWS_BUS.match(facts.path)
    return facts if bus is None else replace(facts, bus=_BUSES.get(bus["bus"].lower(), ""))


def _on_macos(facts: DeviceFacts) -> DeviceFacts:
    """A camera on USB is named by location, vendor and product; built-in and virtual ones alike by a random name."""
    usb = _MACOS_USB.fullmatch(facts.path)
    if usb is None:
        return facts
    return replace(facts, bus="usb", vendor_id=usb[1].lower(), product_id=usb[2].lower())
