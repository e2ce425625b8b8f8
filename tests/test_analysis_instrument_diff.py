"""The instrument diff, and a sheet of one instrument carried over to the other."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from copy import deepcopy
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score.analysis.instrument_diff import (
    ADDED,
    REMOVED,
    Change,
    Subject,
    carry_over,
    find_changes,
    find_counterparts,
)
from kla_score.assessment import Assessment, RawRow, RawSheet, Source, check_answers
from kla_score.assessment.region import Identity
from kla_score.cells import Cell, CellKind, number_cell
from kla_score.instrument import Instrument
from kla_score.instrument_file import load_instrument
from kla_score.issues import Location
from kla_score.scoring import PredicateResult, score
from tests.conftest import DESA, TINY
from tests.instruments import WORDS

Data = dict[str, Any]
Finder = Callable[[Data], Data]
Edit = Callable[[Data], None]
Reported = tuple[str, str, str, bool]
"""The subject of a change, the name of the piece, the key, and whether the change affects scores."""

SMALL: Final = load_instrument(TINY)
VILLAGE: Final = load_instrument(DESA)


def as_data(value: object) -> Any:
    """Convert dumped pydantic data into lists and mappings that can be changed."""
    if isinstance(value, dict):
        return {key: as_data(each) for key, each in value.items()}
    return [as_data(each) for each in value] if isinstance(value, tuple | list) else value


def edited(instrument: Instrument, *edits: Edit) -> Instrument:
    """Return a copy of *instrument* with *edits* in turn, skipping edits without a target."""
    data = as_data(instrument.model_dump())
    for edit in edits:
        with suppress(LookupError, StopIteration, TypeError):
            edit(data)
    return Instrument.model_validate(data)


def whole(data: Data) -> Data:
    return data


def piece(family: str, name: str) -> Finder:
    """Return a piece at the top level of a file."""
    return lambda data: next(each for each in data[family] if each["id"] == name)


def indicator(code: str) -> Finder:
    return lambda data: next(
        each for cluster in data["clusters"] for each in cluster["indicators"] if each["code"] == code
    )


def question(code: str) -> Finder:
    return lambda data: next(
        each
        for cluster in data["clusters"]
        for parent in cluster["indicators"]
        for each in parent["questions"]
        if each["code"] == code
    )


def put(find: Finder, *path: str | int, value: object) -> Edit:
    """Put *value* at the end of *path* in a piece."""

    def edit(data: Data) -> None:
        target: Any = find(data)
        for key in path[:-1]:
            target = target[key]
        target[path[-1]] = value

    return edit


def add(family: str, value: object) -> Edit:
    return lambda data: data[family].append(deepcopy(value))


def remove(family: str, name: str) -> Edit:
    return lambda data: data[family].remove(piece(family, name)(data))


def taken(data: Data, code: str) -> Data:
    """Remove the question with *code*, and return it."""
    found = question(code)(data)
    for cluster in data["clusters"]:
        for parent in cluster["indicators"]:
            parent["questions"][:] = [each for each in parent["questions"] if each is not found]
    return found


def without(code: str) -> Edit:
    """Remove a question."""

    def edit(data: Data) -> None:
        taken(data, code)

    return edit


def moved(code: str, parent: str) -> Edit:
    """Move a question into another indicator."""
    return lambda data: indicator(parent)(data)["questions"].append(taken(data, code))


def move_indicator(data: Data) -> None:
    data["clusters"][1]["indicators"].append(data["clusters"][0]["indicators"].pop(1))


def add_question(data: Data) -> None:
    new = {**deepcopy(question("1.1")(data)), "code": "3.9", "text": {"id": "Baru?", "en": "New?"}}
    indicator("3")(data)["questions"].append(new)


def to_choice(data: Data) -> None:
    options = [
        {"text": {"id": text, "en": text}, "points": Decimal(points)} for text, points in (("ya", 10), ("belum", 0))
    ]
    question("3.1")(data).update(kind="choice", options=options)


GATE: Final = {"indicators": Decimal(3), "share": Decimal(70), "status": "confirmed", "applies": True}
LATER: Final = {
    "id": "top",
    "name": WORDS,
    "lower_limit": Decimal(30),
    "printed_from": Decimal(30),
    "printed_to": Decimal(30),
}
KIND: Final = {"id": "video", "name": {"id": "Video", "en": "Video"}, "description": WORDS}

RESTING: Final[dict[str, tuple[Edit, list[Reported]]]] = {
    "the id": (put(whole, "id", value="tinier"), [("instrument", "tiny", "id", False)]),
    "the edition": (put(whole, "edition", value="2"), [("instrument", "tiny", "edition", False)]),
    "the title": (put(whole, "title", value=WORDS), [("instrument", "tiny", "title", False)]),
    "the status": (put(whole, "status", value="official"), [("instrument", "tiny", "status", False)]),
    "the language": (put(whole, "language", value="en"), [("instrument", "tiny", "language", False)]),
    "the legal basis": (put(whole, "legal_basis", value=["UU"]), [("instrument", "tiny", "legal_basis", False)]),
    "the printed total": (put(whole, "maximum", value=Decimal(31)), [("instrument", "tiny", "maximum", False)]),
    "the title of a source": (put(piece("sources", "us"), "title", value="we"), [("source", "us", "title", False)]),
    "a source": (add("sources", {"id": "x", "title": "x", "covers": WORDS}), [("source", "x", ADDED, False)]),
    "the name of a predicate": (
        put(piece("predicates", "high"), "name", value=WORDS),
        [("predicate", "high", "name", False)],
    ),
    "the lower printed end of a predicate": (
        put(piece("predicates", "low"), "printed_from", value=Decimal(9)),
        [("predicate", "low", "printed_from", False)],
    ),
    "a gate that does not apply": (
        put(piece("predicates", "low"), "gate", value=GATE | {"applies": False}),
        [("predicate", "low", "gate", False)],
    ),
    "the name of an evidence kind": (
        put(piece("evidence_kinds", "photo"), "name", value=WORDS),
        [("evidence-kind", "photo", "name", False)],
    ),
    "an evidence kind": (add("evidence_kinds", KIND), [("evidence-kind", "video", ADDED, False)]),
    "the short name of an agency": (
        put(piece("agencies", "health"), "short", value="Din"),
        [("agency", "health", "short", False)],
    ),
    "the aliases of an agency": (
        put(piece("agencies", "health"), "aliases", value=[]),
        [("agency", "health", "aliases", False)],
    ),
    "an agency taken away": (remove("agencies", "school"), [("agency", "school", REMOVED, False)]),
    "the short name of a cluster": (
        put(piece("clusters", "A"), "short", value={"id": "a", "en": "b"}),
        [("cluster", "A", "short", False)],
    ),
    "the printed maximum of a cluster": (
        put(piece("clusters", "A"), "maximum", value=Decimal(21)),
        [("cluster", "A", "maximum", False)],
    ),
    "the name of an indicator": (put(indicator("1"), "name", value=WORDS), [("indicator", "1", "name", False)]),
    "the printed maximum of an indicator": (
        put(indicator("1"), "maximum", value=Decimal(13)),
        [("indicator", "1", "maximum", False)],
    ),
    "the reason of a cap": (put(indicator("2"), "cap", "reason", value=WORDS), [("indicator", "2", "cap", False)]),
    "the text of a question": (put(question("1.1"), "text", value=WORDS), [("question", "1.1", "text", False)]),
    "the printed number": (put(question("1.1"), "printed", value="9"), [("question", "1.1", "printed", False)]),
    "what a document is": (
        put(question("1.1"), "evidence", 0, "what", value=WORDS),
        [("question", "1.1", "evidence", False)],
    ),
    "who owns a question": (
        put(question("1.1"), "agencies", value=["school"]),
        [("question", "1.1", "agencies", False)],
    ),
    "the sources of a question": (
        put(question("1.1"), "sources", value=["us"]),
        [("question", "1.1", "sources", False)],
    ),
    "the provenance": (
        put(question("1.1"), "provenance", value="inferred"),
        [("question", "1.1", "provenance", False)],
    ),
    "the note of a question": (put(question("1.1"), "note", value=WORDS), [("question", "1.1", "note", False)]),
    "whether it is an outcome": (put(question("1.1"), "outcome", value=True), [("question", "1.1", "outcome", False)]),
    "the direction of plain points": (
        put(question("1.1"), "lower_is_better", value=True),
        [("question", "1.1", "lower_is_better", False)],
    ),
    "the code of a question": (put(question("2.2"), "code", value="2.9"), [("question", "2.2", "code", False)]),
}
"""One change in the tiny instrument that affects no score, and its expected report."""

Sheet = tuple[dict[str, str], dict[str, str]]
"""Points by code, and evidence by code and type."""

FULL: Final = {"1.1": "5", "1.2a": "4.5", "1.10": "2.5", "2.1": "6", "2.2": "4", "3.1": "10"}

MOVING: Final[dict[str, tuple[Edit, list[Reported], Sheet]]] = {
    "the limit of a predicate": (
        put(piece("predicates", "high"), "lower_limit", value=Decimal(21)),
        [("predicate", "high", "lower_limit", True)],
        ({"3.1": "10", "2.1": "6", "1.2a": "4"}, {}),
    ),
    "the upper printed end of a predicate": (
        put(piece("predicates", "low"), "printed_to", value=Decimal(18)),
        [("predicate", "low", "printed_to", True)],
        ({"3.1": "10", "2.1": "6", "1.10": "2.5"}, {}),
    ),
    "a gate": (
        put(piece("predicates", "high"), "gate", value=GATE),
        [("predicate", "high", "gate", True)],
        (FULL | {"3.1": "6"}, {}),
    ),
    "a predicate": (add("predicates", LATER), [("predicate", "top", ADDED, True)], (FULL, {})),
    "a predicate taken away": (
        remove("predicates", "low"),
        [("predicate", "low", REMOVED, True)],
        ({"3.1": "10"}, {}),
    ),
    "the id of a predicate": (
        put(piece("predicates", "low"), "id", value="lowest"),
        [("predicate", "low", REMOVED, True), ("predicate", "lowest", ADDED, True)],
        ({"3.1": "10"}, {}),
    ),
    "whether a figure is evidence": (
        put(piece("evidence_kinds", "document"), "accepts_number", value=True),
        [("evidence-kind", "document", "accepts_number", True)],
        ({"1.1": "5"}, {"1.1 document": "0"}),
    ),
    "the id of a cluster": (
        put(piece("clusters", "B"), "id", value="C"),
        [("cluster", "B", REMOVED, False), ("cluster", "C", ADDED, False), ("indicator", "3", "cluster", True)],
        ({"3.1": "10"}, {}),
    ),
    "an indicator in another cluster": (
        move_indicator,
        [("indicator", "2", "cluster", True)],
        ({"2.1": "1"}, {}),
    ),
    "the points of a cap": (
        put(indicator("2"), "cap", "points", value=Decimal(7)),
        [("indicator", "2", "cap", True)],
        ({"2.1": "6", "2.2": "2"}, {}),
    ),
    "a cap taken away": (
        put(indicator("2"), "cap", value=None),
        [("indicator", "2", "cap", True)],
        ({"2.1": "6", "2.2": "4"}, {}),
    ),
    "the code of an indicator": (
        put(indicator("3"), "code", value="4"),
        [
            *(("indicator", "3", REMOVED, False), ("indicator", "4", ADDED, False)),
            *(("question", "3.1", "indicator", True), ("question", "3.2", "indicator", True)),
        ],
        ({"3.1": "10"}, {}),
    ),
    "a lower maximum": (
        put(question("1.1"), "maximum", value=Decimal(4)),
        [("question", "1.1", "maximum", True)],
        ({"1.1": "5"}, {}),
    ),
    "a higher maximum": (
        put(question("1.2a"), "maximum", value=Decimal(6)),
        [("question", "1.2a", "maximum", True)],
        ({"1.2a": "6"}, {}),
    ),
    "how many documents": (
        put(question("1.2a"), "evidence", 0, "count", value=Decimal(2)),
        [("question", "1.2a", "evidence", True)],
        ({"1.2a": "4.5"}, {"1.2a document": "a.pdf;b.pdf", "1.2a photo": "c.jpg"}),
    ),
    "the kind of a document": (
        put(question("2.1"), "evidence", 0, "kind", value="document"),
        [("question", "2.1", "evidence", True)],
        ({"2.1": "6"}, {"2.1 photo": "a.jpg"}),
    ),
    "evidence no longer asked for": (
        put(question("1.10"), "evidence", value=[]),
        [("question", "1.10", "evidence", True)],
        ({"1.10": "2.5"}, {"1.1 document": "a.pdf"}),
    ),
    "one of two ways to show it": (
        put(question("2.2"), "evidence", "any_of", 1, "all_of", 0, "kind", value="document"),
        [("question", "2.2", "evidence", True)],
        ({"2.2": "4"}, {"2.2 photo": "a.jpg"}),
    ),
    "a question": (add_question, [("question", "3.9", ADDED, True)], ({}, {})),
    "a question taken away": (without("3.1"), [("question", "3.1", REMOVED, True)], ({"3.1": "10"}, {})),
    "a question in another indicator": (
        moved("2.1", "1"),
        [("question", "2.1", "indicator", True)],
        ({"2.1": "6"}, {}),
    ),
}
"""One change that affects scores, its expected report, and a sheet that shows the effect."""

CASES: Final = {name: case[:2] for name, case in (RESTING | MOVING).items()}


def reported(changes: Iterable[Change]) -> list[Reported]:
    return [(each.subject.value, each.name, each.key, each.moves_scores) for each in changes]


@pytest.mark.parametrize("instrument", [SMALL, VILLAGE], ids=["tiny", "desa"])
def test_an_instrument_does_not_differ_from_itself(instrument: Instrument) -> None:
    """The diff of a file with itself is empty."""
    assert [] == find_changes(instrument, edited(instrument))


@pytest.mark.parametrize(("edit", "expected"), CASES.values(), ids=CASES)
def test_one_difference_is_reported_alone(edit: Edit, expected: list[Reported]) -> None:
    """The report contains the piece, the key, and whether a sheet can score differently, and nothing more."""
    assert expected == reported(find_changes(SMALL, edited(SMALL, edit)))


SCALES: Final[dict[str, tuple[Edit, Reported]]] = {
    "the points of an option": (
        put(question("A1.1"), "options", 1, "points", value=Decimal(4)),
        ("question", "A1.1", "options", True),
    ),
    "the text of an option": (
        put(question("A1.1"), "options", 1, "text", "en", value="Other"),
        ("question", "A1.1", "options", True),
    ),
    "the points of a band": (
        put(question("A1.2"), "bands", 1, "points", value=Decimal(5)),
        ("question", "A1.2", "bands", True),
    ),
    "the edge of a band": (
        put(question("A1.2"), "bands", 1, "at_least", value=Decimal(3)),
        ("question", "A1.2", "bands", True),
    ),
    "whether an edge is included": (
        put(question("B2.2"), "bands", 1, value={"at_least": Decimal(5), "up_to": Decimal(14), "points": Decimal(5)}),
        ("question", "B2.2", "bands", True),
    ),
    "bands taken away": (put(question("B2.3"), "bands", value=None), ("question", "B2.3", "bands", True)),
    "the direction of a share": (
        put(question("B2.1"), "lower_is_better", value=True),
        ("question", "B2.1", "lower_is_better", True),
    ),
    "the direction of bands": (
        put(question("A1.2"), "lower_is_better", value=True),
        ("question", "A1.2", "lower_is_better", False),
    ),
    "the maximum of a share": (
        put(question("B2.1"), "maximum", value=Decimal(9)),
        ("question", "B2.1", "maximum", True),
    ),
    "a gate that applies from now on": (
        put(piece("predicates", "mandiri"), "gate", "applies", value=True),
        ("predicate", "mandiri", "gate", True),
    ),
    "the share of a gate that does not apply": (
        put(piece("predicates", "mandiri"), "gate", "share", value=Decimal(60)),
        ("predicate", "mandiri", "gate", False),
    ),
}
"""One change in the village form, and its expected report."""


@pytest.mark.parametrize(("edit", "expected"), SCALES.values(), ids=SCALES)
def test_one_difference_of_a_scale_is_reported_alone(edit: Edit, expected: Reported) -> None:
    """The points of an answer affect scores, and so does the text of an option."""
    assert [expected] == reported(find_changes(VILLAGE, edited(VILLAGE, edit)))


TOGETHER: Final = {
    **{name: (SMALL, edit) for name, (edit, _) in CASES.items()},
    **{name: (VILLAGE, edit) for name, (edit, _) in SCALES.items()},
}


@pytest.mark.parametrize(("old", "edit"), TOGETHER.values(), ids=TOGETHER)
def test_the_fingerprint_changes_with_score_changes(old: Instrument, edit: Edit) -> None:
    """The fingerprint differs exactly if a change affects scores or the code of a question."""
    new = edited(old, edit)
    is_touched = any(change.moves_scores or change.key == "code" for change in find_changes(old, new))

    assert is_touched is (old.fingerprint != new.fingerprint)


PAIRS: Final[dict[str, tuple[Finder, str, Edit]]] = {
    "indicator": (indicator("2"), "name", MOVING["the points of a cap"][0]),
    "question": (question("1.1"), "text", MOVING["a lower maximum"][0]),
    "predicate": (piece("predicates", "high"), "name", MOVING["the limit of a predicate"][0]),
    "evidence kind": (piece("evidence_kinds", "document"), "name", MOVING["whether a figure is evidence"][0]),
}


@pytest.mark.parametrize(("find", "key", "edit"), PAIRS.values(), ids=PAIRS)
def test_each_key_of_a_part_is_judged_alone(find: Finder, key: str, edit: Edit) -> None:
    """A new text does not affect scores, even if another key of the same piece does."""
    changes = find_changes(SMALL, edited(SMALL, put(find, key, value=WORDS), edit))

    assert [(key, False), True] == [(changes[0].key, changes[0].moves_scores), changes[1].moves_scores]


def test_another_kind_of_question_moves_scores() -> None:
    """Another type of question reads the same cell differently."""
    assert ("question", "3.1", "kind", True) in reported(find_changes(SMALL, edited(SMALL, to_choice)))


@pytest.mark.parametrize("is_back", [False, True])
def test_keys_of_one_kind_are_reported(is_back: bool) -> None:
    """Options appear and disappear together with the type of question."""
    sides = [SMALL, edited(SMALL, to_choice)]
    old, new = reversed(sides) if is_back else sides

    assert ["kind", "options"] == [change.key for change in find_changes(old, new)]


def test_both_values_of_a_change_are_given() -> None:
    """The old value comes first, then the new one, as in the files."""
    (change,) = find_changes(SMALL, edited(SMALL, put(question("1.1"), "maximum", value=Decimal(4))))

    assert (Decimal(5), Decimal(4)) == (change.before, change.after)


def test_an_added_or_removed_piece_is_reported_whole() -> None:
    """The whole piece is on the side that has it, and the other side is empty."""
    new = edited(SMALL, without("2.1"), add_question)
    given_values = [(change.before, change.after) for change in find_changes(SMALL, new)]

    assert [(SMALL.questions["2.1"], None), (None, new.questions["3.9"])] == given_values


def test_the_whole_comes_first() -> None:
    """The instrument comes first, then its pieces from predicates to questions, each in the order of the old file."""
    edits = [RESTING[name][0] for name in ("the note of a question", "the name of an indicator", "the title")]
    edits += [put(question("1.2a"), "printed", value="x"), MOVING["a gate"][0], RESTING["the title of a source"][0]]
    found = [(change.subject, change.name) for change in find_changes(SMALL, edited(SMALL, *edits))]

    assert found == [
        *((Subject.INSTRUMENT, "tiny"), (Subject.PREDICATE, "high"), (Subject.SOURCE, "us")),
        *((Subject.INDICATOR, "1"), (Subject.QUESTION, "1.1"), (Subject.QUESTION, "1.2a")),
    ]


RULE: Final = "Apakah ada peraturan?"
"""The Indonesian text of question 1.1."""


def recoded(codes: dict[str, str], texts: dict[str, tuple[str, str]] | None = None) -> Instrument:
    """Return the tiny instrument with other *texts* (by the old code, Indonesian and English) and other *codes*."""
    edits = [put(question(code), "text", value={"id": id_, "en": en}) for code, (id_, en) in (texts or {}).items()]
    # Codes may be swapped, so each question is found before any code changes.
    kept = {code: question(code) for code in codes}

    def edit(data: Data) -> None:
        pieces = [(find(data), codes[code]) for code, find in kept.items()]
        for each, code in pieces:
            each["code"] = code

    return edited(SMALL, *edits, edit)


RENAMED: Final[dict[str, tuple[Instrument, Instrument, dict[str, str]]]] = {
    "nothing": (SMALL, SMALL, {}),
    "one": (SMALL, recoded({"1.1": "9.1"}), {"1.1": "9.1"}),
    "two": (SMALL, recoded({"1.1": "9.1", "2.2": "9.2"}), {"1.1": "9.1", "2.2": "9.2"}),
    "by the Indonesian text alone": (SMALL, recoded({"1.1": "9.1"}, {"1.1": (RULE, "x")}), {"1.1": "9.1"}),
    "by the English text alone": (
        SMALL,
        recoded({"1.1": "9.1"}, {"1.1": ("x", "Is there a regulation?")}),
        {"1.1": "9.1"},
    ),
    "letter case and blanks apart": (
        SMALL,
        recoded({"1.1": "9.1"}, {"1.1": ("apakah  ada PERATURAN?", "x")}),
        {"1.1": "9.1"},
    ),
    "not with another text": (SMALL, recoded({"1.1": "9.1"}, {"1.1": ("x", "y")}), {}),
    "not by a text that two have now": (
        SMALL,
        recoded({"1.1": "9.1", "2.1": "9.2"}, {"1.1": (RULE, "x"), "2.1": (RULE, "y")}),
        {},
    ),
    "not by a text that two had": (
        recoded({}, {"1.1": (RULE, "x"), "2.1": (RULE, "y")}),
        recoded({"1.1": "9.1", "2.1": "9.2"}, {"1.1": (RULE, "z"), "2.1": ("a", "b")}),
        {},
    ),
    "by a text that one with its old code has now, too": (
        SMALL,
        recoded({"1.1": "9.1"}, {"2.1": (RULE, "Is there a regulation?")}),
        {"1.1": "9.1"},
    ),
    "by a text that one with its old code had, too": (
        recoded({}, {"2.1": (RULE, "Is there a regulation?")}),
        recoded({"1.1": "9.1"}),
        {"1.1": "9.1"},
    ),
    "when two exchange their codes": (
        SMALL,
        recoded({"1.1": "2.1", "2.1": "1.1"}),
        {"1.1": "2.1", "2.1": "1.1"},
    ),
    "by the Indonesian text first": (
        SMALL,
        recoded({"1.1": "9.1", "2.1": "9.2"}, {"1.1": (RULE, "Are schools child-friendly?"), "2.1": ("x", "y")}),
        {"1.1": "9.1"},
    ),
    "none twice": (
        SMALL,
        recoded(
            {"1.1": "9.1", "2.1": "9.2"},
            {"1.1": (RULE, "x"), "2.1": ("y", "Is there a regulation?")},
        ),
        {"1.1": "9.1"},
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), RENAMED.values(), ids=RENAMED)
def test_a_renamed_question_is_known_by_its_text(old: Instrument, new: Instrument, expected: dict[str, str]) -> None:
    """A question with a new code is matched by its text, if that text is unique on both sides."""
    renamed = {code: other for code, other in find_counterparts(old, new).items() if code != other}

    assert expected == renamed


def test_a_renamed_question_is_not_new() -> None:
    """Other differences and the new place of a question are reported under its old code."""
    new = edited(recoded({"2.1": "9.1"}), moved("9.1", "1"), put(question("9.1"), "printed", value="x"))

    assert reported(find_changes(SMALL, new)) == [
        ("question", "2.1", "code", False),
        ("question", "2.1", "printed", False),
        ("question", "2.1", "indicator", True),
    ]


EDITS: Final = {name: case[0] for name, case in CASES.items()}
SOME_EDITS: Final = st.sets(st.sampled_from(list(EDITS)), max_size=6)


def with_edits(names: set[str]) -> Instrument:
    """Return the instrument with the edits *names*, always in the same order."""
    return edited(SMALL, *(edit for name, edit in EDITS.items() if name in names))


def mirrored(change: Change, old: Instrument, new: Instrument) -> Change:
    """Return a change from *old* to *new* in the opposite direction."""
    name = change.name
    if change.subject is Subject.INSTRUMENT:
        name = new.id
    elif change.subject is Subject.QUESTION:
        name = find_counterparts(old, new).get(name, name)
    key = {ADDED: REMOVED, REMOVED: ADDED}.get(change.key, change.key)
    return Change(change.subject, name, key, change.after, change.before, change.moves_scores)


@given(SOME_EDITS, SOME_EDITS)
def test_the_way_back_mirrors_the_way_there(first: set[str], second: set[str]) -> None:
    """The diff from new to old has the same differences, with both sides swapped."""
    old, new = with_edits(first), with_edits(second)
    expected = [mirrored(change, old, new) for change in find_changes(old, new)]

    assert sorted(map(repr, expected)) == sorted(map(repr, find_changes(new, old)))


def filled(instrument: Instrument, points: Mapping[str, str], evidence: Mapping[str, str]) -> RawSheet:
    """Return a sheet with *points* by code, *evidence* by code and type, and a row for every question."""
    rows = []
    for number, code in enumerate(instrument.questions, start=2):
        found = {
            name.partition(" ")[2]: text_cell(text) for name, text in evidence.items() if name.partition(" ")[0] == code
        }
        location = Location("", "A", f"B{number}")
        cell = number_cell(float(points[code]), location=location) if code in points else Cell(location=location)
        rows.append(RawRow(text_cell(code)._replace(location=Location("", "A", f"A{number}")), cell, found))
    return RawSheet(rows, source=Source("a.xlsx", "0" * 64))


def text_cell(text: str) -> Cell:
    """Return the cell for *text*: a number or text."""
    return number_cell(float(text)) if text.isdecimal() else Cell(CellKind.TEXT, text)


def checked(raw: RawSheet, old: Instrument, new: Instrument) -> Assessment:
    """Check a sheet of *old* with *new*."""
    return check_answers(carry_over(raw, old, new), new)


def numbers(assessment: Assessment, instrument: Instrument) -> object:
    """Return every number of a scorecard and the positions of both totals."""
    card = score(assessment, instrument)
    clusters = {each.cluster.id: each.tally for each in card.clusters}
    indicators = {each.indicator.code: each.tally for cluster in card.clusters for each in cluster.indicators}
    return card.total, clusters, indicators, predicate_result(card.claimed), predicate_result(card.supported)


def predicate_result(found: PredicateResult | None) -> object:
    if found is None:
        return None
    held, following = (each.id if each else None for each in (found.predicate, found.next))
    return held, following, found.needed, found.indicators_needed, found.is_between_bands


@pytest.mark.parametrize(("edit", "sheet"), [(edit, sheet) for edit, _, sheet in MOVING.values()], ids=MOVING)
def test_each_score_change_affects_some_sheet(edit: Edit, sheet: Sheet) -> None:
    """For each such change, a sheet exists that scores differently by the new instrument."""
    new, raw = edited(SMALL, edit), filled(SMALL, *sheet)

    assert numbers(check_answers(raw, SMALL), SMALL) != numbers(checked(raw, SMALL, new), new)


POINTS: Final = st.dictionaries(
    st.sampled_from([*SMALL.questions]), st.sampled_from(["0", "1.5", "2.5", "4.5", "6", "10", "11"])
)
EVIDENCE: Final = st.dictionaries(
    st.builds(
        "{} {}".format, st.sampled_from([*SMALL.questions]), st.sampled_from(["document", "photo", "figure", "video"])
    ),
    st.sampled_from(["a.pdf", "a.pdf;b.pdf", "ada", "belum", "0", "7"]),
    max_size=12,
)


@given(st.sets(st.sampled_from([*RESTING]), max_size=8), POINTS, EVIDENCE)
def test_other_changes_affect_no_sheet(names: set[str], points: dict[str, str], evidence: dict[str, str]) -> None:
    """Every number and both predicates stay the same, whatever the entries."""
    new, raw = with_edits(names), filled(SMALL, points, evidence)

    assert numbers(check_answers(raw, SMALL), SMALL) == numbers(checked(raw, SMALL, new), new)


MESSY: Final = st.lists(
    st.builds(
        RawRow,
        st.sampled_from(["1.1", " 1.2A ", "1.10", "2.1", "2.2", "9.9", "Jumlah", "3.1"]).map(text_cell)
        | st.sampled_from([Cell(), number_cell(1.1), number_cell(2.2)]),
        st.sampled_from([Cell(), number_cell(2), number_cell(99), Cell(CellKind.TEXT, "3,5"), Cell(CellKind.ERROR)]),
        st.dictionaries(st.sampled_from(["document", "photo", "figure"]), st.sampled_from(["a", "0"]).map(text_cell)),
    ),
    max_size=12,
)


@given(MESSY)
def test_a_sheet_carried_to_its_own_instrument_scores_the_same(rows: list[RawRow]) -> None:
    """Every number stays the same, even with misspelt, repeated or missing rows."""
    raw = RawSheet(rows)

    assert numbers(check_answers(raw, SMALL), SMALL) == numbers(checked(raw, SMALL, SMALL), SMALL)


def test_an_answer_goes_with_its_renamed_question() -> None:
    """Points, evidence and cell address come from the old row."""
    raw = filled(SMALL, {"1.1": "5"}, {"1.1 document": "a.pdf"})
    new = recoded({"1.1": "9.1"})

    assert check_answers(raw, SMALL).answers["1.1"] == checked(raw, SMALL, new).answers["9.1"]


def test_a_carried_row_keeps_its_place() -> None:
    """The row keeps its code cell, so that issues come in the order of the sheet."""
    raw = filled(SMALL, FULL, {})
    carried = carry_over(raw, SMALL, recoded({"1.1": "9.1"}))

    assert [row.code.location for row in raw.rows] == [row.code.location for row in carried.rows]


def test_a_new_question_is_unanswered_without_an_issue() -> None:
    """A new question is unanswered, and no issue reports its missing row."""
    assessment = checked(filled(SMALL, {}, {}), SMALL, edited(SMALL, add_question))

    assert (None, ()) == (assessment.answers["3.9"].points, assessment.issues)


def test_an_answer_to_a_removed_question_is_left_behind() -> None:
    """The carried sheet has only rows for the questions of the new instrument."""
    new = edited(SMALL, without("2.1"))
    rows = carry_over(filled(SMALL, FULL, {}), SMALL, new).rows

    assert list(new.questions) == [row.code.text for row in rows]


def test_an_answer_above_a_new_maximum_is_refused() -> None:
    """Such an answer counts 0, and the issue names its cell."""
    new = edited(SMALL, put(question("1.1"), "maximum", value=Decimal(4)))
    assessment = checked(filled(SMALL, {"1.1": "5"}, {}), SMALL, new)
    (issue,) = assessment.issues

    assert ("points-above-maximum", "1.1", "B2", None) == (
        issue.code,
        issue.question,
        issue.location.cell,
        assessment.answers["1.1"].points,
    )


def test_a_carried_sheet_names_the_new_instrument() -> None:
    """The carried sheet has the edition and fingerprint of the new instrument, whatever the old sheet had."""
    identity = {
        Identity.INSTRUMENT: text_cell("tiny"),
        Identity.EDITION: Cell(CellKind.TEXT, "1"),
        Identity.FINGERPRINT: Cell(CellKind.TEXT, SMALL.fingerprint),
    }
    new = edited(SMALL, put(whole, "edition", value="2"), put(whole, "id", value="tinier"), add_question)

    assert () == checked(RawSheet(filled(SMALL, {}, {}).rows, identity), SMALL, new).issues


def test_a_carried_sheet_keeps_its_region_and_its_source() -> None:
    """All lines of the sheet that do not depend on the instrument stay the same."""
    identity = {Identity.NAME: Cell(CellKind.TEXT, "Contoh"), Identity.YEAR: Cell(CellKind.TEXT, "2024")}
    raw = RawSheet([], identity, Source("a.xlsx", "1" * 64))
    carried = checked(raw, SMALL, edited(SMALL, add_question))

    assert (raw.source, "Contoh", 2024) == (carried.source, carried.period.region.name, carried.period.year)


def test_a_repeated_row_is_not_carried_over() -> None:
    """If two rows have one code, neither answer is carried over."""
    row = RawRow(Cell(CellKind.TEXT, "1.1"), number_cell(2))
    carried = checked(RawSheet([row, row]), SMALL, edited(SMALL, add_question))

    assert carried.answers["1.1"].points is None
