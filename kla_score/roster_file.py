"""
Read a roster: a CSV file with the columns code, kind, name and province, in any order.

Indonesian titles are read, too, and what spreadsheets make of such a file: semicolons, tabs, a mark of the encoding.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from kla_score.cells import even_out
from kla_score.input_file import read_input
from kla_score.issues import Issue, KlaScoreError, Place, has_errors
from kla_score.region import KINDS, REGION_CODE, Region, kind_of_code
from kla_score.roster import Roster

LARGEST: Final = 1024 * 1024
MOST_ISSUES: Final = 100
COLUMNS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("code", "kode", "kode wilayah"), "code"),
    **dict.fromkeys(("kind", "jenis"), "kind"),
    **dict.fromkeys(("name", "nama", "kabupaten/kota"), "name"),
    **dict.fromkeys(("province", "provinsi"), "province"),
}
_NEEDED: Final = ("kind", "name")
_SEPARATORS: Final = ",;\t"


def read_roster(path: Path) -> Roster:
    """
    Read the roster at *path*.

    Raises:
        KlaScoreError: it cannot be read, lacks a column, or has rows that are no region or one twice; with all issues.

    """
    content = read_input(path, LARGEST)
    if isinstance(content, Issue):
        raise KlaScoreError(content)
    if len(content) > LARGEST:
        raise KlaScoreError(Issue("file-too-large", Place(str(path)), parameters={"limit": LARGEST // 1024}))
    text = _decoded(content)
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        rows = [(lines.line_num, [" ".join(value.split()) for value in row]) for row in lines]
    except csv.Error as error:
        raise KlaScoreError(Issue("roster-malformed", Place(str(path)), found=str(error))) from error
    filled = [(number, row) for number, row in rows if any(row)]
    titles = [COLUMNS.get(even_out(title), "") for title in filled[0][1]] if filled else []
    if lacking := tuple(column for column in _NEEDED if column not in titles):
        raise KlaScoreError(
            Issue("roster-column-missing", Place(str(path), line=1, column=1), "", "", {"needed": lacking})
        )
    members, issues = _members(filled[1:], titles, str(path))
    if not members and not issues:
        issues = [Issue("roster-empty", Place(str(path)))]
    if has_errors(issues):
        raise KlaScoreError(*issues[:MOST_ISSUES])
    return Roster(members)


def _decoded(content: bytes) -> str:
    """Read what spreadsheets write: UTF-8, UTF-16 with a mark, or the encoding of an older Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _members(
    rows: Sequence[tuple[int, Sequence[str]]], titles: Sequence[str], file: str
) -> tuple[Sequence[Region], Sequence[Issue]]:
    members: list[Region] = []
    issues: list[Issue] = []
    lines: dict[object, int] = {}
    for number, row in rows:
        place = Place(file, line=number, column=1)
        values = {title: value for title, value in zip(titles, row, strict=False) if title}
        region, code = _region_of(values)
        if code:
            issues.append(Issue(code, place, found=values.get("code", "") if "code" in code else ", ".join(row)))
            continue
        for key in (region.key, region.code):
            if key and key in lines:
                parameters = {"other": lines[key]}
                issues.append(Issue("roster-row-repeated", place, found=", ".join(row), parameters=parameters))
                break
            if key:
                lines[key] = number
        else:
            members.append(region)
    return members, issues


def _region_of(values: Mapping[str, str]) -> tuple[Region, str]:
    """Read one row; the second is the code of what is wrong with it."""
    kind, name = KINDS.get(even_out(values.get("kind", "")), ""), values.get("name", "")
    first, _, rest = name.partition(" ")
    if rest and even_out(first) in KINDS:
        name = rest
        kind = kind or KINDS[even_out(first)]
    code = values.get("code", "")
    region = Region(kind, name, values.get("province", ""), code)
    if not kind or not name:
        return region, "roster-row-unclear"
    if code and (not REGION_CODE.fullmatch(code) or kind_of_code(code) != kind):
        return region, "roster-code-unusable"
    return region, ""
