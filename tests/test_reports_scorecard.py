"""What a scorecard looks like, beyond the golden outputs."""

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
from kla_score.reports.document import Column, Document, LazySequence, RenderTarget, Row, Table
from kla_score.reports.formats import FORMATS
from kla_score.reports.issue_texts import finding_lines, issue_lines
from kla_score.reports.views.headline import Invocation
from kla_score.reports.views.question_rows import evidence_text
from kla_score.reports.views.scorecard import scorecard_document
from kla_score.scoring import Scorecard, score
from tests.conftest import Bookmaker
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
    """
    What a region says of itself is claimed; from the first verification on it is verified.
    """
    assert expected in facts(scored(tiny, {"1.1": 5}, stage=stage))


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
    sentence = "Low/High: Low counts. If High starts at 19, it is High."

    assert fact == facts(scorecard)["Claimed"]
    for in_full in (False, True):
        document = scorecard_document(scorecard, Messages("en"), in_full=in_full)
        assert [1, 1] == [list(lines).count(sentence) for lines in (document.closing, document.notes)]
        assert answer in document.closing[-1]


def test_a_total_beside_a_shared_end_is_not_flagged(tiny: Instrument) -> None:
    """
    18.5 points have one reading.
    """
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
    """
    Beside the points that are lacking, if any are.
    """
    assert expected == facts(scored(with_value(tiny, ("predicates", 1, "gate"), GATE), points))["Claimed"]


def test_what_a_gate_lacks_is_in_the_data(tiny: Instrument) -> None:
    """
    Indicators needed for the next predicate, beside the points.
    """
    card = scored(with_value(tiny, ("predicates", 1, "gate"), GATE), {"3.1": 10, "1.1": 5})
    text = FORMATS["json"].render_text(scorecard_document(card, Messages("en")), RenderTarget())

    assert {"id": "high", "name": "Tinggi", "needed": 5, "indicators_needed": 2} == json.loads(text)["predicate"][
        "claimed"
    ]["next"]


def agency_rows(scorecard: Scorecard) -> list[list[Any]]:
    tables = scorecard_document(scorecard, Messages("en")).tables
    return [list(row.values) for table in tables if table.title == "By agency" for row in table.rows]


def test_what_is_not_recorded_is_not_zero(tiny: Instrument) -> None:
    """
    Without recorded evidence nobody can say what an agency lacks, and a 0 is not done.
    """
    assert ["Dinkes", 1, 2, None, None] in agency_rows(scored(tiny, {"1.1": 5, "3.1": 0}))


def test_the_word_indicative_is_never_missing(tiny: Instrument) -> None:
    """
    Every result says that it is indicative.
    """
    notes = [" ".join(scorecard_document(scored(tiny, {}), Messages(language)).notes) for language in ("id", "en")]

    assert [True, True] == ["indikatif" in notes[0], "Indicative" in notes[1]]


def test_a_share_is_never_rounded_up_to_the_whole(tiny: Instrument) -> None:
    """
    100% is shown only when it is true.
    """
    document = scorecard_document(scored(tiny, {"3.1": 9.999}), Messages("en"))
    (share,) = (row.values[5] for row in document.tables[0].rows if row.values[0] == "B Safety")

    assert share == "99.9%"


def drawn(values: list[Any], **surface: Any) -> str:
    table = Table("T", [Column("A"), Column("B", is_number=True)], [Row(["x", value]) for value in values])
    return FORMATS["table"].render_text(Document("D", Messages("en"), tables=[table]), RenderTarget(**surface))


def test_numbers_of_a_column_stand_under_each_other() -> None:
    """
    A column shows as many decimals as its longest number needs, and never fewer than there are.
    """
    lines = drawn([Decimal("1.5"), Decimal(10), Decimal("0.125")]).splitlines()

    assert ["1.500", "10.000", "0.125"] == [line.split()[1] for line in lines[-3:]]


@pytest.mark.parametrize("text", ["[red]x[/red]", "[/]", ":smile:", "[link=http://a]b[/link]", "[[x]]", "`a`"])
def test_markup_in_data_is_shown_as_typed(text: str) -> None:
    """
    Text from a sheet is never markup.
    """
    assert text in drawn([text])


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\x9bb", "a\x07b", "a\u202eb", "a\x00b"])
def test_control_characters_do_not_reach_the_terminal(text: str) -> None:
    """
    A visible sign stands for each.
    """
    assert "\ufffd" in drawn([text])


