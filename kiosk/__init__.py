"""The kiosk: establishes that the person before the terminal is alive and is who their document says."""

__version__ = "0.1.0"
