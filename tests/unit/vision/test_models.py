import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.errors import ModelDamaged, ModelMissing
from kiosk.system import paths
from kiosk.vision.models import DESCRIPTOR, FACE_MESH, SFACE, STILL_FACES, Model, verify_model

ROOT = Path(__file__).resolve().parents[3]
ALL = [*STILL_FACES, DESCRIPTOR, SFACE]
NETWORK = FACE_MESH[1]


def real(model: Model) -> Path:
    folder = paths.package_folder(model.package)
    assert folder is not None
    return folder / model.path


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the models as a frozen program has them: data without any Python module."""
    folder = tmp_path / "with space und Ünïcode" / "_internal"
    for model in ALL:
        copy = folder / model.package / model.path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(real(model).read_bytes())
    monkeypatch.setattr(sys, "_MEIPASS", str(folder), raising=False)
    return folder


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.name)
def test_the_installed_models_are_those_of_this_version(model: Model) -> None:
    assert verify_model(model) == real(model)


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.name)
def test_a_bundle_has_them_inside(bundle: Path, model: Model) -> None:
    assert verify_model(model) == bundle / model.package / model.path


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.name)
def test_one_flipped_bit_is_damage(bundle: Path, model: Model) -> None:
    path = bundle / model.package / model.path
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelDamaged, match=model.name):
        verify_model(model)


@pytest.mark.parametrize("kept", [0, 1, -1], ids=["empty", "one byte", "all but one byte"])
def test_a_truncated_model_is_damaged(bundle: Path, kept: int) -> None:
    path = bundle / NETWORK.package / NETWORK.path
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ModelDamaged, match=NETWORK.name):
        verify_model(NETWORK)


def test_a_folder_in_its_place_is_damage(bundle: Path) -> None:
    path = bundle / NETWORK.package / NETWORK.path
    path.unlink()
    path.mkdir()
    with pytest.raises(ModelDamaged, match=NETWORK.name):
        verify_model(NETWORK)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_model_that_may_not_be_read_is_damaged(bundle: Path) -> None:
    (bundle / NETWORK.package / NETWORK.path).chmod(0)
    with pytest.raises(ModelDamaged, match=NETWORK.name):
        verify_model(NETWORK)


def test_a_missing_model_is_named(bundle: Path) -> None:
    (bundle / NETWORK.package / NETWORK.path).unlink()
    with pytest.raises(ModelMissing, match=NETWORK.name):
        verify_model(NETWORK)


def test_a_missing_package_is_named() -> None:
    with pytest.raises(ModelMissing, match="no_such_package"):
        verify_model(Model("no_such_package", "models/a.dat", ""))


def test_a_bundle_without_the_package_lacks_the_model(bundle: Path) -> None:
    with pytest.raises(ModelMissing, match=r"a\.dat"):
        verify_model(Model("no_such_package", "models/a.dat", ""))


@pytest.mark.parametrize("start", ["", "bazel-bin"])
def test_another_model_in_the_working_folder_is_refused(tmp_path: Path, start: str) -> None:
    planted = tmp_path / start / NETWORK.package / NETWORK.path
    planted.parent.mkdir(parents=True)
    planted.write_bytes(b"a network that sees faces everywhere")
    with pytest.raises(ModelDamaged, match="working folder"):
        verify_model(NETWORK)
    planted.write_bytes(real(NETWORK).read_bytes())
    assert verify_model(NETWORK) == real(NETWORK)


def overlay(folder: Path, model: Model) -> Path:
    """The installed package again, of links, but with a model of its own that is damaged."""
    source, target = real(model), folder / model.package / model.path
    original = source
    while original.name != model.package:
        original, target = original.parent, target.parent
        target.mkdir(parents=True, exist_ok=True)
        for entry in original.iterdir():
            if entry not in (source, *source.parents):
                (target / entry.name).symlink_to(entry)
    damaged = folder / model.package / model.path
    damaged.write_bytes(source.read_bytes()[:-1])
    return damaged


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize(
    ("model", "load"),
    [
        (NETWORK, "from kiosk.vision.face_mesh import FaceMesh; FaceMesh(still=True)"),
        (STILL_FACES[-1], "from kiosk.vision.photo_faces import PhotoFaceFinder; PhotoFaceFinder()"),
        (SFACE, "from kiosk.vision.onnx_descriptor import load_sface; load_sface()"),
        (DESCRIPTOR, "from kiosk.vision.dlib_descriptor import DlibDescriptorModel; DlibDescriptorModel()"),
    ],
)
def test_whoever_uses_a_model_looks_at_it_first(tmp_path: Path, model: Model, load: str) -> None:
    overlay(tmp_path, model)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    done = subprocess.run(
        [sys.executable, "-c", load], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert f"ModelDamaged: {model.name}" in done.stderr