def test_a_terminal_that_cannot_draw_gets_plain_lines() -> None:
    """
    Without line drawing everything is ASCII.
    """
    assert drawn([Decimal(1)], can_draw=False).isascii()


@given(st.decimals(0, 1000, places=3))
def test_json_carries_every_digit(points: Decimal) -> None:
    """
    A number written to JSON and read back is the same decimal.
    """
    written = FORMATS["json"].render_text(Document("D", Messages("id"), data={"points": points}), RenderTarget())

    assert points == json.loads(written, parse_float=Decimal, parse_int=Decimal)["points"]


@pytest.mark.parametrize("text", ["a\x9bb", "a\u202eb", "a\x7fb", "a\u2028b", "\x1b[2J"])
def test_json_moves_no_cursor(text: str) -> None:
    """
    Control characters and turns of direction are escaped, and read back as they were.
    """
    written = FORMATS["json"].render_text(Document("D", Messages("id"), data={"text": text}), RenderTarget())

    assert (True, text) == (written.replace("\n", "").isprintable(), json.loads(written)["text"])


PIECES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(st.text(), each),
)


@pytest.mark.slow
@given(st.dictionaries(st.text(), st.tuples(st.booleans(), st.lists(PIECES)), max_size=4))
def test_json_is_the_same_in_chunks(keys: dict[str, tuple[bool, list[Any]]]) -> None:
    """
    Whether a list is there or made one thing at a time, at the top or further down.
    """
    data: dict[str, object] = {
        key: LazySequence(lambda thing: thing, things) if is_made else things for key, (is_made, things) in keys.items()
    }
    data["inside"] = {"further": LazySequence(lambda thing: thing, [1, 2])}
    plain: dict[str, object] = {key: things for key, (_, things) in keys.items()} | {"inside": {"further": [1, 2]}}

    assert plain == json.loads(FORMATS["json"].render_text(Document("D", Messages("id"), data=data), RenderTarget()))
    assert written(plain) == written(data)


def written(data: dict[str, object]) -> list[str]:
    return FORMATS["json"].render_text(Document("D", Messages("id"), data=data), RenderTarget()).splitlines()


def test_what_is_made_when_it_is_asked_for_is_a_sequence() -> None:
    """
    It has a length, positions and parts, and makes nothing before.
    """
    made: list[int] = []

    def twice(thing: int) -> int:
        made.append(thing)
        return thing * 2

    each = LazySequence(twice, [1, 2, 3])

    assert (3, [], 4, [4, 6], [2, 2, 3]) == (len(each), [*made], each[1], list(each[1:]), made)


def test_json_refuses_what_is_no_number() -> None:
    """
    Nothing that is not JSON slips into the file.
    """
    document = Document("D", Messages("id"), data={"points": Decimal("NaN")})

    with pytest.raises((TypeError, ValueError)):
        FORMATS["json"].render_text(document, RenderTarget())


NOTE = Issue("points-from-text", Location("", "A", "B2"), "1.1", "1,5", {"points": "1.5"})


def test_notes_are_printed_once() -> None:
    """
    Of the same repair the first is named and the others are counted.
    """
    lines = list(issue_lines([NOTE, NOTE, NOTE], Messages("en")))

    assert [lines[0].rpartition(" ")[2], lines[-1]] == ["[points-from-text]", "  2 more like this (use -v to list)"]


def test_many_missing_rows_share_one_line() -> None:
    """
    A sheet that is gone is one message that names each of its questions.
    """
    missing = [Issue("code-missing", question=f"1.{number}") for number in range(6)]
    lines = list(issue_lines([*missing, NOTE], Messages("en")))

    assert "error: 6 questions have no row and count 0: 1.0, 1.1, 1.2, 1.3, 1.4, 1.5. [code-missing]" == lines[2]


def test_few_missing_rows_have_a_line_each() -> None:
    """
    One or two rows are named one by one; what to do is the same and said once.
    """
    missing = [Issue("code-missing", question=f"1.{number}") for number in range(2)]

    lines = list(issue_lines(missing, Messages("en")))

    assert ["error: question 1.0", "  ", "error: question 1.1"] == [lines[0][:19], lines[1][:2], lines[2][:19]]


