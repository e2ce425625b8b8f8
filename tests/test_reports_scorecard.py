"""The layout of a scorecard, beyond the golden outputs."""

import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score import api
from kla_score.assessment import RawRow, RawSheet, Source, check_answers
from kla_score.assessment.region import Identity
from kla_score.cells import Cell, CellKind, number_cell
from kla_score.cli.terminal import write_text
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.evidence import EvidenceItem
from kla_score.issues import Issue, Location
from kla_score.reports.document import Aligned, Column, Document, LazySequence, RenderTarget, Row, Step, Table, Tone
from kla_score.reports.formats import FORMATS
from kla_score.reports.issue_texts import finding_lines, issue_lines
from kla_score.reports.views.headline import Invocation
from kla_score.reports.views.question_rows import evidence_text
from kla_score.reports.views.scorecard import scorecard_document
from kla_score.scoring import Scorecard, score
from tests.conftest import Bookmaker
from tests.documents import JSON_VALUES, SHORT_TEXTS
from tests.examples import GOOD
from tests.instruments import with_value


def scored(instrument: Instrument, points: dict[str, float], **identity: str) -> Scorecard:
    rows = [
        RawRow(Cell(CellKind.TEXT, code), number_cell(points[code]) if code in points else Cell())
        for code in instrument.questions
    ]
    lines = {Identity(key): Cell(CellKind.TEXT, text) for key, text in identity.items()}
    return score(check_answers(RawSheet(rows, lines), instrument), instrument)


def facts(scorecard: Scorecard, language: str = "en") -> dict[str, str]:
    return {label: str(value) for label, value in scorecard_document(scorecard, Messages(language)).facts}


@pytest.mark.parametrize(
    ("stage", "expected"), [("EM", "Claimed"), ("VA", "Verified"), ("VF", "Verified"), ("", "Claimed")]
)
def test_the_first_number_is_named_after_the_stage(tiny: Instrument, stage: str, expected: str) -> None:
    """Before the first verification points are claimed, and from then on verified."""
    assert expected in facts(scored(tiny, {"1.1": 5}, stage=stage))


@pytest.mark.parametrize(("points", "tone"), [(9, None), (10, Tone.GOOD)])
def test_a_total_with_a_predicate_is_green(points: float, tone: Tone | None, tiny: Instrument) -> None:
    """A total is green if it has a predicate. Otherwise it has the colour of other text."""
    claimed = dict(scorecard_document(scored(tiny, {"3.1": points}), Messages("en")).facts)["Claimed"]

    assert isinstance(claimed, Aligned)
    assert tone == claimed.tone


SHARED_ENDS = {
    "in the gap": (4.5, "19.50; Low/High; 0.5 points to High (20)", "claimed 19.50 (Low/High)"),
    "at the end": (4, "19; Low/High; 1 point to High (20)", "claimed 19 (Low/High)"),
}


@pytest.mark.parametrize(("more", "fact", "answer"), SHARED_ENDS.values(), ids=SHARED_ENDS)
def test_a_total_on_a_shared_end_is_flagged(more: float, fact: str, answer: str, tiny: Instrument) -> None:
    """
    19 and 19.5 are not yet in the printed range 20–30: both predicates are named, and a sentence has both readings.
    """
    scorecard = scored(tiny, {"3.1": 10, "1.1": 5, "1.2a": more})
    sentence = "Low/High: the total counts as Low. If High starts at 19, the total counts as High."

    assert fact == facts(scorecard)["Claimed"]
    for in_full in (False, True):
        document = scorecard_document(scorecard, Messages("en"), in_full=in_full)
        assert [1, 1] == [list(lines).count(sentence) for lines in (document.closing, document.notes)]
        assert answer in document.closing[-1]


def test_a_total_beside_a_shared_end_is_not_flagged(tiny: Instrument) -> None:
    """18.5 points have one reading."""
    document = scorecard_document(scored(tiny, {"3.1": 10, "1.1": 5, "1.2a": 3.5}), Messages("en"))

    assert "Low/High" not in "".join([*map(str, document.facts), *document.closing, *document.notes])


