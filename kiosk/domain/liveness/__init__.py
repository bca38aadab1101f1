"""The rules of liveness: pure functions over frozen dataclasses, shared by the kiosk and the backend."""
