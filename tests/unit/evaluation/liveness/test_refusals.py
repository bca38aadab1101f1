"""What cannot be evaluated: an unknown species, no folder, nobody, one person alone, a list that is none."""

import shutil
from pathlib import Path

import pytest

from kiosk.errors import KioskError, LabelsInvalid, NothingToEvaluate, TooFewPeople
from kiosk.evaluation.liveness.material import MANIFEST
from kiosk.evaluation.liveness.request import EvaluationRequest
from kiosk.evaluation.liveness.run import evaluate
from kiosk.settings import load
from kiosk.terminal.camera.demo.people import demo_person


def refusal(folder: Path, tmp_path: Path, *species: str) -> KioskError:
    with pytest.raises(KioskError) as refused:
        evaluate(EvaluationRequest(folder, tmp_path / "out", species, sessions=1, workers=1), load())
    return refused.value


def test_a_species_that_nobody_knows_is_named_beside_those_that_are(tmp_path: Path) -> None:
    error = refusal(tmp_path, tmp_path, "flat_print", "ghost")
    assert isinstance(error, NothingToEvaluate) and "called ghost" in error.detail and "bent_80" in error.detail
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_not_there_and_an_empty_one(tmp_path: Path) -> None:
    assert isinstance(refusal(tmp_path / "nowhere", tmp_path), NothingToEvaluate)
    (tmp_path / "empty").mkdir()
    error = refusal(tmp_path / "empty", tmp_path)
    assert isinstance(error, NothingToEvaluate) and "no usable face" in error.detail


def test_a_list_without_its_columns(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("path\twhat\na.jpg\tface\n")
    assert isinstance(refusal(tmp_path, tmp_path), LabelsInvalid)


def test_one_person_alone_cannot_be_attacked(tmp_path: Path) -> None:
    folder = tmp_path / "faces"
    folder.mkdir()
    shutil.copy(demo_person(), folder / "grace.jpg")
    assert isinstance(refusal(folder, tmp_path), TooFewPeople)


def test_a_list_that_contradicts_itself(tmp_path: Path) -> None:
    rows = ("a.jpg\treal_face\tann\tf", "b.jpg\treal_face\tann\tm")
    (tmp_path / MANIFEST).write_text("\n".join(("path\tlabel\tidentity\tgroup_sex", *rows)))
    error = refusal(tmp_path, tmp_path)
    assert isinstance(error, LabelsInvalid) and "group_sex" in error.detail
