"""The face detector of web pages: MediaPipe's own, written down as TensorFlow.js reads graphs.

The service's component for React loads such a model from `config.faceModelUrl`, asks it for `Identity:0`, and expects
896 rows of a score, a box and six points. The network is the one that MediaPipe's wheel brings.
"""

import base64
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from kiosk.errors import ModelDamaged
from kiosk.vision.models import FACE_DETECTION, verify_model
from kiosk.vision.tflite_graph import Array, Operator, TfliteGraph, read_tflite

FOLDER = "/face-model/"
MODEL, WEIGHTS = "model.json", "weights.bin"
_OUTPUT = "Identity"
_SAME = 0
"""TensorFlow Lite's number of a padding that keeps the size."""

Node = dict[str, Any]


def make_page_model() -> Mapping[str, bytes]:
    """The model's two files by the path that they are served at; raises ModelMissing and ModelDamaged."""
    files = write_graph_model(read_tflite(verify_model(FACE_DETECTION).read_bytes()))
    return {FOLDER + name: data for name, data in files.items()}


def write_graph_model(graph: TfliteGraph) -> Mapping[str, bytes]:
    """Write a detector whose outputs are boxes and scores; raises ModelDamaged for steps that it does not know."""
    model = _GraphModel(graph)
    for operator in graph.operators:
        model.add(operator)
    return model.files()


class _GraphModel:
    def __init__(self, graph: TfliteGraph) -> None:
        self._graph = graph
        self._nodes: list[Node] = []
        self._weights: list[tuple[str, Array]] = []
        for number in graph.inputs:
            shape = _shape(graph.shapes[number])
            self._add(_name(number), "Placeholder", [], {"dtype": _FLOAT, "shape": {"shape": shape}})

    def add(self, operator: Operator) -> None:
        if operator.options.get("FusedActivationFunction", 0) or operator.kind not in _WRITERS:
            raise ModelDamaged(f"a network has a step that pages cannot do: {operator.kind}")
        _WRITERS[operator.kind](self, operator, _name(operator.output))

    def files(self) -> Mapping[str, bytes]:
        boxes, scores = sorted(self._graph.outputs, key=lambda number: -self._graph.shapes[number][-1])
        self.joined(_OUTPUT, [_name(scores), _name(boxes)], 2)
        manifest = [{"name": name, "shape": list(numbers.shape), "dtype": _KINDS[numbers.dtype.kind][1]}
                    for name, numbers in self._weights]  # fmt: skip
        document = {
            "format": "graph-model",
            "modelTopology": {"node": self._nodes, "library": {}, "versions": {}},
            "weightsManifest": [{"paths": [WEIGHTS], "weights": manifest}],
        }
        weights = b"".join(np.ascontiguousarray(numbers).tobytes() for _, numbers in self._weights)
        return MappingProxyType({MODEL: json.dumps(document).encode(), WEIGHTS: weights})

    def convolved(self, operator: Operator, name: str) -> None:
        kind = "Conv2D" if operator.kind == "CONV_2D" else "DepthwiseConv2dNative"
        # TensorFlow has last what TensorFlow Lite has first: output channels, or how many there are for each input.
        weights = self._graph.constants[operator.inputs[1]].transpose(1, 2, 3, 0)
        inputs = [_name(operator.inputs[0]), self._constant(f"{name}/weights", weights)]
        self._add(f"{name}/window", kind, inputs, {**_window(operator), "dilations": _list((1, 1, 1, 1))})
        bias = self._constant(f"{name}/bias", self._graph.constants[operator.inputs[2]])
        self._add(name, "BiasAdd", [f"{name}/window", bias], {"T": _FLOAT, "data_format": _text("NHWC")})

    def pooled(self, operator: Operator, name: str) -> None:
        options = operator.options
        size = {"ksize": _list((1, options["FilterHeight"], options["FilterWidth"], 1))}
        self._add(name, "MaxPool", [_name(operator.inputs[0])], {**_window(operator), **size})

    def summed(self, operator: Operator, name: str) -> None:
        self._add(name, "AddV2", [_name(number) for number in operator.inputs], {"T": _FLOAT})

    def cut_at_zero(self, operator: Operator, name: str) -> None:
        self._add(name, "Relu", [_name(operator.inputs[0])], {"T": _FLOAT})

    def padded(self, operator: Operator, name: str) -> None:
        padding = self._constant(f"{name}/padding", self._graph.constants[operator.inputs[1]])
        self._add(name, "Pad", [_name(operator.inputs[0]), padding], {"T": _FLOAT, "Tpaddings": _INT})

    def reshaped(self, operator: Operator, name: str) -> None:
        shape = self._constant(f"{name}/shape", np.array(self._graph.shapes[operator.output], dtype="<i4"))
        self._add(name, "Reshape", [_name(operator.inputs[0]), shape], {"T": _FLOAT, "Tshape": _INT})

    def concatenated(self, operator: Operator, name: str) -> None:
        self.joined(name, [_name(number) for number in operator.inputs], operator.options["Axis"])

    def joined(self, name: str, inputs: list[str], axis: int) -> None:
        """Put tensors one after another along an axis."""
        along = self._constant(f"{name}/axis", np.array(axis, dtype="<i4"))
        self._add(name, "ConcatV2", [*inputs, along], {"T": _FLOAT, "Tidx": _INT, "N": {"i": str(len(inputs))}})

    def _constant(self, name: str, numbers: Array) -> str:
        self._weights.append((name, numbers))
        kind = _KINDS[numbers.dtype.kind][0]
        tensor = {"dtype": kind, "tensorShape": _shape(numbers.shape)}
        self._add(name, "Const", [], {"dtype": {"type": kind}, "value": {"tensor": tensor}})
        return name

    def _add(self, name: str, kind: str, inputs: list[str], attributes: Mapping[str, Any]) -> None:
        node = {"name": name, "op": kind, "attr": attributes}
        self._nodes.append({**node, "input": inputs} if inputs else node)


_KINDS = {"f": ("DT_FLOAT", "float32"), "i": ("DT_INT32", "int32")}
_FLOAT, _INT = {"type": "DT_FLOAT"}, {"type": "DT_INT32"}
_WRITERS: Mapping[str, Callable[[_GraphModel, Operator, str], None]] = MappingProxyType(
    {
        "ADD": _GraphModel.summed,
        "CONCATENATION": _GraphModel.concatenated,
        "CONV_2D": _GraphModel.convolved,
        "DEPTHWISE_CONV_2D": _GraphModel.convolved,
        "MAX_POOL_2D": _GraphModel.pooled,
        "PAD": _GraphModel.padded,
        "RELU": _GraphModel.cut_at_zero,
        "RESHAPE": _GraphModel.reshaped,
    }
)


def _window(operator: Operator) -> Node:
    options = operator.options
    strides = _list((1, options["StrideH"], options["StrideW"], 1))
    padding = _text("SAME" if options["Padding"] == _SAME else "VALID")
    return {"T": _FLOAT, "data_format": _text("NHWC"), "padding": padding, "strides": strides}


def _name(number: int) -> str:
    return f"t{number}"


def _text(value: str) -> Node:
    return {"s": base64.b64encode(value.encode()).decode()}


def _list(values: tuple[int, ...]) -> Node:
    return {"list": {"i": [str(value) for value in values]}}


def _shape(sides: tuple[int, ...]) -> Node:
    return {"dim": [{"size": str(side)} for side in sides]}
