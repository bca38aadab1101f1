"""The rules, shared by terminal and backend: no clock, no I/O, no randomness, no thread."""
