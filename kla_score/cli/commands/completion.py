"""The command ``completion``."""

from typing import Annotated

import typer

from kla_score.cli.common_options import DebugOption, LanguageOption
from kla_score.cli.completion import print_script
from kla_score.cli.typer_compat import SHELLS
from kla_score.i18n import N_
from kla_score.issues import Issue, KlaScoreError


def completion(
    *,
    shell: Annotated[str, typer.Argument(metavar="|".join(SHELLS), help=N_("Name of the shell."), show_default=False)],
    lang: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    del lang, debug
    if shell not in SHELLS:
        raise KlaScoreError(Issue("flag-value-unknown", found=shell, parameters={"option": "SHELL", "allowed": SHELLS}))
    print_script(shell)
