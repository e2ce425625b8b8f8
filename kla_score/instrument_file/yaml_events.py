"""
Yield the same events of a YAML text, whichever parser and release of PyYAML is installed.

The C parser and the Python parser reject different texts at different places. A text that only one of them rejects is
rejected here for both: a tab as a separator, and half a character written as an escape.
"""

import re
from collections.abc import Iterator
from typing import Final

import yaml

from kla_score.instrument_file.document import BLANK, Span

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlSyntaxError(Exception):
    """
    The text is not YAML.

    Attributes:
        span: The position of the error. An error without a position is at the start.
        found: The text at that position.
        reason: `UNCLOSED`, a key of `REMEDIES` in `kla_score.i18n`, or empty.
        read: The number of characters read before the error.

    """

    def __init__(self, text: str, index: int, reason: str = "", read: int | None = None, found: str = "") -> None:
        self.found = found or _rest_of_line(text, index).strip()[:_LONGEST_REST]
        super().__init__(self.found)
        self.span: Span = (index, index + len(self.found))
        self.reason = reason
        self.read = index if read is None else read


def iter_events(text: str) -> Iterator[yaml.Event]:
    """
    Yield the parser's events for *text*, without a byte order mark.

    Raises:
        YamlSyntaxError: The text is not YAML.

    """
    has_tab, read, around = "\t" in text, 0, _Around()
    try:
        for event in _parse(text):
            if has_tab:
                read = _check_tabs(text, read, event)
            if isinstance(event, yaml.ScalarEvent) and _SURROGATE.search(event.value):
                raise _escape_error(text, span_of(event)[0])
            yield event
            around.take(event)
    except yaml.reader.ReaderError as error:
        raise _unprintable_error(text) from error
    except yaml.YAMLError as error:
        marks = [getattr(error, f"{name}_mark", None) for name in ("problem", "context")]
        found = [int(mark.index) for mark in marks if mark]
        if not found:
            raise YamlSyntaxError(text, 0, read=len(text)) from error
        # One parser reads past a tab before it stops; the other one stops there.
        if has_tab and (tab := _find_tab(text, read, min(found))) is not None:
            raise YamlSyntaxError(text, tab, "tab") from error
        problem = f"{getattr(error, 'context', '')}: {getattr(error, 'problem', '')}"
        raise _explained(text, problem, found[0], found[-1], around) from error
    except (ValueError, OverflowError) as error:  # the Python parser raises these for a number that is not a character
        raise _escape_error(text, 0) from error
    except (RecursionError, MemoryError) as error:
        raise YamlSyntaxError(text, 0, read=len(text)) from error


class _Around:
    """
    The parts around the next event.

    Attributes:
        scalar: The position of the last scalar; its style is *style*.
        opened: The start of each list or mapping in brackets that is still open.

    """

    def __init__(self) -> None:
        self.scalar: Span = (0, 0)
        self.style = ""
        self.opened: list[int] = []

    def take(self, event: yaml.Event) -> None:
        """Change the parts by *event*."""
        match event:
            case yaml.ScalarEvent():
                self.scalar, self.style = span_of(event), event.style or ""
            case yaml.CollectionStartEvent() if event.flow_style or self.opened:
                self.opened.append(span_of(event)[0])
            case yaml.CollectionEndEvent() if self.opened:
                self.opened.pop()
            case _:
                pass


UNCLOSED: Final = "unclosed"
"""The reason of an error in a later place than the quotation mark or bracket that it is about."""

_PROBLEMS: Final = {
    re.compile(pattern): reason
    for pattern, reason in (
        ("end of stream|document (indicator|separator)", UNCLOSED),
        ("escape (character|sequence)|hexa?decimal", "escape"),
        ("',' or '[]}]'", "comma"),
        ("node content", "entry"),
        ("expected ':'", "key"),
        ("(alias|anchor): .*alphabetic", "reference"),
        ("cannot start any token", "reserved"),
        ("block scalar: ", "block"),
        ("mapping values", "colon"),
        ("sequence entries", "dash"),
        ("expected key|'-' indicator|<block end>", "indentation"),
        ("document start", "document"),
    )
}
"""Messages of both parsers, and the reason that they mean."""


