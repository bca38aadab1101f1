"""What the command line may ask of a terminal."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.step_results import Side
from kiosk.errors import PictureMissing, SettingsInvalid
from kiosk.settings import load
from kiosk.terminal.app.visit_options import read_visit_options


def test_a_document_from_files_is_front_and_back(tmp_path: Path) -> None:
    for name in ("front.png", "back.jpg"):
        cv2.imwrite(str(tmp_path / name), np.full((300, 3000, 3), 200, np.uint8))
    settings = load(flow="onboard", data_dir=tmp_path)
    made = read_visit_options(settings, None, "", [tmp_path / "front.png", tmp_path / "back.jpg"])
    assert made.flow is Flow.ONBOARD
    assert [page.side for page in made.pages] == [Side.FRONT, Side.BACK]
    for page in made.pages:
        decoded = cv2.imdecode(np.frombuffer(page.jpeg, np.uint8), cv2.IMREAD_COLOR)
        assert decoded is not None
        assert decoded.shape[1] == 1800
    assert made.device_id


def test_a_terminal_for_liveness_needs_nothing_of_it(tmp_path: Path) -> None:
    made = read_visit_options(load(data_dir=tmp_path), None, "session-1", [])
    assert (made.flow, made.assisted, made.session_id) == (Flow.VERIFY, False, "session-1")


@pytest.mark.parametrize(
    ("settings", "session_id", "files"),
    [
        ({"flow": "onboard"}, "session-1", 0),
        ({"flow": "authenticate"}, "", 1),
        ({"staff_assisted": True}, "", 0),
    ],
)
def test_what_makes_no_sense_together_is_refused(
    tmp_path: Path, settings: dict[str, object], session_id: str, files: int
) -> None:
    with pytest.raises(SettingsInvalid):
        read_visit_options(
            load(machine=None, data_dir=tmp_path, **settings), None, session_id, [tmp_path / "front.jpg"] * files
        )


@pytest.mark.parametrize("files", [["missing.jpg"], ["text.pdf"], ["empty.jpg"], ["text.pdf"] * 3])
def test_files_that_are_no_pictures_are_told_without_their_names(tmp_path: Path, files: list[str]) -> None:
    (tmp_path / "text.pdf").write_bytes(b"%PDF-1.7 text")
    (tmp_path / "empty.jpg").touch()
    with pytest.raises(PictureMissing) as refused:
        read_visit_options(load(flow="onboard", data_dir=tmp_path), None, "", [tmp_path / name for name in files])
    assert not any(name in str(refused.value) for name in files)
