"""Face liveness sessions, which the kiosk's own nose challenge completes."""
