"""
Read a roster: a CSV file with the columns code, kind, name and province, in any order.

A roster of villages also has a column of sub-districts.

Indonesian column titles are accepted, too. So are the files of spreadsheet programs, with semicolons, tabs or a byte
order mark.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from kla_score.analysis.roster import DISTRICT, Roster
from kla_score.assessment.region import Region, bare
from kla_score.cells import Cell, CellKind, is_date, normalize_text
from kla_score.files.csv_table import read_csv, repeated_column
from kla_score.files.reading import LARGEST_LIST
from kla_score.instrument.regions import REGENCIES, REGENCY_PARTS, RegionKinds
from kla_score.issues import Issue, KlaScoreError, Location, has_errors

MOST_ISSUES: Final = 100
COLUMNS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("code", "kode", "kode wilayah"), "code"),
    **dict.fromkeys(("kind", "jenis"), "kind"),
    **dict.fromkeys(("name", "nama", "kabupaten/kota", "nama kabupaten/kota"), "name"),
    **dict.fromkeys(("province", "provinsi"), "province"),
}
_COLUMNS_ABOVE: Final[Mapping[str, str]] = {
    **COLUMNS,
    **dict.fromkeys(("kecamatan", "sub-district", "district", "nama kecamatan"), "district"),
    **dict.fromkeys(("kabupaten/kota", "kabupaten", "regency", "regency or city"), "regency"),
    **dict.fromkeys(("desa/kelurahan", "nama desa/kelurahan", "desa", "nama desa"), "name"),
}
"""The columns of a roster of villages, which has the regions above them."""


def read_roster(path: Path, kinds: RegionKinds = REGENCIES) -> Roster:
    """
    Read the roster at *path* with regions of *kinds*.

    Raises:
        KlaScoreError: It cannot be read, lacks a column, or has invalid or repeated regions. The error has all issues.

    """
    filled = read_csv(path, LARGEST_LIST, "roster-malformed")
    columns = COLUMNS if kinds.depth == REGENCY_PARTS else _COLUMNS_ABOVE
    titles = [columns.get(normalize_text(title), "") for title in filled[0][1]] if filled else []
    location = Location(str(path), line=1, column=1)
    for column, title in (("name", "name"), ("district", "kecamatan")):
        if column in columns.values() and column not in titles:
            raise KlaScoreError(Issue("roster-column-missing", location, parameters={"needed": (title,)}))
    if repeated := repeated_column(titles):
        raise KlaScoreError(Issue("roster-column-repeated", location, found=repeated))
    members, issues = _members(filled[1:], titles, str(path), kinds)
    if not members and not issues:
        issues = [Issue("roster-empty", Location(str(path)))]
    if has_errors(issues):
        raise KlaScoreError(*issues[:MOST_ISSUES])
    return Roster(members, kinds)


class RosterContext(NamedTuple):
    """Context for validating a row: its location, its text, whether other rows have a province, and the kinds."""

    location: Location
    found: str
    has_provinces: bool
    kinds: RegionKinds = REGENCIES


class RosterRow(BaseModel):
    """
    One row of a roster, validated (`RosterContext`). Its input is the text of each known column.

    The type of an error is the issue code, and its context carries the location.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str = ""
    name: str = ""
    """The name, which may begin with the kind."""
    province: str = ""
    code: str = ""
    district: str = ""
    regency: str = ""

    def region_among(self, kinds: RegionKinds) -> Region:
        """Return the region of the row. A code shows the kind if nothing else does."""
        named, name = kinds.split(self.name)
        code = kinds.code_in(self.code)
        kind = kinds.named(self.kind) or named or (kinds.of_code(code) if kinds.depth > REGENCY_PARTS else "")
        _, district = kinds.split(self.district)
        return Region(kind, name, self.province, code, district, self.regency)

    @model_validator(mode="after")
    def _is_a_region(self, info: ValidationInfo) -> Self:
        context = info.context
        if not isinstance(context, RosterContext):
            raise TypeError("RosterRow needs a RosterContext")
        kinds = context.kinds
        region = self.region_among(kinds)
        code, found, candidates = "", context.found, kinds.names
        if is_date(Cell(CellKind.TEXT, self.code)):
            code, found, candidates = "region-code-is-date", self.code, kinds.examples
        elif not region.kind or not region.name:
            code = "roster-row-unclear"
        elif region.code and kinds.of_code(region.code) != region.kind:
            code, found, candidates = "roster-code-unusable", self.code, kinds.examples
        elif kinds.depth > REGENCY_PARTS and region.kind != DISTRICT and not region.district:
            code = "roster-district-missing"
        elif context.has_provinces and not region.province:
            code = "roster-province-missing"
        if code:
            details = {"location": context.location, "found": found, "parameters": {"candidates": candidates}}
            raise PydanticCustomError(code, code, details)
        return self


def _members(
    rows: Sequence[tuple[int, Sequence[str]]], titles: Sequence[str], file: str, kinds: RegionKinds
) -> tuple[Sequence[Region], Sequence[Issue]]:
    members: list[Region] = []
    issues: list[Issue] = []
    lines: dict[object, int] = {}
    districts: dict[str, str] = {}
    named = [{title: value for title, value in zip(titles, row, strict=False) if title} for _, row in rows]
    has_provinces = any(values.get("province") for values in named)
    for (number, row), values in zip(rows, named, strict=True):
        context = RosterContext(Location(file, line=number, column=1), ", ".join(row), has_provinces, kinds)
        try:
            region = RosterRow.model_validate(values, context=context).region_among(kinds)
        except ValidationError as error:
            issues += [Issue(each["type"], **each["ctx"]) for each in error.errors(include_url=False)]
            continue
        for key in region.keys:
            if key in lines:
                parameters = {"other": lines[key]}
                issues.append(Issue("roster-row-repeated", context.location, "", context.found, parameters))
                break
            lines[key] = number
        else:
            members.append(_with_one_spelling(region, districts))
    return members, issues


def _with_one_spelling(region: Region, districts: dict[str, str]) -> Region:
    """Return *region* with its sub-district as the first row spells it; *districts* has the spellings so far."""
    if region.kind == DISTRICT:
        return region._replace(name=districts.setdefault(bare(region.name), region.name))
    return region._replace(district=districts.setdefault(bare(region.district), region.district))
