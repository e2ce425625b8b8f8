"""Every result in every format, and the properties of each format."""

import inspect
import io
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from openpyxl import load_workbook

from kla_score import __version__, api
from kla_score.analysis.batch import Batch
from kla_score.analysis.comparison import Comparison
from kla_score.analysis.rollup import roll_up
from kla_score.analysis.roster import Roster
from kla_score.assessment.evidence_matching import EvidenceFiles, StoredFile
from kla_score.assessment.local_reports import LocalAnswer, LocalReport
from kla_score.assessment.region import Region, Stage
from kla_score.i18n import LANGUAGES, Messages
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.base import Text
from kla_score.instrument.regions import RegionKind
from kla_score.issues import Issue, Location
from kla_score.parts.attaching import attach
from kla_score.parts.carry_over import RowContent
from kla_score.parts.dividing import file_names
from kla_score.reports import views
from kla_score.reports.document import Document, RenderTarget
from kla_score.reports.formats import FOR_FINDINGS, FOR_REPORTS, FORMATS, REGISTRY
from kla_score.reports.formats.base import OutputFormat
from kla_score.reports.formats.xlsx import XlsxFormat
from kla_score.reports.views.attachments import attachments_document
from kla_score.reports.views.batch import batch_document, batch_records
from kla_score.reports.views.columns import columns_document
from kla_score.reports.views.comparison import comparison_document
from kla_score.reports.views.instrument import InstrumentPages
from kla_score.reports.views.instrument_diff import changes_document
from kla_score.reports.views.issue import issue_document
from kla_score.reports.views.kind import kind_document
from kla_score.reports.views.plan import PlanViewOptions, plan_document
from kla_score.reports.views.records import scorecard_records
from kla_score.reports.views.rollup import rollup_document
from kla_score.reports.views.scorecard import scorecard_document
from kla_score.reports.views.shares import shares_document
from kla_score.reports.views.todo import Grouping, TodoOptions, todo_document
from kla_score.reports.views.validation import validation_document
from kla_score.scoring import Scorecard
from kla_score.scoring.summary import Failure, summarise
from kla_score.sheet.layout import accepted_titles
from kla_score.template.writing import write_workbook
from tests.conftest import Golden
from tests.instruments import FIRST_INDICATOR, FIRST_QUESTION, with_value
from tests.test_analysis_batch import saved
from tests.workbooks import make_workbook

_HEAD = "== Identitas\nJenis|kabupaten\nNama|Contoh\nProvinsi|Contoh\nTahun|2024\nTahap|EM\n== Isian\n"
SHEETS = {
    "before.xlsx": _HEAD + "Kode|Nilai|Dokumen\n'1.1|5|a.pdf\n'1.2a|4\n'1.10|6\n'2.1|3|ada\n'2.2|\n'3.1|10\n'3.2|",
    "after.xlsx": _HEAD + "Kode|Nilai|Dokumen\n'1.1|5|a.pdf\n'1.2a|4|b.pdf\n'1.10|\n'2.1|6\n'2.2|\n'3.1|10\n'3.2|",
    "low.xlsx": _HEAD.replace("kabupaten\nNama|Contoh", "kota\nNama|Rendah")
    + "Kode|Nilai|Dokumen\n'1.1|5|a.pdf\n'2.1|3",
    **{  # equal totals, at an end that Low and High share
        f"{name}.xlsx": _HEAD.replace("kabupaten\nNama|Contoh", f"kota\nNama|{name}")
        + "Kode|Nilai|Dokumen\n'1.1|5|a.pdf\n'1.2a|4|a.pdf; b.pdf\n'1.10|0\n'2.1|0\n'2.2|0\n'3.1|10\n'3.2|"
        for name in ("Batas", "Sama")
    },
}


class Given(NamedTuple):
    """The inputs of results: the tiny instrument, its sheets, their scorecards, and a language."""

    form: Instrument
    sheets: Sequence[Path]
    scorecards: Sequence[Scorecard]
    messages: Messages

    @property
    def agencies(self) -> Agencies:
        """The agencies with their own names."""
        return Agencies(self.form, {})

    @property
    def batch(self) -> Batch:
        """The batch of all sheets and a failed one."""
        failure = Failure("c.xlsx", (Issue("workbook-damaged", Location("c.xlsx")),))
        return Batch(self.form, [summarise(each) for each in self.scorecards], [failure])

    @property
    def pages(self) -> InstrumentPages:
        """The pages of the instrument."""
        return InstrumentPages(self.form, self.messages)


