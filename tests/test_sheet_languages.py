"""Indonesian and English workbooks, and mixtures of both, give the same results."""

import io
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.assessment.region import Identity
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.questions import NumberScale
from kla_score.parts.carry_over import RowContent
from kla_score.reports.data.scorecard import scorecard_data
from kla_score.template.writing import write_workbook

IDENTITY = {Identity.KIND: "Kota", Identity.NAME: "Contoh", Identity.PROVINCE: "Jambi", Identity.YEAR: "2024"}
OTHER_LANGUAGE = {"id": "en", "en": "id"}


def entries_of(instrument: Instrument, language: str) -> dict[str, RowContent]:
    """Answer every question, options in *language*, and leave every fourth without evidence."""
    filled = {}
    for position, (code, question) in enumerate(instrument.questions.items()):
        scale = question.scale
        if not isinstance(scale, NumberScale):
            answer: Decimal | str = scale.options[position % len(scale.options)][0].in_language(language)
        else:
            answer = Decimal(60) if scale.is_percentage else scale.highest / 2
        kinds = question.evidence_kinds if position % 4 else ()
        filled[code] = RowContent(answer, dict.fromkeys(kinds, "a.pdf"))
    return filled


def mix_titles_of_columns(book: Any, other: Any) -> None:
    """Give every second column the title from *other*."""
    for sheet, same in zip(book.worksheets[3:], other.worksheets[3:], strict=True):
        if sheet.sheet_state == "visible":
            for cell in sheet[1][::2]:
                cell.value = same[cell.coordinate].value


def mix_titles_of_sheets(book: Any, other: Any) -> None:
    """Give every second worksheet its name from *other*, and reverse their order."""
    for sheet, same in zip(book.worksheets[::2], other.worksheets[::2], strict=True):
        sheet.title = same.title
    book._sheets.reverse()


def mix_labels(book: Any, other: Any) -> None:
    """Give every second line of the identity its label from *other*."""
    for row in range(1, book.worksheets[0].max_row + 1, 2):
        book.worksheets[0].cell(row, 1).value = other.worksheets[0].cell(row, 1).value


def take_a_sheet_over(book: Any, other: Any) -> None:
    """Replace a question sheet by the same sheet of *other*."""
    for row in other.worksheets[3].iter_rows():
        for cell in row:
            book.worksheets[3][cell.coordinate].value = cell.value


Mixture = Callable[[Any, Any], None]
MIXTURES = (None, mix_titles_of_columns, mix_titles_of_sheets, mix_labels, take_a_sheet_over)


_CONTENTS: Final[dict[tuple[str, str], bytes]] = {}


def content_of(instrument: Instrument, language: str) -> bytes:
    """Return the filled-in workbook, which takes a while to write."""
    key = (instrument.id, language)
    if key not in _CONTENTS:
        entries = entries_of(instrument, language)
        _CONTENTS[key] = write_workbook(instrument, Messages(language), entries, IDENTITY)
    return _CONTENTS[key]


@pytest.fixture
def result(tmp_path: Path) -> Callable[..., Mapping[str, Any]]:
    """Return a function that evaluates a filled-in sheet, and returns all data except its file."""

    def result(instrument: Instrument, language: str, mix: Mixture | None = None) -> Mapping[str, Any]:
        path = tmp_path / "sheet.xlsx"
        path.write_bytes(content_of(instrument, language))
        if mix:
            book = load_workbook(path)
            mix(book, load_workbook(io.BytesIO(content_of(instrument, OTHER_LANGUAGE[language]))))
            book.save(path)
        data = dict(scorecard_data(api.evaluate(path, instrument))) | {"source": None}
        # The cells have the names of their worksheets.
        return {key: re.sub(r"'cell': '[^']*'", "", repr(value)) for key, value in data.items()}

    return result


@pytest.mark.parametrize("mix", MIXTURES)
@pytest.mark.parametrize("language", OTHER_LANGUAGE)
@pytest.mark.parametrize("name", ["tiny", "desa"])
def test_the_language_of_a_sheet_does_not_matter(
    name: str,
    language: str,
    mix: Mixture | None,
    result: Callable[..., Mapping[str, Any]],
    request: pytest.FixtureRequest,
) -> None:
    """Totals, evidence, identity and issues are the same in both languages and in a mixture."""
    instrument = request.getfixturevalue(name)

    assert result(instrument, "id") == result(instrument, language, mix)


def test_the_large_form_gives_the_same_totals_in_both_languages(
    kla: Instrument, result: Callable[..., Mapping[str, Any]]
) -> None:
    """The totals of the packaged instrument do not depend on the language of the workbook."""
    assert result(kla, "id")["total"] == result(kla, "en")["total"]


OLD_NAMES = {"OPD/instansi": "OPD", "Kode sidik instrumen": "Sidik instrumen", "Pertanyaan": "Butir"}


def test_names_of_older_workbooks_are_read(tmp_path: Path, tiny: Instrument) -> None:
    """A part with former names of columns and lines is read without an issue."""
    share = next(each for each in api.divide(Agencies(tiny))[0] if each.agency == "Dinkes")
    book = load_workbook(io.BytesIO(api.template(tiny, share=share)))
    for (label,) in book.worksheets[0].iter_rows(max_col=1):
        label.value = OLD_NAMES.get(str(label.value), str(label.value))
    for sheet in book.worksheets[3:]:
        for cell in sheet[1]:
            cell.value = "OPD" if cell.value == "OPD/instansi" else cell.value
    book.worksheets[-1].title = "Hitung"
    book.save(tmp_path / "old.xlsx")
    assessment = api.evaluate(tmp_path / "old.xlsx", tiny).assessment
    found = {answer.agency for answer in assessment.answers.values()}

    assert (share.codes, False, ()) == (tuple(assessment.answers), "" in found, assessment.issues)
