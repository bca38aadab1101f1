"""Where a request comes from, as far as the backend knows by itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Who speaks for a device; nothing of it is the caller's own word."""

    address: str = ""
    """What counts as one caller on the network; empty inside of this process, which counts nobody."""
    terminal_known: bool = True
    """Whether a terminal's key or certificate was shown: whoever has none may call itself any device."""
    terminal_id: str = ""
    """Of the enrolled terminal whose signature was verified; empty for whoever signed nothing."""
