"""A process of little memory that decodes damaged pictures: `python -m tests.unit.vision.decode_mutations N COUNT`.

It prints, as JSON, how many passed the check and how much memory the process took on top of what it had before.
"""

import json
import resource
import sys
import time
from collections import Counter
from itertools import islice
from pathlib import Path

import cv2

from kiosk.domain.images.limits import check_picture
from kiosk.errors import ImageError, ImageTruncated
from kiosk.vision.decoding import decode
from tests.factories.mutated_pictures import mutations

ROOM_BYTES = 640 * 1024 * 1024
"""A picture of 25 megapixels has 75 MB, its coefficients in a progressive JPEG file 150 MB more, and it is turned."""


def main(number: int, count: int) -> None:
    """Decode so many damaged pictures."""
    cv2.setNumThreads(1)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + ROOM_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    before, ends, slowest_s = _peak_mb(), Counter[str](), 0.0
    for file in islice(mutations(number), count):
        started_s = time.process_time()
        ends[_end(file)] += 1
        slowest_s = max(slowest_s, time.process_time() - started_s)
    said = {"ends": ends, "peak_mb": _peak_mb() - before, "slowest_s": round(slowest_s, 2)}
    sys.stdout.write(json.dumps(said) + "\n")


def _end(file: bytes) -> str:
    try:
        picture = check_picture(file)
    except ImageError as error:
        return type(error).__name__
    try:
        decode(picture)
    except ImageTruncated as error:
        cause = str(error.__cause__).lower()
        return "out of memory" if "memory" in cause or "alloc" in cause else "not decoded"
    return "decoded"


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
