"""The workbook to fill in: its contents, and its safety."""

import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kla_score import api
from kla_score.assessment import Assessment, check_answers
from kla_score.assessment.region import Identity, Stage
from kla_score.cells import CellKind
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.questions import NumberScale, OptionScale
from kla_score.parts.carry_over import RowContent
from kla_score.sheet import read_workbook
from kla_score.sheet.layout import LINE_NAMES, PART_LINES, heading
from kla_score.sheet.marks import SUM_OF_INDICATOR
from kla_score.template.writing import write_workbook
from kla_score.xlsx.escapes import encode
from kla_score.xlsx.style import NOT_NEEDED
from tests.workbooks import CALCULATION_SHEET, FRONT_SHEETS, Written


def open_again(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


# Sheets


def test_the_sheets_have_a_fixed_order(written: Written) -> None:
    """Identity, guide and totals come first, then the clusters, then the calculation and the lists of options."""
    clusters = [cluster.short.in_language(written.language) for cluster in written.instrument.clusters]
    expected = [*FRONT_SHEETS[written.language], *clusters, *written.hidden]

    assert expected == written.book.sheetnames


def test_sheet_names_fit_the_rules_of_excel(written: Written) -> None:
    """Names have at most 31 valid characters, no apostrophe at an end, and are not reserved."""
    rule = re.compile(r"(?!')[^\[\]:*?/\\\x00-\x1f]{1,31}(?<!')")
    expected: list[str] = []

    assert expected == [
        name for name in written.book.sheetnames if not rule.fullmatch(name) or name.casefold() == "history"
    ]


def test_sheet_names_differ_by_more_than_case(written: Written) -> None:
    """Excel treats names that differ only in letter case as equal."""
    names = [name.casefold() for name in written.book.sheetnames]

    assert len(set(names)) == len(names)


# Rows and columns


def test_every_question_has_one_row(written: Written) -> None:
    """The codes are in the order of the instrument, each once."""
    expected = list(written.instrument.questions)

    assert expected == [row[0].value for row in written.rows() if row[0].value]


def test_codes_are_text(written: Written) -> None:
    """A spreadsheet program must not change the code 1.10 to 1.1."""
    expected = {("s", "@")}

    assert expected == {(row[0].data_type, row[0].number_format) for row in written.rows() if row[0].value}


def test_every_indicator_has_a_title_row(written: Written) -> None:
    """
    A row without the code of a question precedes each indicator. It has the name, the maximum and the live points.
    """
    expected = [
        (f"{indicator.code}. {indicator.name.in_language(written.language)}", indicator.maximum, "f")
        for cluster in written.instrument.clusters
        for indicator in cluster.indicators
    ]
    found = [row for row in written.rows() if not row[0].value]

    assert expected == [(row[1].value, Decimal(str(row[2].value)), row[3].data_type) for row in found]


def test_maxima_are_exact(written: Written) -> None:
    """The maximum of each question is the number in the instrument."""
    expected = {code: float(question.maximum) for code, question in written.instrument.questions.items()}

    assert expected == {row[0].value: row[2].value for row in written.rows() if row[0].value}


def test_nothing_is_answered(written: Written) -> None:
    """Points and evidence are blank."""
    width = 4 + len(written.instrument.evidence_kinds)
    expected = {None}

    assert expected == {cell.value for row in written.rows() if row[0].value for cell in row[3:width]}


HEADINGS = {
    "id": (
        "Kode",
        "Pertanyaan",
        "Nilai Maks",
        "Nilai",
        "Dokumen",
        "Foto",
        "Angka/Penjelasan",
        "OPD/instansi",
        "Catatan",
    ),
    "en": ("Code", "Question", "Maximum", "Points", "Document", "Photo", "Figure/Explanation", "Agencies", "Notes"),
}


@pytest.mark.parametrize(("language", "headings"), HEADINGS.items(), ids=HEADINGS)
def test_headings_are_in_the_requested_language(language: str, headings: tuple[str, ...], tiny: Instrument) -> None:
    """The titles of the columns are Indonesian or English."""
    book = open_again(write_workbook(tiny, Messages(language)))

    assert headings == tuple(cell.value for cell in book[tiny.clusters[0].short.in_language(language)][1])


def test_exactly_the_unneeded_evidence_cells_are_grey(written: Written) -> None:
    """A grey cell means that no evidence of this type counts for this question."""
    kinds = [kind.id for kind in written.instrument.evidence_kinds]
    questions = written.instrument.questions
    expected = {(code, kind) for code, question in questions.items() for kind in kinds} - {
        (code, kind) for code, question in questions.items() for kind in question.evidence_kinds
    }
    grey = NOT_NEEDED.fgColor.rgb

    assert expected == {(code, kind) for code, kind, cell in written.evidence() if cell.fill.fgColor.rgb == grey}


def test_comments_name_the_documents(written: Written) -> None:
    """The comment on an evidence cell lists the required documents, one on each line."""
    expected: dict[tuple[str, str], list[str]] = {}
    for code, question in written.instrument.questions.items():
        for item in (item for items in question.alternatives for item in items):
            expected.setdefault((code, item.kind), []).append(item.what.in_language(written.language))
    comments = {(code, kind): cell.comment.text for code, kind, cell in written.evidence() if cell.comment}

    assert expected.keys() == comments.keys()
    assert [] == [(place, what) for place, whats in expected.items() for what in whats if what not in comments[place]]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("id", {"8.5": "2 dokumen: ", "19.4": "2 dokumen: ", "20.3": "2 dokumen: ", "1.4": "\natau\nFoto: "}),
        ("en", {"8.5": "2 × document: ", "1.4": "\nor\nPhoto: "}),
    ],
)
def test_a_comment_contains_counts_and_alternatives(
    language: str, expected: Mapping[str, str], kla: Instrument
) -> None:
    """The comment has the number of documents, and all sets of evidence."""
    content = write_workbook(kla, Messages(language))
    sheet = Written(kla, language, content, open_again(content))
    comments = {code: cell.comment.text for code, kind, cell in sheet.evidence() if cell.comment and kind == "document"}

    assert {} == {code: comments[code] for code, part in expected.items() if part not in comments[code]}


