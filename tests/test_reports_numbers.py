"""The numbers of a report in every format for people, held against the JSON of the same result."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.reports.document import Document
from kla_score.reports.views.scorecard import scorecard_document
from kla_score.scoring import Scorecard
from tests.documents import data_of, page_of, workbook_of

EXAMPLES = Path(__file__).parent.parent / "examples"
Line = tuple[str, Sequence[Decimal]]
"""The name of a row of a table, and its numbers."""


class _Rows(HTMLParser):
    """The rows of the tables of a page: the text of the first cell, and of the cells with numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[list[str], list[str]]] = []
        self.text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter a row or a cell. Further lines of a cell do not count."""
        if tag == "tr":
            self.rows.append(([], []))
        if tag in {"th", "td"}:
            is_number = "number" in (dict(attrs).get("class") or "")
            self.text = self.rows[-1][1] if is_number else self.rows[-1][0]
        if tag == "br":
            self.text = None

    def handle_data(self, data: str) -> None:
        """Record the text of a cell."""
        if self.text is not None and data.strip():
            self.text.append(data.strip())


def lines_of_page(document: Document) -> Iterator[Line]:
    """Yield the rows of the tables of a page."""
    parser = _Rows()
    parser.feed(page_of(document).decode("utf-8"))
    for texts, numbers in parser.rows:
        plain = [text.rstrip("%").replace(",", ".") for text in numbers]
        found = [Decimal(text) for text in plain if text.replace(".", "", 1).isdigit()]
        if found:
            yield texts[0], found


def lines_of_workbook(document: Document) -> Iterator[Line]:
    """
    Yield the rows of a workbook: of its overview, and of the sheets after the charts with percentages as on a page.
    """
    book = load_workbook(io.BytesIO(workbook_of(document)), data_only=True)
    for label, number in book.worksheets[0].iter_rows(3, max_col=2, values_only=True):
        if number is not None:
            yield f"{OVERVIEW}{label}", [Decimal(str(number))]
    for sheet in book.worksheets[2:]:
        titles = [cell.value for cell in sheet[1]]
        named = next(titles.index(title) for title in NAMED if title in titles)
        for row in sheet.iter_rows(min_row=2):
            name = row[0].value if row[0].value == TOTAL else row[named].value
            found = [
                share_of(Decimal(str(cell.value))) if "%" in cell.number_format else Decimal(str(cell.value))
                for cell in row
                if cell.value is not None and cell.data_type == "n"
            ]
            if found:
                yield str(name), found


def share_of(share: Decimal) -> Decimal:
    """Return a share in per cent as a page shows it."""
    return (share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


TOTAL = "Jumlah"
OVERVIEW = "Ikhtisar: "
NAMED = ("Kode", "Indikator", "Klaster", "OPD/instansi", "Sel")
"""The titles of the columns with names. The first one of a sheet counts."""

READERS: Final[Mapping[str, Callable[[Document], Iterator[Line]]]] = {
    "page": lines_of_page,
    "workbook": lines_of_workbook,
}
"""The formats for people. A further one needs a function that yields the rows of its tables, and a line here."""


def points_of(data: Mapping[str, Any]) -> list[Decimal]:
    """Return the numbers of a row with points, made from the JSON of a total, cluster or indicator."""
    claimed, supported, maximum = (Decimal(data[key]) for key in ("claimed", "supported", "maximum"))
    share = (claimed * 100 / maximum).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return [
        claimed,
        supported,
        claimed - supported,
        maximum,
        min(share, Decimal("99.9")) if claimed < maximum else share,
    ]


def expected_of(data: Mapping[str, Any]) -> Mapping[str, set[Decimal]]:
    """Return the numbers that may be beside each name, made from the JSON."""
    expected = {TOTAL: {*points_of(data["total"]), *counts_of(data["total"])}}
    agencies: dict[str, list[Decimal]] = {}
    for cluster in data["clusters"]:
        expected[cluster["name"]] = {*points_of(cluster), *counts_of(cluster)}
        for indicator in cluster["indicators"]:
            asked = [each for each in indicator["questions"] if each["maximum"]]
            counts = Decimal(sum(each["answered"] for each in asked)), Decimal(len(asked))
            expected[f"{indicator['id']}. {indicator['name']}"] = {*points_of(indicator), *counts}
            for each in asked:
                claimed, supported, maximum = (Decimal(each[key]) for key in ("claimed", "supported", "maximum"))
                expected[each["code"]] = {claimed, supported, maximum, claimed - supported, Decimal(data["year"])}
                for agency in each["agencies"]:
                    sums = agencies.setdefault(agency, [Decimal(0)] * 4)
                    sums[1] += not claimed
                    sums[2] += bool(claimed - supported)
                    sums[0] += bool(claimed) and claimed == supported
                    sums[3] += claimed - supported
    expected[TOTAL].update(sum(column) for column in zip(*agencies.values(), strict=True))
    overview = {
        "Nilai mandiri": data["total"]["claimed"],
        "Nilai terdukung": data["total"]["supported"],
        "Berisiko": Decimal(data["total"]["claimed"]) - Decimal(data["total"]["supported"]),
        "Terjawab": data["total"]["answered"],
        "Pertanyaan": data["total"]["questions"],
        "Peringatan": sum(issue["severity"] == "warning" for issue in data["issues"]),
    }
    expected |= {f"{OVERVIEW}{label}": {Decimal(number)} for label, number in overview.items()}
    return expected | {name: set(sums) for name, sums in agencies.items()}


def names_of(scorecard: Scorecard, messages: Messages) -> Iterator[str]:
    """Yield the names of the rows that every format has."""
    for cluster in scorecard.clusters:
        yield messages.pick(cluster.cluster.name)
        yield from (f"{each.indicator.code}. {messages.pick(each.indicator.name)}" for each in cluster.indicators)
    yield from (each.question.code for each in scorecard.missing_evidence)


def counts_of(data: Mapping[str, Any]) -> tuple[Decimal, Decimal]:
    return Decimal(data["answered"]), Decimal(data["questions"])


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_every_number_is_in_the_data(read: Callable[[Document], Iterator[Line]], kla: Instrument) -> None:
    """
    Each row of each table has the numbers of its cluster, indicator, question or agency. No row with points is missing.
    """
    scorecard = api.evaluate(EXAMPLES / "kabupaten-contoh-2024.xlsx", kla)
    document = scorecard_document(scorecard, Messages("id"), in_full=True)
    expected = expected_of(data_of(document))
    lines = list(read(scorecard_document(scorecard, Messages("id"), in_full=True)))
    names = {name for name, _ in lines}

    assert [] == [(name, numbers) for name, numbers in lines if not set(numbers) <= expected.get(name, set())]
    assert {TOTAL, *names_of(scorecard, Messages("id"))} <= names


def test_a_list_without_a_total_says_why(kla: Instrument) -> None:
    """
    The maxima of the questions are more than the total allows. The points are not, so that they have a total.
    """
    scorecard = api.evaluate(EXAMPLES / "kabupaten-contoh-2024.xlsx", kla)
    (questions, _) = scorecard_document(scorecard, Messages("en"), in_full=True).details
    summed = {column.title for column in questions.columns if column.is_summed}

    assert {"Claimed", "Supported", "At risk"} == summed
    assert questions.note.startswith("No total for Maximum.")
