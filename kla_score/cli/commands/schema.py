"""The command ``schema``."""

import sys

from kla_score import api
from kla_score.cli.shared import DebugOption
from kla_score.terminal import write_exact


def schema(*, debug: DebugOption = False) -> None:
    del debug
    write_exact(sys.stdout, api.schema())
