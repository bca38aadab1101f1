import pytest

from kiosk.domain.liveness.camera_facts import CameraDevice
from kiosk.domain.liveness.virtual_cameras import is_virtual

UVC = CameraDevice("linux", "/dev/video0", "uvcvideo", "usb", "046d", "0825")


@pytest.mark.parametrize(
    "name",
    [
        "Dummy video device (0x0000)", "OBS Virtual Camera", "OBS-Camera", "obs_virtual_cam", "ManyCam Video Source",
        "XSplit VCam", "XSplitBroadcaster", "Snap Camera", "DroidCam Source 3", "e2eSoft VCam", "CamTwist",
        "mmhmm Camera", "NVIDIA Broadcast", "Camera (NVIDIA Broadcast)", "PipeWire", "GStreamer source",
        "Unity Video Capture", "Integrated Camera (Windows Virtual Camera)", "v4l2loopback", "Logi Capture",
        "SplitCam Video Driver", "NDI Webcam 1", "EpocCam", "Reincubate Camo", "VTube Studio Cam",
        "my virtual  webcam",
    ],
)  # fmt: skip
def test_programs_are_known_by_their_names(name: str) -> None:
    assert is_virtual(name, UVC)
    assert is_virtual(name.upper(), None)


@pytest.mark.parametrize(
    "name",
    [
        "HD Pro Webcam C920", "Integrated Camera: Integrated C", "FaceTime HD Camera", "Logitech BRIO",
        "USB2.0 HD UVC WebCam", "Microsoft® LifeCam HD-3000", "Dell Webcam WB7022", "Jabra PanaCast 20",
        "ELP USB Camera: Jacobs", "OBSBOT Tiny 2", "Camera di profondità", "웹캠", "Poly Studio P5", "Razer Kiyo Pro",
        "Lenovo EasyCamera", "Chicony USB2.0 Camera", "Insta360 Link", "Obsidian camera", "Endoscope", "",
        "Vcamera One", "unicam",
    ],
)  # fmt: skip
def test_devices_are_not_mistaken_for_programs(name: str) -> None:
    assert not is_virtual(name, UVC)


@pytest.mark.parametrize(
    "device",
    [
        CameraDevice("linux", "/dev/video10", "v4l2 loopback", "", "", ""),
        CameraDevice("linux", "/dev/video10", "", "virtual"),
        CameraDevice("linux", "/dev/video10", "vivid", "platform"),
        CameraDevice("win32", "\\\\?\\SWD#VCAMDEVAPI#abc"),
        CameraDevice("win32", "\\\\?\\root#media#0000"),
        CameraDevice("win32", "@device_sw_{860BB310-5D01-11D0-BD3B-00A0C911CE86}\\{A3FCE0F5}"),
    ],
)
def test_a_renamed_program_is_known_by_where_it_hangs(device: CameraDevice) -> None:
    assert is_virtual("HD Pro Webcam C920", device)


@pytest.mark.parametrize(
    "device",
    [
        UVC,
        CameraDevice("linux", "/dev/video0", "bcm2835-isp", "platform"),
        CameraDevice("linux", "/dev/video0", "ipu6", "pci"),
        CameraDevice("win32", "\\\\?\\usb#vid_046d&pid_0825&mi_00#7&abc", "", "usb", "046d", "0825"),
        CameraDevice("darwin", "0x14200000046d0825", "", "usb", "046d", "0825"),
        CameraDevice("darwin", "47B4B64B-7067-4B9C-AD2B-AE273A71F4B5"),
        CameraDevice(),
        None,
    ],
)
def test_devices_hang_on_a_bus(device: CameraDevice | None) -> None:
    assert not is_virtual("HD Pro Webcam C920", device)
