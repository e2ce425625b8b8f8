"""Run the command line, as ``kla-score`` or with ``python -m kla_score``."""

import gc
import sys


def run() -> None:
    """Run the command line. Exit quietly if it is interrupted while it loads."""
    # Modules and sheets leave few reference cycles. Searching for cycles after every 700 new objects is slow.
    gc.set_threshold(50_000)
    try:
        from kla_score import cli  # noqa: PLC0415 - takes a third of a second

        cli.run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
