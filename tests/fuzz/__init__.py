"""
Fuzzing: good files, damaged at random, and promises that hold for any file.

``python -m tests.fuzz --seconds 1200`` runs it for long; what it finds belongs into ``found``, whose files every run
of the tests tries again.
"""
