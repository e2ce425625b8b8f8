"""Values of options and arguments: ours are those that the command-line library would have read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from kla_score.cli.main import COMMANDS, make_app
from kla_score.cli.values import read_plainly


def parameters_of(name: str) -> Iterator[tuple[Any, Any]]:
    """Yield each parameter of a command twice: as the library made it, and as we let it read."""
    for plain in (False, True):
        app: Any = typer.main.get_command(make_app(name))
        command = (read_plainly(app) if plain else app).commands[name]
        context = command.context_class(command)
        yield command, command.get_params(context)


VALUES: dict[Any, list[Any]] = {
    str: ["", " a ", "=1+1", "é\u200b"],
    Path: ["", "a b.xlsx", "/x/../y", "C:\\a", Path("x")],
    list: [(), ["a.xlsx"], ("a.json", "b.csv"), [Path("x")]],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_our_values_are_those_of_the_library(name: str) -> None:
    """
    Texts, paths and lists of them, and nothing at all, of every parameter of every command.
    """
    (command, theirs), (_, ours) = parameters_of(name)
    if not hasattr(theirs[0], "get_runtime_param"):  # an older release, which does not ask pydantic
        assert not any(hasattr(each, "get_runtime_param") for each in ours)
        return
    context = command.context_class(command)
    seen = 0
    for their, our in zip(theirs, ours, strict=True):
        annotation = their.type_descriptor.annotation
        kind = list if their.multiple or their.nargs != 1 else annotation
        for value in (None, *VALUES.get(kind, ())):
            if their.type_descriptor.parameter_info.parser is None:
                expected = their.get_runtime_param().coerce(value, param=their, ctx=context)
                found = our.get_runtime_param().coerce(value, param=our, ctx=context)
                assert (list(expected) if kind is list else expected) == found
                seen += 1

    assert seen
