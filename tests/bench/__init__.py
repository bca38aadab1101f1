"""Measurements, run by `uv run python -m tests.bench`; never part of the test run."""