GATE = {"indicators": Decimal(3), "share": Decimal(70), "status": "confirmed", "applies": True}


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ({"3.1": 10, "1.1": 5, "1.2a": 4.5, "2.1": 2}, "21.50; Low; 1 more indicator required for High"),
        (
            {"3.1": 10, "1.1": 5},
            "15; Low; 5 points to High (20); 2 more indicators required for High",
        ),
        ({"3.1": 10, "1.1": 5, "1.2a": 4.5, "2.1": 6}, "25.50; High"),
    ],
)
def test_the_missing_requirement_of_a_gate_is_printed(
    points: dict[str, float], expected: str, tiny: Instrument
) -> None:
    """The missing requirement appears beside the missing points, if there are any."""
    assert expected == facts(scored(with_value(tiny, ("predicates", 1, "gate"), GATE), points))["Claimed"]


def test_the_missing_requirement_of_a_gate_is_in_the_data(tiny: Instrument) -> None:
    """The data has the indicators needed for the next predicate, beside the points."""
    card = scored(with_value(tiny, ("predicates", 1, "gate"), GATE), {"3.1": 10, "1.1": 5})
    text = FORMATS["json"].render_text(scorecard_document(card, Messages("en")), RenderTarget())

    assert {"id": "high", "name": "Tinggi", "needed": 5, "indicators_needed": 2} == json.loads(text)["predicate"][
        "claimed"
    ]["next"]


def agency_rows(scorecard: Scorecard) -> list[list[Any]]:
    tables = scorecard_document(scorecard, Messages("en")).tables
    return [list(row.values) for table in tables if table.title == "By agency" for row in table.rows]


def test_unrecorded_evidence_is_not_zero(tiny: Instrument) -> None:
    """Without recorded evidence the missing documents of an agency are unknown, and a 0 counts as not done."""
    assert ["Dinkes", 1, 2, None, None] in agency_rows(scored(tiny, {"1.1": 5, "3.1": 0}))


def test_the_word_indicative_is_never_missing(tiny: Instrument) -> None:
    """Every result contains it."""
    notes = [" ".join(scorecard_document(scored(tiny, {}), Messages(language)).notes) for language in ("id", "en")]

    assert [True, True] == ["indikatif" in notes[0], "Indicative" in notes[1]]


def test_a_share_is_never_rounded_up_to_the_whole(tiny: Instrument) -> None:
    """100% appears only for the whole maximum."""
    document = scorecard_document(scored(tiny, {"3.1": 9.999}), Messages("en"))
    (share,) = (row.values[5] for row in document.tables[0].rows if "Safety" in str(row.values[0]))

    assert "99.9%" == str(share)


def drawn(values: list[Any], **target: Any) -> str:
    table = Table("T", [Column("A"), Column("B", is_number=True)], [Row(["x", value]) for value in values])
    return FORMATS["table"].render_text(Document("D", Messages("en"), tables=[table]), RenderTarget(**target))


def test_numbers_of_a_column_are_aligned() -> None:
    """A column has as many decimals as its longest number needs."""
    lines = drawn([Decimal("1.5"), Decimal(10), Decimal("0.125")]).splitlines()

    assert ["1.500", "10.000", "0.125"] == [line.split()[1] for line in lines[-3:]]


@pytest.mark.parametrize("text", ["[red]x[/red]", "[/]", ":smile:", "[link=http://a]b[/link]", "[[x]]", "`a`"])
def test_markup_in_data_is_shown_as_typed(text: str) -> None:
    """Text from a sheet is never markup."""
    assert text in drawn([text])


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\x9bb", "a\x07b", "a\u202eb", "a\x00b"])
def test_control_characters_do_not_reach_the_terminal(text: str) -> None:
    """A visible sign replaces each of them."""
    assert "\ufffd" in drawn([text])


def test_a_terminal_without_line_drawing_gets_plain_lines() -> None:
    """Without line drawing everything is ASCII."""
    assert drawn([Decimal(1)], can_draw=False).isascii()


@given(st.decimals(0, 1000, places=3))
def test_json_carries_every_digit(points: Decimal) -> None:
    """A number written to JSON and read again is the same decimal."""
    written = FORMATS["json"].render_text(Document("D", Messages("id"), data={"points": points}), RenderTarget())

    assert points == json.loads(written, parse_float=Decimal, parse_int=Decimal)["points"]


