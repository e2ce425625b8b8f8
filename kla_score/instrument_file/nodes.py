"""
Build plain values from the events of a YAML text, for a safe subset of the language, with the location of each.

Lists and mappings may contain only text, numbers, true, false and null. The builder is not recursive, because a few
hundred bytes can crash or block the composers of the library.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

import yaml

from kla_score.instrument_file.document import MAXIMUM_DEPTH, MAXIMUM_VALUES, Mark, Path, YamlDocument
from kla_score.instrument_file.yaml_events import YamlSyntaxError, find_depth, iter_events
from kla_score.issues import COLLECTIONS, Issue


@dataclass(slots=True)
class _Open:
    """A list or mapping that is not yet complete."""

    value: list[object] | dict[str, object]
    path: Path
    key: str | None = None
    is_dropped: bool = False
    """The key is repeated or invalid: its value is read separately and discarded."""


class _TooMuchError(Exception):
    """The nesting or the number of values exceeds the limit."""


class NodeBuilder:
    """Turn events into values. An unusable value is reported, and reading continues."""

    def __init__(self, document: YamlDocument) -> None:
        self.document = document
        self.stack: list[_Open] = []
        self.documents = 0
        self.values = 0

    def build(self, text: str) -> None:
        """Parse *text* into the document and add all problems to its issues."""
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
            if too_deep := find_depth(text[: error.index], MAXIMUM_DEPTH):
                self._report("yaml-too-deep", too_deep, limit=MAXIMUM_DEPTH)
            else:
                self._report("yaml-syntax", error.mark, error.found)

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
                    self._report("yaml-alias", event.start_mark, f"*{event.anchor}")
                self._put(None, event.start_mark)
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents == 2:  # noqa: PLR2004 - more than one document
                    self._report("yaml-several-documents", event.start_mark)
            case _:
                pass

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if len(self.stack) >= MAXIMUM_DEPTH:
            self._report("yaml-too-deep", event.start_mark, limit=MAXIMUM_DEPTH)
            raise _TooMuchError
        self._check_properties(event)
        value: list[object] | dict[str, object] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.stack.append(_Open(value, self._put(value, event.start_mark)))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._check_properties(event)
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._key(parent, event)
        else:
            self._put(self._value(event), event.start_mark)

    def _check_properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._report("yaml-alias", event.start_mark, f"&{event.anchor}")
        if event.tag is not None:
            self._report("yaml-tag", event.start_mark, event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _key(self, parent: _Open, event: yaml.ScalarEvent) -> None:
        key: str = event.value
        is_plain = not event.style  # None or "", depending on the parser (Python or C)
        is_refused = is_plain and (key == "<<" or _plain_value(key) != key)
        if is_refused:
            self._report("yaml-merge-key" if key == "<<" else "yaml-key-not-text", event.start_mark, key)
        path = (*parent.path, key)
        is_repeated = path in self.document.marks
        parent.key, parent.is_dropped = key, is_refused or is_repeated
        if is_repeated:
            self._report("yaml-key-repeated", event.start_mark, key, line=self.document.location_of(path).line)
        else:
            self.document.marks[path] = event.start_mark

    def _put(self, value: object, mark: Mark | None) -> Path:
        """Add *value* to its list or mapping and return its path."""
        self.values += 1
        if self.values > MAXIMUM_VALUES:
            self._report("yaml-too-many-values", mark, limit=MAXIMUM_VALUES)
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
            self.document.marks[path] = mark
            return path
        if parent.key is None:
            self._report("yaml-key-not-text", mark, COLLECTIONS.get(type(value), "*…"))  # otherwise an alias
            parent.key, parent.is_dropped = "", True
            return (*parent.path, "\0")
        key, parent.key = parent.key, None
        if parent.is_dropped:
            return (*parent.path, f"{key}\0{mark.line if mark else 0}")
        path = (*parent.path, key)
        parent.value[key] = value
        if not isinstance(value, list | dict):
            self.document.marks[path] = mark
        return path

    def _value(self, event: yaml.ScalarEvent) -> object:
        text: str = event.value
        if event.style:
            return text
        value = _plain_value(text)
        if value is _AMBIGUOUS:
            self._report("yaml-ambiguous-scalar", event.start_mark, text)
            return text
        return value

    def _report(self, code: str, mark: Mark | None, found: str = "", **parameters: int) -> None:
        self.document.report(Issue(code, self.document.location_at(mark), found=found, parameters=parameters))


_AMBIGUOUS: Final = object()
"""Text that another YAML reader would convert: ``no``, ``1:30``, ``010``, a date."""

_NUMBER_OF_YAML_1_2: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+")

_WORDS: Final = {"": None, "null": None, "~": None, "true": True, "false": False}


@lru_cache(maxsize=4096)  # every question has the same keys
def _plain_value(text: str) -> object:
    """
    Return the value of an unquoted scalar: text, unless it is a plain number, true, false or null.

    >>> _plain_value("1.10"), _plain_value("1.2zb"), _plain_value("no") is _AMBIGUOUS
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
