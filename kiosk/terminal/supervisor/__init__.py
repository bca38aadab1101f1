"""What keeps a terminal running: a small process that starts it, watches it and starts it again."""