def test_agencies_are_beside_their_questions(written: Written) -> None:
    """Each row has the names of its owners."""
    agencies = written.instrument.agency_by_id
    expected = {
        code: "; ".join(agencies[agency].short for agency in question.agencies)
        for code, question in written.instrument.questions.items()
    }

    assert expected == {row[0].value: row[-2].value or "" for row in written.rows() if row[0].value}


# Data validation


def rules_of(sheet: Any) -> dict[str, Any]:
    """Return the rule of each cell that has one. A cell with two is an error."""
    found: dict[str, Any] = {}
    for rule in sheet.data_validations.dataValidation:
        for cell in str(rule.sqref).split(" "):
            assert cell not in found

            found[cell] = rule
    return found


def answers_of(sheet: Any) -> Iterator[tuple[str, Any]]:
    """Return the cell of every answer with the code of its question."""
    for row in sheet.iter_rows(min_row=2):
        if row[0].value not in {None, SUM_OF_INDICATOR}:
            yield row[0].value, row[3]


def test_only_answers_have_a_limit(written: Written) -> None:
    """The cell of each answer has one rule. Titles, evidence and notes have none."""
    expected = {sheet.title: [cell.coordinate for _, cell in answers_of(sheet)] for sheet in written.question_sheets}

    assert expected == {
        sheet.title: sorted(rules_of(sheet), key=lambda cell: int(cell[1:])) for sheet in written.question_sheets
    }


def test_answers_of_one_kind_share_a_rule(written: Written) -> None:
    """A sheet has one rule for points, one for percentages and one for each list of options."""
    expected = []
    for sheet in written.question_sheets:
        scales = [written.instrument.questions[code].scale for code, _ in answers_of(sheet)]
        numbers = {scale.is_percentage for scale in scales if isinstance(scale, NumberScale)}
        lists = {scale for scale in scales if isinstance(scale, OptionScale)}
        expected.append(len(numbers) + len(lists))

    assert expected == [len(sheet.data_validations.dataValidation) for sheet in written.question_sheets]


