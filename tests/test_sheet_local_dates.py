"""Dates that people write into lists of villages."""

import pytest

from kla_score.sheet.local_dates import read_date, read_moment, seems_date

DATES = {
    "2025-12-09": "2025-12-09",
    "2025/12/9": "2025-12-09",
    "2025.1.2": "2025-01-02",
    "9-12-2025": "2025-12-09",
    "9/12/2025": "2025-12-09",
    "09.12.2025": "2025-12-09",
    "9 12 2025": "2025-12-09",
    "1/2/1999": "1999-02-01",
    "1/2/99": "2099-02-01",
    "1/2/00": "2000-02-01",
    "29-02-2024": "2024-02-29",
    "9 Desember 2025": "2025-12-09",
    "9 desember 25": "2025-12-09",
    "9-Des-25": "2025-12-09",
    "9des2025": "2025-12-09",
    "9. Desember, 2025": "2025-12-09",
    "Selasa, 9 Desember 2025": "2025-12-09",
    "Jum'at,5 Desember 2025": "2025-12-05",
    "December 9, 2025": "2025-12-09",
    "Dec. 9 2025": "2025-12-09",
    "46000": "2025-12-09",
    "36526": "2000-01-01",
    "73050": "2099-12-31",
    "9/12/2025 08:15": "2025-12-09",
    "9 Desember 2025 pukul 08.15 WIB": "",
    "9 Desember 2025, 08.15 WIB": "2025-12-09",
    "2025-12-09T08:15:30Z": "2025-12-09",
    "2025-12-09 08:15:30.123": "2025-12-09",
    "12/9/2025 8:15 pm": "2025-09-12",
    "31-02-2025": "",
    "29-02-2025": "",
    "2025-13-01": "",
    "2025-12-32": "",
    "12/31/2025": "",
    "9 Foo 2025": "",
    "Foo 9, 2025": "",
    "9 Desember 1825": "",
    "1/2/825": "",
    "36525": "",
    "73051": "",
    "046000": "",
    "08:15": "",
    "2025": "",
    "Desember 2025": "",
    "": "",
}


@pytest.mark.parametrize(("text", "expected"), DATES.items(), ids=repr)
def test_a_date_is_read(text: str, expected: str) -> None:
    """The day comes before the month, and a date that does not exist is no date."""
    assert expected == read_date(text)


MONTHS = (
    "Jan Januari January",
    "Feb Februari Pebruari Peb February",
    "Mar Maret Mrt March",
    "Apr April",
    "Mei May",
    "Jun Juni June",
    "Jul Juli July",
    "Agu Agt Ags Agust Agustus Aug August",
    "Sep Sept September",
    "Okt Oktober Oct October",
    "Nov Nop November Nopember",
    "Des Desember Dec December",
)


@pytest.mark.parametrize(("number", "names"), list(enumerate(MONTHS, start=1)))
def test_a_month_has_usual_names(number: int, names: str) -> None:
    """Names in Indonesian and English, older spellings and short forms."""
    assert {f"2026-{number:02}-04"} == {read_date(f"4 {name} 2026") for name in names.split()}


MOMENTS = {
    "20/11/2026 8:15:03": "2026-11-20T08:15:03",
    "20/11/2026 8:15": "2026-11-20T08:15:00",
    "20/11/2026 8.15": "2026-11-20T08:15:00",
    "20/11/2026, 08:15 WIB": "2026-11-20T08:15:00",
    "2026-11-20T08:15:03Z": "2026-11-20T08:15:03",
    "2026-11-20 08:15:03.5": "2026-11-20T08:15:03",
    "20/11/2026 8:15 am": "2026-11-20T08:15:00",
    "20/11/2026 8:15 PM": "2026-11-20T20:15:00",
    "20/11/2026 12:05 am": "2026-11-20T00:05:00",
    "20/11/2026 12:05:01 pm": "2026-11-20T12:05:01",
    "20 November 2026 23:59": "2026-11-20T23:59:00",
    "20.11.2026": "2026-11-20",
    "46000": "2025-12-09",
    "08:15": "",
    "tidak": "",
    "": "",
}


@pytest.mark.parametrize(("text", "expected"), MOMENTS.items(), ids=repr)
def test_a_moment_has_a_time_if_the_text_has_one(text: str, expected: str) -> None:
    """Moments of one day are sorted by their time, and a date without a time comes first."""
    assert expected == read_moment(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/31/2025", True),
        ("2025-13-45", True),
        ("9-12-25", True),
        ("9 Desember 2025", False),
        ("2024", False),
        ("12/31", False),
        ("belum", False),
        ("", False),
    ],
)
def test_numbers_can_seem_a_date(text: str, expected: bool) -> None:
    """A date in numbers is recognised as one, whether it exists or not."""
    assert expected == seems_date(text)
