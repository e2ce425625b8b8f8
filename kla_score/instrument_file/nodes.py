"""
Build plain values from the events of a YAML text, for a safe subset of the language, with the location of each.

Lists and mappings may contain only text, numbers, true, false and null. The builder is not recursive, because a few
hundred bytes can crash or block the composers of the library.
"""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

import yaml

from kla_score.instrument_file.document import INVISIBLE, MAXIMUM_DEPTH, MAXIMUM_VALUES, Path, Span, YamlDocument
from kla_score.instrument_file.yaml_events import UNCLOSED, YamlSyntaxError, find_depth, iter_events, span_of
from kla_score.issues import COLLECTIONS, Issue


@dataclass(slots=True)
class _Open:
    """A list or mapping that is not yet complete."""

    value: list[object] | dict[str, object]
    path: Path
    key: str | None = None
    is_dropped: bool = False
    """The key is repeated or invalid: its value is read separately and discarded."""
    repeated: list[Issue] = field(default_factory=list)
    """The first key of an item of a list is repeated: the issue, of which further repeated keys are a consequence."""
    is_next: bool = False
    """The keys belong to the next item of the list, whose dash is missing. They are discarded."""


class _TooMuchError(Exception):
    """The nesting or the number of values exceeds the limit."""


class NodeBuilder:
    """Turn events into values. An unusable value is reported, and reading continues."""

    def __init__(self, document: YamlDocument) -> None:
        self.document = document
        self.stack: list[_Open] = []
        self.documents = 0
        self.values = 0

    def build(self) -> None:
        """Parse the text of the document into its data, and add all problems to its issues."""
        text = self.document.text
        try:
            for event in iter_events(text):
                self._take(event)
            if self.documents > 1:
                self.document.data = None  # a second document may contain the missing keys of the first
        except _TooMuchError:
            self.document.data = None
        except YamlSyntaxError as error:
            # Issues that follow from a half-read file would be confusing.
            self.document.data = None
            if too_deep := find_depth(text[: error.read], MAXIMUM_DEPTH):
                self.document.report_at(too_deep, "yaml-too-deep", limit=MAXIMUM_DEPTH)
            elif error.reason == UNCLOSED:
                self.document.report_at(error.span, "yaml-unclosed", error.found)
            elif not self._is_reported(error.span):
                self.document.report_at(error.span, "yaml-syntax", error.found, reason=error.reason)

    def _is_reported(self, span: Span) -> bool:
        """Return whether the line of *span* has an issue already, such as a text that begins with an asterisk."""
        line = self.document.location_at(span).line
        return any(issue.location.line == line for issue in self.document.issues)

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():  # the most frequent event
                self._scalar(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.stack.pop()
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.AliasEvent():
                if not (self.stack and self.stack[-1].is_dropped):
                    self.document.report_at(span_of(event), "yaml-alias", f"*{event.anchor}")
                self._put(None, span_of(event))
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents == 2:  # noqa: PLR2004 - more than one document
                    self.document.report_at(span_of(event), "yaml-several-documents")
            case _:
                pass

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if len(self.stack) >= MAXIMUM_DEPTH:
            self.document.report_at(span_of(event), "yaml-too-deep", limit=MAXIMUM_DEPTH)
            raise _TooMuchError
        self._check_properties(event)
        value: list[object] | dict[str, object] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.stack.append(_Open(value, self._put(value, span_of(event))))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._check_properties(event)
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._key(parent, event)
        else:
            path = self._put(value := self._value(event), span_of(event))
            if isinstance(value, str):
                self._check_characters(path, event)

    def _check_properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self.document.report_at(span_of(event), "yaml-alias", f"&{event.anchor}")
        if event.tag is not None:
            self.document.report_at(span_of(event), "yaml-tag", event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _key(self, parent: _Open, event: yaml.ScalarEvent) -> None:
        key: str = event.value
        is_plain = not event.style  # None or "", depending on the parser (Python or C)
        is_refused = is_plain and (key == "<<" or _resolve_scalar(key) != key)
        path, span = (*parent.path, key), span_of(event)
        if is_refused:
            self.document.report_at(span, "yaml-merge-key" if key == "<<" else "yaml-key-not-text", key, path)
        is_repeated = path in self.document.spans
        if is_repeated and not parent.is_next:
            self._repeated(parent, path, span)
        parent.key, parent.is_dropped = key, is_refused or is_repeated or parent.is_next
        if not is_repeated and not parent.is_next:
            self.document.spans[path] = self.document.keys[path] = span

    def _repeated(self, parent: _Open, path: Path, span: Span) -> None:
        """Report a repeated key. If the first key of an item and then another key are repeated, a dash is missing."""
        key, issues = str(path[-1]), self.document.issues
        if parent.repeated and parent.repeated[0] in issues:
            parent.is_next = True
            self.document.thinned.add(parent.path[:-1])
            (issue,) = parent.repeated
            issues[issues.index(issue)] = replace(issue, parameters={**issue.parameters, "reason": "list-dash"})
            return
        first = self.document.location_at(self.document.keys[path])
        location, line = self.document.location_at(span), {"line": first.line}
        issue = Issue("yaml-key-repeated", location, "", key, line, path=path, related=(first,))
        self.document.report(issue)
        if parent.path and isinstance(parent.path[-1], int) and key == next(iter(parent.value), None):
            parent.repeated.append(issue)

    def _put(self, value: object, span: Span) -> Path:
        """Add *value* to its list or mapping and return its path."""
        self.values += 1
        if self.values > MAXIMUM_VALUES:
            self.document.report_at(span, "yaml-too-many-values", limit=MAXIMUM_VALUES)
            raise _TooMuchError
        if not self.stack:
            if self.documents == 1:
                self.document.data = value
                return ()
            return (f"\0{self.documents}",)
        parent = self.stack[-1]
        if isinstance(parent.value, list):
            path: Path = (*parent.path, len(parent.value))
            parent.value.append(value)
            self.document.spans[path] = span
            return path
        if parent.key is None:
            self.document.report_at(span, "yaml-key-not-text", COLLECTIONS.get(type(value), "*…"))  # otherwise an alias
            parent.key, parent.is_dropped = "", True
            return (*parent.path, "\0")
        key, parent.key = parent.key, None
        if parent.is_dropped:
            return (*parent.path, f"{key}\0{span[0]}")
        path = (*parent.path, key)
        parent.value[key] = value
        if not isinstance(value, list | dict):
            self.document.spans[path] = span
        return path

    def _value(self, event: yaml.ScalarEvent) -> object:
        text: str = event.value
        if event.style:
            return text
        value = _resolve_scalar(text)
        if value is _AMBIGUOUS:
            self.document.report_at(span_of(event), "yaml-ambiguous-scalar", text)
            return text
        return value

    def _check_characters(self, path: Path, event: yaml.ScalarEvent) -> None:
        """Note an invisible character, and typographic quotation marks in place of those of YAML."""
        start, end = span_of(event)
        written = self.document.text[start:end]
        if written.isascii() or path not in self.document.spans:  # the value of a repeated key is discarded
            return
        if match := INVISIBLE.search(written):
            found, span = f"U+{ord(match[0]):04X}", (start + match.start(), start + match.end())
            self.document.doubt(span, "text-invisible-character", found, path)
        elif not event.style and _TYPOGRAPHIC.fullmatch(event.value):
            self.document.doubt((start, end), "text-typographic-quotes", event.value, path)


_TYPOGRAPHIC: Final = re.compile("[“”„«»‘’‚].*[“”«»‘’]", re.DOTALL)

_AMBIGUOUS: Final = object()
"""Text that another YAML reader would convert: ``no``, ``1:30``, ``010``, a date."""

_NUMBER_OF_YAML_1_2: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+")

_WORDS: Final = {"": None, "null": None, "~": None, "true": True, "false": False}


@lru_cache(maxsize=4096)  # every question has the same keys
def _resolve_scalar(text: str) -> object:
    """
    Return the value of an unquoted scalar: text, unless it is a plain number, true, false or null.

    >>> _resolve_scalar("1.10"), _resolve_scalar("1.2zb"), _resolve_scalar("no") is _AMBIGUOUS
    (Decimal('1.10'), '1.2zb', True)
    """
    if text in _WORDS:
        return _WORDS[text]
    digits = text.removeprefix("-")
    whole, _, decimals = digits.partition(".")
    is_short = len(digits) <= 30  # noqa: PLR2004 - no number of an instrument is longer
    if is_short and digits.isascii() and whole.isdigit() and (decimals.isdigit() or "." not in digits):
        if whole == "0" or not whole.startswith("0"):
            return Decimal(text)
        return _AMBIGUOUS
    # Anything that the rules of the library (YAML 1.1) or of YAML 1.2 would convert.
    rules = yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], ())
    is_other = any(rule.match(text) for _, rule in rules) or _NUMBER_OF_YAML_1_2.fullmatch(text)
    return _AMBIGUOUS if is_other else text
