"""Measurements of speed and memory, each run with ``python -m benchmarks.NAME``."""