def test_points_are_limited_to_the_maximum_of_their_row(written: Written) -> None:
    """The spreadsheet program refuses points below 0 or above the maximum, from the first row of the rule."""
    expected, found = [], []
    for sheet in written.question_sheets:
        rules = rules_of(sheet)
        for code, cell in answers_of(sheet):
            scale = written.instrument.questions[code].scale
            if isinstance(scale, NumberScale) and not scale.is_percentage:
                rule = rules[cell.coordinate]
                first = min(int(each[1:]) for each in str(rule.sqref).split(" "))
                expected.append(("decimal", "between", "0", f"$C{first}", True))
                found.append((rule.type, rule.operator or "between", rule.formula1, rule.formula2, rule.allow_blank))

    assert expected == found


def test_percentages_are_limited_to_a_hundred(written: Written) -> None:
    """The cell has a percent format, and accepts 0 % to 100 %."""
    percentages = {
        code
        for code, question in written.instrument.questions.items()
        if isinstance(question.scale, NumberScale) and question.scale.is_percentage
    }
    expected = dict.fromkeys(percentages, ("decimal", "between", "0", "1", True, "0.0##%"))
    found = {}
    for sheet in written.question_sheets:
        rules = rules_of(sheet)
        for code, cell in answers_of(sheet):
            rule = rules[cell.coordinate]
            if code in percentages or cell.number_format.endswith("%"):
                limits = (rule.type, rule.operator or "between", rule.formula1, rule.formula2, rule.allow_blank)
                found[code] = (*limits, cell.number_format)

    assert expected == found


_RANGE = re.compile(r"(?:Pilihan|Options)!(\$[A-Z]+\$[0-9]+:\$[A-Z]+\$[0-9]+)")


def test_options_are_offered_in_the_requested_language(written: Written) -> None:
    """The list at a cell has exactly the texts of the options of its question, in order."""
    expected = {
        code: [text.in_language(written.language) for text, _ in scale.options]
        for code, scale in written.choices.items()
    }
    found = {}
    for sheet in written.question_sheets:
        rules = rules_of(sheet)
        for code, cell in answers_of(sheet):
            if rules[cell.coordinate].type == "list":
                match = _RANGE.fullmatch(rules[cell.coordinate].formula1)
                assert match

                found[code] = [
                    each.value for row in written.book[written.lists][match[1].replace("$", "")] for each in row
                ]

    assert expected == found


def test_texts_of_options_are_text(written: Written) -> None:
    """An option 1.10 must not become 1.1."""
    lists = [sheet for sheet in written.book.worksheets if sheet.title == written.lists]
    texts = {text for scale in written.choices.values() for pair, _ in scale.options for text in (pair.id, pair.en)}
    expected = {(text, "s", "@") for text in texts}

    assert expected == {
        (cell.value, cell.data_type, cell.number_format)
        for sheet in lists
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.data_type != "n"
    }


def test_a_sheet_of_mixed_answers_only_warns(written: Written) -> None:
    """Rules stay in place if rows are sorted, so that different rules only warn."""
    expected = [
        "stop" if len(sheet.data_validations.dataValidation) == 1 else "warning" for sheet in written.question_sheets
    ]

    assert expected == [
        style
        for sheet in written.question_sheets
        for style in sorted({rule.errorStyle or "stop" for rule in sheet.data_validations.dataValidation})
    ]


def test_each_way_to_answer_has_its_own_message(written: Written) -> None:
    """Each of the three types of answer has its own message, the same for all its cells."""
    messages: dict[tuple[str, str], set[str]] = {}
    for sheet in written.question_sheets:
        for rule in sheet.data_validations.dataValidation:
            way = (rule.type, "maximum" if str(rule.formula2).startswith("$C") else str(rule.formula2))
            messages.setdefault(way, set()).add(rule.error)
    expected = len(messages)

    assert expected == len(set.union(*messages.values())) == sum(len(each) for each in messages.values())


