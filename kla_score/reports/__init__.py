"""
Results for people and machines.

A result becomes one neutral `document.Document`, and formats depend only on `Document`. To add a format, add one file
in `formats`.
"""
