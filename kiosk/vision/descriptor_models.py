"""Which model faces are compared by."""

from pathlib import Path

from kiosk.vision.descriptor import DescriptorModel
from kiosk.vision.dlib_descriptor import DlibDescriptorModel
from kiosk.vision.onnx_descriptor import OnnxDescriptorModel


def load_descriptor_model(model: Path | None) -> DescriptorModel:
    """The network of this ONNX file, without one dlib's; raises ModelMissing and ModelDamaged."""
    return DlibDescriptorModel() if model is None else OnnxDescriptorModel(model)
