"""
Read the dates that people write into lists: numbers, names of months, and the numbers of days of spreadsheet programs.

The day comes before the month. A date that does not exist is not rearranged.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from kla_score.cells import normalize_text
from kla_score.xlsx.cell_values import day_of

_MONTHS: Final = (
    ("jan", "januari", "january"),
    ("feb", "februari", "pebruari", "peb", "february"),
    ("mar", "maret", "mrt", "march"),
    ("apr", "april"),
    ("mei", "may"),
    ("jun", "juni", "june"),
    ("jul", "juli", "july"),
    ("agu", "agt", "ags", "agust", "agustus", "aug", "august"),
    ("sep", "sept", "september"),
    ("okt", "oktober", "oct", "october"),
    ("nov", "nop", "november", "nopember"),
    ("des", "desember", "dec", "december"),
)
_MONTH_BY_NAME: Final = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_TIME: Final = re.compile(
    r"(?:[t ,]+|^)([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2}))?(?:[.][0-9]+)? ?([ap]m)?(?: .*|z)?$"
)
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]((?:19|20)?[0-9]{2})")
_NAMED_MONTH: Final = re.compile(r"(?:[a-z']+, ?)?([0-9]{1,2})[-/. ]*([a-z]+)[-/., ]*((?:19|20)?[0-9]{2})")
_MONTH_BEFORE_DAY: Final = re.compile(r"([a-z]+)[. ]+([0-9]{1,2}),? ((?:19|20)[0-9]{2})")
_DAYS: Final = range(36526, 73051)
"""The days of 2000 to 2099 as spreadsheet programs count them."""
_CENTURY, _LAST_SHORT = 2000, 99
"""Years with two digits are of this century."""
_NOON: Final = 12


@lru_cache(maxsize=2048)  # the dates of a list repeat
def read_date(text: str) -> str:
    """
    Return the date in *text* as ``YYYY-MM-DD``, without its time; empty if there is none.

    >>> read_date("9 Desember 2025"), read_date("4/3/25"), read_date("46000"), read_date("31-02-2025")
    ('2025-12-09', '2025-03-04', '2025-12-09', '')
    """
    normalized = normalize_text(text)
    return _date_in(normalized) or _date_in(_TIME.sub("", normalized))


def read_moment(text: str) -> str:
    """
    Return the date and time in *text*, for sorting; empty if there is no date.

    >>> read_moment("20/11/2026 8:15:03")
    '2026-11-20T08:15:03'
    """
    found = read_date(text)
    time = _TIME.search(normalize_text(text))
    if not found or not time or _date_in(normalize_text(text)):
        return found
    hours, minutes, seconds, half = time.groups()
    hour = int(hours) % _NOON + (_NOON if half == "pm" else 0) if half else int(hours)
    return f"{found}T{hour:02}:{minutes}:{seconds or '00'}"


def seems_date(text: str) -> bool:
    """
    Return whether *text* is written as a date in numbers, whether it exists or not.

    >>> seems_date("12/31/2025"), seems_date("2024")
    (True, False)
    """
    return any(each.fullmatch(normalize_text(text)) for each in (_YEAR_FIRST, _DAY_FIRST))


def _date_in(text: str) -> str:
    if text.isascii() and text.isdigit() and len(text) == len(str(_DAYS.start)) and int(text) in _DAYS:
        return day_of(int(text)).isoformat()
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
    elif match := _NAMED_MONTH.fullmatch(text):
        day, month, year = int(match[1]), _MONTH_BY_NAME.get(match[2], 0), int(match[3])
    elif match := _MONTH_BEFORE_DAY.fullmatch(text):
        month, day, year = _MONTH_BY_NAME.get(match[1], 0), int(match[2]), int(match[3])
    else:
        return ""
    try:
        return date(year if year > _LAST_SHORT else _CENTURY + year, month, day).isoformat()
    except ValueError:
        return ""
