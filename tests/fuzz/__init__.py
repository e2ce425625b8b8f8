"""
Fuzzing: good files, damaged at random, and promises for any file.

``python -m tests.fuzz --seconds 1200`` runs it for long. Put each failing file into ``found``, whose files every run of
the tests tries again.
"""
