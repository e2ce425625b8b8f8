"""The undocumented parts of typer that the program uses: a release that renames one fails here first."""

from collections.abc import Sequence
from typing import Any

import pytest
import typer

from kla_score.cli import make_app
from kla_score.cli.typer_compat import HelpTexts, UsageError, command_of, issue_of
from kla_score.i18n import Messages


def error_of(*arguments: str) -> Any:
    """Return what typer raises for these *arguments* of ``evaluate``."""
    command = command_of(make_app("evaluate"), HelpTexts(), Messages("en"))
    with pytest.raises(UsageError) as caught:
        command(args=list(arguments), prog_name="kla-score", standalone_mode=False)
    return caught.value


GROUP: Any = typer.main.get_command(make_app("evaluate"))
COMMAND = GROUP.commands["evaluate"]
ARGUMENT = next(each for each in COMMAND.params if each.name == "sheet")
OPTION = next(each for each in COMMAND.params if each.name == "instrument")
CONTEXT = COMMAND.make_context("evaluate", [], resilient_parsing=True)

_OF_COMMANDS = (
    *("collect_usage_pieces", "context_class", "format_options", "help", "make_context"),
    *("options_metavar", "params"),
)
_OF_PARAMETERS = (
    *("default", "envvar", "help", "metavar", "name", "nargs", "opts", "param_type_name", "required"),
    *("secondary_opts", "shell_complete"),
)
NAMES: dict[str, tuple[Any, Sequence[str]]] = {
    "a command": (COMMAND, _OF_COMMANDS),
    "a group": (GROUP, (*_OF_COMMANDS, "commands", "subcommand_metavar")),
    "an argument": (ARGUMENT, _OF_PARAMETERS),
    "an option": (OPTION, (*_OF_PARAMETERS, "is_flag", "show_default")),
    "a context": (CONTEXT, ("command", "command_path", "get_parameter_source", "params")),
    "the class of a context": (COMMAND.context_class, ("formatter_class",)),
    "a formatter, once made": (CONTEXT.make_formatter(), ("width",)),
    "a formatter": (COMMAND.context_class.formatter_class, ("section", "write", "write_dl", "write_usage")),
}


@pytest.mark.parametrize(("thing", "names"), NAMES.values(), ids=NAMES)
def test_typer_has_the_names_that_the_program_uses(thing: Any, names: Sequence[str]) -> None:
    """Each attribute that `kla_score.cli.typer_compat` reads, replaces or calls."""
    assert [] == [name for name in names if not hasattr(thing, name)], "renamed by this release of typer"


ERRORS = [
    (["--formt"], "NoSuchOption", ["option_name"], "flag-unknown"),
    (["a", "-f"], "BadOptionUsage", ["option_name"], "flag-value-missing"),
    (["a", "--force=yes"], "BadOptionUsage", ["option_name"], "flag-value-unwanted"),
    ([], "MissingParameter", ["param"], "argument-missing"),
    (["a", "b"], "UsageError", ["message"], "argument-surplus"),
]


@pytest.mark.parametrize(("arguments", "kind", "names", "code"), ERRORS)
def test_typer_names_an_unreadable_value(arguments: list[str], kind: str, names: list[str], code: str) -> None:
    """An error has its own class, and the attributes that the program reads."""
    error = error_of("evaluate", *arguments)

    assert (kind, []) == (type(error).__name__, [name for name in (*names, "ctx") if not hasattr(error, name)])
    assert code == issue_of(error, arguments).code


def test_typer_names_the_variable_with_an_unreadable_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """The source of a value has the name that the program expects."""
    monkeypatch.setenv("KLA_SCORE_FORCE", "maybe")
    error = error_of("evaluate", "a")

    assert "BadParameter" == type(error).__name__
    assert "ENVIRONMENT" == error.ctx.get_parameter_source(error.param.name).name
    assert "KLA_SCORE_FORCE" == issue_of(error, ()).found


def test_all_errors_of_a_command_line_have_one_class() -> None:
    """The class is the base of the errors that typer shows."""
    assert "UsageError" == UsageError.__name__
