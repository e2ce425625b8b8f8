"""
Write the self-assessment workbook: blank, or with entries.

Every text is written as text, so that nothing in an instrument or an entry can become a formula.
"""

from collections.abc import Mapping

from openpyxl import Workbook

from kla_score.assessment.region import Identity
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.parts.carry_over import RowContent, TypedValue
from kla_score.sheet.layout import GUIDE_SHEET, IDENTITY_SHEET, SUMMARY_SHEET, heading
from kla_score.sheet.marks import SHEET_OF
from kla_score.template.answer_formulas import OptionLists
from kla_score.template.calculation_sheet import CalculationSheet
from kla_score.template.front_sheets import write_guide, write_identity
from kla_score.template.preview import score_entries
from kla_score.template.question_sheet import QuestionSheet
from kla_score.template.summary_sheet import write_summary
from kla_score.xlsx.formula_results import with_results
from kla_score.xlsx.saving import to_bytes
from kla_score.xlsx.style import add_styles


def write_workbook(
    instrument: Instrument,
    messages: Messages,
    entries: Mapping[str, RowContent] | None = None,
    identity: Mapping[Identity, TypedValue] | None = None,
    own_names: Mapping[str, str] | None = None,
) -> bytes:
    """
    Return the workbook of *instrument*, with *entries* by question code and the lines of *identity* filled in.

    *own_names* are the region's own names of agencies, by their ids.

    Returns:
        The content of an ``.xlsx`` file. With SOURCE_DATE_EPOCH, the same input gives the same bytes.

    """
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    front, guide, summary = (
        book.create_sheet(heading(titles, messages.language)) for titles in (IDENTITY_SHEET, GUIDE_SHEET, SUMMARY_SHEET)
    )
    write_identity(front, instrument, messages, identity or {})
    write_guide(guide, instrument, messages)
    lists = OptionLists(instrument, messages.language)
    agencies = Agencies(instrument, own_names or {})
    sheets = []
    for cluster in instrument.clusters:
        sheets.append(QuestionSheet(book.create_sheet(messages.pick(cluster.short)), agencies, messages, lists))
        sheets[-1].write(cluster, entries or {})
    scorecard = score_entries(instrument, entries or {}, messages)
    calculation_sheet = CalculationSheet(book, instrument, messages, lists)
    results = {
        book.index(each.sheet) + 1: each.write_subtotals(calculation_sheet, score.indicators)
        for each, score in zip(sheets, scorecard.clusters, strict=True)
    }
    results[book.index(summary) + 1] = write_summary(summary, scorecard, messages, calculation_sheet, identity or {})
    lists.write(book)
    book.properties.title = messages.pick(instrument.title)
    book.properties.identifier = SHEET_OF.format(instrument.id, instrument.edition, instrument.fingerprint)
    book.properties.creator = "kla-score"
    return with_results(to_bytes(book), results)