def test_of_many_warnings_of_a_kind_some_are_named() -> None:
    """
    Of a kind 25, since the total of a recap comes behind its clusters; with -v all, and of errors always.
    """
    warnings = [Issue("evidence-not-text", Location("", "A", f"D{row}"), found="1") for row in range(27)]
    errors = [
        Issue("points-not-a-number", Location("", "A", f"B{row}"), found="x", parameters={"maximum": 5})
        for row in range(27)
    ]
    lines = list(issue_lines([*warnings, *errors], Messages("en")))
    in_full = list(issue_lines(warnings, Messages("en"), every_note=True))

    assert (25, 27, 27) == tuple(
        sum(line.startswith(start) for line in found)
        for start, found in (("warning", lines), ("error", lines), ("warning", in_full))
    )
    assert 1 == lines.count("  2 more like this (use -v to list)")


def test_every_note_is_named_when_asked_for() -> None:
    """
    With -v each repair has its own line.
    """
    lines = issue_lines([NOTE, NOTE, NOTE], Messages("en"), every_note=True)

    assert sum(line.startswith("note: ") for line in lines) == 3


def test_a_finding_has_the_form_that_tools_know() -> None:
    """
    file:line:col level message [code].
    """
    issue = Issue("yaml-tag", Location("a.yaml", line=3, column=7), found="!!python/object")
    (line,) = finding_lines([issue], Messages("en"))

    assert [True, True] == [line.startswith("a.yaml:3:7 error "), line.endswith(" [yaml-tag]")]


def test_a_message_quotes_the_whole_path() -> None:
    """
    The name of a file is never shortened.
    """
    path = "a" * 200 + ".json"

    assert path in Messages("en").gettext("Wrote {file}", file=path)


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252"])
def test_a_sign_that_cannot_be_shown_is_replaced_by_something_near(encoding: str) -> None:
    """
    A console without typographic signs shows plain ones.
    """
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    write_text(stream, "≥ 1 – 2 → x")

    assert raw.getvalue().decode(encoding).startswith(">= 1 ")


# What a reader wants within ten seconds


def steps(scorecard: Scorecard) -> list[str]:
    return [f"{text} {command}".strip() for text, command in scorecard_document(scorecard, Messages("en")).steps]


def test_no_plan_is_offered_when_all_is_reached(tiny: Instrument) -> None:
    """
    At the highest predicate it is left to say how safe it is.
    """
    everything = {code: float(question.maximum) for code, question in tiny.questions.items()}
    card = scored(tiny, everything)
    expected = "Secure questions 3.1 and 1.1 first: if all are rejected, High is lost (margin: 10 points)."

    assert ("30; High", [expected]) == (facts(card)["Claimed"], steps(card))


def test_a_margin_of_many_questions_is_a_fact(kla: Instrument) -> None:
    """
    Where it takes more than three rejections to lose the predicate, there is nothing to secure first.
    """
    card = scored(kla, {code: float(question.maximum) for code, question in kla.questions.items()})

    assert "99 points above the KLA threshold. If these 7 questions are rejected" in facts(card)["Margin"]
    assert [] == steps(card)


def test_the_next_step_is_a_plan_when_nothing_else_is_wrong(tiny: Instrument) -> None:
    """
    With the identifier of the predicate as the command takes it, on a line of its own.
    """
    scorecard = scored(tiny, {"3.1": 10, "1.1": 5})
    named = replace(scorecard.assessment, source=Source("kota a.xlsx"))
    expected = ("See the shortest way to High:", 'kla-score plan "kota a.xlsx" --target high')

    assert expected == scorecard_document(replace(scorecard, assessment=named), Messages("en")).steps[-1]


def test_errors_come_before_documents(tiny: Instrument, book: Bookmaker) -> None:
    """
    A plan for a sheet with errors would be one for a total that is not known yet.
    """
    sheet = book("== A\nKode|Nilai|Dokumen|Foto\n'1.1|5|a.pdf\n'1.2a|4|b.pdf\n'1.10|9\n'2.1|\n'2.2|\n'3.1|\n'3.2|")
    expected = ["Fix the error in the sheet.", "Attach the missing evidence for 1.2a (4 points at risk)."]

    assert expected == steps(api.evaluate(sheet, tiny))


def test_an_incomplete_result_says_so_first(tiny: Instrument, book: Bookmaker) -> None:
    """
    Before the title, so that no number is taken for the result.
    """
    sheet = book("== A\nKode|Nilai\n'1.1|9\n'1.2a|4\n'1.10|\n'2.1|\n'2.2|\n'3.1|\n'3.2|")
    shown = FORMATS["table"].render_text(scorecard_document(api.evaluate(sheet, tiny), Messages("en")), RenderTarget())

    assert "INCOMPLETE: 1 error in the sheet. The affected questions count as 0." == shown.splitlines()[0]