@pytest.mark.parametrize("text", ["a\x9bb", "a\u202eb", "a\x7fb", "a\u2028b", "\x1b[2J"])
def test_json_moves_no_cursor(text: str) -> None:
    """Control characters and changes of direction are escaped, and reading restores them."""
    written = FORMATS["json"].render_text(Document("D", Messages("id"), data={"text": text}), RenderTarget())

    assert (True, text) == (written.replace("\n", "").isprintable(), json.loads(written)["text"])


@pytest.mark.slow
@given(st.dictionaries(SHORT_TEXTS, st.tuples(st.booleans(), st.lists(JSON_VALUES, max_size=3)), max_size=4))
def test_json_is_the_same_in_chunks(keys: dict[str, tuple[bool, list[Any]]]) -> None:
    """Complete and generated lists at any level give the same JSON."""
    data: dict[str, object] = {
        key: LazySequence(lambda thing: thing, things) if is_made else things for key, (is_made, things) in keys.items()
    }
    data["inside"] = {"further": LazySequence(lambda thing: thing, [1, 2])}
    plain: dict[str, object] = {key: things for key, (_, things) in keys.items()} | {"inside": {"further": [1, 2]}}

    assert plain == json.loads(FORMATS["json"].render_text(Document("D", Messages("id"), data=data), RenderTarget()))
    assert written(plain) == written(data)


def written(data: dict[str, object]) -> list[str]:
    return FORMATS["json"].render_text(Document("D", Messages("id"), data=data), RenderTarget()).splitlines()


def test_a_lazy_list_is_a_sequence() -> None:
    """A lazy list has a length, positions and slices, and creates no item before its use."""
    made: list[int] = []

    def twice(thing: int) -> int:
        made.append(thing)
        return thing * 2

    each = LazySequence(twice, [1, 2, 3])

    assert (3, [], 4, [4, 6], [2, 2, 3]) == (len(each), [*made], each[1], list(each[1:]), made)


def test_json_refuses_invalid_numbers() -> None:
    """Invalid JSON values are refused."""
    document = Document("D", Messages("id"), data={"points": Decimal("NaN")})

    with pytest.raises((TypeError, ValueError)):
        FORMATS["json"].render_text(document, RenderTarget())


NOTE = Issue("points-from-text", Location("", "A", "B2"), "1.1", "1,5", {"points": "1.5"})


def test_notes_are_printed_once() -> None:
    """The first of several equal repairs is named, and the others are counted."""
    lines = list(issue_lines([NOTE, NOTE, NOTE], Messages("en")))

    assert [lines[0].rpartition(" ")[2], lines[-1]] == [
        "[points-from-text]",
        "  2 more messages of this kind (use `-v` to show all)",
    ]


def in_file(issue: Issue, file: str) -> Issue:
    return replace(issue, location=issue.location._replace(file=file))


@pytest.mark.parametrize(
    ("every_note", "files"),
    [(False, ["a.xlsx and 2 more files, A!B2"]), (True, ["a.xlsx, A!B2", "b.xlsx, A!B2", "c.xlsx, A!B2"])],
)
def test_the_same_issue_of_several_files_is_printed_once(every_note: bool, files: list[str]) -> None:
    """Parts that share a defect share its line. With -v, each file has a line."""
    issues = [in_file(NOTE, file) for file in ("a.xlsx", "b.xlsx", "c.xlsx")]
    lines = list(issue_lines(issues, Messages("en"), every_note=every_note))

    assert files == [line.split(": ")[1].removesuffix(", question 1.1") for line in lines if line.startswith("note: ")]


@pytest.mark.parametrize(("every_note", "count"), [(False, 10), (True, 30)])
def test_the_same_error_in_many_cells_is_listed_ten_times(every_note: bool, count: int) -> None:
    """A formula that was copied down gives hundreds of equal errors. Errors with another text have their own lines."""
    cells = [Issue("evidence-error-value", Location("", "A", f"E{number}"), "1.1", "#N/A") for number in range(30)]
    other = Issue("evidence-error-value", Location("", "A", "F1"), "1.1", "#REF!")
    lines = list(issue_lines([*cells, other], Messages("en"), every_note=every_note))

    assert count + 1 == sum(line.startswith("error: ") for line in lines)
    assert ("  20 more messages of this kind (use `-v` to show all)" in lines) is not every_note


