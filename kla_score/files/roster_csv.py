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
from typing import Final

from kla_score.analysis.roster import Roster
from kla_score.assessment.region import KINDS, REGION_CODE, Region, kind_and_name, kind_of_code
from kla_score.cells import normalize_text
from kla_score.files.reading import decoded, read_input
from kla_score.issues import Issue, KlaScoreError, Location, has_errors

LARGEST: Final = 1024 * 1024
MOST_ROWS: Final = 10_000
"""Twenty times the number of regencies and cities. Each row is compared with all others."""
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
    content = read_input(path, LARGEST)
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
    if len(filled) > MOST_ROWS:
        raise KlaScoreError(Issue("sheet-too-long", Location(str(path)), parameters={"limit": MOST_ROWS}))
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


def _members(
    rows: Sequence[tuple[int, Sequence[str]]], titles: Sequence[str], file: str
) -> tuple[Sequence[Region], Sequence[Issue]]:
    members: list[Region] = []
    issues: list[Issue] = []
    lines: dict[object, int] = {}
    named = [{title: value for title, value in zip(titles, row, strict=False) if title} for _, row in rows]
    has_provinces = any(values.get("province") for values in named)
    for (number, row), values in zip(rows, named, strict=True):
        location = Location(file, line=number, column=1)
        region, code = _region_of(values)
        if has_provinces and not region.province:
            code = code or "roster-province-missing"
        if code:
            issues.append(Issue(code, location, found=values.get("code", "") if "code" in code else ", ".join(row)))
            continue
        for key in region.keys:
            if key in lines:
                parameters = {"other": lines[key]}
                issues.append(Issue("roster-row-repeated", location, found=", ".join(row), parameters=parameters))
                break
            lines[key] = number
        else:
            members.append(region)
    return members, issues


def _region_of(values: Mapping[str, str]) -> tuple[Region, str]:
    """Return the region of one row, and the code of the issue with it or an empty text."""
    named, name = kind_and_name(values.get("name", ""))
    kind = KINDS.get(normalize_text(values.get("kind", "")), named)
    # A spreadsheet writes its own decimal sign, or none.
    code = _CODE.sub(r"\1.\2", values.get("code", ""))
    region = Region(kind, name, values.get("province", ""), code)
    if not kind or not name:
        return region, "roster-row-unclear"
    if code and (not REGION_CODE.fullmatch(code) or kind_of_code(code) != kind):
        return region, "roster-code-unusable"
    return region, ""