def _explained(text: str, problem: str, index: int, start: int, around: _Around) -> YamlSyntaxError:
    """Return the error for the *problem* at *index*, in a part that begins at *start*, with the parts *around* it."""
    reason = next((reason for pattern, reason in _PROBLEMS.items() if pattern.search(problem)), "")
    if (opened := _unclosed(text, reason, index, start, around)) is not None:
        return YamlSyntaxError(text, opened, UNCLOSED, read=index)
    line = text.rfind("\n", 0, index) + 1
    if reason in {"indentation", "key", "colon"}:
        before = text.rfind("\n", 0, max(line - 1, 0)) + 1
        if blank := _WRONG_BLANK.search(text, before, index + len(_rest_of_line(text, index))):
            found = f"U+{ord(blank['blank']):04X}"
            return YamlSyntaxError(text, blank.start("blank"), "blank", read=index, found=found)
    if reason == "escape":  # the position of one of the two parsers is after the backslash
        backslash = _BACKSLASH.search(text, max(index - 2, 0), index)
        index = backslash.start() if backslash else index
    elif reason in {"key", "block", "reference"}:
        index = start
    else:
        reason = _refined(text, reason, index, line, around)
    return YamlSyntaxError(text, index, reason)


def _unclosed(text: str, reason: str, index: int, start: int, around: _Around) -> int | None:
    """Return the position of the quotation mark or bracket whose missing end is the reason; None if it is another."""
    line = text.rfind("\n", 0, index) + 1
    after = _rest_of_line(text, index)
    is_key = reason == "key" and text[start] in "\"'"
    if reason == UNCLOSED or is_key or (reason == "comma" and (start < line or not re.search("[]}]", after))):
        return start
    brackets = [opened for opened in around.opened if text[opened] in "[{"]  # not a key and its value in a list
    if reason == "entry" and brackets and brackets[-1] < line and re.match(r"-\s", after):
        return brackets[-1]  # a list in lines cannot be in brackets
    begin, end = around.scalar
    if around.style in {'"', "'"} and begin < line < end <= index and not text[end:index].strip():
        return begin  # the quotation mark of another value has closed it
    return None


def _refined(text: str, reason: str, index: int, line: int, around: _Around) -> str:
    """Return the *reason* of the error at *index*, in the line that begins at *line*, with regard to the text."""
    before = text[line:index].strip(" -")
    if reason == "reserved" and text[index] == "\t":
        reason = "tab"
    elif reason == "indentation" and before:
        reason = "text"
    elif reason == "colon" and not re.search(r"\S\s", before):
        reason = "indentation"
    return "apostrophe" if reason in {"text", "comma"} and around.scalar[1] == index and around.style == "'" else reason


def _rest_of_line(text: str, index: int) -> str:
    return text[index:].partition("\n")[0]


def span_of(event: yaml.Event) -> Span:
    """Return the position of *event*."""
    start, end = event.start_mark, event.end_mark
    return int(start.index) if start else 0, int(end.index) if end else 0


def find_depth(text: str, limit: int) -> Span | None:
    """
    Return the position of the first list or mapping in *text* with more than *limit* levels around it.

    A parser may reject deep text before it yields any event. It does yield the events before that position.
    """
    depth = 0
    try:
        for event in _parse(text):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > limit:
                    return span_of(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError, MemoryError):
        pass
    return None


def _parse(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=_LOADER)


def _check_tabs(text: str, read: int, event: yaml.Event) -> int:
    """Reject a tab between the character *read* and the end of *event*, and return the end of the checked text."""
    start, end = span_of(event)
    style = event.style if isinstance(event, yaml.ScalarEvent) else None
    if style in {"|", ">"}:
        until = text.find("\n", start)
    elif style:
        until = text.find(style, start)
    else:
        until = end
    tab = _find_tab(text, read, until)
    if tab is not None:
        raise YamlSyntaxError(text, tab, "tab")
    return end


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
_WRONG_BLANK: Final = re.compile(rf"^[ -]*(?:[A-Za-z_]+: *)?(?P<blank>{BLANK.pattern})", re.MULTILINE)
_BACKSLASH: Final = re.compile(r"\\[xuU]?$")
_LONGEST_REST: Final = 100


def _escape_error(text: str, start: int) -> YamlSyntaxError:
    """Return the error for the first escape after *start* that is not a character, marked at its digits."""
    bad = next((match for match in _ESCAPE.finditer(text, start) if match["bad"]), None)
    return YamlSyntaxError(text, bad.start() + 2 if bad else start, "escape" if bad else "")


def _unprintable_error(text: str) -> YamlSyntaxError:
    """Return the error for the first control character. The parsers give no line for it."""
    match = yaml.reader.Reader.NON_PRINTABLE.search(text)
    found = f"U+{ord(match[0]):04X}" if match else ""
    return YamlSyntaxError(text, match.start() if match else 0, "control", found=found)
