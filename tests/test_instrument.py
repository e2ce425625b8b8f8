"""The instrument: its sums and faults, its caps, its evidence, its lookups and its fingerprint."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from kla_score.cells import even_out
from kla_score.instrument import Instrument, questions_of
from kla_score.instrument_rules import TAKEN_HEADINGS, TAKEN_TITLES, Fault, Pieces, find_faults
from kla_score.workbook import layout

Path = tuple[str | int, ...]

FIRST_CLUSTER: Path = ("clusters", 0)
FIRST_INDICATOR: Path = (*FIRST_CLUSTER, "indicators", 0)
CAPPED_INDICATOR: Path = (*FIRST_CLUSTER, "indicators", 1)
FIRST_QUESTION: Path = (*FIRST_INDICATOR, "questions", 0)
SECOND_QUESTION: Path = (*FIRST_INDICATOR, "questions", 1)
EITHER_QUESTION: Path = (*CAPPED_INDICATOR, "questions", 1)
WORDS = {"id": "kata lain", "en": "other words"}


def with_value(instrument: Instrument, path: Path, value: object) -> Instrument:
    """Give a copy of *instrument* in which *value* stands at *path*."""
    return Instrument.model_validate(_put(instrument.model_dump(), path, value))


def _put(data: Any, path: Path, value: object) -> Any:
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(key, int):
        return [_put(each, rest, value) if position == key else each for position, each in enumerate(data)]
    return {**data, key: _put(data[key], rest, value)}


AFFECTING = {
    "the maximum of a question": ((*FIRST_QUESTION, "maximum"), Decimal(6)),
    "the maximum by a thousandth": ((*FIRST_QUESTION, "maximum"), Decimal("5.001")),
    "the code of a question": ((*FIRST_QUESTION, "code"), "1.9"),
    "the code of an indicator": ((*FIRST_INDICATOR, "code"), "9"),
    "the id of a cluster": ((*FIRST_CLUSTER, "id"), "C"),
    "the points of a cap": ((*CAPPED_INDICATOR, "cap", "points"), Decimal(7)),
    "a cap taken away": ((*CAPPED_INDICATOR, "cap"), None),
    "the kind of evidence": ((*FIRST_QUESTION, "evidence", 0, "kind"), "photo"),
    "how much evidence": ((*FIRST_QUESTION, "evidence", 0, "count"), 2),
    "evidence taken away": ((*FIRST_QUESTION, "evidence"), ()),
    "evidence in another order": (
        (*SECOND_QUESTION, "evidence"),
        [{"kind": kind, "what": WORDS} for kind in ("photo", "document", "document")],
    ),
    "the kind in one of two sets": (
        (*EITHER_QUESTION, "evidence", "any_of", 1, "all_of", 0, "kind"),
        "document",
    ),
    "all instead of any": (
        (*EITHER_QUESTION, "evidence"),
        [{"kind": kind, "what": WORDS} for kind in ("document", "document", "photo")],
    ),
    "whether a figure is evidence": (("evidence_kinds", 0, "accepts_number"), True),
    "the lower limit of a predicate": (("predicates", 1, "lower_limit"), Decimal(21)),
    "the upper end of a predicate": (("predicates", 0, "printed_to"), Decimal(18)),
    "the id of a predicate": (("predicates", 0, "id"), "lowest"),
}


@pytest.mark.parametrize(("path", "value"), AFFECTING.values(), ids=AFFECTING)
def test_what_affects_scoring_changes_the_fingerprint(path: Path, value: object, tiny: Instrument) -> None:
    """
    Two instruments that can score differently have different fingerprints.
    """
    assert tiny.fingerprint != with_value(tiny, path, value).fingerprint


INDIFFERENT = {
    "the title": (("title",), WORDS),
    "the status": (("status",), "reconstruction"),
    "the name of a cluster": ((*FIRST_CLUSTER, "name"), WORDS),
    "the short name of a cluster": ((*FIRST_CLUSTER, "short"), WORDS),
    "the name of an indicator": ((*FIRST_INDICATOR, "name"), WORDS),
    "the reason of a cap": ((*CAPPED_INDICATOR, "cap", "reason"), WORDS),
    "the text of a question": ((*FIRST_QUESTION, "text", "en"), "Is there really a regulation?"),
    "the printed number": ((*FIRST_QUESTION, "printed"), "1 "),
    "the note of a question": ((*FIRST_QUESTION, "note"), WORDS),
    "the provenance of a question": ((*FIRST_QUESTION, "provenance"), "inferred"),
    "the sources of a question": ((*FIRST_QUESTION, "sources"), ("us",)),
    "what the evidence is": ((*FIRST_QUESTION, "evidence", 0, "what"), WORDS),
    "the agencies of a question": ((*FIRST_QUESTION, "agencies"), ("school", "health")),
    "the name of an agency": (("agencies", 0, "name"), WORDS),
    "the aliases of an agency": (("agencies", 0, "aliases"), ("Dinkes Kab.",)),
    "the name of an evidence kind": (("evidence_kinds", 0, "name"), WORDS),
    "the name of a predicate": (("predicates", 0, "name"), WORDS),
    "a maximum written with more zeros": ((*FIRST_QUESTION, "maximum"), Decimal("5.00")),
    "a limit written with an exponent": (("predicates", 1, "lower_limit"), Decimal("2E+1")),
}


@pytest.mark.parametrize(("path", "value"), INDIFFERENT.values(), ids=INDIFFERENT)
def test_what_is_only_said_leaves_the_fingerprint(path: Path, value: object, tiny: Instrument) -> None:
    """
    A corrected text, agency or note, or another way to write a number, does not make sheets look outdated.
    """
    assert tiny.fingerprint == with_value(tiny, path, value).fingerprint


def test_a_fingerprint_can_be_read_out(tiny: Instrument) -> None:
    """
    A fingerprint is twelve hexadecimal digits.
    """
    digits = set("0123456789abcdef")

    assert (len(tiny.fingerprint), digits.issuperset(tiny.fingerprint)) == (12, True)


@pytest.mark.parametrize(
    ("points", "expected"), [("0", "0"), ("7.999", "7.999"), ("8", "8"), ("8.001", "8"), ("10", "8")]
)
def test_a_cap_limits_only_what_is_above_it(points: str, expected: str, tiny: Instrument) -> None:
    """
    Points up to the cap count as they are, points above it count as the cap.
    """
    indicator = tiny.clusters[0].indicators[1]

    assert Decimal(expected) == indicator.capped(Decimal(points))


def test_without_a_cap_nothing_is_limited(tiny: Instrument) -> None:
    """
    An indicator without a declared cap counts whatever its questions give.
    """
    assert Decimal(99) == tiny.clusters[0].indicators[0].capped(Decimal(99))


def test_maxima_of_questions_are_added_exactly(tiny: Instrument) -> None:
    """
    The sum of an indicator is derived from its questions, whatever its cap.
    """
    sums = [indicator.questions_maximum for cluster in tiny.clusters for indicator in cluster.indicators]

    assert [Decimal(12), Decimal(10), Decimal(10)] == sums


ALTERNATIVES = {
    "1.1": [["document"]],
    "1.2a": [["document", "document", "photo"]],
    "2.2": [["document", "document"], ["photo"]],
    "3.1": [[]],
}


@pytest.mark.parametrize(("code", "expected"), ALTERNATIVES.items())
def test_alternatives_are_sets_of_which_one_is_enough(code: str, expected: list[list[str]], tiny: Instrument) -> None:
    """
    A list is one set, any-of gives several, and a question without a requirement has one empty set.
    """
    assert expected == [[item.kind for item in items] for items in tiny.questions[code].alternatives]


def test_an_item_needs_one_reference_unless_said(tiny: Instrument) -> None:
    """
    The number of references of an evidence item is one when the file says nothing.
    """
    assert [item.count for item in tiny.questions["1.2a"].alternatives[0]] == [1, 1, 1]


@pytest.mark.parametrize(
    ("code", "expected"), [("1.2a", {"document", "photo"}), ("2.2", {"document", "photo"}), ("3.1", set())]
)
def test_a_question_knows_the_kinds_that_count(code: str, expected: set[str], tiny: Instrument) -> None:
    """
    The kinds of every alternative count for a question, each once.
    """
    assert expected == tiny.questions[code].evidence_kinds


def test_a_question_worth_nothing_cannot_earn(tiny: Instrument) -> None:
    """
    Only a question with a maximum above 0 can earn points.
    """
    assert [question.code for question in tiny.questions.values() if not question.can_earn] == ["3.2"]


def test_questions_are_found_by_code_in_order(tiny: Instrument) -> None:
    """
    The lookup of questions keeps the order of the instrument and tells 1.10 from 1.1.
    """
    assert list(tiny.questions) == ["1.1", "1.2a", "1.10", "2.1", "2.2", "3.1", "3.2"]


def test_a_lookup_gives_the_question_of_that_code(tiny: Instrument) -> None:
    """
    What is found under a code has that code.
    """
    assert list(tiny.questions) == [question.code for question in tiny.questions.values()]


def test_questions_of_a_cluster_are_its_own(tiny: Instrument) -> None:
    """
    A cluster yields the questions of all its indicators and no others.
    """
    assert [[question.code for question in questions_of(cluster)] for cluster in tiny.clusters] == [
        ["1.1", "1.2a", "1.10", "2.1", "2.2"],
        ["3.1", "3.2"],
    ]


def test_agencies_are_found_by_id(tiny: Instrument) -> None:
    """
    An agency is found by the id that questions use.
    """
    assert {id_: each.short for id_, each in tiny.agency_by_id.items()} == {"health": "Dinkes", "school": "Disdik"}


def test_evidence_kinds_are_found_by_id(tiny: Instrument) -> None:
    """
    An evidence kind is found by the id that questions use, in the order of the columns.
    """
    expected = [("document", "Document"), ("photo", "Photo"), ("figure", "Figure/Explanation")]

    assert expected == [(id_, kind.name.en) for id_, kind in tiny.evidence_kind_by_id.items()]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("id", "Klaster A"), ("en", "Cluster A"), ("fr", "Klaster A"), ("", "Klaster A")],
)
def test_an_unknown_language_is_indonesian(language: str, expected: str, tiny: Instrument) -> None:
    """
    Texts exist in two languages; anything but English gives Indonesian.
    """
    assert expected == tiny.clusters[0].short.in_language(language)


def test_an_instrument_cannot_be_changed(tiny: Instrument) -> None:
    """
    A checked instrument stays as it was checked.
    """
    with pytest.raises(ValidationError, match="frozen"):
        tiny.maximum = Decimal(31)  # type: ignore[misc]


def pieces_of(instrument: Instrument) -> Pieces:
    """Take *instrument* apart, as if all of it could be read."""
    return Pieces(
        maximum=instrument.maximum,
        predicates=instrument.predicates,
        sources=instrument.sources,
        evidence_kinds=instrument.evidence_kinds,
        agencies=instrument.agencies,
        clusters=instrument.clusters,
        indicators=[indicator for cluster in instrument.clusters for indicator in cluster.indicators],
        questions=[question for cluster in instrument.clusters for question in questions_of(cluster)],
    )


def faults_of(pieces: Pieces) -> list[Fault]:
    """Find the faults, but for the one cap that the tiny instrument declares."""
    return [fault for fault in find_faults(pieces) if fault.code != "cap-declared"]


def said(faults: Sequence[Fault]) -> list[tuple[str, str, Path, str]]:
    """Tell of each fault its code, the code or id of its subject, the key and what was found."""
    names = [getattr(fault.subject, "code", getattr(fault.subject, "id", "")) for fault in faults]
    return [(fault.code, name, fault.key, fault.found) for fault, name in zip(faults, names, strict=True)]


def test_a_sound_instrument_has_only_its_declared_cap(tiny: Instrument) -> None:
    """
    The cap that the tiny instrument declares is told, and nothing else.
    """
    assert said(list(find_faults(pieces_of(tiny)))) == [("cap-declared", "2", ("cap",), "8")]


FAULTS: dict[str, tuple[Path, object, list[tuple[str, str, Path, str]]]] = {
    "the questions give less": (
        (*FIRST_QUESTION, "maximum"),
        Decimal("4.999"),
        [("sum-differs", "1", ("maximum",), "12")],
    ),
    "the questions give more": (
        (*FIRST_QUESTION, "maximum"),
        Decimal("5.001"),
        [("surplus-undeclared", "1", ("maximum",), "12")],
    ),
    "the indicators give another sum": (
        (*FIRST_CLUSTER, "maximum"),
        Decimal(21),
        [("sum-differs", "A", ("maximum",), "21"), ("sum-differs", "", ("maximum",), "30")],
    ),
    "the clusters give another sum": (("maximum",), Decimal(31), [("sum-differs", "", ("maximum",), "31")]),
    "a cap taken away": ((*CAPPED_INDICATOR, "cap"), None, [("surplus-undeclared", "2", ("maximum",), "8")]),
    "a cap with another sum": (
        (*CAPPED_INDICATOR, "cap", "questions_total"),
        Decimal(11),
        [("cap-wrong", "2", ("cap", "questions_total"), "11")],
    ),
    "a cap that is not the maximum": (
        (*CAPPED_INDICATOR, "cap", "points"),
        Decimal("7.5"),
        [("cap-wrong", "2", ("cap", "points"), "7.5")],
    ),
    "a cap that cuts nothing": (
        (*FIRST_INDICATOR, "cap"),
        {"points": Decimal(12), "questions_total": Decimal(12), "reason": WORDS},
        [("cap-wrong", "1", ("cap", "points"), "12")],
    ),
    "a code twice": ((*EITHER_QUESTION, "code"), "1.1", [("identifier-repeated", "1.1", ("code",), "1.1")]),
    "a code in other letters": (
        (*EITHER_QUESTION, "code"),
        "1.2A",
        [("identifier-repeated", "1.2A", ("code",), "1.2A")],
    ),
    "an indicator twice": ((*CAPPED_INDICATOR, "code"), "1", [("identifier-repeated", "1", ("code",), "1")]),
    "a cluster twice": (("clusters", 1, "id"), "a", [("identifier-repeated", "a", ("id",), "a")]),
    "two sheets of a name": (
        ("clusters", 1, "short", "en"),
        "cluster a",
        [("identifier-repeated", "B", ("short", "en"), "cluster a")],
    ),
    "an agency twice": (
        ("agencies",),
        [{"id": id_, "name": WORDS, "short": "x"} for id_ in ("health", "school", "health")],
        [("identifier-repeated", "health", ("id",), "health")],
    ),
    "two columns of a name": (
        ("evidence_kinds", 2, "name", "id"),
        "FOTO",
        [("identifier-repeated", "figure", ("name", "id"), "FOTO")],
    ),
    "a predicate twice": (("predicates", 1, "id"), "low", [("identifier-repeated", "low", ("id",), "low")]),
    "an undefined agency": (
        (*SECOND_QUESTION, "agencies", 1),
        "schol",
        [("identifier-undefined", "1.2a", ("agencies", 1), "schol")],
    ),
    "an undefined source": (
        (*FIRST_QUESTION, "sources"),
        ("us", "them"),
        [("identifier-undefined", "1.1", ("sources", 1), "them")],
    ),
    "an undefined kind in a list": (
        (*SECOND_QUESTION, "evidence", 2, "kind"),
        "video",
        [("identifier-undefined", "1.2a", ("evidence", 2, "kind"), "video")],
    ),
    "an undefined kind in a set": (
        (*EITHER_QUESTION, "evidence", "any_of", 0, "all_of", 1, "kind"),
        "video",
        [("identifier-undefined", "2.2", ("evidence", "any_of", 0, "all_of", 1, "kind"), "video")],
    ),
    "a limit outside its range": (
        ("predicates", 1, "lower_limit"),
        Decimal(31),
        [("predicates-disordered", "high", ("lower_limit",), "31")],
    ),
    "ranges that overlap": (
        ("predicates", 1, "printed_from"),
        Decimal(19),
        [("predicates-disordered", "high", ("lower_limit",), "20")],
    ),
}


@pytest.mark.parametrize(("path", "value", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_piece_key_and_value(
    path: Path, value: object, expected: list[tuple[str, str, Path, str]], tiny: Instrument
) -> None:
    """
    Each fault between the pieces is found once, with the piece, the key in it and what stands there.
    """
    assert expected == said(faults_of(pieces_of(with_value(tiny, path, value))))


def test_predicates_in_the_wrong_order_are_found(tiny: Instrument) -> None:
    """
    A predicate that starts below the one before it is reported.
    """
    pieces = replace(pieces_of(tiny), predicates=tuple(reversed(tiny.predicates)))

    assert said(faults_of(pieces)) == [("predicates-disordered", "low", ("lower_limit",), "10")]


def test_an_undefined_name_brings_near_ones(tiny: Instrument) -> None:
    """
    Who mistypes an agency is told which one is meant.
    """
    (fault,) = faults_of(pieces_of(with_value(tiny, (*FIRST_QUESTION, "agencies"), ("helth",))))

    assert fault.parameters["candidates"] == ("health",)


def test_a_wrong_sum_tells_both_numbers(tiny: Instrument) -> None:
    """
    A sum that differs is told with what is printed and what was derived.
    """
    (fault,) = faults_of(pieces_of(with_value(tiny, (*FIRST_QUESTION, "maximum"), Decimal("2.5"))))
    numbers = {"name": "1", "maximum": Decimal(12), "derived": Decimal("9.5")}

    assert numbers == fault.parameters


UNREAD = {
    "agencies": ((*FIRST_QUESTION, "agencies"), ("nobody",)),
    "sources": ((*FIRST_QUESTION, "sources"), ("nobody",)),
    "evidence_kinds": ((*FIRST_QUESTION, "evidence", 0, "kind"), "nobody"),
}


@pytest.mark.parametrize(("family", "path", "value"), [(family, *each) for family, each in UNREAD.items()], ids=UNREAD)
def test_nothing_is_undefined_where_definitions_are_unread(
    family: str, path: Path, value: object, tiny: Instrument
) -> None:
    """
    When some definitions could not be read, no name is called undefined that may be defined.
    """
    unread: dict[str, Any] = {family: None}

    assert faults_of(replace(pieces_of(with_value(tiny, path, value)), **unread)) == []


def test_a_damaged_indicator_has_no_sum(tiny: Instrument) -> None:
    """
    An indicator some of whose questions could not be read is not blamed for its sum.
    """
    wrong = with_value(tiny, (*FIRST_QUESTION, "maximum"), Decimal(1))
    damaged = frozenset({id(wrong.clusters[0].indicators[0])})

    assert faults_of(replace(pieces_of(wrong), damaged=damaged)) == []


def test_a_damaged_cluster_has_no_sum(tiny: Instrument) -> None:
    """
    A cluster some of whose indicators could not be read is not blamed for its sum; the total still is.
    """
    wrong = with_value(tiny, (*FIRST_CLUSTER, "maximum"), Decimal(21))
    pieces = replace(pieces_of(wrong), damaged=frozenset({id(wrong.clusters[0])}))

    assert said(faults_of(pieces)) == [("sum-differs", "", ("maximum",), "30")]


@pytest.mark.parametrize("unknown", [{"is_whole": False}, {"maximum": None}], ids=["cluster unread", "maximum unread"])
def test_a_total_is_checked_only_when_all_is_read(unknown: dict[str, Any], tiny: Instrument) -> None:
    """
    The total means nothing when a cluster, or the total itself, could not be read.
    """
    wrong = with_value(tiny, ("maximum",), Decimal(31))

    assert faults_of(replace(pieces_of(wrong), **unknown)) == []


def test_names_that_are_taken_are_those_of_the_workbook() -> None:
    """
    The core knows which titles and headings the workbook gives to something else.
    """
    titles = {layout.IDENTITY_SHEET, layout.GUIDE_SHEET, layout.SUMMARY_SHEET, layout.WORKINGS_SHEET}
    headings = {even_out(name) for names in layout.COLUMN_NAMES.values() for name in names}

    assert (True, headings) == ({even_out(title) for title in titles} <= TAKEN_TITLES, set(TAKEN_HEADINGS))
