"""
Validate the plain values of a file as an instrument, and report every problem with its line and column.

A file is validated as one `Instrument`. Only if that fails are its parts validated one by one, from the questions up,
so that a broken part does not hide other problems. The messages of pydantic are never shown.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kla_score.cells import similar_names
from kla_score.instrument import Agency, Cluster, Indicator, Instrument, Predicate, SourceDocument
from kla_score.instrument.base import Model, descendants
from kla_score.instrument.evidence import EvidenceKind
from kla_score.instrument.questions import KINDS, Question
from kla_score.instrument.rules import ValidParts, find_violations
from kla_score.instrument_file.document import Path, YamlDocument
from kla_score.instrument_file.error_codes import UNKNOWN_KEY, code_of, reason_of
from kla_score.issues import Issue, Location, Parameter, as_written

_Piece = TypeVar("_Piece", bound=Model)

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


class InstrumentReader:
    """Read the parts of one document and report their problems."""

    def __init__(self, document: YamlDocument) -> None:
        self.document = document
        self.paths: dict[int, Path] = {}
        self.found: dict[type[Model], list[Model]] = {}
        self.damaged: set[int] = set()
        self.thinned = set(document.thinned)
        self.refused: set[Path] = set()
        self.suggested = 0
        self.misread = {issue.location for issue in document.issues}

    def read(self) -> Instrument | None:
        """Return the instrument; None if it is not valid. The document has the issues."""
        data = self.document.data
        instrument: Instrument | None = None
        try:
            instrument = Instrument.model_validate(data)
        except ValidationError:
            self._part(Instrument, (), data)
        else:
            if self.thinned:
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
            related = [self.document.location_of(self._path_of(*each)) for each in fault.related]
            line = {"line": related[0].line} if related else {}
            self._report(
                fault.code, self._path_of(subject, fault.key), fault.found, {**fault.parameters, **line}, related
            )
        self.document.report_doubts()
        return instrument

    def _path_of(self, part: Model | None, key: Path) -> Path:
        """Return the path of the *key* of *part*, where None is the instrument."""
        return (*self.paths[id(part)], *key) if part else key

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
            meant = {
                each["loc"]: self._meant(each, exact, path, found) for each in found if each["type"] == UNKNOWN_KEY
            }
            misspelt = {key for keys in meant.values() for key in keys}
            self.thinned.update((*path, *key) for key in misspelt)  # so that no name in it is undefined
            for details in found:
                # pydantic also reports a list with invalid items as too short, and a misspelt key as missing.
                is_said = details["type"] == "too_short" and details["loc"] in around
                if not is_said and not (details["type"] == "missing" and details["loc"] in misspelt):
                    self._report_details(exact, path, details, meant.get(details["loc"], ()))
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

    def _report_details(self, model: type[Model], path: Path, details: ErrorDetails, meant: Sequence[Path]) -> None:
        """Report one pydantic error as an issue, at its line. *meant* are the keys that an unknown one can mean."""
        for key in details["loc"]:
            # pydantic also names the alternative it tried ("all", "any"), which is not in the file.
            path = (*path, key) if (*path, key) in self.document.spans else path
        kind, value = details["type"], details["input"]
        if kind == "too_short" and path in self.thinned:
            return
        if kind == "missing":
            self.thinned.add((*path, *details["loc"]))
        key = _name_of(details["loc"] if kind == "missing" else path or details["loc"])
        parameters: dict[str, Parameter] = {"key": key}
        if kind == UNKNOWN_KEY:
            parameters["candidates"] = tuple(str(loc[-1]) for loc in meant)
        if kind == "string_too_long":
            parameters["limit"] = details["ctx"]["max_length"]
        if kind in {"literal_error", "enum"}:
            expected = details["ctx"]["expected"]
            is_kind = issubclass(model, Question) and details["loc"] == ("kind",)
            parameters["allowed"] = tuple(KINDS) if is_kind else tuple(_OPTION.findall(expected))
        found = "" if kind == "missing" else as_written(value)
        code = code_of(kind, value)
        self._report(code, path, found, parameters | reason_of(code, details["loc"], value))

    def _meant(
        self, details: ErrorDetails, model: type[Model], path: Path, found: Sequence[ErrorDetails]
    ) -> Sequence[Path]:
        """
        Return the paths of the keys that an unknown one can mean, nearest first.

        They are similar, or else the only missing key beside it. Only a few are searched: it is slow.
        """
        *around, key = details["loc"]
        self.suggested += 1
        if self.suggested > _SUGGESTIONS:
            return ()
        models = descendants(Model) if around else (model,)
        known = {key for each in models for key in each.model_fields}
        similar = [(*around, name) for name in similar_names(str(key), sorted(known))]
        if any((*path, *loc) not in self.document.spans for loc in similar):
            return similar
        beside = [each for each in found if [*each["loc"][:-1]] == around]
        missing = [each["loc"] for each in beside if each["type"] == "missing"]
        is_only = sum(each["type"] == UNKNOWN_KEY for each in beside) == 1
        return missing if len(missing) == 1 and is_only else similar

    def _report(
        self,
        code: str,
        path: Path,
        found: str = "",
        parameters: Mapping[str, Parameter] | None = None,
        related: Sequence[Location] = (),
    ) -> None:
        location = self.document.location_of(path, is_key=code == "key-unknown")
        # A misread value is already reported. Its wrong type is only a consequence.
        if not (code.startswith("value-") and location in self.misread):
            self.document.report(Issue(code, location, "", found, parameters or {}, (), path, tuple(related)))


_SUGGESTIONS: Final = 50


def _kind_of(data: object) -> type[Question]:
    """Return the class of the kind in *data*. If the kind is unknown, return the kind with the most similar keys."""
    keys = data if isinstance(data, dict) else {}
    named = KINDS.get(str(keys.get("kind")))
    return named or max(KINDS.values(), key=lambda kind: len(kind.model_fields.keys() & keys.keys()))


_OPTION: Final = re.compile("'([^']*)'")


def _name_of(path: Path) -> str:
    """Return the key at the end of *path*. An item of a list has the name of the list and its number from 1."""
    match path:
        case (*_, str() as key, int() as position):
            return f"{key} #{position + 1}"
        case (*_, key):
            return str(key)
        case _:
            return ""
