"""The command line."""

from kla_score.cli.help_texts import COMMANDS
from kla_score.cli.main import main, make_app, run

__all__ = ["COMMANDS", "main", "make_app", "run"]
