"""The face model of pages: a graph that TensorFlow.js loads, made of MediaPipe's network."""

import json
import math

import pytest

from kiosk.errors import ModelDamaged
from kiosk.rekognition_local.streaming.page_model import FOLDER, MODEL, WEIGHTS, make_page_model, write_graph_model
from kiosk.rekognition_local.streaming.static_files import KINDS
from kiosk.vision.tflite_graph import Operator, TfliteGraph, read_tflite

BYTES = {"float32": 4, "int32": 4}


def test_the_model_is_a_whole_graph_with_the_output_that_pages_ask_for() -> None:
    files = make_page_model()
    model, weights = json.loads(files[FOLDER + MODEL]), files[FOLDER + WEIGHTS]
    nodes = {node["name"]: node for node in model["modelTopology"]["node"]}
    assert {name for node in nodes.values() for name in node.get("input", ())} <= set(nodes)
    assert nodes["Identity"]["op"] == "ConcatV2"
    (place,) = (node for node in nodes.values() if node["op"] == "Placeholder")
    assert [each["size"] for each in place["attr"]["shape"]["shape"]["dim"]] == ["1", "128", "128", "3"]
    (manifest,) = model["weightsManifest"]
    assert manifest["paths"] == [WEIGHTS]
    assert {each["name"] for each in manifest["weights"]} == {
        name for name, node in nodes.items() if node["op"] == "Const"
    }
    assert len(weights) == sum(math.prod(each["shape"]) * BYTES[each["dtype"]] for each in manifest["weights"])
    assert all(path.endswith(tuple(KINDS)) for path in files)


def test_a_step_that_pages_cannot_do_is_no_model() -> None:
    graph = TfliteGraph((0,), (1, 2), (Operator("SOFTMAX", (0,), 1, {}),), {0: (1,), 1: (1,), 2: (1,)}, {})
    with pytest.raises(ModelDamaged, match="SOFTMAX"):
        write_graph_model(graph)


@pytest.mark.parametrize("data", [b"", b"\x00" * 64, b"TFL3" * 40])
def test_what_is_no_network_is_not_read(data: bytes) -> None:
    with pytest.raises(ModelDamaged):
        read_tflite(data)
