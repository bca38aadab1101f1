"""The service's face liveness stream: its framing, its signatures and its events, for both sides of it."""
