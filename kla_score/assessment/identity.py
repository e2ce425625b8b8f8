"""
The lines of the sheet *Identitas* as a pydantic model: region, year, stage and instrument.

Whatever makes a workbook unusable is a pydantic error. Its type is the issue code, and its context carries the cell.
Lines that are filled in but not understood count as blank. Their warnings are collected in the validation context.
Pure: no files, no printing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from kla_score.assessment.raw_sheet import RawSheet
from kla_score.assessment.region import STAGES, Identity, Period, Region, Stage
from kla_score.assessment.rows import issue_of
from kla_score.cells import BLANK, Cell, is_date, normalize_text
from kla_score.instrument import Instrument
from kla_score.instrument.regions import RegionKinds
from kla_score.issues import Issue, Parameter, WorkbookError

_YEAR: Final = re.compile(r"20[0-9]{2}")


@dataclass(frozen=True, slots=True)
class IdentityContext:
    """
    Context for validating identity lines.

    Attributes:
        cells: The cell of every line; blank if the line is missing.
        instrument: The instrument that the sheet is to be scored with.
        is_recap: Whether the sheet is a recap, which has no line for its edition.
        issues: Collected warnings, in order.

    """

    cells: Mapping[Identity, Cell]
    instrument: Instrument
    is_recap: bool = False
    issues: list[Issue] = field(default_factory=list)

    @property
    def edition(self) -> str:
        """Id and edition of the instrument as displayed text."""
        return f"{self.instrument.id} {self.instrument.edition}"

    def warn_unless(
        self,
        is_understood: bool,  # noqa: FBT001 - reads as a sentence
        code: str,
        cell: Cell,
        **parameters: Parameter,
    ) -> None:
        """Add a warning about a filled-in *cell* that is not understood."""
        if cell.text.strip() and not is_understood:
            self.issues.append(Issue(code, cell.location, found=cell.text, parameters=parameters))


def _context(info: ValidationInfo) -> IdentityContext:
    if not isinstance(info.context, IdentityContext):
        raise TypeError("SheetIdentity needs an IdentityContext")
    return info.context


def _text(cell: Cell) -> str:
    return " ".join(cell.text.split())


class SheetIdentity(BaseModel):
    """The identity lines of a sheet, validated (`IdentityContext`). Its input is one cell for each line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    """The id of a kind of region of the instrument, or empty."""
    year: int | None
    """The year of the evaluation, from 2000 to 2099."""
    stage: Stage | None
    """The stage of the evaluation."""
    code: str
    """The code of the region, such as ``PP.KK``, or empty."""
    name: str
    """The name of the region as it is written."""
    district: str
    """The sub-district of a village."""
    regency: str
    """The regency or city of a village or sub-district."""
    province: str
    part: str
    """The agency whose part of a divided sheet it is; empty for a whole one."""
    questions: str
    """The codes of the questions of that part."""
    instrument: str
    edition: str
    fingerprint: str

    @model_validator(mode="before")
    @classmethod
    def _leave_out_the_unreadable(cls, cells: Mapping[str, Cell], info: ValidationInfo) -> Mapping[str, Cell]:
        for cell in cells.values():
            if cell.is_unreadable:
                _context(info).issues.append(Issue("identity-unreadable", cell.location, found=cell.text))
        return {line: BLANK if cell.is_unreadable else cell for line, cell in cells.items()}

    @field_validator("kind", mode="plain")
    @classmethod
    def _read_kind(cls, cell: Cell, info: ValidationInfo) -> str:
        context = _context(info)
        kinds = context.instrument.region_kinds
        kind = kinds.named(cell.text)
        context.warn_unless(bool(kind), "region-kind-unknown", cell, candidates=kinds.names)
        return kind

    @field_validator("year", mode="plain")
    @classmethod
    def _read_year(cls, cell: Cell, info: ValidationInfo) -> int | None:
        year = _YEAR.fullmatch(normalize_text(cell.text))
        _context(info).warn_unless(bool(year), "year-unreadable", cell)
        return int(year[0]) if year else None

    @field_validator("stage", mode="plain")
    @classmethod
    def _read_stage(cls, cell: Cell, info: ValidationInfo) -> Stage | None:
        stage = STAGES.get(normalize_text(cell.text))
        _context(info).warn_unless(bool(stage), "stage-unknown", cell)
        return stage

    @field_validator("code", mode="plain")
    @classmethod
    def _read_code(cls, cell: Cell, info: ValidationInfo) -> str:
        context, code = _context(info), normalize_text(cell.text)
        kinds = context.instrument.region_kinds
        is_code = kinds.is_code(code)
        issue = "region-code-is-date" if is_date(cell) else "region-code-malformed"
        context.warn_unless(is_code, issue, cell, candidates=kinds.examples)
        return code if is_code else ""

    @field_validator("name", "district", "regency", "province", "part", "questions", mode="plain")
    @classmethod
    def _read_text(cls, cell: Cell) -> str:
        return _text(cell)

    @field_validator("instrument", "edition", mode="plain")
    @classmethod
    def _read_edition(cls, cell: Cell, info: ValidationInfo) -> str:
        context = _context(info)
        expected = context.instrument.id if info.field_name == "instrument" else context.instrument.edition
        if cell.text.strip() and normalize_text(cell.text) != normalize_text(expected):
            theirs = [context.cells[line].text.strip() for line in (Identity.INSTRUMENT, Identity.EDITION)]
            details = {"cell": cell, "found": " ".join(theirs).strip(), "expected": context.edition}
            raise PydanticCustomError("workbook-other-edition", "workbook-other-edition", details)
        return cell.text.strip()

    @field_validator("fingerprint", mode="plain")
    @classmethod
    def _read_fingerprint(cls, cell: Cell, info: ValidationInfo) -> str:
        context = _context(info)
        if cell.text.strip() and normalize_text(cell.text) != context.instrument.fingerprint:
            parameters = {"expected": context.instrument.fingerprint, "edition": context.edition}
            context.issues.append(Issue("fingerprint-differs", cell.location, "", cell.text, parameters))
        return cell.text.strip()

    @model_validator(mode="after")
    def _find_contradictions(self, info: ValidationInfo) -> Self:
        """Warn if the kind of the region contradicts the kind in its name or in its code."""
        context = _context(info)
        region = self.region_among(context.instrument.region_kinds)
        if not (self.instrument and self.edition):
            code = "recap-edition-not-named" if context.is_recap else "edition-not-named"
            context.issues.append(Issue(code, parameters={"expected": context.edition}))
        kinds = context.instrument.region_kinds
        named, _ = kinds.split(self.name)
        if named and region.kind != named:
            cell = context.cells[Identity.NAME]
            parameters = {"kind": region.kind}
            context.issues.append(Issue("region-kind-differs", cell.location, found=cell.text, parameters=parameters))
        if region.kind and region.code and kinds.of_code(region.code) != region.kind:
            location, parameters = context.cells[Identity.CODE].location, {"kind": region.kind}
            context.issues.append(Issue("region-code-contradicts", location, "", region.code, parameters))
        return self

    def region_among(self, kinds: RegionKinds) -> Region:
        """Return the region. If no kind is filled in, the kind in front of its name counts."""
        named, name = kinds.split(self.name)
        return Region(self.kind or named, name, self.province, self.code, self.district, self.regency)


def read_identity(raw: RawSheet, instrument: Instrument) -> tuple[Period, Sequence[Issue]]:
    """
    Validate the identity lines of *raw*, and check that it belongs to *instrument*.

    Returns:
        Region, year and stage, and all warnings.

    Raises:
        WorkbookError: The workbook belongs to another instrument or edition.

    """
    cells = {line: raw.identity.get(line, BLANK) for line in Identity}
    context = IdentityContext(cells, instrument, is_recap=raw.is_recap)
    data: dict[str, Any] = {line.value: cell for line, cell in cells.items()}
    try:
        identity = SheetIdentity.model_validate(data, context=context)
    except ValidationError as error:
        issue, *_ = [issue_of(each["type"], each["ctx"]) for each in error.errors()]
        location = issue.location._replace(file=raw.source.file)
        raise WorkbookError(Issue(issue.code, location, "", issue.found, issue.parameters)) from error
    return Period(
        identity.region_among(instrument.region_kinds), identity.year, identity.stage, identity.part
    ), context.issues
