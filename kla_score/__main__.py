"""Run the command line, as ``kla-score`` or with ``python -m kla_score``."""

import sys


def run() -> None:
    """Run the command line; somebody may interrupt it before it is even loaded."""
    try:
        from kla_score import cli  # noqa: PLC0415 - takes a third of a second

        cli.run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
