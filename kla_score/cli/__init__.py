"""The command line."""

from kla_score.cli.main import COMMANDS, main, make_app, run

__all__ = ["COMMANDS", "main", "make_app", "run"]
