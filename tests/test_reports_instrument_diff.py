"""The page of `diff`: the changes, and their effect on the score of a sheet."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

import pytest

from kla_score import api
from kla_score.analysis.instrument_diff import Revision, carry_over, find_changes
from kla_score.assessment import RawRow, RawSheet, Source, check_answers
from kla_score.cells import Cell, CellKind, number_cell
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.issues import Location
from kla_score.reports.document import CsvDialect, Document, RenderTarget
from kla_score.reports.formats import FORMATS
from kla_score.reports.formats.csv import CsvFormat
from kla_score.reports.views.instrument_diff import changes_document
from kla_score.scoring import score
from tests.documents import data_of, rows
from tests.examples import EXAMPLES, GOOD
from tests.instruments import CAPPED_INDICATOR, FIRST_QUESTION, WORDS, Path, with_value


def revised(
    old: Instrument, new: Instrument, points: Mapping[str, float] | None = None, evidence: Sequence[str] = ()
) -> Revision:
    """Compare two instruments, and with *points* a sheet of the old one. *evidence* are codes with a document."""
    changes = find_changes(old, new)
    if points is None:
        return Revision(old, new, changes)
    rows = []
    for number, code in enumerate(old.questions, start=2):
        location = Location("", "A", f"B{number}")
        cell = number_cell(points[code], location=location) if code in points else Cell(location=location)
        found = {"document": Cell(CellKind.TEXT, "a.pdf")} if code in evidence else {}
        rows.append(RawRow(Cell(CellKind.TEXT, code), cell, found))
    raw = RawSheet(rows, source=Source("a.xlsx", "0" * 64))
    scores = score(check_answers(raw, old), old), score(check_answers(carry_over(raw, old, new), new), new)
    return Revision(old, new, changes, scores)


def shown(revision: Revision, language: str = "en", *, in_full: bool = False) -> Document:
    return changes_document(revision, Messages(language), in_full=in_full)


def lower(tiny: Instrument) -> Instrument:
    """Return the tiny instrument of the next edition, with 4 points instead of 5 for 1.1."""
    return with_value(with_value(tiny, (*FIRST_QUESTION, "maximum"), Decimal(4)), ("edition",), "2")


def test_the_same_instrument_has_no_changes(tiny: Instrument) -> None:
    """The page has a note instead of a table."""
    document = shown(revised(tiny, tiny))

    assert ([], ["The two instruments are the same."]) == (document.tables, document.notes)


def test_both_instruments_are_named(tiny: Instrument) -> None:
    """The page has the editions, fingerprints and sizes of both, and the number of changes."""
    new = lower(tiny)

    assert shown(revised(tiny, new)).facts == [
        ("Old", f"tiny 1 ({tiny.fingerprint}): 30 points, 7 questions"),
        ("New", f"tiny 2 ({new.fingerprint}): 30 points, 7 questions"),
        ("Changes", "2, of which 1 can affect scores"),
        ("Questions", "0 added, 0 removed, 0 renamed"),
    ]


def test_questions_are_counted_by_change(tiny: Instrument) -> None:
    """The counts are for added, removed and renamed questions."""
    new = with_value(tiny, (*FIRST_QUESTION, "code"), "9.1")
    new = with_value(new, (*CAPPED_INDICATOR, "questions", 0, "code"), "9.2")
    new = with_value(new, (*CAPPED_INDICATOR, "questions", 0, "text"), WORDS)
    new = with_value(new, ("agencies",), [{"id": "x", "name": WORDS, "short": "x"}])

    assert ("Questions", "1 added, 1 removed, 1 renamed") in shown(revised(tiny, new)).facts


def test_score_changes_come_first(tiny: Instrument) -> None:
    """Changes that affect no score have a separate table."""
    document = shown(revised(tiny, lower(tiny)))

    assert [
        ("Changes that can affect scores", [["question 1.1", "maximum", "5", "4"]]),
        ("Other changes", [["instrument tiny", "edition", "1", "2"]]),
    ] == [(table.title, [list(row.values) for row in table.rows]) for table in document.tables]


VALUES: Final[dict[str, tuple[Path, object, str | None, str | None]]] = {
    "a number": (("maximum",), Decimal("30.5"), "30", "30.5"),
    "a text": (("title",), WORDS, "Tiny instrument", "other words"),
    "a word": (("status",), "official", "example", "official"),
    "true and false": ((*FIRST_QUESTION, "outcome"), True, "no", "yes"),
    "names": ((*FIRST_QUESTION, "agencies"), ("health", "school"), "health", "health; school"),
    "no names": ((*FIRST_QUESTION, "agencies"), (), "health", None),
    "how well it is known": ((*FIRST_QUESTION, "provenance"), "inferred", "printed", "inferred"),
    "a note that comes": ((*FIRST_QUESTION, "note"), WORDS, None, "other words"),
    "signs that move a cursor": ((*FIRST_QUESTION, "printed"), "1\x1b[2J\nx", "1", "1\ufffd[2J x"),
}


@pytest.mark.parametrize(("path", "value", "before", "after"), VALUES.values(), ids=VALUES)
def test_values_are_written_for_people(
    path: Path, value: object, before: str | None, after: str | None, tiny: Instrument
) -> None:
    """A value is on one line, in the language of the reader."""
    (table,) = shown(revised(tiny, with_value(tiny, path, value))).tables

    assert [before, after] == table.rows[0].values[2:]


RECORDED: Final[dict[str, tuple[Path, object, str, str]]] = {
    "a number": (("maximum",), Decimal("30.5"), "30,30.5", "30;30,5"),
    "true and false": ((*FIRST_QUESTION, "outcome"), True, "false,true", "false;true"),
    "numbers in a part": (
        ("predicates", 0, "gate"),
        {"indicators": 1, "share": Decimal("7.5"), "status": "unconfirmed"},
        ',"indicators 1, share 7.5, status unconfirmed"',
        ';"indicators 1, share 7.5, status unconfirmed"',
    ),
}


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize(("path", "value", "plain", "excel"), RECORDED.values(), ids=RECORDED)
def test_csv_has_values_for_programs(
    path: Path, value: object, plain: str, excel: str, language: str, tiny: Instrument
) -> None:
    """Values are the same in every language, and numbers follow the dialect."""
    document = shown(revised(tiny, with_value(tiny, path, value)), language)
    lines = {
        dialect: "".join(CsvFormat().render(document, RenderTarget(csv_dialect=dialect))).splitlines()[1]
        for dialect in CsvDialect
    }

    assert [True, True] == [f",{plain}," in lines[CsvDialect.PLAIN], f";{excel};" in lines[CsvDialect.EXCEL_ID]]


def test_a_part_is_written_by_its_name(tiny: Instrument) -> None:
    """The maximum follows if there is one."""
    (table, other) = shown(revised(tiny, with_value(tiny, ("clusters", 1, "id"), "C"))).tables

    assert (
        [["indicator 3", "cluster", "B", "C"]],
        [
            ["cluster B", "removed", "Cluster B: Safety (10)", None],
            ["cluster C", "added", None, "Cluster B: Safety (10)"],
        ],
    ) == ([list(row.values) for row in table.rows], [list(row.values) for row in other.rows])


@pytest.mark.parametrize(
    ("in_full", "count", "note"), [(False, 20, "6 more rows. Use `-v` to show all."), (True, 26, "")]
)
def test_a_long_list_of_changes_is_cut(in_full: bool, count: int, note: str, tiny: Instrument) -> None:
    """All changes appear on request. Otherwise the number of the others follows."""
    agencies = [{"id": f"a{number}", "name": WORDS, "short": "x"} for number in range(24)]
    (table,) = shown(revised(tiny, with_value(tiny, ("agencies",), agencies)), in_full=in_full).tables

    assert (count, note) == (len(table.rows), table.note)


FILLED: Final = {"1.1": 5, "3.1": 10}
LAST_INDICATOR: Final[Path] = ("clusters", 1, "indicators", 0)


def test_a_sheet_is_shown_by_both_instruments(tiny: Instrument) -> None:
    """The table has claimed points by cluster, the difference, the total and both predicates."""
    new = with_value(lower(tiny), ("predicates", 0, "lower_limit"), Decimal(11))
    (table, *_) = shown(revised(tiny, new, FILLED)).tables

    assert (table.title, [list(row.values) for row in table.rows], table.note) == (
        "Claimed points by cluster",
        [
            ["Cluster A", Decimal(5), Decimal(0), Decimal(-5)],
            ["Cluster B", Decimal(10), Decimal(10), Decimal(0)],
            ["Total", Decimal(15), Decimal(10), Decimal(-5)],
        ],
        "Predicate: Low → no predicate",
    )


def test_the_total_of_a_sheet_sums_up(tiny: Instrument) -> None:
    """The last row is the only total."""
    (table, *_) = shown(revised(tiny, lower(tiny), FILLED)).tables

    assert [False, False, True] == [row.is_total for row in table.rows]


def test_supported_points_are_shown_where_evidence_is_recorded(tiny: Instrument) -> None:
    """Another table has 1.1 with its document, and 3.1, which needs none."""
    tables = shown(revised(tiny, tiny, FILLED, ["1.1"])).tables

    assert ["Claimed points by cluster", "Supported points by cluster"] == [table.title for table in tables]


def test_a_cluster_on_one_side_only_has_a_blank_cell(tiny: Instrument) -> None:
    """The cell of a missing cluster is blank instead of 0, although the difference includes it as 0."""
    (table, *_) = shown(revised(tiny, with_value(tiny, ("clusters", 1, "id"), "C"), FILLED)).tables

    assert [["Cluster B", Decimal(10), None, Decimal(-10)], ["Cluster B", None, Decimal(10), Decimal(10)]] == [
        list(row.values) for row in table.rows[1:3]
    ]


def test_questions_whose_points_change_are_listed(tiny: Instrument) -> None:
    """The table has both points, the difference and the text. Other questions are omitted."""
    document = shown(revised(tiny, lower(tiny), FILLED))

    assert [["1.1", Decimal(5), Decimal(0), Decimal(-5), "Is there a regulation?"]] == rows(
        document, "Questions whose claimed points change"
    )


def test_an_unchanged_renamed_question_is_not_listed(tiny: Instrument) -> None:
    """A renamed question with the same points is not in the table."""
    new = with_value(
        with_value(tiny, (*FIRST_QUESTION, "code"), "9.1"), (*CAPPED_INDICATOR, "cap", "points"), Decimal(7)
    )

    assert [] == [each.title for each in shown(revised(tiny, new, FILLED)).tables if "Questions" in each.title]


def with_another(tiny: Instrument) -> Instrument:
    """Return the tiny instrument with another question instead of 3.1."""
    questions = with_value(tiny, (*LAST_INDICATOR, "questions", 0, "code"), "3.9")
    return with_value(questions, (*LAST_INDICATOR, "questions", 0, "text"), WORDS)


def test_a_question_on_one_side_only_has_a_blank_cell(tiny: Instrument) -> None:
    """The cell of a missing question is blank instead of 0. The text comes from the other side."""
    document = shown(revised(tiny, with_another(tiny), FILLED))

    assert [["3.1", Decimal(10), None, Decimal(-10), "Are there services?"]] == rows(
        document, "Questions whose claimed points change"
    )


def test_json_has_null_for_a_question_on_one_side_only(tiny: Instrument) -> None:
    """The key exists and is null."""
    (pair,) = data_of(shown(revised(tiny, with_another(tiny), FILLED)))["score"]["questions"]

    assert {"old": {"code": "3.1", "claimed": 10, "supported": None}, "new": None} == pair


def test_answers_that_the_new_instrument_refuses_are_named(tiny: Instrument) -> None:
    """Cell, question and reason appear below the tables."""
    assert ["The new instrument does not accept A!B2, question 1.1: 5 is above the maximum of 4."] == shown(
        revised(tiny, lower(tiny), FILLED)
    ).notes


def test_an_answer_that_both_instruments_refuse_is_not_a_difference(tiny: Instrument) -> None:
    """An answer that both instruments refuse is not named."""
    assert [] == shown(revised(tiny, lower(tiny), {"1.1": 6})).notes


def test_an_answer_that_both_refuse_is_not_a_difference_for_a_renamed_question(tiny: Instrument) -> None:
    """Such a cell has the same fault under both codes."""
    assert [] == shown(revised(tiny, with_value(tiny, (*FIRST_QUESTION, "code"), "9.1"), {"1.1": 9})).notes


def test_questions_whose_supported_points_change_are_listed(tiny: Instrument) -> None:
    """A missing document changes only supported points, which have their own table."""
    new = with_value(tiny, (*FIRST_QUESTION, "evidence", 0, "kind"), "photo")
    titles = [table.title for table in shown(revised(tiny, new, FILLED, ["1.1"])).tables]

    assert ["Questions whose supported points change"] == [title for title in titles if "Questions" in title]


def test_the_supported_points_of_a_question_are_compared(tiny: Instrument) -> None:
    """The table has both points, the difference and the text."""
    new = with_value(tiny, (*FIRST_QUESTION, "evidence", 0, "kind"), "photo")

    assert [["1.1", Decimal(5), Decimal(0), Decimal(-5), "Is there a regulation?"]] == rows(
        shown(revised(tiny, new, FILLED, ["1.1"])), "Questions whose supported points change"
    )


@pytest.mark.parametrize(
    ("language", "changed", "expected"),
    [("en", "id", ["id: Instrumen kecil", "id: Lain"]), ("id", "en", ["en: Tiny instrument", "en: Lain"])],
)
def test_a_text_that_changed_in_the_other_language_is_shown_in_it(
    language: str, changed: str, expected: list[str], tiny: Instrument
) -> None:
    """The page shows the text in the language in which it differs."""
    (table,) = shown(revised(tiny, with_value(tiny, ("title", changed), "Lain")), language).tables

    assert expected == table.rows[0].values[2:]


def test_a_value_of_0_is_shown(desa: Instrument) -> None:
    """A band from 0 with 0 points shows both numbers."""
    first: Path = ("clusters", 0, "indicators", 0, "questions", 1, "bands", 0)
    (table,) = shown(revised(desa, with_value(desa, (*first, "below"), Decimal(3)))).tables

    assert str(table.rows[0].values[2]).startswith("at_least 0, below 2, points 0; ")


def test_a_warning_is_not_a_refusal(tiny: Instrument) -> None:
    """An accepted answer counts, even with a warning about its evidence."""
    assert [] == shown(revised(tiny, lower(tiny), {"2.1": 6})).notes


def test_json_of_a_difference_has_every_change(tiny: Instrument) -> None:
    """The list is complete, with the values of the files."""
    changes = data_of(shown(revised(tiny, lower(tiny))))["changes"]

    assert [("instrument", "tiny", "edition", "1", "2", False), ("question", "1.1", "maximum", 5, 4, True)] == [
        tuple(change.values()) for change in changes
    ]


def test_json_of_a_difference_without_sheet_has_no_score(tiny: Instrument) -> None:
    """The key exists and is null."""
    assert data_of(shown(revised(tiny, lower(tiny))))["score"] is None


def test_json_of_a_difference_has_the_scores_of_a_sheet(tiny: Instrument) -> None:
    """The output has changes and refusals, with the numbers of both sides."""
    scores = data_of(shown(revised(tiny, lower(tiny), FILLED)))["score"]

    assert (scores["old"]["total"]["claimed"], scores["new"]["total"]["claimed"], scores["questions"]) == (
        15,
        10,
        [
            {
                "old": {"code": "1.1", "claimed": 5, "supported": None},
                "new": {"code": "1.1", "claimed": 0, "supported": None},
            }
        ],
    )


def test_json_of_a_difference_names_refused_answers(tiny: Instrument) -> None:
    """The output has question, cell, code and message, in the language of the new instrument."""
    assert [
        {"question": "1.1", "cell": "A!B2", "code": "points-above-maximum", "message": "5 melebihi nilai maksimal 4."}
    ] == data_of(shown(revised(tiny, lower(tiny), FILLED)))["score"]["refused"]


def test_json_of_a_difference_is_the_same_in_every_language(tiny: Instrument) -> None:
    """Machine-readable output does not depend on the language."""
    revision = revised(tiny, lower(tiny), FILLED)

    assert data_of(shown(revision, "id")) == data_of(shown(revision, "en"))


def test_json_of_an_added_part_is_the_part(tiny: Instrument) -> None:
    """The part is as in the file, and the other side is null."""
    (removed, added, _) = data_of(shown(revised(tiny, with_value(tiny, ("clusters", 1, "id"), "C"))))["changes"]

    assert ("B", None, None, "C") == (removed["before"]["id"], removed["after"], added["before"], added["after"]["id"])


def test_a_sheet_with_lost_evidence_is_compared() -> None:
    """An instrument without evidence types records no evidence, and the comparison still works."""
    groups = api.load_instrument(EXAMPLES / "instruments" / "kla-2022-groups.yaml")
    revision = api.diff(api.load_instrument(), groups, GOOD)

    assert FORMATS["table"].render_text(changes_document(revision, Messages("en")), RenderTarget())