def a_plan(given: Given) -> Document:
    scorecard = given.scorecards[0]
    return plan_document(api.plan(scorecard, "high"), scorecard, given.agencies, given.messages, PlanViewOptions())


def a_plan_with_raises(given: Given) -> Document:
    scorecard, options = given.scorecards[2], api.PlanOptions()
    found = api.plan(scorecard, "high", options, given.agencies)
    return plan_document(found, scorecard, given.agencies, given.messages, PlanViewOptions())


def comparison_of(sides: Sequence[int], *, in_full: bool = False) -> Callable[[Given], Document]:
    def made(given: Given) -> Document:
        before, after = (api.read_result(given.sheets[side], [given.form])[0] for side in sides)
        return comparison_document(Comparison(before, after), [given.form], given.messages, in_full=in_full)

    return made


def a_comparison_of_editions(given: Given) -> Document:
    """Return the differences to an edition with another maximum and another code."""
    larger = with_value(given.form, (*FIRST_QUESTION, "maximum"), Decimal(6))
    forms = [given.form, with_value(larger, (*FIRST_INDICATOR, "questions", 2, "code"), "1.11")]
    records = [api.read_result(sheet, [form])[0] for sheet, form in zip(given.sheets[:2], forms, strict=True)]
    return comparison_document(Comparison(*records), forms, given.messages)


def province_of(given: Given) -> Batch:
    """Return the final result of a region that has won, with the roster of its province."""
    before, after = (summarise(each) for each in given.scorecards[:2])
    final = after._replace(period=after.period._replace(stage=Stage.VF))
    members = [before.region, before.region._replace(name="Lain", code="99.02")]
    return Batch(given.form, [final], roster=Roster(members), earlier=saved(Batch(given.form, [before])))


def attached_files(given: Given) -> Document:
    files = EvidenceFiles(
        "evidence", [StoredFile(name) for name in ("1.1/a.pdf", "1.1/b.pdf", "1.2a/b.pdf", "1.1/c.exe")]
    )
    entries = {"1.1": RowContent(evidence={"document": "1.1/a.pdf"})}
    results = attach(entries, given.form, files).files
    return attachments_document(results, given.scorecards[0], given.scorecards[1], given.messages)


def a_division(given: Given) -> Document:
    shares, _ = api.divide(given.agencies)
    return shares_document(shares, file_names(shares), given.agencies, given.messages)


def changes_of_an_instrument(given: Given) -> Document:
    later = with_value(with_value(given.form, ("edition",), "2"), (*FIRST_QUESTION, "maximum"), Decimal(4))
    return changes_document(api.diff(given.form, later, given.sheets[0]), given.messages)


def answers_of_villages(given: Given, *, in_full: bool = True) -> Document:
    first = next(iter(given.form.questions.values()))
    question = first.with_changes(feeds=first.code)
    kinds = (RegionKind(id="desa", name=Text(id="Desa", en="Village"), parts=4, first="2001", last="2999"),)
    indicator = given.form.clusters[0].indicators[0].with_changes(questions=(question,))
    cluster = given.form.clusters[0].with_changes(indicators=(indicator,))
    form = given.form.with_changes(clusters=(cluster,), regions=kinds)
    villages = [Region("desa", name, "", "", "Utara") for name in ("A", "B")]
    report = LocalReport(form.id, villages[0], {first.code: LocalAnswer(is_yes=True)})
    counted = roll_up(given.form, [form], Roster(villages, form.region_kinds), [report])
    scores = given.scorecards[0], given.scorecards[1]
    return rollup_document(counted, given.messages, scores, in_full=in_full)


def findings_of_a_file(given: Given) -> Document:
    finding = Issue(
        "identifier-undefined",
        Location("a.yaml", line=3, column=7),
        found="x",
        parameters={"candidates": ("y",), "count": 1},
    )
    return validation_document([("a.yaml", None, [finding]), ("b.yaml", given.form, [])], given.messages)


def to_do_lists(grouping: Grouping) -> Callable[[Given], Document]:
    """Return the lists by agency in full, and all others as a screen shows them."""
    options = TodoOptions(grouping, in_full=grouping is Grouping.AGENCY)
    return lambda given: todo_document(given.scorecards[0], given.agencies, given.messages, options)


