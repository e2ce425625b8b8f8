"""
Read a roster: a CSV file with the columns code, kind, name and province, in any order.

Indonesian column titles are accepted, too. So are the files of spreadsheet programs, with semicolons, tabs or a byte
order mark.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from kla_score.analysis.roster import Roster
from kla_score.assessment.region import KINDS, REGION_CODE, Region, kind_and_name, kind_of_code
from kla_score.cells import normalize_text
from kla_score.files.reading import LARGEST_LIST, decoded, read_input
from kla_score.issues import Issue, KlaScoreError, Location, has_errors

MOST_ISSUES: Final = 100
COLUMNS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("code", "kode", "kode wilayah"), "code"),
    **dict.fromkeys(("kind", "jenis"), "kind"),
    **dict.fromkeys(("name", "nama", "kabupaten/kota", "nama kabupaten/kota"), "name"),
    **dict.fromkeys(("province", "provinsi"), "province"),
}
_SEPARATORS: Final = ",;\t"


def read_roster(path: Path) -> Roster:
    """
    Read the roster at *path*.

    Raises:
        KlaScoreError: It cannot be read, lacks a column, or has invalid or repeated regions. The error has all issues.

    """
    content = read_input(path, LARGEST_LIST, is_text=True)
    if isinstance(content, Issue):
        raise KlaScoreError(content)
    text = decoded(content)
    # Excel uses such a line as a setting and does not show it.
    text = text.partition("\n")[2] if text.startswith("sep=") else text
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        rows = [(lines.line_num, [" ".join(value.split()) for value in row]) for row in lines]
    except csv.Error as error:
        raise KlaScoreError(Issue("roster-malformed", Location(str(path)), found=str(error))) from error
    filled = [(number, row) for number, row in rows if any(row)]
    titles = [COLUMNS.get(normalize_text(title), "") for title in filled[0][1]] if filled else []
    location = Location(str(path), line=1, column=1)
    if "name" not in titles:
        raise KlaScoreError(Issue("roster-column-missing", location, parameters={"needed": ("name",)}))
    if twice := [title for title, count in Counter(titles).items() if title and count > 1]:
        raise KlaScoreError(Issue("roster-column-repeated", location, found=twice[0]))
    members, issues = _members(filled[1:], titles, str(path))
    if not members and not issues:
        issues = [Issue("roster-empty", Location(str(path)))]
    if has_errors(issues):
        raise KlaScoreError(*issues[:MOST_ISSUES])
    return Roster(members)


_CODE: Final = re.compile(r"^([0-9]{2})[,.]?([0-9]{2})$")


class RosterContext(NamedTuple):
    """Context for validating a row: its location, its text, and whether other rows have a province."""

    location: Location
    found: str
    has_provinces: bool


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

    @property
    def region(self) -> Region:
        """The region of the row."""
        named, name = kind_and_name(self.name)
        # A spreadsheet writes its own decimal sign, or none.
        code = _CODE.sub(r"\1.\2", self.code)
        return Region(KINDS.get(normalize_text(self.kind), named), name, self.province, code)

    @model_validator(mode="after")
    def _is_a_region(self, info: ValidationInfo) -> Self:
        context, region = info.context, self.region
        if not isinstance(context, RosterContext):
            raise TypeError("RosterRow needs a RosterContext")
        code, found = "", context.found
        if not region.kind or not region.name:
            code = "roster-row-unclear"
        elif region.code and (not REGION_CODE.fullmatch(region.code) or kind_of_code(region.code) != region.kind):
            code, found = "roster-code-unusable", self.code
        elif context.has_provinces and not region.province:
            code = "roster-province-missing"
        if code:
            raise PydanticCustomError(code, code, {"location": context.location, "found": found})
        return self


def _members(
    rows: Sequence[tuple[int, Sequence[str]]], titles: Sequence[str], file: str
) -> tuple[Sequence[Region], Sequence[Issue]]:
    members: list[Region] = []
    issues: list[Issue] = []
    lines: dict[object, int] = {}
    named = [{title: value for title, value in zip(titles, row, strict=False) if title} for _, row in rows]
    has_provinces = any(values.get("province") for values in named)
    for (number, row), values in zip(rows, named, strict=True):
        context = RosterContext(Location(file, line=number, column=1), ", ".join(row), has_provinces)
        try:
            region = RosterRow.model_validate(values, context=context).region
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
            members.append(region)
    return members, issues
