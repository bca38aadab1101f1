"""Frames on their way to the backend: encoded to size, numbered, sent from a thread of their own."""
