"""What published programs read of `Attributes=ALL` without asking whether it is there, by an unmodified client."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.factories.eyewear import with_frames, with_sunglasses
from tests.unit.rekognition_local.server import Image, Local, jpeg, portrait, running

READ_BY_AMAZONS_SAMPLES = (
    "Smile", "Eyeglasses", "Sunglasses", "Gender", "Beard", "Mustache", "EyesOpen", "MouthOpen", "FaceOccluded",
)  # fmt: skip


@pytest.fixture(scope="module")
def generous(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    """One that answers what it has not measured, too."""
    with running(tmp_path_factory.mktemp("generous"), with_unmeasured=True) as found:
        yield found


def seen(local: Local, bgr: Image) -> Any:
    (face,) = local.client().detect_faces(Image={"Bytes": jpeg(bgr)}, Attributes=["ALL"])["FaceDetails"]
    return face


def test_the_samples_of_the_documentation_run(generous: Local) -> None:
    """The way in which the service's guide and its code examples read an answer."""
    face = seen(generous, portrait())
    assert (
        f"between {face['AgeRange']['Low']} and {face['AgeRange']['High']} years old" == "between 0 and 120 years old"
    )
    for name in READ_BY_AMAZONS_SAMPLES:
        assert isinstance(face[name]["Value"], bool | str)
        assert 0 <= face[name]["Confidence"] <= 100
    assert max(face["Emotions"], key=lambda emotion: emotion["Confidence"])["Type"] == "UNKNOWN"
    assert {face[name]["Confidence"] for name in ("Gender", "Beard", "Mustache")} == {0.0}, "nobody measured them"


def test_what_is_made_up_is_no_value_that_the_service_could_not_give(generous: Local) -> None:
    face, model = seen(generous, portrait()), generous.client().meta.service_model
    assert face["Gender"]["Value"] in model.shape_for("GenderType").enum  # type: ignore[attr-defined]
    assert {each["Type"] for each in face["Emotions"]} <= {*model.shape_for("EmotionName").enum}  # type: ignore[attr-defined]


def test_faces_that_are_indexed_have_them_too(generous: Local) -> None:
    client = generous.client()
    client.create_collection(CollectionId="c")
    answer = client.index_faces(CollectionId="c", Image={"Bytes": jpeg(portrait())}, DetectionAttributes=["ALL"])
    detail = answer["FaceRecords"][0]["FaceDetail"]
    assert detail["AgeRange"] == {"Low": 0, "High": 120}
    assert "Sunglasses" in detail


def test_one_that_is_asked_for_alone(generous: Local) -> None:
    (face,) = generous.client().detect_faces(Image={"Bytes": jpeg(portrait())}, Attributes=["GENDER"])["FaceDetails"]
    assert "Gender" in face
    assert "AgeRange" not in face


def test_a_smile_and_no_glasses(local: Local) -> None:
    face = seen(local, portrait())
    assert not {"AgeRange", "Gender", "Emotions", "Beard", "Mustache"} & set(face)
    assert (face["Eyeglasses"]["Value"], face["Sunglasses"]["Value"]) == (False, False)
    assert 50 <= face["Eyeglasses"]["Confidence"] <= 70, "wire rims are not seen"


@pytest.mark.parametrize(("draw", "sunglasses"), [(with_frames, False), (with_sunglasses, True)])
def test_glasses(local: Local, draw: Any, sunglasses: bool) -> None:
    face = seen(local, np.asarray(draw(portrait()), dtype=np.uint8))
    assert face["Eyeglasses"]["Value"] is True
    assert face["Sunglasses"]["Value"] is sunglasses