ASIDES = {
    ("desa", "A1.1"): "(Choose an answer from the list.)",
    ("desa", "A1.2"): "(Enter a percentage from 0% to 100%, such as 85%.)",
    ("desa", "A2.1"): "",
    ("desa", "B2.2"): ("(A low figure or “no” is better.)\n(Enter a percentage from 0% to 100%, such as 85%.)"),
    ("tiny", "1.10"): "(A low figure or “no” is better. Enter the points, not the figure.)",
}


@pytest.mark.parametrize(("name", "code"), ASIDES)
def test_a_question_text_completes_its_cell(name: str, code: str, request: pytest.FixtureRequest) -> None:
    """The text of a question has the explanation of the answer, then the note."""
    instrument: Instrument = request.getfixturevalue(name)
    content = write_workbook(instrument, Messages("en"))
    question = instrument.questions[code]
    parts = [question.text.en, ASIDES[name, code], question.note.en if question.note else ""]
    expected = "\n".join(part for part in parts if part)
    rows = Written(instrument, "en", content, open_again(content)).rows()

    assert [expected] == [row[1].value for row in rows if row[0].value == code]


def test_kind_and_stage_are_chosen_from_a_list(written: Written) -> None:
    """The few valid words are offered."""
    expected = {"B1": '"Kabupaten,Kota"', "B6": '"EM,VA,VL,VLH,VKL,VF"'}
    rules = written.identity.data_validations.dataValidation

    assert expected == {str(rule.sqref): rule.formula1 for rule in rules if rule.type == "list"}


def lines_of(sheet: Any) -> dict[str, str]:
    return {label.value: value.value for label, value, *_ in sheet.iter_rows()}


def test_the_workbook_names_its_instrument(written: Written) -> None:
    """Instrument, edition, fingerprint and the first stage are filled in, and the rest is blank."""
    known = {
        Identity.STAGE: "EM",
        Identity.INSTRUMENT: written.instrument.id,
        Identity.EDITION: written.instrument.edition,
        Identity.FINGERPRINT: written.instrument.fingerprint,
    }
    expected = {
        heading(names, written.language): known.get(line)
        for line, names in LINE_NAMES.items()
        if line not in {*PART_LINES, Identity.DISTRICT, Identity.REGENCY}
    }

    assert expected == lines_of(written.identity)


def test_lines_of_the_identity_are_text(written: Written) -> None:
    """The region code 16.10 must not become 16.1."""
    expected = {"@"}

    assert expected == {row[1].number_format for row in written.identity.iter_rows()}


IDENTITY = {
    Identity.KIND: "Kota",
    Identity.NAME: "Contoh",
    Identity.PROVINCE: "Jambi",
    Identity.CODE: "16.10",
    Identity.YEAR: "2024",
    Identity.STAGE: "VA",
}


def test_a_known_identity_is_filled_in(tmp_path: Path, tiny: Instrument) -> None:
    """The known facts of the region are read back unchanged."""
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(write_workbook(tiny, Messages("id"), identity=IDENTITY))
    identity = read_workbook(path, tiny).identity
    expected = IDENTITY

    assert expected == {line: identity[line].text for line in expected}


def test_the_instrument_cannot_be_renamed(tiny: Instrument) -> None:
    """Lines of an old workbook do not change the edition of a new one."""
    old = {Identity.INSTRUMENT: "x", Identity.EDITION: "0", Identity.FINGERPRINT: "y"}
    lines = lines_of(open_again(write_workbook(tiny, Messages("id"), identity=old))["Identitas"])
    expected = [tiny.id, tiny.edition, tiny.fingerprint]

    assert expected == [lines[label] for label in ("Instrumen", "Edisi", "Kode sidik instrumen")]


# Instructions