def test_different_issues_of_several_files_have_a_line_each() -> None:
    """A difference in the text, the cell or the question keeps two issues apart."""
    others = [
        replace(NOTE, found="2,5"),
        replace(NOTE, question="1.2"),
        replace(NOTE, location=Location("", "A", "B3")),
    ]
    issues = [in_file(issue, f"{number}.xlsx") for number, issue in enumerate([NOTE, *others])]
    lines = list(issue_lines([replace(issue, code="evidence-not-text") for issue in issues], Messages("en")))

    assert 4 == sum(line.startswith("warning: ") for line in lines)


def test_many_missing_rows_share_one_line() -> None:
    """A missing sheet is one message with the codes of its questions."""
    missing = [Issue("code-missing", question=f"1.{number}") for number in range(6)]
    lines = list(issue_lines([*missing, NOTE], Messages("en")))

    assert "error: 6 questions have no row and count 0: 1.0, 1.1, 1.2, 1.3, 1.4, 1.5. [code-missing]" == lines[2]


def test_few_missing_rows_have_a_line_each() -> None:
    """One or two rows have a message each, and the action appears once."""
    missing = [Issue("code-missing", question=f"1.{number}") for number in range(2)]

    lines = list(issue_lines(missing, Messages("en")))

    assert ["error: question 1.0", "  ", "error: question 1.1"] == [lines[0][:19], lines[1][:2], lines[2][:19]]


def test_a_list_of_equal_warnings_is_shortened() -> None:
    """A list has 25 warnings of each code, with -v all, and all errors with different texts."""
    warnings = [Issue("evidence-not-text", Location("", "A", f"D{row}"), found="1") for row in range(27)]
    errors = [
        Issue("points-not-a-number", Location("", "A", f"B{row}"), found=f"x{row}", parameters={"maximum": 5})
        for row in range(27)
    ]
    lines = list(issue_lines([*warnings, *errors], Messages("en")))
    in_full = list(issue_lines(warnings, Messages("en"), every_note=True))

    assert (25, 27, 27) == tuple(
        sum(line.startswith(start) for line in found)
        for start, found in (("warning", lines), ("error", lines), ("warning", in_full))
    )
    assert 1 == lines.count("  2 more messages of this kind (use `-v` to show all)")


def test_every_note_is_named_on_request() -> None:
    """With -v each repair has its own line."""
    lines = issue_lines([NOTE, NOTE, NOTE], Messages("en"), every_note=True)

    assert sum(line.startswith("note: ") for line in lines) == 3


def test_a_finding_has_the_usual_form_of_tools() -> None:
    """The form is file:line:col level message [code]."""
    issue = Issue("yaml-tag", Location("a.yaml", line=3, column=7), found="!!python/object")
    (line,) = finding_lines([issue], Messages("en"))

    assert [True, True] == [line.startswith("a.yaml:3:7 error "), line.endswith(" [yaml-tag]")]


