"""
Values of options and arguments, read by our own readers alone.

Newer releases of the command-line library hand each value to pydantic, which takes half as long to load as a sheet to
score. What is asked for here are texts and paths, or values with a reader of their own, and none of them needs it.
Where a release does otherwise, its own way is left alone.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args, get_origin


def read_plainly(command: Any) -> Any:  # noqa: ANN401 - typer's own classes are private
    """Let the parameters of *command* and its subcommands read their values themselves; give it back."""
    given = command.get_params
    # Asked for each time, since the option of the help page is made only then.
    command.get_params = lambda context: [_plain(parameter) for parameter in given(context)]
    for each in getattr(command, "commands", {}).values():
        read_plainly(each)
    return command


def _plain(parameter: Any) -> Any:  # noqa: ANN401 - as above
    own = getattr(parameter, "get_runtime_param", None)
    if own is not None and not isinstance(getattr(own, "__self__", None), _Plain):
        descriptor = parameter.type_descriptor
        read = descriptor.parameter_info.parser or _reader_of(descriptor.annotation)
        parameter.get_runtime_param = _Plain(read, own).itself
    return parameter


def _reader_of(annotation: Any) -> Callable[[Any], Any] | None:  # noqa: ANN401 - whatever a parameter is
    if get_origin(annotation) is list:
        return _reader_of(get_args(annotation)[0])
    return {str: str, Path: Path}.get(annotation)


class _Plain:
    """What the library asks for a value: one that is read by *read*, or several of them; by its *own* if neither."""

    def __init__(self, read: Callable[[Any], Any] | None, own: Callable[[], Any]) -> None:
        self._read = read
        self._own = own

    def itself(self) -> "_Plain":
        return self

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401 - as above
        """Read *value*; nothing given is nothing."""
        is_several = param.multiple or param.nargs != 1
        if value is None and not is_several:
            return None
        if self._read is None:
            return self._own().coerce(value, param=param, ctx=ctx)
        return [self._read(each) for each in value or ()] if is_several else self._read(value)