def outcome_of(word: str, folder: Path, instrument: Instrument) -> tuple[bool, bool]:
    """Return whether *word* as evidence supports the points of a question, and whether it causes a warning."""
    path = folder / "sheet.xlsx"
    entries = {"1.1": RowContent(Decimal(5), {"document": word})}
    path.write_bytes(write_workbook(instrument, Messages("id"), entries))
    scorecard = api.evaluate(path, instrument)
    codes = {issue.code for issue in scorecard.assessment.issues}
    return scorecard.total.supported == Decimal(5), "evidence-declared" in codes


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_instructions_are_right_about_words(language: str, tmp_path: Path, tiny: Instrument) -> None:
    """One instruction has a word that counts with a warning, the next one has words that mean "missing"."""
    guide = open_again(write_workbook(tiny, Messages(language))).worksheets[1]
    quoted = [re.findall("“(.+?)”", str(row[0].value)) for row in guide.iter_rows()]
    counting, missing = (words for words in quoted if words)
    found = [[outcome_of(word, tmp_path, tiny) for word in words] for words in (counting, missing)]

    assert [[(True, True)], [(False, False)] * 3] == found


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_instructions_name_worksheets_and_columns(language: str, tiny: Instrument) -> None:
    """The instructions have the names of worksheets and columns."""
    book = open_again(write_workbook(tiny, Messages(language)))
    text = "\n".join(str(row[0].value) for row in book.worksheets[1].iter_rows())
    identity, _, summary = FRONT_SHEETS[language]

    assert [True] * 3 == [name in text for name in (identity, summary, HEADINGS[language][-2])]


def test_notes_on_the_source_are_not_in_the_workbook(kla: Instrument) -> None:
    """The workbook contains the note of a question, but not the note on its source."""
    content = write_workbook(kla, Messages("id"))
    texts = {str(row[1].value) for row in Written(kla, "id", content, open_again(content)).rows()}
    question = kla.questions["21B.2"]
    notes = [note.id for note in (question.note, question.source_note) if note]

    assert [True, False] == [any(note in text for text in texts) for note in notes]


# Formulas


