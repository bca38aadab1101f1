"""False accept and false reject rates of every model of faces on labelled pairs, and how its scale was fitted.

No set of a thousand pairs shows a rate of one in ten thousand. What lies below is extrapolated: the nearest 5 % of
strangers are fitted by an exponential tail, whose logarithm is a straight line.
"""

import csv
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from math import exp, log, sqrt
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.backend.engines.local.face_comparer import LocalFaceComparer
from kiosk.domain.images.jpeg import START_OF_IMAGE
from kiosk.domain.images.png import PNG_MAGIC
from kiosk.vision.descriptor import DescriptorModel
from kiosk.vision.descriptor_models import INCLUDED, load_descriptor_model
from tests.bench.table import Row

THRESHOLDS: Mapping[int, float] = {80: 0.01, 95: 0.001, 99: 0.0001}
"""Similarities, and the shares of strangers that are meant to reach them."""
TAIL = 0.05
Distances = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Distances of the pairs of one person, by kind of picture, and of those of strangers."""

    same: Mapping[str, Distances]
    different: Distances

    @property
    def all_same(self) -> Distances:
        """Of all kinds."""
        return np.concatenate([*self.same.values()])


def rows(testdata: Path, model: Path | None) -> Iterator[Row]:
    """Every model in turn: those that are included, and the network of this file."""
    if not (testdata / "pairs.tsv").is_file():
        yield Row("every model", "skipped: there are no labelled pairs; see KIOSK_TESTDATA", "", "")
        return
    for name in list_models(model):
        descriptor_model = load_descriptor_model(name)
        yield from _rows(descriptor_model, measured(descriptor_model, testdata))
    if model is None:
        yield Row("the network in an ONNX file", "skipped: there is no file; see KIOSK_TEST_MODEL", "", "")


def measured(descriptor_model: DescriptorModel, testdata: Path) -> Pairs:
    """Describe every picture once and compare the labelled pairs."""
    with (testdata / "pairs.tsv").open(encoding="utf-8") as file:
        pairs = list(csv.DictReader(file, delimiter="\t"))
    names = sorted({pair[side] for pair in pairs for side in ("a", "b")})
    with closing(LocalFaceComparer(descriptor_model)) as comparer:
        values = {name: _described(comparer, testdata / name) for name in names}
    same, different = defaultdict[str, list[float]](list), list[float]()
    for pair in pairs:
        distance = float(np.linalg.norm(values[pair["a"]] - values[pair["b"]]))
        (same[_kind(pair["a"], pair["b"])] if pair["same"] == "1" else different).append(distance)
    return Pairs({kind: np.array(each) for kind, each in same.items()}, np.array(different))


def _described(comparer: LocalFaceComparer, path: Path) -> Distances:
    image = path.read_bytes()
    if not image.startswith((START_OF_IMAGE, PNG_MAGIC)):
        # One of them is WebP under another name.
        image = cv2.imencode(".png", np.asarray(cv2.imread(str(path)), dtype=np.uint8))[1].tobytes()
    return np.array(comparer.describe(image, comparer.faces(image)[0].face).values)


def _kind(a: str, b: str) -> str:
    folders = sorted({str(Path(name).parent) for name in (a, b)})
    return " and ".join(folders)


def _rows(descriptor_model: DescriptorModel, pairs: Pairs) -> Iterator[Row]:
    name, scale, same = descriptor_model.model_id, descriptor_model.scale, pairs.all_same
    yield Row(f"{name}: pairs", f"{len(same)} of one person, {len(pairs.different)} of strangers", "", "")
    for threshold, meant in THRESHOLDS.items():
        at = scale.distance(threshold)
        accepted, rejected = int((pairs.different <= at).sum()), int((same > at).sum())
        tail = f"{_tail(pairs.different, at):.2g} by the tail, meant {meant:.2g}"
        yield Row(f"FAR at {threshold} (distance {at:g})", _rate(accepted, len(pairs.different)), tail, "")
        yield Row(f"FRR at {threshold}", _rate(rejected, len(same)), "", "")
    rate, at = _equal_error(same, pairs.different)
    yield Row("equal error rate", f"{rate:.1%}", f"similarity {scale.similarities(np.array([at]))[0]:.0f}", "")
    for far in (0.01, 0.001):
        at = float(np.quantile(pairs.different, far))
        yield Row(f"TAR at FAR {far:.1%}", _rate(int((same <= at).sum()), len(same)), f"distance {at:.3f}", "")
    for kind, distances in sorted(pairs.same.items()):
        rejected = int((distances > scale.distance(95)).sum())
        yield Row(f"FRR at 95, {kind}", _rate(rejected, len(distances)), "", "")
    yield Row("strangers", f"{pairs.different.mean():.3f} apart, deviation {pairs.different.std():.3f}", "", "")


def _rate(count: int, of: int) -> str:
    low, high = wilson(count, of)
    return f"{count / of:.2%} ({count}/{of}; {low:.2%}-{high:.2%})"


def wilson(count: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, 1927)."""
    share, centre = count / of, count / of + z * z / (2 * of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    below, above = ((centre + sign * spread) / (1 + z * z / of) for sign in (-1, 1))
    return max(below, 0.0), min(above, 1.0)


def _tail(different: Distances, at: float) -> float:
    """Share of strangers nearer than this by an exponential tail below the nearest 5 %, counted above it."""
    start = float(np.quantile(different, TAIL))
    if at >= start:
        return float((different <= at).mean())
    mean_excess = float((start - different[different < start]).mean())
    return exp(log(TAIL) - (start - at) / mean_excess)


def _equal_error(same: Distances, different: Distances) -> tuple[float, float]:
    candidates: Sequence[float] = sorted([*same.tolist(), *different.tolist()])
    errors = [(float((different <= at).mean()), float((same > at).mean()), at) for at in candidates]
    far, frr, at = min(errors, key=lambda error: abs(error[0] - error[1]))
    return (far + frr) / 2, at


def list_models(model: Path | None) -> Sequence[str]:
    """What the setting may be: those that are included, and this file if there is one."""
    return [*INCLUDED, *([str(model)] if model else [])]


def configured_model() -> Path | None:
    """The ONNX file of the environment, or that beside the test data."""
    beside = Path(__file__).parents[3] / "shared" / "models" / "mobileface_v2.onnx"
    path = Path(os.environ.get("KIOSK_TEST_MODEL", beside))
    return path if path.is_file() else None
