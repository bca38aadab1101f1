"""Reads networks of TensorFlow Lite as MediaPipe brings them: their operators, shapes and numbers."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.errors import ModelDamaged
from kiosk.vision.mediapipe_import import import_without_plotting

Array = NDArray[Any]
_OPTIONS: Mapping[str, str] = {
    "CONV_2D": "Conv2DOptions",
    "DEPTHWISE_CONV_2D": "DepthwiseConv2DOptions",
    "MAX_POOL_2D": "Pool2DOptions",
    "ADD": "AddOptions",
    "CONCATENATION": "ConcatenationOptions",
}
_DEQUANTIZE = "DEQUANTIZE"


@dataclass(frozen=True, slots=True)
class Operator:
    """One step of a network; tensors are numbers."""

    kind: str
    """TensorFlow Lite's name, such as CONV_2D."""
    inputs: tuple[int, ...]
    output: int
    options: Mapping[str, int]
    """By the names of TensorFlow Lite's schema, such as StrideH."""


@dataclass(frozen=True, slots=True)
class TfliteGraph:
    """A network, in the order in which it is computed."""

    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    operators: tuple[Operator, ...]
    shapes: Mapping[int, tuple[int, ...]]
    constants: Mapping[int, Array]
    """Numbers by tensor; those that are stored in 16 bits are given in 32."""


def read_tflite(data: bytes) -> TfliteGraph:
    """Read the first graph of a .tflite file; raises ModelDamaged for what MediaPipe's schema does not know."""
    schema = _load_schema()
    try:
        model = schema.Model.GetRootAsModel(data, 0)
        graph = model.Subgraphs(0)
        constants = dict(_constants(schema, model, graph))
        operators = [_operator(schema, model, graph.Operators(number)) for number in range(graph.OperatorsLength())]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, struct.error) as error:
        raise ModelDamaged("a network cannot be read") from error
    for each in operators:
        if each.kind == _DEQUANTIZE and each.inputs[0] in constants:
            constants[each.output] = constants[each.inputs[0]].astype(np.float32)
    return TfliteGraph(
        _numbers(graph.InputsAsNumpy()),
        _numbers(graph.OutputsAsNumpy()),
        tuple(each for each in operators if each.output not in constants),
        {number: _shape(graph.Tensors(number)) for number in range(graph.TensorsLength())},
        constants,
    )


def _load_schema() -> Any:
    with import_without_plotting():
        from mediapipe.tasks.metadata import schema_py_generated
    return schema_py_generated


def _constants(schema: Any, model: Any, graph: Any) -> Iterator[tuple[int, Array]]:
    kinds = {schema.TensorType.FLOAT32: "<f4", schema.TensorType.FLOAT16: "<f2", schema.TensorType.INT32: "<i4"}
    for number in range(graph.TensorsLength()):
        tensor = graph.Tensors(number)
        buffer = model.Buffers(tensor.Buffer())
        if buffer.DataLength():
            flat = np.frombuffer(buffer.DataAsNumpy().tobytes(), kinds[tensor.Type()])
            yield number, flat.reshape(_shape(tensor))


def _operator(schema: Any, model: Any, operator: Any) -> Operator:
    names = {code: name for name, code in vars(schema.BuiltinOperator).items() if isinstance(code, int)}
    code = model.OperatorCodes(operator.OpcodeIndex())
    # Old files have the code in the field that is deprecated.
    kind = names[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
    (output,) = _numbers(operator.OutputsAsNumpy())
    return Operator(kind, _numbers(operator.InputsAsNumpy()), output, _options(schema, kind, operator))


def _options(schema: Any, kind: str, operator: Any) -> Mapping[str, int]:
    name = _OPTIONS.get(kind)
    table = operator.BuiltinOptions()
    if name is None or table is None:
        return {}
    options = getattr(schema, name)()
    options.Init(table.Bytes, table.Pos)
    members = [member for member in vars(type(options)) if member[0].isupper() and not member.startswith("GetRootAs")]
    return {
        member: getattr(options, member)()
        for member in members
        if member not in ("Init",) and not member.endswith("BufferHasIdentifier")
    }


def _shape(tensor: Any) -> tuple[int, ...]:
    return _numbers(tensor.ShapeAsNumpy()) if tensor.ShapeLength() else ()


def _numbers(values: Sequence[int]) -> tuple[int, ...]:
    return tuple(int(value) for value in values)
