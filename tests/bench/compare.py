"""Comparing the faces of two pictures end to end, against the bare engine: found and described twice."""

import time
from collections.abc import Iterator
from contextlib import closing

import numpy as np

from kiosk.backend.engines.local.decode import decode_picture
from kiosk.backend.engines.local.face_comparer import LocalFaceComparer
from kiosk.vision.descriptor import DescriptorModel
from kiosk.vision.descriptor_models import load_descriptor_model
from kiosk.vision.face_mesh import measure_face
from kiosk.vision.photo_faces import PhotoFaceFinder
from tests.bench.matching import configured_model, list_models
from tests.bench.people import percentile
from tests.bench.table import Row
from tests.factories import pictures
from tests.factories.pictures import jpeg

REPEATS, WARM_UP = 20, 2


def rows() -> Iterator[Row]:
    """Files of 480 pixels' height in, a similarity out; a file is never seen twice, so that nothing is remembered."""
    for name in list_models(configured_model()):
        descriptor_model = load_descriptor_model(name)
        whole_s, bare_s = _times(descriptor_model)
        whole, bare = np.median(whole_s) * 1e3, np.median(bare_s) * 1e3
        yield Row(
            f"compare-faces, {descriptor_model.model_id}",
            f"{whole:.0f} ms, p95 {percentile(whole_s, 95) * 1e3:.0f} ms",
            f"{bare:.0f} ms bare engine",
            f"{whole / bare:.2f}",
        )


def _times(descriptor_model: DescriptorModel) -> tuple[list[float], list[float]]:
    files = [jpeg(pictures.astronaut()), jpeg(pictures.grace_hopper())]
    decoded = [decode_picture(file) for file in files]
    whole_s, bare_s = list[float](), list[float]()
    with closing(LocalFaceComparer(descriptor_model)) as comparer, PhotoFaceFinder() as finder:
        for number in range(REPEATS + WARM_UP):
            # Bytes behind the end of a picture change its digest and nothing else.
            source, target = (file + number.to_bytes(4) for file in files)
            began_s = time.perf_counter()
            comparer.compare(source, target)
            whole_s.append(time.perf_counter() - began_s)
            began_s = time.perf_counter()
            for rgb in decoded:
                (face,) = finder.find(rgb, 1)
                descriptor_model.describe(rgb, measure_face(face.points, rgb).landmarks)
            bare_s.append(time.perf_counter() - began_s)
    return whole_s[WARM_UP:], bare_s[WARM_UP:]
