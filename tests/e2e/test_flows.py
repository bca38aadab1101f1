"""A day at a branch with this machine's own engines, over HTTP."""

import contextlib
from pathlib import Path

from kiosk.backend.build.local import build_local
from kiosk.backend.engines.local.load import load_engines
from kiosk.settings import load
from kiosk.terminal.client.backend import BackendClient
from tests.e2e.flows import Branch, spend_a_day, staff_pins
from tests.factories.terminals import ANYBODY
from tests.fakes.served_backend import served


def test_customers_come_and_go(tmp_path: Path) -> None:
    engine, engines = load_engines("")
    settings = load(
        data_dir=tmp_path / "data",
        allow_synthetic=True,
        consent_elsewhere=True,
        staff_pins=staff_pins(),
        terminals=ANYBODY,
    )
    with (
        build_local(settings, engine, engines) as service,
        served(service, settings) as url,
        contextlib.closing(BackendClient(url, read_timeout_s=30.0)) as client,
    ):
        spend_a_day(Branch(service, client))
    written = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    for word in (b"SPECIMEN", b"UT0123456", b"\xff\xd8\xff\xe0", b"twins"):
        assert word not in written
