"""
Results for people and machines.

A result becomes one neutral `document.Document`; a format only ever sees a `Document`. A new format is one file beside
this one and one line in `formats`.
"""
