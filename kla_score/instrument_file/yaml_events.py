"""
Yield the same events of a YAML text, whichever parser and release of PyYAML is installed.

The C parser and the Python parser reject different texts at different places. A text that only one of them rejects is
rejected here for both: a tab as a separator, and half a character written as an escape.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final, NamedTuple

import yaml

from kla_score.instrument_file.document import Mark

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _OwnMark(NamedTuple):
    line: int
    column: int


class YamlSyntaxError(Exception):
    """
    The text is not YAML.

    Attributes:
        index: The minimum number of characters read before the error.
        mark: The position of the error; None if the parser does not report it.
        found: The text at that position.

    """

    def __init__(self, index: int, mark: Mark | None, found: str) -> None:
        super().__init__(found)
        self.index = index
        self.mark = mark
        self.found = found


def iter_events(text: str) -> Iterator[yaml.Event]:
    """
    Yield the parser's events for *text*, without a byte order mark.

    Raises:
        YamlSyntaxError: The text is not YAML.

    """
    has_tab, read = "\t" in text, 0
    try:
        for event in _parse(text):
            if has_tab:
                read = _check_tabs(text, read, event)
            if isinstance(event, yaml.ScalarEvent) and _SURROGATE.search(event.value):
                raise _escape_error(text, _index_of(event.start_mark))
            yield event
    except yaml.reader.ReaderError as error:
        raise _unprintable_error(text) from error
    except yaml.YAMLError as error:
        problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        mark = problem or context
        if mark is None:
            raise YamlSyntaxError(len(text), None, "") from error
        # One parser reads past a tab before it stops; the other one stops there.
        until = min(each.index for each in (problem, context) if each)
        if has_tab and (tab := _find_tab(text, read, until)) is not None:
            raise _error_at(text, tab) from error
        raise YamlSyntaxError(mark.index, mark, _rest_of_line(text, mark)) from error
    except (ValueError, OverflowError) as error:  # the Python parser raises these for a number that is not a character
        raise _escape_error(text, 0) from error
    except (RecursionError, MemoryError) as error:
        raise YamlSyntaxError(len(text), None, "") from error


def find_depth(text: str, limit: int) -> Mark | None:
    """
    Return the mark of the first list or mapping in *text* with more than *limit* levels around it.

    A parser may reject deep text before it yields any event. It does yield the events before that position.
    """
    depth = 0
    try:
        for event in _parse(text):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > limit:
                    return event.start_mark
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError, MemoryError):
        pass
    return None


def _parse(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=_LOADER)


def _check_tabs(text: str, read: int, event: yaml.Event) -> int:
    """Reject a tab between the character *read* and the end of *event*, and return the end of the checked text."""
    start, end = _index_of(event.start_mark), _index_of(event.end_mark)
    style = event.style if isinstance(event, yaml.ScalarEvent) else None
    if style in {"|", ">"}:
        until = text.find("\n", start)
    elif style:
        until = text.find(style, start)
    else:
        until = end
    tab = _find_tab(text, read, until)
    if tab is not None:
        raise _error_at(text, tab)
    return end


def _index_of(mark: Any) -> int:  # noqa: ANN401 - each parser has its own class for marks
    return int(mark.index)


def _find_tab(text: str, start: int, end: int) -> int | None:
    """Return the index of the first tab from *start* to before *end* that is not in a comment."""
    for match in _TAB_OR_COMMENT.finditer(text, start, end):
        if match[0] == "\t":
            return match.start()
    return None


_TAB_OR_COMMENT: Final = re.compile(r"(?:^|(?<=[ \n\r]))#[^\n\r]*|\t", re.MULTILINE)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ESCAPE: Final = re.compile(
    r"\\(?:(?P<bad>u[dD][89a-fA-F][0-9a-fA-F]{2}|U0000[dD][89a-fA-F][0-9a-fA-F]{2}|U(?!000[0-9a-fA-F]|0010)[0-9a-fA-F]{8})|.)",
    re.DOTALL,
)
_LONGEST_REST: Final = 100


def _escape_error(text: str, start: int) -> YamlSyntaxError:
    """Return the error for the first escape after *start* that is not a character, marked at its digits."""
    bad = next((match for match in _ESCAPE.finditer(text, start) if match["bad"]), None)
    return _error_at(text, bad.start() + 2 if bad else start)


def _unprintable_error(text: str) -> YamlSyntaxError:
    """Return the error for the first control character. The parsers give no line for it."""
    match = yaml.reader.Reader.NON_PRINTABLE.search(text)
    index = match.start() if match else 0
    return YamlSyntaxError(index, _mark_at(text, index), f"U+{ord(match[0]):04X}" if match else "")


def _error_at(text: str, index: int) -> YamlSyntaxError:
    mark = _mark_at(text, index)
    return YamlSyntaxError(index, mark, _rest_of_line(text, mark))


def _mark_at(text: str, index: int) -> Mark:
    return _OwnMark(text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1)


def _rest_of_line(text: str, mark: Mark) -> str:
    """Return the rest of the line at *mark*, shortened; empty at the end of *text*."""
    line = next(islice(text.splitlines(), mark.line, None), "")
    return line[mark.column :].strip()[:_LONGEST_REST]
