"""Run the command line, as ``kla-score`` or with ``python -m kla_score``."""

import atexit
import gc
import sys


def run() -> None:
    """Run the command line. Exit quietly if it is interrupted while it loads."""
    # Modules and sheets leave few reference cycles. Searching for them after every 700 new objects, and in everything
    # that is left at the end, takes a quarter of the time.
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)
    try:
        from kla_score import cli  # noqa: PLC0415 - takes a third of a second

        cli.run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
