"""A bank's own network for attacks: described by a file, tried out when it is loaded, and believed only against."""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kiosk.backend.engines.local.pixel_meter import LocalPixelMeter
from kiosk.domain.faces.face_detail import Box
from kiosk.errors import AnalysisFailed, ModelDamaged, ModelMissing
from kiosk.vision.attack_network import AttackNetworkDescription, load_attack_network
from kiosk.vision.jpeg import encode_jpeg
from tests.factories.faces import head
from tests.factories.onnx_files import mean_colours

SIDE_PX = 32
DATA = mean_colours(SIDE_PX)
DESCRIPTION = {
    "name": "mean-colours",
    "sha256": hashlib.sha256(DATA).hexdigest(),
    "file": "network.onnx",
    "side_px": SIDE_PX,
    "channels": "BGR",
    "factor": 1 / 255,
    "outputs": 3,
    "attack_outputs": [0],
    "customers": 0.2,
    "neutral": 0.5,
    "attacks": 0.9,
}
FACE = Box(0.25, 0.25, 0.5, 0.5)


def described(folder: Path, data: bytes = DATA, **changes: Any) -> Path:
    values = {**DESCRIPTION, **changes}
    lines = [f"{name} = {value!r}".replace("'", '"') for name, value in values.items() if value is not None]
    lines = [line.replace("True", "true") for line in lines]
    (folder / "network.onnx").write_bytes(data)
    path = folder / "network.toml"
    path.write_text("\n".join(lines))
    return path


def blue(level: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    picture = np.zeros((120, 160, 3), dtype=np.uint8)
    picture[30:90, 40:120, 0] = level
    return picture


@pytest.mark.parametrize(("level", "suspicion"), [(0, 0.0), (51, 0.0), (89, 0.25), (128, 0.5), (179, 0.75), (255, 1.0)])
def test_an_answer_means_what_the_description_says(tmp_path: Path, level: int, suspicion: float) -> None:
    network = load_attack_network(described(tmp_path, face_scale=0.7))
    assert network.suspect(blue(level), FACE) == pytest.approx(suspicion, abs=0.01)


def test_a_network_whose_low_answers_are_attacks(tmp_path: Path) -> None:
    network = load_attack_network(described(tmp_path, face_scale=0.7, customers=0.9, neutral=0.5, attacks=0.1))
    assert network.suspect(blue(255), FACE) == 0.0
    assert network.suspect(blue(0), FACE) == 1.0


def test_it_sees_as_much_around_the_face_as_it_wants(tmp_path: Path) -> None:
    near = load_attack_network(described(tmp_path, face_scale=0.7)).suspect(blue(255), FACE)
    far = load_attack_network(described(tmp_path, face_scale=4.0)).suspect(blue(255), FACE)
    assert near > far


def test_outputs_may_become_shares_first(tmp_path: Path) -> None:
    path = described(tmp_path, face_scale=0.7, softmax=True, customers=0.3, neutral=0.4, attacks=0.6)
    assert load_attack_network(path).suspect(blue(0), FACE) == pytest.approx((1 / 3 - 0.3) / 0.1 / 2, abs=0.01)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"outputs": 2, "attack_outputs": [1]}, "does not do"),
        ({"attack_outputs": [3]}, "attack_outputs"),
        ({"neutral": 0.1}, "neutral"),
        ({"customers": float("nan")}, "customers"),
        ({"sha256": "0" * 64}, "not the file"),
        ({"file": "../network.onnx"}, "beside"),
        ({"side_px": None}, "side_px"),
        ({"more": 1}, "more"),
    ],
)
def test_what_is_not_as_described_is_noticed_when_it_is_loaded(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(ModelDamaged, match=said):
        load_attack_network(described(tmp_path, **changes))


def test_files_that_are_not_there_or_no_network(tmp_path: Path) -> None:
    path = described(tmp_path)
    (tmp_path / "network.onnx").unlink()
    with pytest.raises(ModelMissing):
        load_attack_network(path)
    with pytest.raises(ModelMissing):
        load_attack_network(tmp_path / "another.toml")
    with pytest.raises(ModelDamaged):
        load_attack_network(described(tmp_path, b"no network", sha256=hashlib.sha256(b"no network").hexdigest()))


def test_a_face_without_size_or_place_raises_nothing_else(tmp_path: Path) -> None:
    network = load_attack_network(described(tmp_path))
    assert 0 <= network.suspect(blue(10), Box(0.5, 0.5, 0.0, 0.0)) <= 1
    with pytest.raises(AnalysisFailed):
        network.suspect(np.zeros((0, 0, 3), dtype=np.uint8), FACE)


def test_the_meter_asks_it_of_every_frame(tmp_path: Path) -> None:
    jpeg = encode_jpeg(np.ascontiguousarray(np.repeat(blue(255), 4, axis=0).repeat(4, axis=1)), 90)
    network = load_attack_network(described(tmp_path))
    assert LocalPixelMeter().measure(jpeg, None, head()).suspicion is None
    assert LocalPixelMeter(network).measure(jpeg, None, head()).suspicion is not None


def test_a_description_needs_every_meaning() -> None:
    assert AttackNetworkDescription.model_validate({**DESCRIPTION, "attack_outputs": (0,)}).suspicion(0.7) == 0.75
