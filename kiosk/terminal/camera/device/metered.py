"""A camera whose device is described and whose pictures are measured on their way."""

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from kiosk.terminal.camera.device.facts import CameraFacts, DeviceFacts
from kiosk.terminal.camera.device.meter import StreamMeter
from kiosk.terminal.camera.source import CameraSource, Frame


@runtime_checkable
class DescribedSource(Protocol):
    """A camera that knows its device once it delivers."""

    device_facts: DeviceFacts | None


class CameraWitness:
    """Knows what is known of the camera that films now; any thread may ask."""

    def __init__(self) -> None:
        self.meter = StreamMeter()
        self._source: CameraSource | None = None

    @property
    def facts(self) -> CameraFacts:
        """Of the camera that films, or filmed last."""
        source = self._source
        device = source.device_facts if isinstance(source, DescribedSource) else None
        return CameraFacts(device, self.meter.facts())

    def watch(self, open_source: Callable[[], CameraSource]) -> Callable[[], CameraSource]:
        """The same cameras, watched."""

        def open_watched() -> CameraSource:
            return _Watched(open_source(), self)

        return open_watched

    def begin(self, source: CameraSource) -> None:
        """Another camera films from now on."""
        self._source = source
        self.meter.begin()


class _Watched:
    """Implements `CameraSource`."""

    def __init__(self, source: CameraSource, witness: CameraWitness) -> None:
        self._source, self._witness = source, witness
        self.name, self.synthetic = source.name, source.synthetic

    def __enter__(self) -> Self:
        self._source.__enter__()
        self._witness.begin(self._source)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._source.__exit__(kind, error, trace)

    def frames(self) -> Iterator[Frame]:
        for frame in self._source.frames():
            # A live camera knows its name when it delivers.
            self.name = self._source.name
            self._witness.meter.observe(frame)
            yield frame
