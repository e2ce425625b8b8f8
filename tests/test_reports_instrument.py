"""The pages of `show`: the instrument as a tree, and each of its pieces in full."""

from decimal import Decimal
from typing import Any, Final

import pytest

from kla_score import api
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.reports.document import Document
from kla_score.reports.views.instrument import InstrumentPages
from tests.documents import Rows, data_of, rows
from tests.instruments import FIRST_QUESTION, WORDS, Path, with_value


def pages(instrument: Instrument, language: str = "en", *, in_full: bool = False) -> InstrumentPages:
    return InstrumentPages(instrument, Messages(language), in_full=in_full)


def page(instrument: Instrument, code: str, language: str = "en") -> Document:
    """Return the page of a question, an indicator or a cluster."""
    pieces: dict[str, Any] = {each.id: each for each in instrument.clusters}
    pieces |= {each.code: each for cluster in instrument.clusters for each in cluster.indicators}
    pieces |= instrument.questions
    return pages(instrument, language).item(pieces[code])


def test_the_full_tree_shows_the_questions(tiny: Instrument) -> None:
    """Questions follow their indicator, in the order of the form."""
    table = pages(tiny, in_full=True).tree().tables[0]

    assert list(tiny.questions) == [row.values[0] for row in table.rows if row.level == 2]


def test_the_tree_has_the_identity_of_the_instrument(tiny: Instrument) -> None:
    """The tree has the edition, the status, the contents and the sources."""
    assert pages(with_value(tiny, ("legal_basis",), ("UU 1", "UU 2"))).tree().facts == [
        ("ID and edition", "tiny 1"),
        ("Status", "an example"),
        ("Fingerprint", tiny.fingerprint),
        ("Maximum", "30"),
        ("Contents", "2 clusters, 3 indicators, 7 questions"),
        ("Source", "kla-score: everything"),
        ("Legal basis", "UU 1; UU 2"),
    ]


def test_the_tree_ends_with_the_note_about_its_status(tiny: Instrument) -> None:
    """The hint about more details follows, unless all details are shown."""
    notes = [pages(tiny, in_full=in_full).tree().notes for in_full in (True, False)]

    assert [["A made-up instrument."], 2] == [notes[0], len(notes[1])]


def test_without_predicates_their_table_is_omitted(tiny: Instrument) -> None:
    """Without predicates the page has no heading for them."""
    assert ["Clusters and indicators"] == [
        table.title for table in pages(with_value(tiny, ("predicates",), ())).tree().tables
    ]


GATES: Final[dict[str, tuple[dict[str, object], str]]] = {
    "confirmed and applied": (
        {"status": "confirmed", "applies": True},
        "3 indicators at 70% or more (confirmed, applies)",
    ),
    "confirmed": ({"status": "confirmed"}, "3 indicators at 70% or more (confirmed, does not apply)"),
    "applied": (
        {"status": "unconfirmed", "applies": True},
        "3 indicators at 70% or more (unconfirmed, applies)",
    ),
    "reported": ({"status": "unconfirmed"}, "3 indicators at 70% or more (unconfirmed, does not apply)"),
}


@pytest.mark.parametrize(("gate", "expected"), GATES.values(), ids=GATES)
def test_a_gate_is_shown_with_whether_it_applies(gate: dict[str, object], expected: str, tiny: Instrument) -> None:
    """The page has the condition of the gate, its confirmation, and whether it counts."""
    changed = with_value(tiny, ("predicates", 1, "gate"), {"indicators": Decimal(3), "share": Decimal(70), **gate})

    facts = pages(changed).item(changed.predicates[1]).facts

    assert [None, expected] == [row[3] for row in rows(pages(changed).tree(), "Predicates")]
    assert ("Additional requirement", expected) in facts


def test_an_indicator_shows_the_number_of_required_references(tiny: Instrument) -> None:
    """The number appears if it is more than one."""
    changed = with_value(tiny, (*FIRST_QUESTION, "evidence", 0, "count"), 2)

    assert (
        "Is there a regulation?\n- Document: copy of the regulation (× 2)"
        == rows(page(changed, "1"), "Questions")[0][2]
    )


def test_a_question_page_has_all_facts(tiny: Instrument) -> None:
    """The page has the place of the question, the type of answer, the owners and the status."""
    changed = with_value(tiny, (*FIRST_QUESTION, "note"), WORDS)
    changed = with_value(changed, (*FIRST_QUESTION, "sources"), ("us",))
    changed = with_value(changed, (*FIRST_QUESTION, "outcome"), value=True)
    changed = with_value(changed, (*FIRST_QUESTION, "lower_is_better"), value=True)

    assert page(changed, "1.1").facts == [
        ("Cluster", "Cluster A: Health"),
        ("Indicator", "1. Policies"),
        ("Printed number", "1"),
        ("Kind", "points: enter points from 0 to the maximum"),
        ("Maximum", "5"),
        ("Direction", "a low figure or “no” is better"),
        ("Outcome", "a population figure, which documents alone do not improve"),
        ("Agencies", "Dinkes (Health Office)"),
        ("Provenance", "printed in the source"),
        ("Source", "kla-score"),
        ("Note", "other words"),
    ]


def test_a_question_page_leaves_out_missing_facts(tiny: Instrument) -> None:
    """Direction, outcome, agency, source or note are omitted if the question lacks them."""
    changed = with_value(tiny, (*FIRST_QUESTION, "agencies"), ())

    assert ["Cluster", "Indicator", "Printed number", "Kind", "Maximum", "Provenance"] == [
        label for label, _ in page(changed, "1.1").facts
    ]


