"""A bank's own network: what its description has to say, and what happens when it does not fit the file."""

from pathlib import Path

import pytest

from kiosk.errors import ModelDamaged, ModelMissing
from kiosk.vision.models import SFACE as SFACE_FILE
from kiosk.vision.models import verify_model
from kiosk.vision.network_description import SFACE, read_description
from kiosk.vision.onnx_descriptor import load_network
from tests.factories import pictures
from tests.factories.faces import head

DESCRIPTION = f"""
name = "bank-2026"
file = "bank.onnx"
sha256 = "{SFACE.sha256}"
channels = "RGB"
dimension = 128
mirrored = true
anchors = [[0, 100], [0.9, 99], [1.0, 95], [1.1, 80], [2, 0]]
"""


@pytest.fixture
def described(tmp_path: Path) -> Path:
    (tmp_path / "bank.onnx").write_bytes(verify_model(SFACE_FILE).read_bytes())
    path = tmp_path / "bank.toml"
    path.write_text(DESCRIPTION, encoding="utf-8")
    return path


def test_a_network_is_used_as_it_is_described(described: Path) -> None:
    model = load_network(described)
    assert model.model_id == "bank-2026-fb143eea07838aa5"
    assert model.scale.similarity((0.0,), (1.0,)) == 95
    own = model.describe(pictures.astronaut(), head().landmarks)
    described.write_text(DESCRIPTION.replace("RGB", "BGR"), encoding="utf-8")
    assert load_network(described).describe(pictures.astronaut(), head().landmarks) != own


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"bank-2026"', '"Bank 2026"', "name"),
        ('"bank.onnx"', '"../bank.onnx"', "file"),
        ('"bank.onnx"', '""', "file"),
        (SFACE.sha256, SFACE.sha256[:-1], "sha256"),
        (SFACE.sha256, "0" * 64, "not the file that is described"),
        ('"RGB"', '"GRAY"', "channels"),
        ("dimension = 128", "dimension = 256", "256 numbers"),
        ("dimension = 128", "", "dimension"),
        ("dimension = 128", "dimension = 128\nside_px = 96", "96 pixels"),
        ("dimension = 128", "dimension = 128\ntemplate_px = [[1, 2]]", "template_px"),
        ("dimension = 128", "dimension = 128\nfactor = inf", "factor"),
        ("dimension = 128", "dimension = 128\nlayers = 3", "layers"),
        ("[0, 100]", "[0, 99.5]", "anchors"),
        ("[1.0, 95]", "[0.9, 95]", "rise"),
        ("[1.1, 80]", "[1.1, 96]", "fall"),
        ("[2, 0]", "[2, 1]", "to 0"),
        ("[2, 0]", "[2, nan]", "anchors"),
        ("anchors =", "anchors", "TOML"),
    ],
)
def test_what_does_not_fit_is_said(described: Path, old: str, new: str, place: str) -> None:
    described.write_text(DESCRIPTION.replace(old, new), encoding="utf-8")
    with pytest.raises(ModelDamaged, match=place):
        load_network(described)


def test_files_that_are_none(described: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="gone"):
        read_description(tmp_path / "gone.toml")
    with pytest.raises(ModelMissing, match="description"):
        read_description(tmp_path)
    described.with_name("bank.onnx").unlink()
    with pytest.raises(ModelMissing, match=r"bank\.onnx"):
        load_network(described)
    described.write_bytes(b"\xff\xfe" * 10)
    with pytest.raises(ModelDamaged, match="TOML"):
        load_network(described)
    described.write_bytes(b"#" * 70_000)
    with pytest.raises(ModelDamaged, match="too long"):
        load_network(described)
