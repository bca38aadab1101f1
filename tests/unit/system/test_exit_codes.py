"""Exit statuses are a contract."""

import pytest

from kiosk import errors
from kiosk.system.exit_codes import Exit, exit_for


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.SettingsInvalid("x"), 3),
        (errors.AlreadyRunning("x"), 4),
        (errors.DataFolderUnusable("x"), 5),
        (errors.ModelMissing("x"), 6),
        (errors.ModelDamaged("x"), 6),
        (errors.ResourceMissing("x"), 6),
        (errors.LibraryMissing("x"), 7),
        (errors.CameraForbidden("x"), 8),
        (errors.PictureMissing("x"), 2),
        (errors.StorageFailed("x"), 5),
        (errors.StoreDamaged("x"), 5),
        (errors.BackendUnreachable("x"), 70),
        (errors.InternalError("x"), 70),
    ],
)
def test_each_error_has_its_status(error: errors.KioskError, status: int) -> None:
    assert exit_for(error) == status


def test_the_numbers_never_change() -> None:
    assert {name: int(value) for name, value in Exit.__members__.items()} == {
        "OK": 0, "FAILED": 1, "NOT_RUN": 2, "SETTINGS_INVALID": 3, "ALREADY_RUNNING": 4, "DATA_FOLDER_UNUSABLE": 5,
        "PROGRAM_DAMAGED": 6, "LIBRARY_MISSING": 7, "CAMERA_UNUSABLE": 8, "INTERNAL_ERROR": 70,
        "INCOMPLETE": 75, "INTERRUPTED": 130,
    }  # fmt: skip
