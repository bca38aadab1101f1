"""Which model faces are compared by."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from kiosk.vision.descriptor import DescriptorModel
from kiosk.vision.dlib_descriptor import DlibDescriptorModel
from kiosk.vision.network_description import SFACE
from kiosk.vision.onnx_descriptor import load_network, load_sface

DEFAULT = "sface"
INCLUDED: Mapping[str, Callable[[], DescriptorModel]] = MappingProxyType(
    {DEFAULT: load_sface, "dlib": DlibDescriptorModel}
)
"""Those that come with packages, by the names that settings have for them."""
INCLUDED_IDS: Mapping[str, str] = MappingProxyType({DEFAULT: SFACE.model_id, "dlib": DlibDescriptorModel.model_id})
"""What they are called in collections, known before they are loaded."""


def load_descriptor_model(model: str = "") -> DescriptorModel:
    """One that is included, or the network of this file: a description (TOML), or an ONNX file that we measured; the
    default without a name. Raises ModelMissing and ModelDamaged."""
    load = INCLUDED.get(model or DEFAULT)
    return load_network(Path(model)) if load is None else load()
