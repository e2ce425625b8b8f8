"""Run the command line, as ``kla-score`` or with ``python -m kla_score``."""

import gc
import sys


def run() -> None:
    """Run the command line; somebody may interrupt it before it is even loaded."""
    # Modules and sheets leave hardly any cycle behind; looking for one after each 700 new objects takes long.
    gc.set_threshold(50_000)
    try:
        from kla_score import cli  # noqa: PLC0415 - takes a third of a second

        cli.run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
