"""The command line of kla-score."""

from kla_score.cli.main import main
from kla_score.cli.shared import app

__all__ = ["app", "main"]
