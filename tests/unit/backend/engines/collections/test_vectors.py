"""The vector that stands for a user."""

import numpy as np
import pytest

from kiosk.backend.engines.collections.vectors import WeightedVector, user_vector
from tests.fakes.collection_engine import LENGTH, person, photo


def vectors(*each: "np.typing.NDArray[np.float64]") -> list[WeightedVector]:
    return [WeightedVector(vector.astype(np.float32)) for vector in each]


def test_it_is_as_long_as_the_faces_are_on_average() -> None:
    long, short = person(1) * 1.5, photo(1, 1, 0.8) * 0.5
    lengths = [float(np.linalg.norm(vector)) for vector in (long, short)]
    assert np.linalg.norm(user_vector(vectors(long, short))) == pytest.approx(np.mean(lengths), rel=1e-5)
    # The bare mean of strangers is shorter by a third.
    assert np.linalg.norm(user_vector(vectors(person(1), person(2)))) == pytest.approx(LENGTH, rel=1e-5)


def test_it_points_where_the_faces_point_on_average() -> None:
    faces = [photo(1, shot) for shot in range(4)]
    mean, found = np.mean(faces, axis=0), user_vector(vectors(*faces))
    assert found @ mean == pytest.approx(np.linalg.norm(found) * np.linalg.norm(mean), rel=1e-5)


def test_faces_that_cancel_out_point_nowhere() -> None:
    assert not user_vector(vectors(person(1), -person(1))).any()


def test_a_face_counts_by_its_weight() -> None:
    good, poor = person(1), person(2)
    found = user_vector([WeightedVector(good.astype(np.float32), 1.0), WeightedVector(poor.astype(np.float32), 0.25)])
    mean = good + 0.25 * poor
    assert found @ mean == pytest.approx(np.linalg.norm(found) * np.linalg.norm(mean), rel=1e-5)