@pytest.mark.parametrize(
    ("lists_issues", "expected"), [(True, "1 warning, 1 note, listed below"), (False, "1 warning, 1 note")]
)
def test_the_head_counts_the_issues(lists_issues: bool, expected: str, tiny: Instrument, book: Bookmaker) -> None:
    """
    It says where they are only if they are there.
    """
    sheet = book("== A\nKode|Nilai\n'1.1|'5\n'1.2a|4\n'1.10|\n'2.1|\n'2.2|\n'3.1|\n'3.2|")
    card, invocation = api.evaluate(sheet, tiny), Invocation(lists_issues=lists_issues)

    assert expected == dict(scorecard_document(card, Messages("en"), invocation=invocation).facts)["Issues"]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("completed matrix of schools", "Matrix: schools"),
        ("matrix on schools", "Matrix: schools"),
        ("filled matrix", "Filled matrix"),
        ("matrices", "Matrix: matrices"),
        ("photos of a matrixbox", "Matrix: photos of a matrixbox"),
    ],
)
def test_a_missing_document_does_not_repeat_its_label(what: str, expected: str, tiny: Instrument) -> None:
    """
    The name of its kind is reported once.
    """
    kind = tiny.evidence_kinds[0]
    named = with_value(tiny, ("evidence_kinds", 0, "name"), {"id": "Matriks", "en": "Matrix"})
    item = EvidenceItem.model_validate({"kind": kind.id, "what": {"id": what, "en": what}})

    assert expected == evidence_text(item, named, Messages("en"))


def test_issues_of_a_sheet_have_a_table(tiny: Instrument, book: Bookmaker) -> None:
    """
    For what is passed on: how bad, the cell, the question, what is wrong, what to do, and the code.
    """
    sheet = book("== A\nKode|Nilai\n'1.1|6\n'1.2a|\n'1.10|\n'2.1|\n'2.2|\n'3.1|\n'3.2|")
    (table,) = scorecard_document(api.evaluate(sheet, tiny), Messages("en")).appendix
    row = next(row for row in table.rows if row.values[2])
    severity, location, question, _, _, code = row.values

    assert ("error", "A!B2", "1.1", "points-above-maximum") == (severity, str(location), question, code)


def test_the_workbook_of_a_scorecard_has_every_question(tiny: Instrument, book: Bookmaker) -> None:
    """
    One row each for those that can earn points, and the owners of what lacks evidence with theirs.
    """
    sheet = book("== A\nKode|Nilai|Dokumen\n'1.1|5|a.pdf\n'1.2a|4\n'1.10|\n'2.1|\n'2.2|\n'3.1|\n'3.2|")
    questions, missing = scorecard_document(api.evaluate(sheet, tiny), Messages("en"), in_full=True).details
    wanted = [code for code, question in tiny.questions.items() if question.can_earn]

    assert wanted == [row.values[1] for row in questions.rows]
    assert {"1.2a"} == {row.values[1] for row in missing.rows}


def test_owners_have_one_name_throughout(tiny: Instrument, book: Bookmaker) -> None:
    """
    That which the region uses, or what stands in the column of agencies: in every table.
    """
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
def test_a_table_without_signs_to_draw_keeps_its_width(width: int) -> None:
    """
    What stands for a sign is measured, not the sign.
    """
    table = Table("T", [Column("A"), Column("B", is_number=True)], [Row(["a → b … ≥ c " * 20, 1]), Row(["x", 22])])
    document = Document("D …", Messages("en"), [("Fact", "→" * 200)], [table])
    lines = FORMATS["table"].render_text(document, RenderTarget(width, can_draw=False)).splitlines()

    assert (True, True) == (max(map(len, lines)) <= width, "\n".join(lines).isascii())


def test_a_word_that_names_a_row_is_not_broken() -> None:
    """
    Other columns give way to it, as long as it leaves them room.
    """
    wide = "kabupaten contoh " * 3
    table = Table("T", [Column("A"), *(Column(name) for name in "BCDE")], [Row(["Sub-districts", *[wide] * 4])])
    shown = FORMATS["table"].render_text(Document("T", Messages("en"), tables=[table]), RenderTarget(66))

    assert " Sub-districts " in shown


def test_a_word_that_leaves_no_room_is_broken() -> None:
    """
    No line is wider than the screen for its sake.
    """
    table = Table("T", [Column("A"), Column("B")], [Row(["x" * 100, "b" * 20])])
    shown = FORMATS["table"].render_text(Document("T", Messages("en"), tables=[table]), RenderTarget(60))

    assert 60 >= max(map(len, shown.splitlines()))