RESULTS: Final[Mapping[str, Callable[[Given], Document]]] = {
    "a scorecard": lambda given: scorecard_document(given.scorecards[0], given.messages),
    "a scorecard in full": lambda given: scorecard_document(given.scorecards[0], given.messages, in_full=True),
    "a plan": a_plan,
    "a plan that raises answers": a_plan_with_raises,
    "a comparison": comparison_of([0, 1]),
    "a comparison backwards in full": comparison_of([1, 0], in_full=True),
    "a comparison of editions": a_comparison_of_editions,
    "a whole province": lambda given: batch_document(province_of(given), given.messages, in_full=True),
    "a batch": lambda given: batch_document(given.batch, given.messages, in_full=True),
    "a division among agencies": a_division,
    "attached files": attached_files,
    "answers of villages": answers_of_villages,
    "answers of villages in short": lambda given: answers_of_villages(given, in_full=False),
    **{f"what is to do by {grouping}": to_do_lists(grouping) for grouping in Grouping},
    "the tree of an instrument": lambda given: given.pages.tree(),
    "a cluster": lambda given: given.pages.item(given.form.clusters[0]),
    "an indicator": lambda given: given.pages.item(given.form.clusters[0].indicators[1]),
    "a question": lambda given: given.pages.item(given.form.questions["1.2a"]),
    "a question with alternative evidence": lambda given: given.pages.item(given.form.questions["2.2"]),
    "a question without evidence": lambda given: given.pages.item(given.form.questions["3.1"]),
    "a predicate": lambda given: given.pages.item(given.form.predicates[0]),
    "an agency of an instrument": lambda given: given.pages.item(given.form.agencies[0]),
    "a kind of evidence": lambda given: given.pages.item(given.form.evidence_kinds[0]),
    "a source": lambda given: given.pages.item(given.form.sources[0]),
    "an issue code": lambda given: issue_document("bands-gap", given.messages),
    "a kind of question": lambda given: kind_document("percentage", given.messages),
    "the columns": lambda given: columns_document(accepted_titles(given.form), given.messages),
    "changes of an instrument": changes_of_an_instrument,
}
"""Results for every format, except for formats of findings."""
RECORDS: Final[Mapping[str, Callable[[Given], Document]]] = {
    "the records of a scorecard": lambda given: scorecard_records(given.scorecards[2], given.messages),
    "the records of a batch": lambda given: batch_records(given.batch, given.messages),
    "the records of a province": lambda given: batch_records(province_of(given), given.messages),
}
"""Results that only machine-readable formats have."""
FINDINGS: Final[Mapping[str, Callable[[Given], Document]]] = {"findings of instrument files": findings_of_a_file}

CASES = [
    *((name, make, each) for name, make in RESULTS.items() for each in REGISTRY if each.is_for_results),
    *((name, make, each) for name, make in RECORDS.items() for each in REGISTRY if each.is_for_machines),
    *((name, make, each) for name, make in FINDINGS.items() for each in REGISTRY if each.is_for_findings),
]


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    """Write all sheets."""
    folder = tmp_path_factory.mktemp("formats")
    return [make_workbook(folder / name, text) for name, text in SHEETS.items()]


@pytest.fixture(scope="module")
def scorecards(sheets: Sequence[Path], tiny: Instrument) -> Sequence[Scorecard]:
    """Score all sheets."""
    return [api.evaluate(each, tiny) for each in sheets]