def formulas(book: Any) -> Iterator[tuple[str, str]]:
    """Return every formula of *book* with the name of its sheet."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, str(cell.value)


def test_only_the_totals_have_formulas(written: Written) -> None:
    """Only the summary, the sums of indicators and the calculation sheet contain formulas."""
    expected = {written.summary, CALCULATION_SHEET, *(sheet.title for sheet in written.question_sheets)}

    assert expected == {sheet for sheet, _ in formulas(written.book)}


_SHEET_IN_FORMULA = re.compile(r"(?:'((?:[^']|'')+)'|([A-Za-z_][\w.]*))!")


def test_formulas_name_existing_sheets(written: Written) -> None:
    """The totals refer to the calculation, which refers to the question sheets and the lists."""
    found: dict[str, set[str]] = {}
    for sheet, formula in formulas(written.book):
        for quoted, plain in _SHEET_IN_FORMULA.findall(formula):
            found.setdefault(sheet, set()).add(quoted.replace("''", "'") or plain)
    below = {sheet.title for sheet in written.question_sheets} | set(written.hidden) - {CALCULATION_SHEET}
    identity = written.book.sheetnames[0]
    sums = {sheet.title: {CALCULATION_SHEET} for sheet in written.question_sheets}
    expected = {written.summary: {CALCULATION_SHEET, identity}, CALCULATION_SHEET: below, **sums}

    assert expected == found


# Hostile text

HOSTILE = {
    "a command": ("=cmd|'/C calc'!A0", "=cmd|'/C calc'!A0"),
    "a link that calls home": ('=HYPERLINK("http://x.id","a")', '=HYPERLINK("http://x.id","a")'),
    "a plus": ("+1", "+1"),
    "a minus": ("-1+1", "-1+1"),
    "an at sign": ("@x", "@x"),
    "a tab before a formula": ("\t=1+1", "\t=1+1"),
    "a formula in braces": ("{=1+1}", "{=1+1}"),
    "a number": ("1.10", "1.10"),
    "a truth value": ("TRUE", "TRUE"),
    "an error": ("#REF!", "#REF!"),
    "a date": ("2024-01-02", "2024-01-02"),
    "markup": ("<b>&amp;</b>", "<b>&amp;</b>"),
    "control characters": ("a\x00\x07\x1b[31mb", "a�\x07\x1b[31mb"),
    "no characters": ("a\ufffe\uffffb", "a��b"),
    "half a character": ("a\ud800\udfffb", "a��b"),
    "signs beyond the basic plane": ("a😀b", "a😀b"),
    "40,000 characters": ("x" * 40_000, "x" * 32_766 + "…"),
    "as long as fits": ("x" * 32_767, "x" * 32_767),
    "20,000 emojis, which count twice": ("😀" * 20_000, "😀" * 16_383 + "…"),
    "half an emoji too many": ("x" + "😀" * 16_384, "x" + "😀" * 16_382 + "…"),
    "as many emojis as fit": ("😀" * 16_383 + "x", "😀" * 16_383 + "x"),
}


@cache  # several tests use the same workbook
def poisoned(text: str, instrument: Instrument) -> bytes:
    """Write a workbook with *text* in every cell for text."""
    kinds = [kind.id for kind in instrument.evidence_kinds]
    entry = RowContent(evidence=dict.fromkeys(kinds, text), note=text)
    identity = dict.fromkeys(IDENTITY, text)
    return write_workbook(instrument, Messages("id"), dict.fromkeys(instrument.questions, entry), identity)


@cache
def own_formulas(instrument: Instrument) -> set[tuple[str, str]]:
    """Return the formulas of a blank workbook."""
    return set(formulas(open_again(write_workbook(instrument, Messages("id")))))


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE.values()], ids=HOSTILE)
def test_no_text_becomes_a_formula(text: str, tiny: Instrument) -> None:
    """The only formulas are those of the template, for any entries."""
    assert own_formulas(tiny) == set(formulas(open_again(poisoned(text, tiny))))


@pytest.mark.parametrize(("text", "stored"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_stored_as_text(text: str, stored: str, tiny: Instrument) -> None:
    """Text stays text. Invalid characters become a visible sign, and a long text is cut with a mark."""
    book = open_again(poisoned(text, tiny))
    cells = [book["Identitas"]["B2"], *(book["Klaster A"][f"{letter}3"] for letter in "EFGI")]
    expected = [("s", encode(stored))] * 5

    assert expected == [(cell.data_type, cell.value) for cell in cells]


@pytest.mark.parametrize(("text", "stored"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_as_text(text: str, stored: str, tmp_path: Path, tiny: Instrument) -> None:
    """The reader returns the same text."""
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(poisoned(text, tiny))
    cells = [cell for row in read_workbook(path, tiny).rows if row.code.text for cell in row.evidence.values()]
    expected = {(CellKind.TEXT, stored)}

    assert expected == {(cell.kind, cell.text) for cell in cells}


# Write and read


@pytest.fixture
def read_back(written: Written, tmp_path: Path) -> Assessment:
    """Read a blank workbook like a filled-in one."""
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(written.content)
    return check_answers(read_workbook(path, written.instrument), written.instrument)


def test_a_blank_workbook_has_every_question_once_and_no_issue(read_back: Assessment) -> None:
    """A new workbook is read without an issue."""
    assert not read_back.issues


def test_a_blank_workbook_is_unanswered(read_back: Assessment, written: Written) -> None:
    """Every question exists without an answer."""
    expected = dict.fromkeys(written.instrument.questions)

    assert expected == {code: answer.points for code, answer in read_back.answers.items()}


def test_a_blank_workbook_records_no_evidence(read_back: Assessment) -> None:
    """Prefilled contents do not count as evidence."""
    assert not read_back.evidence_recorded


def test_a_blank_workbook_is_at_the_first_stage(read_back: Assessment) -> None:
    """A sheet is a self-assessment by default."""
    assert Stage.EM is read_back.period.stage


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\n\t;=+@"),
    min_size=1,
    max_size=40,
).filter(str.strip)
"""Valid texts for a workbook, not only blanks."""


@st.composite
def entries(draw: st.DrawFn, instrument: Instrument) -> Mapping[str, RowContent]:
    """Draw entries for some questions: points with up to three decimals, texts in some evidence cells, a note."""
    kinds = [kind.id for kind in instrument.evidence_kinds]
    return {
        code: RowContent(
            draw(st.none() | st.decimals(0, question.maximum, places=3)),
            draw(st.dictionaries(st.sampled_from(kinds), TEXTS)),
            draw(st.just("") | TEXTS),
        )
        for code, question in instrument.questions.items()
        if draw(st.booleans())
    }


@given(data=st.data(), language=st.sampled_from(["id", "en"]))
def test_entries_are_read_back_as_they_were_written(
    data: st.DataObject, language: str, tmp_path_factory: pytest.TempPathFactory, tiny: Instrument
) -> None:
    """Points keep all decimals and texts all characters, each in its own row and column."""
    given_entries = data.draw(entries(tiny))
    path = tmp_path_factory.getbasetemp() / "filled.xlsx"
    path.write_bytes(write_workbook(tiny, Messages(language), given_entries))
    expected = {
        code: (entry.answer, dict(entry.evidence))
        for code, entry in given_entries.items()
        if entry.answer is not None or entry.evidence
    }
    found = {
        row.code.text: (row.points.number, {kind: cell.text for kind, cell in row.evidence.items() if cell.text})
        for row in read_workbook(path, tiny).rows
    }

    assert expected == {code: filled for code, filled in found.items() if filled != (None, {})}


ANSWERS: dict[str, tuple[str, Decimal | str, str]] = {
    "points": ("A2.1", Decimal("7.125"), "7.125"),
    "a percentage": ("B2.1", Decimal("33.33"), "3.333"),
    "a percentage at an edge": ("A1.2", Decimal(2), "4"),
    "a percentage below an edge": ("A1.2", Decimal("1.999"), "0"),
    "a small percentage": ("B2.2", Decimal("0.5"), "8"),
    "one per cent": ("B2.1", Decimal(1), "0.1"),
    "no per cent": ("B2.2", Decimal(0), "8"),
    "all per cent": ("C1.1", Decimal(100), "8"),
    "an Indonesian option": ("A1.1", "Keputusan kepala desa", "3"),
    "an English option": ("A1.1", "Decree of the village head", "3"),
}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("code", "answer", "points"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_of_any_kind_is_read_back(
    code: str, answer: Decimal | str, points: str, language: str, tmp_path: Path, desa: Instrument
) -> None:
    """Each typed answer is read without an issue, with its points."""
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(write_workbook(desa, Messages(language), {code: RowContent(answer)}))
    assessment = check_answers(read_workbook(path, desa), desa)
    expected = {each: Decimal(points) if each == code else None for each in desa.questions}

    assert (expected, ()) == (
        {each: found.points for each, found in assessment.answers.items()},
        tuple(issue for issue in assessment.issues if issue.question),
    )


BELOW_MAXIMUM = {"the maximum": "0", "a thousandth less": "0.001", "nothing": "10000"}


@pytest.mark.parametrize("less", BELOW_MAXIMUM.values(), ids=BELOW_MAXIMUM)
@pytest.mark.parametrize("name", ["tiny", pytest.param("kla", marks=pytest.mark.slow)])
def test_extreme_points_are_read_back(name: str, less: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The lowest and the highest points of a question are read back exactly, in every row."""
    instrument: Instrument = request.getfixturevalue(name)
    expected = {
        code: max(question.maximum - Decimal(less), Decimal(0)) for code, question in instrument.questions.items()
    }
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(write_workbook(instrument, Messages("id"), {code: RowContent(p) for code, p in expected.items()}))
    answers = check_answers(read_workbook(path, instrument), instrument).answers

    assert expected == {code: answer.points for code, answer in answers.items()}


