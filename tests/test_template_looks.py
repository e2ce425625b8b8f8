"""The permissions of the sheets, and the colours for unanswered, wrong or missing entries."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from kla_score.i18n import Messages
from kla_score.instrument import Instrument, questions_of
from kla_score.instrument.questions import NumberScale, OptionScale
from kla_score.parts.carry_over import RowContent
from kla_score.template.calculation_sheet import references_name
from kla_score.template.formulas import quoted
from kla_score.template.writing import write_workbook
from kla_score.xlsx.style import INPUT, NOT_NEEDED, OPEN, UNSUPPORTED, UNUSABLE
from tests.workbooks import Location, Written, colour_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_ADDRESS = re.compile(r"\$?\b[A-Z]{1,3}\$?[0-9]+\b")
_LIST = re.compile(r"([A-Za-z]+)!(\$[A-Z]+\$[0-9]+:\$[A-Z]+\$[0-9]+)")


class CellStyle(NamedTuple):
    """A rule that colours cells if a formula is true for the first of them."""

    sheet: str
    colour: str
    formula: str
    cells: Sequence[str]


def limits(written: Written) -> Iterator[tuple[Any, Any]]:
    """Return every data validation rule with its sheet."""
    for sheet in written.book.worksheets:
        for rule in sheet.data_validations.dataValidation:
            yield sheet, rule


def looks(written: Written) -> Iterator[CellStyle]:
    """Return every conditional format from the XML, where its cells keep their written order."""
    with zipfile.ZipFile(io.BytesIO(written.content)) as archive:
        styles = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314 - we wrote it
        colours = [style.find(f".//{_MAIN}bgColor") for style in styles.iter(f"{_MAIN}dxf")]
        for number, title in enumerate(written.book.sheetnames, start=1):
            sheet = ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314 - the same
            for area in sheet.iter(f"{_MAIN}conditionalFormatting"):
                for rule in area.iter(f"{_MAIN}cfRule"):
                    colour = colours[int(rule.attrib["dxfId"])]
                    assert colour is not None

                    formula = rule.findtext(f"{_MAIN}formula") or ""
                    yield CellStyle(title, colour.attrib["rgb"], formula, area.attrib["sqref"].split())


def looking_like(written: Written, style: Any) -> list[Location]:
    """Return the cells that can have the style *style*, one entry for each rule."""
    return sorted(
        (look.sheet, cell) for look in looks(written) if look.colour == colour_of(style) for cell in look.cells
    )


def formulas(written: Written) -> Iterator[str]:
    """Return every formula: of cells, of conditional formats and of limits."""
    for sheet in written.book.worksheets:
        for row in sheet.iter_rows():
            yield from (str(cell.value) for cell in row if cell.data_type == "f")
    yield from (look.formula for look in looks(written))
    for _, rule in limits(written):
        yield from (str(formula) for formula in (rule.formula1, rule.formula2) if formula is not None)


def without_texts(formula: str) -> str:
    """Remove the quoted texts from *formula*."""
    return _TEXT.sub('""', formula)


def test_no_rule_begins_with_an_equals_sign(written: Written) -> None:
    """
    The sign belongs to the formula bar. In a file, some programs show it twice, drop the rule or repair the workbook.
    """
    stored = [look.formula for look in looks(written)]
    stored += [str(each) for _, rule in limits(written) for each in (rule.formula1, rule.formula2) if each is not None]
    stored += [str(name.attr_text) for name in written.book.defined_names.values()]

    assert stored
    assert [] == [formula for formula in stored if formula.startswith("=")]


# Protection


def test_every_visible_sheet_is_protected(written: Written) -> None:
    """A slip cannot overwrite a code, a title or a formula on any visible sheet."""
    expected = {sheet.title: True for sheet in written.visible}

    assert expected == {sheet.title: bool(sheet.protection.sheet) for sheet in written.visible}


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_instructions_fit_on_a_printed_page(language: str, kla: Instrument) -> None:
    """
    LibreOffice cuts a single column that is wider than the page. The width is in letters, 9.33 pixels in a wide font.
    """
    sheet: Any = load_workbook(io.BytesIO(write_workbook(kla, Messages(language)))).worksheets[1]
    room = (297 / 25.4 - sheet.page_margins.left - sheet.page_margins.right) * 96

    assert 9.33 * sheet.column_dimensions["A"].width <= room
    assert all(cell.alignment.wrap_text for (cell,) in sheet.iter_rows(min_row=3))


def test_nothing_has_a_password(written: Written) -> None:
    """Users can remove the protection of sheets and of the workbook."""
    with zipfile.ZipFile(io.BytesIO(written.content)) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist())
    expected: list[bytes] = []

    assert expected == re.findall(rb"\b(?:password|workbookPassword|hashValue|algorithmName|lockStructure)=", text)


def test_exactly_the_cells_to_fill_in_are_unlocked(written: Written) -> None:
    """Answers, needed evidence, agencies, notes and the lines of the region are unlocked, and no other cell."""
    expected = written.open_cells()

    assert expected == {
        (sheet.title, cell.coordinate)
        for sheet in written.visible
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }


def test_carried_over_evidence_can_be_removed(desa: Instrument) -> None:
    """Unneeded evidence from an older sheet is in a grey cell, which is unlocked then."""
    kinds = {kind.id: "a.pdf" for kind in desa.evidence_kinds}
    content = write_workbook(desa, Messages("id"), {code: RowContent(evidence=kinds) for code in desa.questions})
    filled = Written(desa, "id", content, load_workbook(io.BytesIO(content)))
    cells = [cell for sheet in filled.question_sheets for row in sheet.iter_rows() for cell in row]
    not_asked_for = [cell for cell in cells if cell.value == "a.pdf"]
    not_asked_for = [each for each in not_asked_for if (each.parent.title, each.coordinate) not in filled.asked_for()]
    expected = {(NOT_NEEDED.fgColor.rgb, False)}

    assert expected == {(cell.fill.fgColor.rgb, cell.protection.locked) for cell in not_asked_for}


def test_widths_looks_and_filters_are_allowed(written: Written) -> None:
    """Users can resize rows and columns, colour and link cells, and filter rows. False means allowed."""
    free = {
        "insertHyperlinks",
        "formatCells",
        "formatColumns",
        "formatRows",
        "autoFilter",
        "selectLockedCells",
        "selectUnlockedCells",
    }
    names = free | {"insertRows", "insertColumns", "deleteRows", "deleteColumns", "sort"}
    expected = {sheet.title: free for sheet in written.visible}

    assert expected == {
        sheet.title: {name for name in names if not getattr(sheet.protection, name)} for sheet in written.visible
    }


def test_yellow_cells_are_for_people(written: Written) -> None:
    """As the guide explains, exactly the unlocked cells are yellow, except for the prefilled agencies."""
    expected = written.open_cells() - written.agencies()

    assert expected == {
        (sheet.title, cell.coordinate)
        for sheet in written.visible
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == INPUT.fgColor.rgb
    }


# Limits


def test_every_limit_is_enforced(written: Written) -> None:
    """Every rule stops an invalid entry, or asks the user about it."""
    expected: list[Location] = []

    assert expected == [(sheet.title, str(rule.sqref)) for sheet, rule in limits(written) if not rule.showErrorMessage]


def test_every_answer_has_a_prompt(written: Written) -> None:
    """The cell of an answer shows the valid entries if it is selected."""
    titles = {sheet.title for sheet in written.question_sheets}
    expected = written.answers()

    assert expected == {
        (sheet.title, cell.coord)
        for sheet, rule in limits(written)
        if sheet.title in titles and rule.showInputMessage and rule.prompt and rule.promptTitle
        for cell in rule.sqref.ranges
    }


def test_the_prompt_equals_the_refusal(written: Written) -> None:
    """The prompt and the refusal have the same text, under the name of the column."""
    title = {"id": "Nilai", "en": "Points"}[written.language]
    rules = [rule for sheet, rule in limits(written) if sheet in written.question_sheets]
    expected = [(title, rule.error) * 2 for rule in rules]

    assert expected == [(rule.promptTitle, rule.prompt, rule.errorTitle, rule.error) for rule in rules]


def test_messages_of_rules_fit(written: Written) -> None:
    """Excel removes a rule with a title of more than 32 characters or a message of more than 225."""
    expected: list[str] = []

    assert expected == [
        text
        for _, rule in limits(written)
        for text, most in ((rule.promptTitle, 32), (rule.errorTitle, 32), (rule.prompt, 225), (rule.error, 225))
        if len(text or "") > most
    ]


def test_lists_are_on_a_hidden_sheet(written: Written) -> None:
    """The list of options is a range of a hidden sheet without blank cells."""
    hidden = {sheet.title for sheet in written.book.worksheets if sheet.sheet_state == "hidden"}
    expected, found = [], []
    for sheet, rule in limits(written):
        if rule.type == "list" and sheet in written.question_sheets:
            match = _LIST.fullmatch(rule.formula1)
            assert match

            cells = [cell for row in written.book[match[1]][match[2].replace("$", "")] for cell in row]
            expected.append((True, len(cells)))
            found.append((match[1] in hidden, sum(bool(cell.value) for cell in cells)))

    assert expected == found


def test_exactly_the_choices_have_a_list(written: Written) -> None:
    """An arrow beside a cell means that the question has options."""
    scales = {code: question.scale for code, question in written.instrument.questions.items()}
    expected = {
        (written.places[code][0], f"D{written.places[code][1]}")
        for code, scale in scales.items()
        if isinstance(scale, OptionScale)
    }

    assert expected == {
        (sheet.title, cell.coord)
        for sheet, rule in limits(written)
        if rule.type == "list" and sheet in written.question_sheets
        for cell in rule.sqref.ranges
    }


# Colours


def test_every_answer_that_can_earn_shows_that_it_is_missing(written: Written) -> None:
    """Exactly the answers that can earn points have a rule for strong yellow, once each."""
    expected = sorted(
        (written.places[code][0], f"D{written.places[code][1]}")
        for code, question in written.instrument.questions.items()
        if question.can_earn
    )

    assert expected == looking_like(written, OPEN)


def test_every_answer_shows_that_it_is_invalid(written: Written) -> None:
    """Exactly the answers have a rule for red, once each."""
    expected = sorted(written.answers())

    assert expected == looking_like(written, UNUSABLE)


def test_every_needed_evidence_cell_shows_that_it_is_missing(written: Written) -> None:
    """Exactly the needed evidence cells have a rule for orange, once each. Grey cells never change their colour."""
    expected = sorted(written.asked_for())

    assert expected == looking_like(written, UNSUPPORTED)


def test_a_condition_is_about_the_row_of_its_first_cell(written: Written) -> None:
    """Spreadsheet programs count from the first cell of a rule, so that the formula has only its row."""
    expected: list[CellStyle] = []

    assert expected == [
        look
        for look in looks(written)
        if not {re.sub(r"\D", "", address) for address in _ADDRESS.findall(without_texts(look.formula))}
        <= {re.sub(r"\D", "", look.cells[0])}
    ]


def test_the_first_cell_of_a_condition_is_the_topmost(written: Written) -> None:
    """Programs count from the top of a range or from its first cell, which is the same row here."""
    rows = [[int(re.sub(r"\D", "", cell)) for cell in look.cells] for look in looks(written)]
    expected = [sorted(each) for each in rows]

    assert expected == rows


def test_a_condition_moves_down_and_not_sideways(written: Written) -> None:
    """The columns of a condition are fixed and its row is not."""
    expected: set[str] = set()

    assert expected == {
        address
        for look in looks(written)
        for address in _ADDRESS.findall(without_texts(look.formula))
        if not re.fullmatch(r"\$[A-Z]+[0-9]+", address)
    }


def test_a_condition_is_in_one_column(written: Written) -> None:
    """A condition for one column does not apply to the cells of another."""
    expected: list[CellStyle] = []

    assert expected == [look for look in looks(written) if len({cell.rstrip("0123456789") for cell in look.cells}) > 1]


def test_a_condition_on_evidence_looks_at_its_own_cell(written: Written) -> None:
    """Orange depends on the answer beside it, and on the counted documents in the hidden sheet."""
    kinds = {letter: kind for kind, letter in written.kind_letters.items()}
    missing = [look for look in looks(written) if look.colour == colour_of(UNSUPPORTED)]
    expected, found = [], []
    for look in missing:
        letter, row = re.findall("[A-Z]+|[0-9]+", look.cells[0])
        expected.append(({f"$A{row}", f"$D{row}"}, [references_name(written.instrument, kinds[letter])]))
        names = re.findall(r"kla_references_[0-9]+", look.formula)
        found.append((set(_ADDRESS.findall(without_texts(look.formula))), names))

    assert expected == found


def test_cells_with_the_same_condition_share_a_rule(written: Written) -> None:
    """No two rules of a sheet differ only in the row, since a rule for each cell would be slow."""
    found = []
    for look in looks(written):
        row = re.sub(r"\D", "", look.cells[0])
        general = re.sub(rf"(?<=[A-Z]){row}\b", "§", look.formula)
        found.append((look.sheet, look.cells[0].rstrip("0123456789"), look.colour, general))
    expected = len(found)

    assert expected == len(set(found))


# Formulas


@pytest.mark.parametrize("character", ["{", "!"], ids=["a list", "another sheet"])
def test_conditions_have_neither_lists_nor_other_sheets(character: str, written: Written) -> None:
    """Excel reports a conditional format with {1,2} as damaged, and older programs allow no other sheets there."""
    assert [] == [look.formula for look in looks(written) if character in without_texts(look.formula)]


def test_texts_in_formulas_fit(written: Written) -> None:
    """Excel opens no formula with a quoted text of more than 255 characters."""
    expected: list[str] = []

    assert expected == [
        text for formula in formulas(written) for text in _TEXT.findall(formula) if len(text.replace('""', '"')) > 255
    ]


@pytest.mark.parametrize(
    ("text", "formula"),
    {"": '""', 'a "b"': '"a ""b"""', "x" * 127: f'"{"x" * 127}"', "x" * 128: f'("{"x" * 127}"&"x")'}.items(),
)
def test_a_long_text_is_joined_from_parts(text: str, formula: str) -> None:
    """Quotation marks are doubled, and a text of more than 127 characters consists of joined parts."""
    assert formula == quoted(text)


