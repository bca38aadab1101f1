"""Runs first in the frozen program: OpenCV must not call its FFmpeg, whose place empty libraries take on Linux."""

import os

os.environ["OPENCV_VIDEOIO_PRIORITY_FFMPEG"] = "0"
