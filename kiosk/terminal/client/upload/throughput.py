"""How fast the line takes frames, and so how many of them may wait for it."""

BACKLOG_S = 1.0
"""What may wait takes about this long to send. The judge's clock runs from the first frame that arrives to the first in
the target, and a customer may take nearly all of that time."""


class Throughput:
    """Learns from each frame how long the next one will take; times are of one monotonic clock, in seconds."""

    def __init__(self) -> None:
        self._began_s: float | None = None
        self._took_s = 0.0

    def began(self, now_s: float) -> None:
        """A frame goes on the wire."""
        self._began_s = now_s

    def ended(self, now_s: float) -> None:
        """It has arrived."""
        if self._began_s is not None:
            self._took_s, self._began_s = now_s - self._began_s, None

    def room(self, now_s: float) -> int | None:
        """How many frames may wait; None for any number, while nothing is known of the line."""
        on_the_wire_s = 0.0 if self._began_s is None else now_s - self._began_s
        frame_s = max(self._took_s, on_the_wire_s)
        if frame_s <= 0:
            return None
        # A free line takes a frame at once.
        return max(int(BACKLOG_S / frame_s), int(self._began_s is None))
