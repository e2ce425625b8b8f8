"""
Turn plain values into a checked instrument, and report every problem of a file with its line and column.

A file is validated as one `Instrument`. Only if that fails are its parts validated one by one, from the questions up,
so that a broken part does not hide other problems. The messages of pydantic are never shown.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Final, NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kla_score.cells import similar_names
from kla_score.files.reading import read_input
from kla_score.instrument import Agency, Cluster, Indicator, Instrument, Predicate, SourceDocument
from kla_score.instrument.base import Model, descendants
from kla_score.instrument.evidence import EvidenceKind
from kla_score.instrument.questions import KINDS, Question
from kla_score.instrument.rules import ValidParts, find_violations
from kla_score.instrument_file.document import (
    MAXIMUM_BYTES,
    MAXIMUM_FINDINGS,
    EnoughError,
    Path,
    YamlDocument,
)
from kla_score.instrument_file.yaml_reading import parse_yaml
from kla_score.issues import CATALOGUE, Issue, Location, Parameter, as_written, has_errors

_Piece = TypeVar("_Piece", bound=Model)


class CheckedFile(NamedTuple):
    """The result of checking an instrument file; *instrument* is None if *issues* has an error."""

    file: str
    instrument: Instrument | None
    issues: tuple[Issue, ...]


def check_instrument(path: FilePath) -> CheckedFile:
    """Check the instrument file at *path* and return its issues in order. An invalid or missing file raises nothing."""
    content = read_input(path, MAXIMUM_BYTES, is_text=True)
    return CheckedFile(str(path), None, (content,)) if isinstance(content, Issue) else check_content(content, str(path))


def check_content(content: bytes, file: str) -> CheckedFile:
    """Check the *content* of the instrument *file*, as `check_instrument` does."""
    document, instrument = YamlDocument(file), None
    cut: tuple[Issue, ...] = ()
    try:
        parse_yaml(content, document)
        # Without data the reason is already reported. A second message would be confusing.
        if document.data is not None or not document.issues:
            instrument = _Reader(document).read()
    except EnoughError:
        cut = (Issue("findings-cut", Location(file), parameters={"limit": MAXIMUM_FINDINGS}),)
    issues = (*sorted(document.issues, key=lambda issue: (issue.location.line, issue.location.column)), *cut)
    return CheckedFile(file, None if has_errors(issues) else instrument, issues)


_CHILDREN: Final[Mapping[type[Model], Mapping[str, type[Model]]]] = {
    Instrument: {
        "sources": SourceDocument,
        "predicates": Predicate,
        "evidence_kinds": EvidenceKind,
        "agencies": Agency,
        "clusters": Cluster,
    },
    Cluster: {"indicators": Indicator},
    Indicator: {"questions": Question},
}


class _Reader:
    """Read the parts of one document and report their problems."""

    def __init__(self, document: YamlDocument) -> None:
        self.document = document
        self.paths: dict[int, Path] = {}
        self.found: dict[type[Model], list[Model]] = {}
        self.damaged: set[int] = set()
        self.thinned: set[Path] = set()
        self.refused: set[Path] = set()
        self.suggested = 0
        self.misread = {issue.location for issue in document.issues}

    def read(self) -> Instrument | None:
        data = self.document.data
        instrument: Instrument | None = None
        try:
            instrument = Instrument.model_validate(data)
        except ValidationError:
            self._part(Instrument, (), data)
        else:
            self._found(instrument, ())
        maximum = data["maximum"] if isinstance(data, dict) and ("maximum",) not in self.refused else None
        parts = ValidParts(
            maximum=maximum,
            predicates=None if ("predicates",) in self.thinned else self._all(Predicate),
            sources=None if ("sources",) in self.thinned else self._all(SourceDocument),
            evidence_kinds=None if ("evidence_kinds",) in self.thinned else self._all(EvidenceKind),
            agencies=None if ("agencies",) in self.thinned else self._all(Agency),
            clusters=self._all(Cluster),
            indicators=self._all(Indicator),
            questions=self._all(Question),  # type: ignore[type-abstract] # for isinstance alone
            damaged=frozenset(self.damaged),
            is_whole=("clusters",) not in self.refused | self.thinned,
            is_complete=bool(self.found.get(Cluster)) and not any(path[0] == "clusters" for path in self.thinned),
        )
        for subject, fault in find_violations(parts):
            path = self.paths[id(subject)] if subject else ()
            self._report(fault.code, (*path, *fault.key), fault.found, fault.parameters)
        return instrument

    def _all(self, model: type[_Piece]) -> Sequence[_Piece]:
        return [part for part in self.found.get(model, ()) if isinstance(part, model)]

    def _part(self, model: type[_Piece], path: Path, data: object) -> _Piece | None:
        """Read the children, then the part itself with its valid children."""
        if isinstance(data, dict):
            data = {
                **data,
                **{
                    key: self._children(child, (*path, key), data[key])
                    for key, child in _CHILDREN.get(model, {}).items()
                    if key in data
                },
            }
        try:
            exact = _kind_of(data) if model is Question else model
            part = exact.model_validate(data)
        except ValidationError as error:
            found = error.errors(include_url=False)
            self.refused.update((*path, *each["loc"]) for each in found)
            around = {each["loc"][:depth] for each in found for depth in range(len(each["loc"]))}
            misspelt = {key for each in found if each["type"] == _UNKNOWN for key in self._meant(each, exact)}
            for details in found:
                # pydantic also reports a list with invalid items as too short, and a misspelt key as missing.
                is_said = details["type"] == "too_short" and details["loc"] in around
                if not is_said and not (details["type"] == "missing" and details["loc"] in misspelt):
                    self._report_details(exact, path, details)
            return None
        if not isinstance(part, model):
            raise TypeError(model)
        self._register(model, part, path)
        if any((*path, key) in self.thinned for key in _CHILDREN.get(model, {})):
            self.damaged.add(id(part))
        return part

    def _register(self, model: type[Model], part: Model, path: Path) -> None:
        self.paths[id(part)] = path
        self.found.setdefault(model, []).append(part)

    def _found(self, part: Model, path: Path, model: type[Model] = Instrument) -> None:
        """Register a valid *part* and all parts in it."""
        for key, child in _CHILDREN.get(model, {}).items():
            for position, each in enumerate(getattr(part, key)):
                self._found(each, (*path, key, position), child)
        self._register(model, part, path)

    def _children(self, model: type[Model], path: Path, data: object) -> object:
        if not isinstance(data, list):
            self.thinned.add(path)
            return data
        parts = [self._part(model, (*path, position), each) for position, each in enumerate(data)]
        good = [part for part in parts if part is not None]
        if len(good) < len(data):
            self.thinned.add(path)
        return good

    def _report_details(self, model: type[Model], path: Path, details: ErrorDetails) -> None:
        """Report one pydantic error as an issue, at its line."""
        for key in details["loc"]:
            # pydantic also names the alternative it tried ("all", "any"), which is not in the file.
            path = (*path, key) if (*path, key) in self.document.marks else path
        kind, value = details["type"], details["input"]
        if kind == "too_short" and path in self.thinned:
            return
        key = _name_of(details["loc"] if kind == "missing" else path or details["loc"])
        parameters: dict[str, Parameter] = {"key": key}
        if kind == _UNKNOWN:
            parameters["candidates"] = tuple(str(loc[-1]) for loc in self._meant(details, model))
        if kind == "string_too_long":
            parameters["limit"] = details["ctx"]["max_length"]
        if kind in {"literal_error", "enum"}:
            expected = details["ctx"]["expected"]
            is_kind = issubclass(model, Question) and details["loc"] == ("kind",)
            parameters["allowed"] = tuple(KINDS) if is_kind else tuple(_OPTION.findall(expected))
        found = "" if kind == "missing" else as_written(value)
        self._report(_code_of(kind, value), path, found, parameters)

    def _meant(self, details: ErrorDetails, model: type[Model]) -> Sequence[tuple[str | int, ...]]:
        """Return the paths of keys similar to an unknown one, nearest first. Only a few are searched: it is slow."""
        *around, key = details["loc"]
        self.suggested += 1
        if self.suggested > _SUGGESTIONS:
            return ()
        models = descendants(Model) if around else (model,)
        known = {key for each in models for key in each.model_fields}
        return [(*around, name) for name in similar_names(str(key), sorted(known))]

    def _report(
        self, code: str, path: Path, found: str = "", parameters: Mapping[str, Parameter] | None = None
    ) -> None:
        location = self.document.location_of(path)
        # A misread value is already reported. Its wrong type is only a consequence.
        if not (code.startswith("value-") and location in self.misread):
            self.document.report(Issue(code, location, "", found, parameters or {}))


_SUGGESTIONS: Final = 50


def _kind_of(data: object) -> type[Question]:
    """Return the class of the kind in *data*. If the kind is unknown, return the kind with the most similar keys."""
    keys = data if isinstance(data, dict) else {}
    named = KINDS.get(str(keys.get("kind")))
    return named or max(KINDS.values(), key=lambda kind: len(kind.model_fields.keys() & keys.keys()))


_OPTION: Final = re.compile("'([^']*)'")

_UNKNOWN: Final = "extra_forbidden"
_CODES: Final[Mapping[str, str]] = {
    "missing": "key-missing",
    _UNKNOWN: "key-unknown",
    "literal_error": "value-not-one-of",
    "enum": "value-not-one-of",
    "string_type": "value-not-text",
    "string_pattern_mismatch": "value-malformed",
    "string_too_short": "value-empty",
    "string_too_long": "value-too-long",
    "too_short": "value-empty",
    "int_type": "value-not-whole-number",
    "greater_than_equal": "value-not-whole-number",
    "less_than_equal": "value-not-whole-number",
    "bool_type": "value-not-true-or-false",
    "tuple_type": "value-not-a-list",
    "model_type": "value-not-a-mapping",
}
"""The issue code of each type of pydantic error that the models of an instrument can raise."""


def _code_of(kind: str, value: object) -> str:
    """
    Return the issue code for a pydantic error of the type *kind* about *value*.

    Raises:
        KeyError: The type is neither an issue code nor known. This is a mistake in the program.

    """
    if kind == "string_pattern_mismatch" and not str(value).strip():
        return "value-empty"
    if kind == "string_type" and isinstance(value, bool | Decimal):
        return "value-not-quoted"
    return kind if kind in CATALOGUE else _CODES[kind]


def _name_of(path: Path) -> str:
    """Return the key at the end of *path*. An item of a list has the name of the list and its number from 1."""
    match path:
        case (*_, str() as key, int() as position):
            return f"{key} #{position + 1}"
        case (*_, key):
            return str(key)
        case _:
            return ""
