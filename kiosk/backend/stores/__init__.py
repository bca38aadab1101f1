"""Who keeps: databases, files and secrets, each by its technology."""
