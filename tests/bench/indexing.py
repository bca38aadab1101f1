"""Enrolling a list of customers against the same engine's work alone: finding and describing each face."""

import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

from kiosk.backend.build.local_enrolment import PARALLEL, open_enrolment_context, open_enrolment_service
from kiosk.backend.engines.local.face_comparer import LocalFaceComparer
from kiosk.backend.enrolment.batch import Batch
from kiosk.backend.enrolment.batch import BatchRow as ListRow
from kiosk.backend.stores.files.master_key import load_keys
from kiosk.settings import load
from kiosk.vision.descriptor import DescriptorModel
from kiosk.vision.descriptor_models import load_descriptor_model
from tests.bench.matching import list_models
from tests.bench.table import Row
from tests.factories import pictures

ROUNDS, CUSTOMERS = 8, 12
"""Rounds of both, one after the other, so that a busy machine slows both."""
UNREACHED = 100.1
"""Everybody is searched for duplicates, and nobody is found although all are one person."""


def rows(model: Path | None = None) -> Iterator[Row]:
    """With the models that are included, and with that of a file if there is one."""
    for name in list_models(model):
        descriptor_model = load_descriptor_model(name)
        yield _row(descriptor_model, descriptor_model.model_id)


def _row(descriptor_model: DescriptorModel, name: str) -> Row:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        images = _images(Path(folder) / "images")
        settings = load(data_dir=Path(folder) / "kiosk")
        bare, own = (stack.enter_context(closing(LocalFaceComparer(descriptor_model))) for _ in range(2))
        parts = open_enrolment_context(settings, load_keys(settings.data_dir), [own], time.time, stack)
        batch = Batch(open_enrolment_service(parts, stack), Path(folder), parts.parallelism, UNREACHED)
        bare_s, batch_s = 0.0, 0.0
        for start in range(0, len(images), CUSTOMERS):
            part = images[start : start + CUSTOMERS]
            bare_s += _bare_s(bare, part)
            batch_s += _batch_s(batch, part)
    count = len(images)
    return Row(
        f"batch enrolment of {count} customers, {name}",
        f"{count / batch_s:.2f} images a second",
        f"{count / bare_s:.2f} found and described alone",
        f"{bare_s / batch_s:.2f}",
    )


def _images(folder: Path) -> list[Path]:
    """As many different pictures of one person as are needed."""
    folder.mkdir()
    paths = [folder / f"{number}.jpg" for number in range(ROUNDS * CUSTOMERS)]
    for number, path in enumerate(paths):
        path.write_bytes(pictures.jpeg(pictures.turned(pictures.astronaut(), number * 0.1)))
    return paths


def _bare_s(engine: LocalFaceComparer, paths: list[Path]) -> float:
    def describe(path: Path) -> None:
        image = path.read_bytes()
        engine.describe(image, engine.faces(image)[0].face)

    began_s = time.perf_counter()
    with ThreadPoolExecutor(PARALLEL) as executor:
        list(executor.map(describe, paths))
    return time.perf_counter() - began_s


def _batch_s(batch: Batch, paths: list[Path]) -> float:
    listed = [ListRow(line, f"customer {path.stem}", str(path)) for line, path in enumerate(paths)]
    began_s = time.perf_counter()
    end = batch.run(listed, len(listed), lambda _: None)
    assert end.enrolled == len(paths), end
    return time.perf_counter() - began_s
