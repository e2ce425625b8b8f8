"""Run the command line with ``python -m kla_score``."""

from kla_score.cli import run

if __name__ == "__main__":
    run()