def test_formulas_fit(written: Written) -> None:
    """Excel opens no formula of more than 8,192 characters."""
    expected: list[str] = []

    assert expected == [formula for formula in formulas(written) if len(formula) > 8_192]


def depth(formula: str) -> int:
    """Return the largest number of brackets open at once."""
    deepest = now = 0
    for sign in without_texts(formula):
        now += (sign == "(") - (sign == ")")
        deepest = max(deepest, now)
    return deepest


def test_formulas_are_not_too_deep(written: Written) -> None:
    """Excel opens no formula with more than 64 nested functions."""
    assert max(depth(formula) for formula in formulas(written)) <= 64


# Print, columns, properties

LAYOUT: dict[str, tuple[str, object]] = {
    "A4": ("page_setup.paperSize", 9),
    "landscape": ("page_setup.orientation", "landscape"),
    "as long as it takes": ("page_setup.fitToHeight", 0),
    "one page wide": ("sheet_properties.pageSetUpPr.fitToPage", True),
}


def attribute(sheet: Any, path: str) -> Any:
    """Return the attribute at the dotted *path*."""
    for name in path.split("."):
        sheet = getattr(sheet, name)
    return sheet


@pytest.mark.parametrize(("path", "value"), LAYOUT.values(), ids=LAYOUT)
def test_visible_sheets_can_be_printed(path: str, value: object, written: Written) -> None:
    """Every visible sheet is set for A4, landscape, one page wide."""
    expected = {sheet.title: value for sheet in written.visible}

    assert expected == {sheet.title: attribute(sheet, path) for sheet in written.visible}


