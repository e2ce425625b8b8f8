"""
Score a Kabupaten/Kota Layak Anak self-assessment.

The verbs are in `kla_score.api`; the command line is `kla_score.cli`.
"""

__version__ = "0.1.0"
