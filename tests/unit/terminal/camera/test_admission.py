"""The admitted camera films wherever it is plugged in; a stranger's does not."""

from dataclasses import dataclass, field

import pytest

from kiosk.errors import CameraError, CameraMissing
from kiosk.terminal.camera.admission import CameraAdmission, Policy, identity_of
from kiosk.terminal.camera.device.facts import DeviceFacts
from kiosk.terminal.camera.live import choose_camera
from kiosk.terminal_errors import CameraNotAdmitted

OURS, THEIRS = "Branch Camera", "Stranger's Camera"


@dataclass
class Kept:
    identity: str = ""
    kept: list[tuple[str, str]] = field(default_factory=list)

    def keep(self, identity: str, name: str) -> None:
        self.identity = identity
        self.kept.append((identity, name))

    def admission(self, policy: Policy) -> CameraAdmission:
        return CameraAdmission(policy, lambda: self.identity, self.keep)


def describe(name: str, device_id: str) -> DeviceFacts:
    """As Linux: the number of the device says only when it was plugged in."""
    serial = "A1" if name == OURS else "B2"
    return DeviceFacts(name, "linux", device_id, "uvcvideo", "usb", "046d", "0825", serial)


OUR_IDENTITY = identity_of(describe(OURS, "/dev/video0"))


def choose(kept: Kept, policy: Policy, *names: str, wanted: str = "0") -> int | CameraError:
    connected = [(name, f"/dev/video{number}") for number, name in enumerate(names)]
    return choose_camera(wanted, connected, kept.admission(policy), describe)


def test_the_admitted_camera_is_found_under_any_number() -> None:
    kept = Kept(OUR_IDENTITY)
    policies: tuple[Policy, ...] = ("first", "staff")
    for policy in policies:
        assert choose(kept, policy, OURS) == 0
        assert choose(kept, policy, THEIRS, OURS) == 1


@pytest.mark.parametrize("policy", ["first", "staff"])
def test_a_strangers_camera_is_refused_in_its_place(policy: Policy) -> None:
    refused = choose(Kept(OUR_IDENTITY), policy, THEIRS)
    assert isinstance(refused, CameraNotAdmitted)


def test_the_first_one_is_admitted_by_itself_where_the_policy_says_so() -> None:
    kept = Kept()
    assert choose(kept, "first", OURS) == 0
    kept.admission("first").note_first(OUR_IDENTITY, OURS)
    kept.admission("first").note_first("another", THEIRS)
    assert kept.kept == [(OUR_IDENTITY, OURS)]
    assert isinstance(choose(kept, "first", THEIRS), CameraNotAdmitted)


def test_staff_alone_admits_where_the_policy_says_so() -> None:
    kept = Kept()
    assert isinstance(choose(kept, "staff", OURS), CameraNotAdmitted)
    kept.admission("staff").note_first(OUR_IDENTITY, OURS)
    assert kept.kept == []
    kept.keep(OUR_IDENTITY, OURS)
    assert choose(kept, "staff", OURS) == 0


def test_without_a_policy_the_setting_alone_counts() -> None:
    assert choose(Kept(OUR_IDENTITY), "any", THEIRS, OURS) == 0
    assert isinstance(choose(Kept(), "any", wanted="0"), CameraMissing)


def test_a_camera_that_the_system_says_nothing_of_cannot_be_pinned() -> None:
    nameless = DeviceFacts(platform="linux", path="/dev/video0")
    assert identity_of(nameless) == ""
    kept = Kept()
    kept.admission("first").note_first("", "")
    assert kept.kept == []
    assert not kept.admission("staff").admits("")


def test_identities_differ_by_serial_number_and_system() -> None:
    assert identity_of(describe(OURS, "/dev/video0")) == identity_of(describe(OURS, "/dev/video7"))
    assert identity_of(describe(OURS, "x")) != identity_of(describe(THEIRS, "x"))
    windows = DeviceFacts(OURS, "win32", r"\\?\usb#vid_046d&pid_0825#a1")
    assert identity_of(windows) == windows.path
    spliced = DeviceFacts("b:c", "linux", driver="a"), DeviceFacts("c", "linux", driver="a:b")
    assert identity_of(spliced[0]) != identity_of(spliced[1])
