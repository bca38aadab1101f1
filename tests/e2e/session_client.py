"""The sample's client before a backend whose challenge completes a liveness session."""

import time

from tests.e2e.sample_client import SampleClient
from tests.fakes.wire import Answer, Wire, call


class InRealTime:
    """The clock on the wall."""

    def __init__(self) -> None:
        self.time_s = time.monotonic()

    def wait(self, seconds: float) -> bool:
        time.sleep(seconds)
        self.time_s = time.monotonic()
        return False


class SessionClient(SampleClient):
    """The sample's client, told which liveness session it completes; it asks for the verdict whatever it saw."""

    def __init__(self, wire: Wire, session_id: str) -> None:
        super().__init__(wire, InRealTime(), insists=True)
        self._session_id = session_id

    def start(self) -> Answer:
        return call(self._wire, "POST", "/challenge/start", {"userId": "u", "sessionId": self._session_id, **self.size})
