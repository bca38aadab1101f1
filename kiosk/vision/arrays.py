"""What pictures and points are in memory."""

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""Rows of pixels of three channels, RGB or BGR as whoever takes it says, or of one."""
Points = NDArray[np.float32]
"""Rows of x and y, in pixels or as shares of the picture, as whoever takes them says."""