KINDS_OF_ANSWER: Final = {
    "C1.3": "points: enter points from 0 to the maximum",
    "A1.1": "choice: choose one of the options",
    "A1.2": "percentage: enter a percentage from 0 to 100",
}


@pytest.mark.parametrize(("code", "expected"), KINDS_OF_ANSWER.items())
def test_the_kind_explains_how_a_question_is_answered(code: str, expected: str, desa: Instrument) -> None:
    """The answer is points, an option or a percentage."""
    assert ("Kind", expected) in page(desa, code).facts


ANSWERS: Final[dict[str, Rows]] = {
    "A1.1": [
        ["Village regulation", Decimal(8)],
        ["Regulation of the village head", Decimal(5)],
        ["Decree of the village head", Decimal(3)],
        ["No written rule yet", Decimal(0)],
    ],
    "A1.2": [
        ["0% to below 2%", Decimal(0)],
        ["2% to below 5%", Decimal(4)],
        ["5% to below 10%", Decimal(7)],
        ["10% to 100%", Decimal(10)],
    ],
    "B2.1": [["0%", Decimal(0)], ["50%", Decimal(5)], ["100%", Decimal(10)]],
    "B2.2": [
        ["0% to 5%", Decimal(8)],
        ["above 5% to 14%", Decimal(5)],
        ["above 14% to 20%", Decimal(2)],
        ["above 20% to 100%", Decimal(0)],
    ],
}


@pytest.mark.parametrize(("code", "expected"), ANSWERS.items())
def test_the_points_of_an_answer_are_shown(code: str, expected: Rows, desa: Instrument) -> None:
    """The table has each option, each band, or three points of a straight line."""
    assert expected == rows(page(desa, code), "Points by answer")


@pytest.mark.parametrize(("edge", "expected"), [("0.5", "0,5% sampai kurang dari 5%")])
def test_percentages_are_written_in_the_language_of_the_reader(edge: str, expected: str, desa: Instrument) -> None:
    """Percentages have the decimal sign of the language."""
    bands: Path = ("clusters", 0, "indicators", 0, "questions", 1, "bands")
    changed = with_value(desa, (*bands, 1, "at_least"), Decimal(edge))

    assert expected == page(changed, "A1.2", "id").tables[0].rows[1].values[0]


def test_points_need_no_table_of_answers(tiny: Instrument) -> None:
    """The answer is the number of points."""
    assert ["Evidence"] == [table.title for table in page(tiny, "1.1").tables]


@pytest.mark.parametrize(
    ("code", "kind"), [(None, "instrument"), ("A", "cluster"), ("2", "indicator"), ("2.2", "question")]
)
def test_json_of_a_part_is_its_definition(code: str | None, kind: str, tiny: Instrument) -> None:
    """The output has the keys of version 1, and the piece as in the file, in both languages."""
    data = data_of(pages(tiny).tree() if code is None else page(tiny, code))

    assert (["schema_version", "kind", "tool", "instrument", "definition"], kind) == (list(data), data["kind"])


def test_json_of_a_part_has_every_key(tiny: Instrument) -> None:
    """Keys that the file omits have their default values."""
    definition = data_of(page(tiny, "3.1"))["definition"]

    assert (list(type(tiny.questions["3.1"]).model_fields), [], None, False) == (
        list(definition),
        definition["evidence"],
        definition["note"],
        definition["outcome"],
    )


def test_json_of_an_instrument_can_be_read_back(desa: Instrument) -> None:
    """The definition makes the same instrument, with every digit."""

    def exact(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: exact(each) for key, each in value.items()}
        if isinstance(value, list):
            return [exact(each) for each in value]
        return Decimal(value) if type(value) is int else value

    assert desa == Instrument.model_validate(exact(data_of(pages(desa).tree())["definition"]))


def test_json_of_a_part_is_the_same_in_every_language(tiny: Instrument) -> None:
    """Machine-readable output does not depend on the language."""
    assert data_of(page(tiny, "1.1", "id")) == data_of(page(tiny, "1.1", "en"))


PARTS: Final[dict[str, tuple[str, str, list[tuple[str, str]], list[str]]]] = {
    "a predicate": ("high", "High", [("Threshold", "20"), ("Printed", "20–30")], []),
    "a predicate by its Indonesian name": ("Tinggi", "High", [("Threshold", "20"), ("Printed", "20–30")], []),
    "an agency": ("dinkes", "Health Office", [("Short name", "Dinkes")], ["1.1", "3.2"]),
    "an evidence type": ("photo", "Photo", [("ID", "photo")], ["2.1", "2.2"]),
    "an evidence type with its family": ("evidence: Photo", "Photo", [("ID", "photo")], ["2.1", "2.2"]),
}


@pytest.mark.parametrize(("name", "title", "facts", "codes"), PARTS.values(), ids=PARTS)
def test_other_parts_have_a_page(
    name: str, title: str, facts: list[tuple[str, str]], codes: list[str], tiny: Instrument
) -> None:
    """Predicates, agencies and evidence types are found by id and name, with the questions that name them."""
    shown = pages(tiny).item(api.find_piece(name, tiny))
    found = [str(row.values[0]) for table in shown.tables for row in table.rows]

    assert title == shown.title
    assert facts == [fact for fact in shown.facts if fact in facts]
    assert set(codes) <= set(found)
    assert bool(codes) == bool(found)


def test_a_source_has_a_page(kla: Instrument) -> None:
    """With its content, and the questions that come from it."""
    source = kla.sources[0]
    shown = pages(kla).item(api.find_piece(f"source:{source.id}", kla))

    assert (source.title, ("Content", source.covers.en)) == (shown.title, shown.facts[1])
    assert [question.code for question in kla.questions.values() if source.id in question.sources] == [
        row.values[0] for row in shown.tables[0].rows
    ]