@pytest.fixture
def given(tiny: Instrument, sheets: Sequence[Path], scorecards: Sequence[Scorecard]) -> Given:
    """Return the inputs of results in English."""
    return Given(tiny, sheets, scorecards, Messages("en"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("make", "output_format"),
    [(make, each) for _, make, each in CASES],
    ids=[f"{name} as {each.name}" for name, _, each in CASES],
)
def test_every_result_is_shown_in_every_format(
    make: Callable[[Given], Document],
    output_format: OutputFormat,
    language: str,
    tiny: Instrument,
    sheets: Sequence[Path],
    scorecards: Sequence[Scorecard],
) -> None:
    """No format fails. Text consists of whole lines, and a document is longer than an empty one."""
    messages = Messages(language)
    document = make(Given(tiny, sheets, scorecards, messages))
    content = b"".join(output_format.render_bytes(document, RenderTarget()))
    blank = b"".join(output_format.render_bytes(Document("", messages), RenderTarget()))

    assert isinstance(output_format.render(document, RenderTarget()), bytes) or content.endswith(b"\n")
    assert may_be_blank(output_format, document) or len(content) > len(blank)


DATA: Final = (
    "a scorecard",
    "a plan",
    "a comparison",
    "a whole province",
    "a division among agencies",
    "attached files",
    "answers of villages",
    "an issue code",
    "a kind of question",
    "the columns",
    "changes of an instrument",
)
"""One result of each kind of JSON. The kinds that repeat most of the instrument or of a scorecard are left out."""


@pytest.mark.parametrize(
    ("name", "titles"), {"markdown": RESULTS, "json": DATA, "csv": RECORDS}.items(), ids=["markdown", "json", "csv"]
)
def test_results_are_as_expected(
    name: str,
    titles: Iterable[str],
    given: Given,
    golden: Golden,
) -> None:
    """Each title, sentence, number and key is as in the file for this format."""
    written = FORMATS[name]
    texts = [
        f"[{title}]\n{written.render_text({**RESULTS, **RECORDS}[title](given), RenderTarget())}" for title in titles
    ]

    golden(f"results{written.suffix}", without_bytes("\n".join(texts)).replace("\r\n", "\n"))


WORKSHEETS: Final = {
    "a scorecard in full": ("Charts", "Points by indicator", "By agency", "Questions", "Missing evidence by agency"),
    "a plan": ("Plan",),
    "a division among agencies": ("Questions by agency", "Agencies by question"),
    "what is to do by agency": ("Overview", "Checklist", "Disdik"),
    "answers of villages": ("1.1",),
}
"""The worksheets that show more than a screen, or numbers in another form."""


def test_pictures_and_last_lines_are_as_expected(given: Given, golden: Golden) -> None:
    """Pictures have words for people who cannot see them, and numbers. The last lines of a screen have the result."""
    lines = [
        f"[{title}]\n" + "".join(f"{each!r}\n" for each in (*document.pictures, *document.closing))
        for title, document in ((title, make(given)) for title, make in RESULTS.items())
        if document.pictures or document.closing
    ]

    golden("pictures.txt", "\n".join(lines))


def cells_of(sheet: Any) -> Iterator[str]:
    """Yield a line for each row: texts, numbers and formulas, with their number formats."""
    for row in sheet.iter_rows():
        cells = [
            f"{cell.value!r} as {cell.number_format}" if cell.number_format != "General" else repr(cell.value)
            for cell in row
        ]
        yield "; ".join("" if cell == "None" else cell for cell in cells)


def looks_of(sheet: Any) -> Iterator[str]:
    """Yield the page, the sizes, the axes of charts, and each look with the first of its cells and their number."""
    page, margins = sheet.page_setup, sheet.page_margins
    sides = [margins.left, margins.right, margins.top, margins.bottom, margins.header, margins.footer]
    titles = [sheet.freeze_panes, sheet.print_title_rows, sheet.print_title_cols, sheet.oddFooter.right.text]
    yield f"page: {page.orientation} {page.paperSize} {page.fitToHeight} {sides} {titles}"
    widths = [f"{letter} {each.width:g}" for letter, each in sheet.column_dimensions.items()]
    heights = [f"{number} {each.height:g}" for number, each in sheet.row_dimensions.items() if each.height]
    yield f"sizes: {', '.join(widths)}; {', '.join(heights)}"
    yield from (f"chart without axes: {chart.x_axis.delete} {chart.y_axis.delete}" for chart in sheet._charts)
    places: dict[str, list[str]] = {}
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.has_style):
        font, border, place = cell.font, cell.border, cell.alignment
        lines = {f"{each.style} {color_of(each.color)}" for each in (border.top, border.bottom) if each and each.style}
        look = [
            "bold" if font.b else "",
            "italic" if font.i else "",
            f"{font.sz:g}",
            color_of(font.color),
            color_of(cell.fill.fgColor) if cell.fill.patternType else "",
            place.horizontal,
            place.vertical,
            "wrapped" if place.wrap_text else "",
            f"{place.indent:g}" if place.indent else "",
            *sorted(lines),
            "" if cell.protection.locked else "open",
        ]
        places.setdefault(" ".join(each for each in look if each), []).append(cell.coordinate)
    yield from (f"{cells[0]} ({len(cells)}): {look}" for look, cells in places.items())


