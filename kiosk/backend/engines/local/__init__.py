"""Adapters that need nothing but this machine: SQLite, encrypted files, MediaPipe and dlib."""