def test_a_note_is_written(tiny: Instrument) -> None:
    """The last column contains the notes."""
    book = open_again(write_workbook(tiny, Messages("id"), {"1.1": RowContent(note="lihat surat")}))
    expected = "lihat surat"

    assert expected == book["Klaster A"]["I3"].value


def test_the_same_input_gives_the_same_cells(tiny: Instrument) -> None:
    """Two workbooks of one instrument have equal cells."""
    first, second = (open_again(write_workbook(tiny, Messages("id"))) for _ in range(2))

    assert [list(sheet.values) for sheet in first.worksheets] == [list(sheet.values) for sheet in second.worksheets]


# Results that a preview shows


def shown_in(content: bytes, title: str) -> dict[str, list[Any]]:
    """Return the stored values of the sheet with the totals by their labels, without calculating anything."""
    sheet = load_workbook(io.BytesIO(content), data_only=True)[title]
    shown: dict[str, list[Any]] = {}
    for row in sheet.iter_rows(min_row=4, values_only=True):
        shown.setdefault(str(row[0]), list(row[1:7]))  # the scale below repeats a label
    return shown


def test_every_visible_formula_has_its_result(written: Written) -> None:
    """A preview, a phone or a protected view does not calculate, and shows no gap."""
    stored = load_workbook(io.BytesIO(written.content), data_only=True)
    formulas_of = [
        cell for sheet in written.visible for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    missing = [
        cell.coordinate
        for cell in formulas_of
        if stored[cell.parent.title][cell.coordinate].data_type == "n"
        and stored[cell.parent.title][cell.coordinate].value is None
    ]

    assert formulas_of
    assert [] == missing


FILLED = {
    "nothing": {},
    "points without evidence": {"1.1": RowContent(Decimal("4.5")), "3.1": RowContent(Decimal(7))},
    "points with evidence": {
        "1.1": RowContent(Decimal("4.5"), {"document": "perda.pdf"}),
        "2.1": RowContent(Decimal(6), {"photo": True}),
        "3.1": RowContent(Decimal("7.125")),
        "1.10": RowContent(Decimal("2.5"), {"figure": Decimal(88)}),
    },
    "all": {
        code: RowContent(Decimal(points), dict.fromkeys(("document", "photo", "figure"), "a.pdf; b.pdf; c.pdf"))
        for code, points in {"1.1": "5", "1.2a": "4.5", "1.10": "2.5", "2.1": "6", "2.2": "4", "3.1": "10"}.items()
    },
}


@pytest.mark.parametrize("entries", FILLED.values(), ids=FILLED)
def test_the_shown_results_are_those_of_the_program(
    entries: Mapping[str, RowContent], tmp_path: Path, tiny: Instrument
) -> None:
    """Before anybody opens the workbook, its totals are those that `evaluate` prints."""
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(write_workbook(tiny, Messages("en"), entries))
    scorecard = api.evaluate(path, tiny)
    tallies = {each.cluster.name.en: each.tally for each in scorecard.clusters} | {"Total": scorecard.total}
    shown = shown_in(path.read_bytes(), "Summary")
    names: dict[str, list[Any]] = {"Predicate": [], "Next predicate": [], "Points needed": []}
    for result in (scorecard.claimed, scorecard.supported):
        known = "no predicate" if result else None
        names["Predicate"].append(result.predicate.name.en if result and result.predicate else known)
        names["Next predicate"].append(result.next.name.en if result and result.next else None)
        names["Points needed"].append(result.needed if result else None)

    for name, tally in tallies.items():
        supported = "not available" if tally.supported is None else float(tally.supported)
        open_points = float(tally.maximum - tally.claimed)
        expected = [float(tally.claimed), supported, open_points, float(tally.maximum), tally.answered, tally.questions]

        assert expected == shown[name]
    assert names == {name: [each or None for each in shown[name][:2]] for name in names}