def test_the_calculation_sheet_and_the_lists_are_hidden(written: Written) -> None:
    """Exactly the sheets behind the totals and the lists are hidden."""
    expected = written.hidden

    assert expected == [sheet.title for sheet in written.book.worksheets if sheet.sheet_state == "hidden"]


STAYING: dict[str, tuple[str, str]] = {
    "the header and two columns stay in sight": ("freeze_panes", "C2"),
    "the header is on every page": ("print_title_rows", "$1:$1"),
}


@pytest.mark.parametrize(("path", "value"), STAYING.values(), ids=STAYING)
def test_question_sheets_keep_their_header(path: str, value: str, written: Written) -> None:
    """The column titles stay visible on screen and paper."""
    expected = {sheet.title: value for sheet in written.question_sheets}

    assert expected == {sheet.title: getattr(sheet, path) for sheet in written.question_sheets}


def test_question_sheets_can_be_filtered(written: Written) -> None:
    """The filter covers every column, from the header to the last question."""
    last = {}
    for sheet, row in written.places.values():
        last[sheet] = f"A1:{written.last_letters[1]}{row}"
    expected = last

    assert expected == {sheet.title: sheet.auto_filter.ref for sheet in written.question_sheets}


def test_the_column_of_answers_is_wide_enough_for_options(written: Written) -> None:
    """A sheet with options has a wider column than a sheet with numbers."""
    expected = {}
    for cluster in written.instrument.clusters:
        numbers = all(isinstance(question.scale, NumberScale) for question in questions_of(cluster))
        expected[cluster.short.in_language(written.language)] = 9 if numbers else 24

    assert expected == {sheet.title: sheet.column_dimensions["D"].width for sheet in written.question_sheets}


def test_the_properties_name_the_instrument(written: Written) -> None:
    """The document properties have the instrument, even without the first sheet."""
    instrument = written.instrument
    expected = (
        f"kla-score:{instrument.id}/{instrument.edition}/{instrument.fingerprint}",
        instrument.title.in_language(written.language),
    )

    assert expected == (written.book.properties.identifier, written.book.properties.title)
