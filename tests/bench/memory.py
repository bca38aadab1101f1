"""Memory of the backend over many whole sessions."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from kiosk.backend.build.local import build_local
from kiosk.backend.challenge.add_frame import FrameRequest
from kiosk.backend.challenge.start import StartRequest
from kiosk.backend.challenge.verify import VerifyRequest
from kiosk.backend.engines.local.load import load_engines
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.settings import load
from tests.bench.backend import attempt_jpegs
from tests.bench.table import Row
from tests.factories.terminals import ANYBODY

WARM_UP = 10


def rows(sessions: int) -> Iterator[Row]:
    """Whole sessions with the local engine, every one started, filled with frames and judged."""
    jpegs, sizes_mb = attempt_jpegs()[::2], list[float]()
    with tempfile.TemporaryDirectory() as folder:
        settings = load(data_dir=Path(folder), allow_synthetic=True, consent_elsewhere=True, terminals=ANYBODY)
        with build_local(settings, *load_engines("")) as service:
            for _ in range(sessions):
                request = StartRequest("bench", 640, 480, untrusted_synthetic=True)
                made = service.start_chosen(request, lambda name, *_: replace(challenge_at(name, 640, 480, 57, 5)))
                for sequence, jpeg in enumerate(jpegs):
                    frame = FrameRequest(made.challenge.id, made.token, jpeg, 0, sequence, Stage.CHALLENGE, None)
                    service.add_frame(frame)
                service.verify(VerifyRequest(made.challenge.id, made.token))
                sizes_mb.append(resident_mb())
    settled = sizes_mb[WARM_UP:]
    slope = float(np.polyfit(range(len(settled)), settled, 1)[0]) * 1000
    value = f"{settled[0]:.0f} MB to {settled[-1]:.0f} MB"
    yield Row(
        f"backend over {sessions} sessions",
        value,
        f"{settled[0]:.0f} MB after {WARM_UP}",
        f"{settled[-1] / settled[0]:.3f} ({slope:+.0f} MB per 1,000 by the fitted line)",
    )


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6
