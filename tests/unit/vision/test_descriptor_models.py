"""Both models on real faces; the configured one is not part of the repository, and skipped without it."""

import os
from pathlib import Path

import numpy as np
import pytest

from kiosk.backend.engines.local.face_engine import LocalFaceEngine
from kiosk.backend.ports import Descriptor
from kiosk.domain.faces.face_detail import Point
from kiosk.errors import AnalysisFailed, ModelDamaged, ModelMissing
from kiosk.rekognition_local.analyser import FaceAnalyser
from kiosk.vision.descriptor import DescriptorModel, Scale
from kiosk.vision.descriptor_models import INCLUDED_IDS, load_descriptor_model
from kiosk.vision.dlib_descriptor import SCALE, DlibDescriptorModel
from kiosk.vision.network_description import MEASURED, SIDE_PX
from kiosk.vision.onnx_descriptor import OnnxDescriptorModel, align_face, load_network, load_sface
from tests.factories import pictures
from tests.factories.faces import head
from tests.factories.pictures import Picture, jpeg

MODEL = Path(os.environ.get("KIOSK_TEST_MODEL", Path(__file__).parents[4] / "shared" / "models" / "mobileface_v2.onnx"))


@pytest.fixture(scope="module")
def network() -> OnnxDescriptorModel:
    if not MODEL.is_file():
        pytest.skip("there is no ONNX model here")
    return load_network(MODEL)


@pytest.fixture(scope="module")
def dlib() -> DlibDescriptorModel:
    return DlibDescriptorModel()


@pytest.fixture(scope="module")
def engine(dlib: DlibDescriptorModel) -> LocalFaceEngine:
    return LocalFaceEngine(dlib)


def described(engine: LocalFaceEngine, picture: Picture) -> Descriptor:
    image = jpeg(picture)
    (face,) = engine.detect(image)
    return engine.describe(image, face)


@pytest.mark.parametrize("scale", [SCALE, *(network.scale for network in MEASURED.values())])
def test_similarities_fall_and_lead_back_to_distances(scale: Scale) -> None:
    distances = np.linspace(0, 3, 301)
    similarities = scale.similarities(distances)
    assert similarities[0] == 100
    assert similarities[-1] == 0
    assert (np.diff(similarities[similarities > 0]) < 0).all()
    for similarity in (99.9, 99.0, 95.0, 90.0, 80.0, 30.0):
        distance = np.array([scale.distance(similarity)])
        assert scale.similarities(distance)[0] == pytest.approx(similarity)


def test_a_network_tells_people_apart(engine: LocalFaceEngine, network: OnnxDescriptorModel) -> None:
    other = LocalFaceEngine(network)
    original, stranger = described(other, pictures.astronaut()), described(other, pictures.grace_hopper())
    turned = described(other, pictures.darker(pictures.turned(pictures.astronaut(), 8)))
    assert np.linalg.norm(original.values) == pytest.approx(1)
    assert len(original.values) == 256
    assert other.similarity(original, original) == 100
    assert other.similarity(original, turned) > 95
    assert other.similarity(original, stranger) < 80


def test_descriptors_of_different_models_are_not_compared(
    engine: LocalFaceEngine, network: OnnxDescriptorModel
) -> None:
    other = LocalFaceEngine(network)
    a, b = described(engine, pictures.astronaut()), described(other, pictures.astronaut())
    assert a.model_id != b.model_id
    for one in (engine, other):
        for pair in ((a, b), (b, a)):
            with pytest.raises(AnalysisFailed, match="different models"):
                one.similarity(*pair)


def test_descriptors_that_only_look_like_ours_are_not_compared(engine: LocalFaceEngine) -> None:
    values = tuple(float(value) for value in np.zeros(128))
    for ids in (("x", "x"), ("x", engine.model_id), (engine.model_id, "x")):
        with pytest.raises(AnalysisFailed, match="different models"):
            engine.similarity(*(Descriptor(model_id, values) for model_id in ids))


def test_versions_are_in_digits_and_dots_and_differ(dlib: DescriptorModel, network: DescriptorModel) -> None:
    assert dlib.version == "100.1"
    assert network.version.startswith("100.2.")
    assert network.version.replace(".", "").isdigit()
    assert network.model_id == "mobileface-v2-6707e8127b8739cb"
    analyser = FaceAnalyser(network)
    assert analyser.model_version == network.version
    analyser.close()


def test_which_model_is_a_setting(tmp_path: Path) -> None:
    assert load_descriptor_model().model_id == "sface-2021dec-fb143eea07838aa5" == INCLUDED_IDS["sface"]
    assert isinstance(load_descriptor_model("dlib"), DlibDescriptorModel)
    with pytest.raises(ModelMissing, match=r"gone\.onnx"):
        load_descriptor_model(str(tmp_path / "gone.onnx"))
    (tmp_path / "other.onnx").write_bytes(b"something")
    with pytest.raises(ModelDamaged, match=r"other\.onnx"):
        load_descriptor_model(str(tmp_path / "other.onnx"))


def test_sface_tells_people_apart() -> None:
    engine = LocalFaceEngine(load_sface())
    original, stranger = described(engine, pictures.astronaut()), described(engine, pictures.grace_hopper())
    turned = described(engine, pictures.darker(pictures.turned(pictures.astronaut(), 8)))
    assert np.linalg.norm(original.values) == pytest.approx(1)
    assert len(original.values) == 128
    assert engine.similarity(original, original) == 100
    assert engine.similarity(original, turned) > 99
    # 49 to 51, by the processor's instructions; one pair of strangers in a hundred reaches 80.
    assert engine.similarity(original, stranger) < 60


def test_a_face_is_aligned_wherever_it_is(engine: LocalFaceEngine) -> None:
    crops = []
    for picture in (pictures.astronaut(), pictures.turned(pictures.astronaut(), 25)):
        (face,) = engine.detect(jpeg(picture))
        crops.append(align_face(np.ascontiguousarray(picture[..., ::-1]), face.landmarks).astype(float))
    assert crops[0].shape == (SIDE_PX, SIDE_PX, 3)
    assert np.abs(crops[0] - crops[1])[30:90, 30:90].mean() < 15


def test_landmarks_in_one_place_are_no_face() -> None:
    with pytest.raises(ValueError, match="aligned"):
        align_face(np.zeros((100, 100, 3), np.uint8), dict.fromkeys(head().landmarks, Point(0.5, 0.5)))
