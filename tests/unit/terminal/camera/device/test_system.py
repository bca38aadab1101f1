"""What systems say of cameras, from trees of folders as Linux has them and from ids as Qt hands them out."""

import errno
import struct
from pathlib import Path

import pytest

from kiosk.terminal.camera.device.facts import DeviceFacts
from kiosk.terminal.camera.device.system import describe_device

QUERYCAP = struct.Struct("16s32s32sII")


def nobody(node: Path) -> bytes:
    raise OSError(errno.EACCES, "Permission denied")


def driver(name: bytes, card: bytes = b"", bus: bytes = b"") -> bytes:
    return QUERYCAP.pack(name, card, bus, 0, 0).ljust(104, b"\0")


def webcam(sysfs: Path, node: str = "video0") -> None:
    """As a webcam on USB lies in /sys of Linux 6.8."""
    usb = sysfs / "devices/pci0000:00/0000:00:14.0/usb1/1-6"
    interface = usb / "1-6:1.0"
    place = interface / "video4linux" / node
    place.mkdir(parents=True)
    (usb / "idVendor").write_text("046d\n")
    (usb / "idProduct").write_text("0825\n")
    (place / "name").write_text("UVC Camera (046d:0825)\n")
    (place / "device").symlink_to(interface)
    drivers = sysfs / "bus/usb/drivers/uvcvideo"
    drivers.mkdir(parents=True)
    (interface / "driver").symlink_to(drivers)
    (interface / "subsystem").symlink_to(sysfs / "bus/usb")
    listed(sysfs, node, place)


def loopback(sysfs: Path, node: str = "video10") -> None:
    """As v4l2loopback lies there: no device stands behind it, whatever it calls itself."""
    place = sysfs / "devices/virtual/video4linux" / node
    place.mkdir(parents=True)
    (place / "name").write_text("HD Pro Webcam C920\n")
    listed(sysfs, node, place)


def built_in(sysfs: Path, node: str = "video0") -> None:
    """As the sensor of a small computer lies there, on no USB."""
    device = sysfs / "devices/platform/soc/fe801000.csi"
    place = device / "video4linux" / node
    place.mkdir(parents=True)
    (place / "device").symlink_to(device)
    (sysfs / "bus/platform/drivers/unicam").mkdir(parents=True)
    (device / "driver").symlink_to(sysfs / "bus/platform/drivers/unicam")
    (device / "subsystem").symlink_to(sysfs / "bus/platform")
    listed(sysfs, node, place)


def listed(sysfs: Path, node: str, place: Path) -> None:
    (sysfs / "class/video4linux").mkdir(parents=True, exist_ok=True)
    (sysfs / "class/video4linux" / node).symlink_to(place)


def described(sysfs: Path, path: str = "/dev/video0", **asked: object) -> DeviceFacts:
    ask = asked.get("ask", nobody)
    return describe_device("a camera", path, platform="linux", sysfs=sysfs, ask=ask)  # type: ignore[arg-type]


def test_a_webcam_on_linux_is_known_by_driver_and_usb_ids(tmp_path: Path) -> None:
    webcam(tmp_path)
    facts = described(tmp_path)
    assert (facts.driver, facts.bus, facts.vendor_id, facts.product_id) == ("uvcvideo", "usb", "046d", "0825")
    assert facts.path == "/dev/video0"


def test_a_loopback_device_is_virtual_whatever_it_is_called(tmp_path: Path) -> None:
    loopback(tmp_path)
    answer = driver(b"v4l2 loopback", b"HD Pro Webcam C920", b"platform:v4l2loopback-010")
    facts = described(tmp_path, "/dev/video10", ask=lambda node: answer)
    assert (facts.driver, facts.bus, facts.vendor_id) == ("v4l2 loopback", "virtual", "")
    assert described(tmp_path, "/dev/video10").bus == "virtual"


def test_a_sensor_without_usb_is_on_its_own_bus(tmp_path: Path) -> None:
    built_in(tmp_path)
    facts = described(tmp_path)
    assert (facts.driver, facts.bus, facts.vendor_id) == ("unicam", "platform", "")


@pytest.mark.parametrize("path", ["/dev/video7", "/dev/../etc/passwd", "pipewire:42", "", "/dev/video0/../video1"])
def test_what_the_system_does_not_say_stays_empty(tmp_path: Path, path: str) -> None:
    webcam(tmp_path)
    facts = described(tmp_path, path)
    assert (facts.driver, facts.bus, facts.vendor_id, facts.path) == ("", "", "", path)


def test_ids_that_are_none_are_left_out(tmp_path: Path) -> None:
    webcam(tmp_path)
    (tmp_path / "devices/pci0000:00/0000:00:14.0/usb1/1-6/idVendor").write_text("<script>\n")
    assert described(tmp_path).vendor_id == ""


@pytest.mark.parametrize(
    ("platform", "path", "bus", "vendor", "product"),
    [
        ("win32", r"\\?\usb#vid_046d&pid_082D&mi_00#6&1#{e5323777}\global", "usb", "046d", "082d"),
        ("win32", r"\\?\USB#VID_0C45&PID_6366&MI_00#6&1", "usb", "0c45", "6366"),
        ("win32", r"\\?\swd#vcamdevapi#abc", "virtual", "", ""),
        ("win32", r"\\?\root#camera#0000", "virtual", "", ""),
        ("win32", r"\\?\display#int3480#4&1", "", "", ""),
        ("win32", "anything", "", "", ""),
        ("darwin", "0x14200000046d0825", "usb", "046d", "0825"),
        ("darwin", "47B4B64B-7067-4B9C-AD2B-AE273A71F4B5", "", "", ""),
    ],
)
def test_other_systems_say_it_in_the_id(platform: str, path: str, bus: str, vendor: str, product: str) -> None:
    facts = describe_device("a camera", path, platform=platform)
    assert (facts.bus, facts.vendor_id, facts.product_id) == (bus, vendor, product)
