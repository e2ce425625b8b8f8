"""The command ``schema``."""

import sys
from pathlib import Path
from typing import Annotated

from kla_score import api
from kla_score.cli.common_options import DebugOption, ForceOption, LanguageOption, QuietOption
from kla_score.cli.console import messages_in
from kla_score.cli.option_values import option
from kla_score.cli.output import check_suffix, print_written
from kla_score.cli.terminal import write_exact
from kla_score.files.reading import STDIN
from kla_score.files.writing import write_outputs
from kla_score.i18n import N_


def schema(
    *,
    output: Annotated[
        Path | None,
        option("--output -o", N_("Write to this file (.json) instead of stdout."), N_("FILE"), variable=None),
    ] = None,
    lang: LanguageOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    del debug
    text = api.schema(lang or "en")  # not in the language of the system, so that the file is the same everywhere
    if output is None or output == STDIN:
        write_exact(sys.stdout, [text])
        return
    check_suffix(output, [".json"])
    write_outputs({output: [text.encode()]}, force=force)
    if not quiet:
        print_written([output], messages_in(lang))