def test_a_message_quotes_the_whole_path() -> None:
    """The file name is never shortened."""
    path = "a" * 200 + ".json"

    assert path in Messages("en").gettext("Wrote {file}", file=path)


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252"])
def test_an_unsupported_sign_is_replaced_by_a_similar_one(encoding: str) -> None:
    """A console without typographic signs shows similar plain ones."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    write_text(stream, "≥ 1 – 2 → x")

    assert raw.getvalue().decode(encoding).startswith(">= 1 ")


# The first questions of a reader


def steps(scorecard: Scorecard) -> list[str]:
    return [f"{step.text} {step.command}".strip() for step in scorecard_document(scorecard, Messages("en")).steps]


def test_no_plan_is_offered_at_the_highest_predicate(tiny: Instrument) -> None:
    """At the highest predicate only its margin remains."""
    everything = {code: float(question.maximum) for code, question in tiny.questions.items()}
    card = scored(tiny, everything)
    evidence = "Check the evidence of questions 3.1 and 1.1."
    expected = f"{evidence} If all are rejected, the predicate drops below High (margin: 10 points)."

    assert ("30; High", [expected]) == (facts(card)["Claimed"], steps(card))


def test_a_margin_of_many_questions_is_a_fact(kla: Instrument) -> None:
    """If the predicate is lost only by more than three rejections, no question needs attention first."""
    card = scored(kla, {code: float(question.maximum) for code, question in kla.questions.items()})

    assert "99 points above the KLA threshold. If these 7 questions are rejected" in facts(card)["Margin"]
    assert [] == steps(card)


def test_the_next_step_is_a_plan_if_nothing_is_wrong(tiny: Instrument) -> None:
    """The command is on its own line, with the identifier of the predicate."""
    scorecard = scored(tiny, {"3.1": 10, "1.1": 5})
    named = scorecard.assessment._replace(source=Source("kota a.xlsx"))
    expected = Step("See the shortest plan for High:", 'kla-score plan "kota a.xlsx" --target high')

    assert expected == scorecard_document(replace(scorecard, assessment=named), Messages("en")).steps[-1]


def test_errors_come_before_documents(tiny: Instrument, book: Bookmaker) -> None:
    """The total of a sheet with errors is unknown, so that a plan has to wait."""
    sheet = book("== A\nKode|Nilai|Dokumen|Foto\n'1.1|5|a.pdf\n'1.2a|4|b.pdf\n'1.10|9\n'2.1|\n'2.2|\n'3.1|\n'3.2|")
    expected = ["Fix the error in the workbook.", "Attach the missing evidence for 1.2a (4 points at risk)."]

    assert expected == steps(api.evaluate(sheet, tiny))


def test_a_file_lists_five_questions_to_do_first(kla: Instrument) -> None:
    """Errors and the margin come around the most urgent questions. Each has its text and its agencies."""
    scorecard = api.evaluate(GOOD, kla)
    found = scorecard_document(scorecard, Messages("en"), in_full=True).steps[:-1]
    urgent = [(each.question.code, each.question.text.en) for each in scorecard.missing_evidence[:4]]

    assert [*urgent, ("1.1", kla.questions["1.1"].text.en)] == [
        (step.code, step.caption.split(" · ")[0]) for step in found
    ]
    assert "Attach Matrix: pioneer and reporter activities (21 points at risk)." == found[0].text
    assert found[-1].text.startswith("Check the evidence. If it is rejected, the predicate drops below Madya")
    assert " · " in found[-1].caption


def test_without_evidence_a_file_lists_open_questions(kla: Instrument) -> None:
    """The questions with the most points come first. Figures of the population are not among them."""
    found = scorecard_document(scored(kla, {"1.1": 1}), Messages("en"), in_full=True).steps

    assert 5 == len([step for step in found if step.text.startswith("Work on this question (")])
    assert not any(kla.questions[step.code].outcome for step in found if step.code)


def test_an_incomplete_result_is_marked_first(tiny: Instrument, book: Bookmaker) -> None:
    """The sentence precedes the title, so that no number looks final."""
    sheet = book("== A\nKode|Nilai\n'1.1|9\n'1.2a|4\n'1.10|\n'2.1|\n'2.2|\n'3.1|\n'3.2|")
    shown = FORMATS["table"].render_text(scorecard_document(api.evaluate(sheet, tiny), Messages("en")), RenderTarget())

    assert "INCOMPLETE: 1 error in the workbook. The affected questions count as 0." == shown.splitlines()[0]


@pytest.mark.parametrize(
    ("lists_issues", "label", "expected"),
    [(True, "Answered", "2 of 6 questions (1 warning, 1 note, listed below)"), (False, "Issues", "1 warning, 1 note")],
)
def test_the_head_counts_the_issues(
    lists_issues: bool, label: str, expected: str, tiny: Instrument, book: Bookmaker
) -> None:
    """The head names the place of the issues only if there are any."""
    sheet = book("== A\nKode|Nilai\n'1.1|'5\n'1.2a|4\n'1.10|\n'2.1|\n'2.2|\n'3.1|\n'3.2|")
    card, invocation = api.evaluate(sheet, tiny), Invocation(lists_issues=lists_issues)

    assert expected == dict(scorecard_document(card, Messages("en"), invocation=invocation).facts)[label]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("completed matrix of schools", "Matrix: schools"),
        ("matrix on schools", "Matrix: schools"),
        ("filled matrix", "Matrix: filled"),
        ("matrix or photo of schools", "Matrix or photo of schools"),
        ("matrices", "Matrix: matrices"),
        ("photos of a matrixbox", "Matrix: photos of a matrixbox"),
    ],
)
def test_a_missing_document_does_not_repeat_its_label(what: str, expected: str, tiny: Instrument) -> None:
    """The name of its type appears once."""
    kind = tiny.evidence_kinds[0]
    named = with_value(tiny, ("evidence_kinds", 0, "name"), {"id": "Matriks", "en": "Matrix"})
    item = EvidenceItem.model_validate({"kind": kind.id, "what": {"id": what, "en": what}})

    assert expected == evidence_text(item, named, Messages("en"))


def test_issues_of_a_sheet_have_a_table(tiny: Instrument, book: Bookmaker) -> None:
    """The table has severity, cell, question, message, action and code."""
    sheet = book("== A\nKode|Nilai\n'1.1|6\n'1.2a|\n'1.10|\n'2.1|\n'2.2|\n'3.1|\n'3.2|")
    (table,) = scorecard_document(api.evaluate(sheet, tiny), Messages("en")).appendix
    row = next(row for row in table.rows if row.values[2])
    severity, location, question, _, _, code = row.values

    assert ("error", "A!B2", "1.1", "points-above-maximum") == (severity, str(location), question, code)


def test_the_workbook_of_a_scorecard_has_every_question(tiny: Instrument, book: Bookmaker) -> None:
    """Each question that can earn points has a row, with the owners of missing evidence."""
    sheet = book("== A\nKode|Nilai|Dokumen\n'1.1|5|a.pdf\n'1.2a|4\n'1.10|\n'2.1|\n'2.2|\n'3.1|\n'3.2|")
    questions, missing = scorecard_document(api.evaluate(sheet, tiny), Messages("en"), in_full=True).details
    wanted = [code for code, question in tiny.questions.items() if question.can_earn]

    assert wanted == [row.values[1] for row in questions.rows]
    assert {"1.2a"} == {row.values[1] for row in missing.rows}


def test_owners_have_one_name_throughout(tiny: Instrument, book: Bookmaker) -> None:
    """Every table has the name of the region, or of the agency column."""
    sheet = book(
        "== A\nKode|Nilai|Dokumen|OPD\n'1.1|5|a.pdf\n'1.2a|4||Kantor Baru\n'1.10|\n'2.1|3\n'2.2|\n'3.1|\n'3.2|"
    )
    names = Agencies(tiny, {agency.id: f"Badan {agency.id}" for agency in tiny.agencies})
    document = scorecard_document(api.evaluate(sheet, tiny), Messages("en"), names, in_full=True)
    reported = {
        name for table in (*document.tables, *document.details) for row in table.rows for name in map(str, row.values)
    }
    old = {agency.short for agency in tiny.agencies}

    assert (set(), True) == ({name for name in reported if name in old}, "Kantor Baru" in reported)


@pytest.mark.parametrize("width", [80, 120])
def test_a_table_with_replaced_signs_keeps_its_width(width: int) -> None:
    """The width includes the replacement of a sign."""
    table = Table("T", [Column("A"), Column("B", is_number=True)], [Row(["a → b … ≥ c " * 20, 1]), Row(["x", 22])])
    document = Document("D …", Messages("en"), [("Fact", "→" * 200)], [table])
    lines = FORMATS["table"].render_text(document, RenderTarget(width, can_draw=False)).splitlines()

    assert (True, True) == (max(map(len, lines)) <= width, "\n".join(lines).isascii())


def test_a_word_that_names_a_row_is_not_broken() -> None:
    """Other columns become narrower before a word in a row title is broken."""
    wide = "kabupaten contoh " * 3
    table = Table("T", [Column("A"), *(Column(name) for name in "BCDE")], [Row(["Sub-districts", *[wide] * 4])])
    shown = FORMATS["table"].render_text(Document("T", Messages("en"), tables=[table]), RenderTarget(66))

    assert " Sub-districts " in shown


def test_a_word_that_leaves_no_room_is_broken() -> None:
    """A long word is broken if the line would be wider than the screen."""
    table = Table("T", [Column("A"), Column("B")], [Row(["x" * 100, "b" * 20])])
    shown = FORMATS["table"].render_text(Document("T", Messages("en"), tables=[table]), RenderTarget(60))

    assert 60 >= max(map(len, shown.splitlines()))
