"""The hue of light, which a camera's automatic exposure and a room that grows darker leave as it is."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def measure_hue(light: Floats, dark: float) -> Floats:
    """Return natural logarithms of linear light, less their mean over the channels, which are the last axis.

    Less light than `dark` in a channel is taken for as much.
    """
    logarithms = np.log(np.maximum(light, dark))
    return np.asarray(logarithms - logarithms.mean(axis=-1, keepdims=True))