def rules_of(sheet: Any) -> Iterator[str]:
    """Yield the comments, the allowed entries with their help, and the conditional formats."""
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.comment):
        yield f"comment {cell.coordinate}: {cell.comment.text!r}"
    for each in sheet.data_validations.dataValidation:
        limits = [each.type, each.operator, each.formula1, each.formula2, "or blank" if each.allow_blank else ""]
        texts = [each.promptTitle, each.prompt, each.errorTitle, each.error]
        yield f"entry {each.sqref}: {' '.join(filter(None, limits))}; {texts}"
    for places in sheet.conditional_formatting:
        for rule in places.rules:
            look = rule.dxf and [
                color_of(rule.dxf.font and rule.dxf.font.color),
                rule.dxf.fill and color_of(rule.dxf.fill.bgColor),
            ]
            yield f"format {places.sqref}: {rule.type} {rule.operator or ''} {rule.formula} {look}"


def color_of(color: Any) -> str:
    """Return *color* as six digits; empty if it is that of the theme."""
    return color.rgb[2:] if color and isinstance(color.rgb, str) else ""


def test_worksheets_are_as_expected(given: Given, golden: Golden) -> None:
    """Each cell has its text, number or formula, its number format and its look. Each worksheet has its page."""
    lines = []
    for result, titles in WORKSHEETS.items():
        book: Any = load_workbook(io.BytesIO(XlsxFormat().render(RESULTS[result](given), RenderTarget())))
        for title in titles:
            sheet = book[title]
            lines += [f"[{result}: {title}]", *cells_of(sheet), *looks_of(sheet), *rules_of(sheet)]
    template: Any = load_workbook(io.BytesIO(write_workbook(given.form, given.messages)))
    visible = [each for each in template.worksheets if each.sheet_state == "visible"]
    lines.append(f"[template] {template.properties.creator}: {template.properties.title}")
    for sheet in visible[:-1]:  # the last cluster looks like the first
        lines += [f"[template: {sheet.title}]", *cells_of(sheet), *looks_of(sheet), *rules_of(sheet)]

    golden("worksheets.txt", "".join(f"{line}\n" for line in lines))


def without_bytes(text: str) -> str:
    """Return *text* without the hashes of files, since equal cells may have different bytes, and the version."""
    return re.sub("[0-9a-f]{64}", "HASH", text).replace(f'"{__version__}"', '"VERSION"')


def may_be_blank(output_format: OutputFormat, document: Document) -> bool:
    """Return whether *document* lacks the data or the table that a machine-readable format needs."""
    return output_format.is_for_machines and not (document.data and (document.tables or document.records))


VIEWS = [import_module(each.name) for each in pkgutil.iter_modules(views.__path__, f"{views.__name__}.")]


def test_every_view_is_among_the_results() -> None:
    """The tests of every format include each view of the program."""
    made = {
        name
        for view in VIEWS
        for name, function in vars(view).items()
        if inspect.isfunction(function)
        and function.__module__ == view.__name__
        and not name.startswith("_")
        and inspect.signature(function).return_annotation is Document
    }

    assert {"scorecard_frame"} == made - globals().keys(), "the frame is a part of a plan"


@pytest.mark.parametrize("output_format", REGISTRY, ids=lambda each: each.name)
def test_a_format_can_be_chosen(output_format: OutputFormat) -> None:
    """Each format has a name or a suffix of its own."""
    choices = [each for each in (*FOR_REPORTS, *FOR_FINDINGS) if output_format in each.values()]

    assert choices
    assert {output_format.name, output_format.suffix} >= {
        key for choice in choices for key, each in choice.items() if each is output_format
    }
    assert 1 == sum(output_format.name == each.name for each in REGISTRY)
    assert not output_format.suffix or 1 == sum(output_format.suffix == each.suffix for each in REGISTRY)


@pytest.mark.parametrize("output_format", REGISTRY, ids=lambda each: each.name)
def test_a_format_is_described_in_both_languages(output_format: OutputFormat) -> None:
    """The two descriptions differ."""
    indonesian, english = (Messages(language).gettext(output_format.description) for language in LANGUAGES)

    assert (True, True) == (bool(english), indonesian != english)


@pytest.mark.parametrize(
    "output_format", [each for each in REGISTRY if not each.is_for_screen], ids=lambda each: each.name
)
def test_a_binary_format_is_not_shown_as_text(output_format: OutputFormat) -> None:
    """Pages and workbooks are only for files."""
    with pytest.raises(TypeError, match=output_format.name):
        output_format.render_text(Document("", Messages("en")), RenderTarget())
