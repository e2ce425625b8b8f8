"""The command ``schema``."""

import sys

from kla_score import api
from kla_score.cli.common_options import DebugOption, LanguageOption
from kla_score.cli.terminal import write_exact


def schema(*, lang: LanguageOption = None, debug: DebugOption = False) -> None:
    del lang, debug
    write_exact(sys.stdout, [api.schema()])
