"""The rules between the pieces of an instrument: names, texts, sums, predicates and additional requirements."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import pytest

from kla_score.cells import normalize_text
from kla_score.instrument import Instrument
from kla_score.instrument.rules import find_violations
from kla_score.instrument.rules.names import _SUGGESTIONS, TAKEN_HEADINGS, TAKEN_TITLES
from kla_score.sheet import layout
from tests.instruments import (
    CAPPED_INDICATOR,
    EITHER_QUESTION,
    FIRST_CLUSTER,
    FIRST_INDICATOR,
    FIRST_QUESTION,
    SECOND_QUESTION,
    WORDS,
    Path,
    reported,
    reported_by,
    valid_parts_of,
    with_value,
)

Reported = list[tuple[str, str, Path, str]]

GATE: Final = {"indicators": Decimal(3), "share": Decimal(70), "status": "confirmed", "applies": True}


def test_a_sound_instrument_has_only_its_declared_cap(tiny: Instrument) -> None:
    """The only finding in the tiny instrument is its declared cap."""
    assert [("cap-declared", "2", ("cap",), "8")] == reported(list(find_violations(valid_parts_of(tiny))))


def agencies(*names: tuple[str, str, str, str, tuple[str, ...]]) -> list[dict[str, Any]]:
    """Return agencies from id, Indonesian and English name, short name and aliases."""
    return [
        {"id": id_, "name": {"id": name, "en": name_en}, "short": short, "aliases": aliases}
        for id_, name, name_en, short, aliases in names
    ]


HEALTH: Final = ("health", "Dinas Kesehatan", "Health Office", "Dinkes", ())
SCHOOL: Final = ("school", "Dinas Pendidikan", "Education Office", "Disdik", ())

NAMES: Final[dict[str, tuple[Path, object, Reported]]] = {
    "a code twice": ((*EITHER_QUESTION, "code"), "1.1", [("identifier-repeated", "1.1", ("code",), "1.1")]),
    "a code in other letters": (
        (*EITHER_QUESTION, "code"),
        "1.2A",
        [("identifier-repeated", "1.2A", ("code",), "1.2A")],
    ),
    "an indicator twice": ((*CAPPED_INDICATOR, "code"), "1", [("identifier-repeated", "1", ("code",), "1")]),
    "a cluster twice": (("clusters", 1, "id"), "a", [("identifier-repeated", "a", ("id",), "a")]),
    "two Indonesian sheets of a name": (
        ("clusters", 1, "short", "id"),
        "KLASTER A",
        [("identifier-repeated", "B", ("short", "id"), "KLASTER A")],
    ),
    "two English sheets of a name": (
        ("clusters", 1, "short", "en"),
        "cluster a",
        [("identifier-repeated", "B", ("short", "en"), "cluster a")],
    ),
    "a sheet named like one of ours": (
        ("clusters", 0, "short", "id"),
        "ringkasan",
        [("identifier-reserved", "A", ("short", "id"), "ringkasan")],
    ),
    "a sheet named like the lists of options": (
        ("clusters", 1, "short", "en"),
        "Pilihan",
        [("identifier-reserved", "B", ("short", "en"), "Pilihan")],
    ),
    "a sheet with the name that Excel keeps": (
        ("clusters", 1, "short", "en"),
        "History",
        [("identifier-reserved", "B", ("short", "en"), "History")],
    ),
    "a column twice": (
        ("evidence_kinds", 2, "name", "id"),
        "FOTO",
        [("identifier-repeated", "figure", ("name", "id"), "FOTO")],
    ),
    "a column with the name that another has in English": (
        ("evidence_kinds", 2, "name", "id"),
        "Photo",
        [("identifier-repeated", "figure", ("name", "id"), "Photo")],
    ),
    "a column named like one of ours": (
        ("evidence_kinds", 0, "name", "en"),
        "Nilai  maks",
        [("identifier-reserved", "document", ("name", "en"), "Nilai  maks")],
    ),
    "a kind of evidence twice": (
        ("evidence_kinds", 2, "id"),
        "photo",
        [
            ("identifier-repeated", "photo", ("id",), "photo"),
            ("identifier-undefined", "1.10", ("evidence", 0, "kind"), "figure"),
        ],
    ),
    "a predicate twice": (("predicates", 1, "id"), "low", [("identifier-repeated", "low", ("id",), "low")]),
    "a source twice": (
        ("sources",),
        [{"id": id_, "title": "x", "covers": WORDS} for id_ in ("us", "Us")],
        [("identifier-repeated", "Us", ("id",), "Us")],
    ),
    "the id of an agency twice": (
        ("agencies",),
        agencies(HEALTH, SCHOOL, ("School", "a", "b", "c", ())),
        [("definition-unused", "School", ("id",), "School"), ("identifier-repeated", "School", ("id",), "School")],
    ),
    "the Indonesian name of an agency twice": (
        ("agencies", 1, "name", "id"),
        "dinas  kesehatan",
        [("identifier-repeated", "school", ("name", "id"), "dinas  kesehatan")],
    ),
    "the English name of an agency twice": (
        ("agencies", 1, "name", "en"),
        "Health Office",
        [("identifier-repeated", "school", ("name", "en"), "Health Office")],
    ),
    "the short name of an agency twice": (
        ("agencies", 1, "short"),
        "DINKES",
        [("identifier-repeated", "school", ("short",), "DINKES")],
    ),
    "an alias that another agency has": (
        ("agencies", 1, "aliases"),
        ("Diknas", "kesehatan"),
        [("identifier-repeated", "school", ("aliases", 1), "kesehatan")],
    ),
    "an alias that is the name of another agency": (
        ("agencies", 1, "aliases"),
        ("Health Office",),
        [("identifier-repeated", "school", ("aliases", 0), "Health Office")],
    ),
    "an agency named all over like another": (
        ("agencies",),
        agencies(HEALTH, ("school", *HEALTH[1:])),
        [
            ("identifier-repeated", "school", ("name", "en"), "Health Office"),
            ("identifier-repeated", "school", ("name", "id"), "Dinas Kesehatan"),
            ("identifier-repeated", "school", ("short",), "Dinkes"),
        ],
    ),
    "an undefined agency": (
        (*SECOND_QUESTION, "agencies", 1),
        "schol",
        [("identifier-undefined", "1.2a", ("agencies", 1), "schol")],
    ),
    "an agency in other letters": (
        (*SECOND_QUESTION, "agencies", 1),
        "School",
        [("identifier-undefined", "1.2a", ("agencies", 1), "School")],
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
    "an agency that a question names twice": (
        (*SECOND_QUESTION, "agencies"),
        ("health", "school", "health"),
        [("identifier-repeated", "1.2a", ("agencies", 2), "health")],
    ),
    "a source that a question names twice": (
        (*FIRST_QUESTION, "sources"),
        ("us", "us"),
        [("identifier-repeated", "1.1", ("sources", 1), "us")],
    ),
    "an agency that owns nothing": (
        ("agencies",),
        agencies(HEALTH, SCHOOL, ("police", "Polres", "Police", "Pol", ())),
        [("definition-unused", "police", ("id",), "police")],
    ),
    "a kind of evidence that nothing asks for": (
        (*FIRST_INDICATOR, "questions", 2, "evidence"),
        (),
        [("definition-unused", "figure", ("id",), "figure")],
    ),
    "a question that nobody owns": (
        (*FIRST_QUESTION, "agencies"),
        (),
        [("question-without-agency", "1.1", ("code",), "1.1")],
    ),
}

TEXTS: Final[dict[str, tuple[Path, object, Reported]]] = {
    "the name of a cluster twice": (
        ("clusters", 1, "name", "id"),
        "KLASTER A:  Sehat",
        [("text-repeated", "B", ("name", "id"), "KLASTER A:  Sehat")],
    ),
    "the name of an indicator twice": (
        (*CAPPED_INDICATOR, "name", "en"),
        "policies",
        [("text-repeated", "2", ("name", "en"), "policies")],
    ),
    "the name of an indicator of another cluster": (
        ("clusters", 1, "indicators", 0, "name", "id"),
        "Sekolah",
        [("text-repeated", "3", ("name", "id"), "Sekolah")],
    ),
    "a question twice in Indonesian": (
        (*SECOND_QUESTION, "text", "id"),
        "apakah ada peraturan?",
        [("text-repeated", "1.2a", ("text", "id"), "apakah ada peraturan?")],
    ),
    "a question twice in English": (
        (*EITHER_QUESTION, "text", "en"),
        "Is there a regulation?",
        [("text-repeated", "2.2", ("text", "en"), "Is there a regulation?")],
    ),
    "a question twice in both languages": (
        (*EITHER_QUESTION, "text"),
        {"id": "Apakah ada peraturan?", "en": "Is there a regulation?"},
        [("text-repeated", "2.2", ("text", "id"), "Apakah ada peraturan?")],
    ),
    "the same evidence twice": (
        (*SECOND_QUESTION, "evidence", 1, "what", "id"),
        "Daftar  hadir",
        [("text-repeated", "1.2a", ("evidence", 1, "what", "id"), "Daftar  hadir")],
    ),
    "the same evidence twice in one of two sets": (
        (*EITHER_QUESTION, "evidence", "any_of", 0, "all_of", 1, "what", "id"),
        "usulan anak",
        [("text-repeated", "2.2", ("evidence", "any_of", 0, "all_of", 1, "what", "id"), "usulan anak")],
    ),
}

SUMS: Final[dict[str, tuple[Path, object, Reported]]] = {
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
        [("sum-differs", "A", ("maximum",), "21")],
    ),
    "the clusters give less": (("maximum",), Decimal(31), [("sum-differs", "", ("maximum",), "31")]),
    "the clusters give more": (("maximum",), Decimal(29), [("sum-differs", "", ("maximum",), "29")]),
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
}

PREDICATES: Final[dict[str, tuple[Path, object, Reported]]] = {
    "a limit above its range": (
        ("predicates", 1, "lower_limit"),
        Decimal(31),
        [("predicates-disordered", "high", ("lower_limit",), "31")],
    ),
    "a limit below its range": (
        ("predicates", 1, "lower_limit"),
        Decimal("19.5"),
        [("predicates-disordered", "high", ("lower_limit",), "19.5")],
    ),
    "ranges that overlap": (
        ("predicates", 1, "printed_from"),
        Decimal(19),
        [("predicates-disordered", "high", ("printed_from",), "19")],
    ),
    "a range beyond the total": (
        ("predicates", 1, "printed_to"),
        Decimal("30.001"),
        [("predicates-disordered", "high", ("printed_to",), "30.001")],
    ),
    "whole numbers between two ranges": (
        ("predicates", 0, "printed_to"),
        Decimal(18),
        [("predicates-gap", "high", ("printed_from",), "")],
    ),
    "a little more than one between two ranges": (
        ("predicates", 0, "printed_to"),
        Decimal("18.999"),
        [("predicates-gap", "high", ("printed_from",), "")],
    ),
    "points above the last range": (
        ("predicates", 1, "printed_to"),
        Decimal("29.999"),
        [("predicates-gap", "high", ("printed_to",), "")],
    ),
    "a gate that wants more indicators than there are": (
        ("predicates", 1, "gate"),
        {**GATE, "indicators": Decimal(4)},
        [("gate-impossible", "high", ("gate", "indicators"), "4")],
    ),
    "a gate that does not apply and wants too many": (
        ("predicates", 0, "gate"),
        {**GATE, "indicators": Decimal(4), "applies": False},
        [("gate-impossible", "low", ("gate", "indicators"), "4")],
    ),
    "a gate that applies without being confirmed": (
        ("predicates", 1, "gate"),
        {**GATE, "status": "unconfirmed"},
        [("gate-unconfirmed", "high", ("gate", "applies"), "")],
    ),
}


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [*NAMES.values(), *TEXTS.values(), *SUMS.values(), *PREDICATES.values()],
    ids=[*NAMES, *TEXTS, *SUMS, *PREDICATES],
)
def test_a_violation_names_part_key_and_value(path: Path, value: object, expected: Reported, tiny: Instrument) -> None:
    """Each fault between the pieces is found once, with the piece, its key and the value."""
    assert sorted(expected, key=str) == sorted(reported_by(valid_parts_of(with_value(tiny, path, value))), key=str)


SOUND: Final[dict[str, tuple[Path, object]]] = {
    "a column with one name in both languages": (("evidence_kinds", 0, "name"), {"id": "SK", "en": "sk"}),
    "an agency with one name in both languages": (("agencies", 0, "name"), {"id": "Puskesmas", "en": "Puskesmas"}),
    "an alias that repeats the short name": (("agencies", 0, "aliases"), ("DINKES", "Dinas Kesehatan")),
    "a sheet named like an agency": (("clusters", 0, "short", "id"), "Dinkes"),
    "a cluster with the id of an indicator": (("clusters", 0, "id"), "1"),
    "an indicator with the code of a question": ((*FIRST_INDICATOR, "code"), "1.1"),
    "a cluster named like its only indicator": (("clusters", 1, "indicators", 0, "name"), WORDS | {"id": "Klaster B"}),
    "a sheet with the English name of another": (("clusters", 1, "short", "id"), "Cluster A"),
    "a text that is the same in both languages": ((*FIRST_QUESTION, "text"), {"id": "SOP?", "en": "SOP?"}),
    "the same words for two kinds of evidence": ((*SECOND_QUESTION, "evidence", 2, "what", "id"), "notula"),
    "the same words in two sets": (
        (*EITHER_QUESTION, "evidence", "any_of", 1, "all_of", 0),
        {"kind": "document", "what": {"id": "usulan anak", "en": "proposals"}},
    ),
    "two documents that differ in Indonesian alone": (
        (*SECOND_QUESTION, "evidence", 1, "what", "en"),
        "attendance list",
    ),
    "no predicates": (("predicates",), ()),
    "ranges that lie one apart": (("predicates", 0, "printed_to"), Decimal(19)),
    "ranges that lie less than one apart": (("predicates", 0, "printed_to"), Decimal("19.999")),
    "a first range from the ground up": (
        ("predicates", 0),
        {"id": "low", "name": WORDS, "lower_limit": Decimal(0), "printed_from": Decimal(0), "printed_to": Decimal(19)},
    ),
    "a limit at the end of its range": (("predicates", 1, "lower_limit"), Decimal(30)),
    "ranges with no whole number between them": (("predicates", 0, "printed_to"), Decimal("19.25")),
    "a gate over all indicators": (("predicates", 1, "gate"), GATE),
    "a gate that is only reported": (("predicates", 1, "gate"), GATE | {"status": "unconfirmed", "applies": False}),
    "sources of the whole file, named by no question": (
        ("sources",),
        [{"id": id_, "title": "x", "covers": WORDS} for id_ in ("us", "them")],
    ),
}


@pytest.mark.parametrize(("path", "value"), SOUND.values(), ids=SOUND)
def test_unusual_but_valid_pieces_have_no_findings(path: Path, value: object, tiny: Instrument) -> None:
    """An unusual but valid instrument has no findings."""
    assert [] == reported_by(valid_parts_of(with_value(tiny, path, value)))


def test_a_source_is_unused_beside_one_that_is_used(tiny: Instrument) -> None:
    """If questions name sources, a source without a question is reported."""
    sources = [{"id": id_, "title": "x", "covers": WORDS} for id_ in ("us", "them")]
    changed = with_value(with_value(tiny, ("sources",), sources), (*FIRST_QUESTION, "sources"), ("us",))

    assert [("definition-unused", "them", ("id",), "them")] == reported_by(valid_parts_of(changed))


def ownerless(instrument: Instrument) -> Instrument:
    """Remove all agencies."""
    data = with_value(instrument, ("agencies",), ()).model_dump()
    for cluster in data["clusters"]:
        for indicator in cluster["indicators"]:
            for question in indicator["questions"]:
                question["agencies"] = ()
    return Instrument.model_validate(data)


def test_without_agencies_no_question_lacks_one(tiny: Instrument) -> None:
    """An instrument without agencies has no findings about questions without an owner."""
    assert [] == reported_by(valid_parts_of(ownerless(tiny)))


INCOMPLETE: Final[dict[str, tuple[Path, object]]] = {
    "an agency that owns nothing": NAMES["an agency that owns nothing"][:2],
    "a kind of evidence that nothing asks for": NAMES["a kind of evidence that nothing asks for"][:2],
    "a question that nobody owns": NAMES["a question that nobody owns"][:2],
    "a gate that wants too many": PREDICATES["a gate that wants more indicators than there are"][:2],
}


@pytest.mark.parametrize(("path", "value"), INCOMPLETE.values(), ids=INCOMPLETE)
def test_unread_questions_cause_no_other_findings(path: Path, value: object, tiny: Instrument) -> None:
    """If a question could not be read, no piece is reported as unused, ownerless or missing."""
    parts = replace(valid_parts_of(with_value(tiny, path, value)), is_complete=False)

    assert [] == reported_by(parts)


def test_unread_predicates_cause_no_other_findings(tiny: Instrument) -> None:
    """If a predicate could not be read, its neighbours have no findings."""
    gap = with_value(tiny, ("predicates", 0, "printed_to"), Decimal(15))

    assert [] == reported_by(replace(valid_parts_of(gap), predicates=None))


def test_predicates_in_the_wrong_order_are_found(tiny: Instrument) -> None:
    """A range below the one before it is reported."""
    parts = replace(valid_parts_of(tiny), predicates=tuple(reversed(tiny.predicates)))

    assert [("predicates-disordered", "low", ("printed_from",), "10")] == reported_by(parts)


WRONG_TOTALS: Final[dict[str, tuple[Path, Decimal]]] = {
    "printed too high": (("maximum",), Decimal(31)),
    "printed too low": (("maximum",), Decimal(29)),
    "derived too high": (("clusters", 1, "maximum"), Decimal(11)),
    "derived too low": (("clusters", 1, "maximum"), Decimal(9)),
}


@pytest.mark.parametrize(("path", "value"), WRONG_TOTALS.values(), ids=WRONG_TOTALS)
def test_a_wrong_total_is_not_blamed_on_the_predicates(path: Path, value: Decimal, tiny: Instrument) -> None:
    """A wrong total is reported, but not the different end of the last range."""
    assert {"sum-differs"} == {code for code, *_ in reported_by(valid_parts_of(with_value(tiny, path, value)))}


def test_a_gap_has_both_its_ends(tiny: Instrument) -> None:
    """A gap between two ranges is reported with its start and its end."""
    ((_, fault),) = [
        (subject, fault)
        for subject, fault in find_violations(
            valid_parts_of(with_value(tiny, ("predicates", 0, "printed_to"), Decimal(17)))
        )
        if fault.code == "predicates-gap"
    ]

    assert {"lower": Decimal(17), "upper": Decimal(20)} == fault.parameters


def test_an_impossible_gate_has_the_number_of_indicators(tiny: Instrument) -> None:
    """An additional requirement that cannot be met is reported with the available indicators."""
    impossible = with_value(tiny, ("predicates", 1, "gate"), GATE | {"indicators": Decimal(4)})
    (fault,) = [fault for _, fault in find_violations(valid_parts_of(impossible)) if fault.code == "gate-impossible"]

    assert {"indicators": 3} == fault.parameters


COPIES: Final[dict[str, tuple[Path, str, str]]] = {
    "of a question": ((*EITHER_QUESTION, "text", "en"), "Is there training?", "1.2a"),
    "of an indicator": (("clusters", 1, "indicators", 0, "name", "id"), "Kebijakan", "1"),
    "of a cluster": (("clusters", 1, "name", "en"), "Cluster A: Health", "A"),
    "of evidence": ((*SECOND_QUESTION, "evidence", 1, "what", "id"), "daftar hadir", "1.2a"),
}


@pytest.mark.parametrize(("path", "value", "other"), COPIES.values(), ids=COPIES)
def test_a_repeated_text_names_its_first_place(path: Path, value: str, other: str, tiny: Instrument) -> None:
    """A copied text is reported with the code or id of the first piece with it."""
    findings = find_violations(valid_parts_of(with_value(tiny, path, value)))
    (fault,) = [fault for _, fault in findings if fault.code == "text-repeated"]

    assert ({"other": other}, 1) == (fault.parameters, len(fault.related))


NEAREST: Final[dict[str, tuple[Path, object, tuple[str, ...]]]] = {
    "an agency": ((*FIRST_QUESTION, "agencies"), ("helth",), ("health",)),
    "a kind of evidence": ((*FIRST_QUESTION, "evidence", 0, "kind"), "docment", ("document",)),
    "nothing that there is": ((*FIRST_QUESTION, "agencies"), ("zzz",), ()),
}


@pytest.mark.parametrize(("path", "value", "expected"), NEAREST.values(), ids=NEAREST)
def test_an_undefined_name_gets_suggestions(
    path: Path, value: object, expected: tuple[str, ...], tiny: Instrument
) -> None:
    """A mistyped name is reported with the right one."""
    findings = find_violations(valid_parts_of(with_value(tiny, path, value)))

    assert [expected] == [fault.parameters["candidates"] for _, fault in findings if "candidates" in fault.parameters]


def test_only_the_first_undefined_names_get_suggestions(tiny: Instrument) -> None:
    """The search for the nearest name takes long, so that only the first names get it."""
    names = [f"helth{number}" for number in range(_SUGGESTIONS + 1)]
    many = with_value(tiny, (*FIRST_QUESTION, "agencies"), ("health", *names))
    findings = [fault for _, fault in find_violations(valid_parts_of(many)) if fault.code == "identifier-undefined"]

    assert [("health",)] * _SUGGESTIONS + [()] == [fault.parameters["candidates"] for fault in findings]


def test_an_undefined_name_is_one_finding_with_its_uses(tiny: Instrument) -> None:
    """The finding is at the first use, and has the number and the places of the others."""
    renamed = with_value(tiny, ("evidence_kinds", 0, "id"), "documents")
    ((first, fault),) = [each for each in find_violations(valid_parts_of(renamed)) if each[1].code[:3] == "ide"]

    assert ("1.1", 6) == (getattr(first, "code", ""), fault.parameters["count"])
    assert ["1.2a", "1.2a", "2.2", "2.2", "3.2"] == [getattr(part, "code", "") for part, _ in fault.related]


@pytest.mark.parametrize(
    ("name", "place"),
    {
        "kesehatan": ("aliases", 0),
        "Dinkes": ("short",),
        "Dinas Kesehatan": ("name", "id"),
        "Health Office": ("name", "en"),
    }.items(),
)
def test_a_repeated_name_has_its_owner(name: str, place: tuple[str | int, ...], tiny: Instrument) -> None:
    """The finding has the owner of the name, the key of the name there, and its place."""
    copied = with_value(tiny, ("agencies", 1, "aliases"), (name,))
    (fault,) = [each for _, each in find_violations(valid_parts_of(copied)) if each.code == "identifier-repeated"]

    assert {"name": "health", "key": place[0]} == fault.parameters
    assert ((copied.agencies[0], place),) == fault.related


DIFFERENCES: Final[dict[str, tuple[Path, Decimal, dict[str, object]]]] = {
    "of an indicator": (
        (*FIRST_QUESTION, "maximum"),
        Decimal("2.5"),
        {"name": "1", "maximum": Decimal(12), "derived": Decimal("9.5")},
    ),
    "of a cluster": (
        ("clusters", 1, "maximum"),
        Decimal(11),
        {"name": "B", "maximum": Decimal(11), "derived": Decimal(10)},
    ),
    "of the total": (("maximum",), Decimal(31), {"name": "total", "maximum": Decimal(31), "derived": Decimal(30)}),
    "of a cap": (
        (*CAPPED_INDICATOR, "cap", "questions_total"),
        Decimal(11),
        {"name": "2", "maximum": Decimal(8), "derived": Decimal(10)},
    ),
}


@pytest.mark.parametrize(("path", "value", "expected"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_a_wrong_sum_has_both_numbers(
    path: Path, value: Decimal, expected: dict[str, object], tiny: Instrument
) -> None:
    """A wrong sum is reported with its name, the printed and the calculated number."""
    findings = find_violations(valid_parts_of(with_value(tiny, path, value)))

    assert [expected] == [fault.parameters for _, fault in findings if fault.code in {"sum-differs", "cap-wrong"}]


UNREAD: Final[dict[str, tuple[Path, object]]] = {
    "agencies": ((*FIRST_QUESTION, "agencies"), ("health", "nobody")),
    "sources": ((*FIRST_QUESTION, "sources"), ("nobody",)),
    "evidence_kinds": ((*SECOND_QUESTION, "evidence", 0, "kind"), "nobody"),
}


@pytest.mark.parametrize(("family", "path", "value"), [(family, *each) for family, each in UNREAD.items()], ids=UNREAD)
def test_nothing_is_undefined_where_definitions_are_unread(
    family: str, path: Path, value: object, tiny: Instrument
) -> None:
    """If some definitions could not be read, no name is reported as undefined."""
    unread: dict[str, Any] = {family: None}

    assert [] == [
        each
        for each in reported_by(replace(valid_parts_of(with_value(tiny, path, value)), **unread))
        if "undefined" in each[0]
    ]


@pytest.mark.parametrize("family", UNREAD)
def test_nothing_is_unused_where_definitions_are_unread(family: str, tiny: Instrument) -> None:
    """If some definitions could not be read, none is unused and no question is ownerless."""
    unread: dict[str, Any] = {family: None}
    changed = with_value(with_value(tiny, (*FIRST_QUESTION, "agencies"), ()), (*FIRST_QUESTION, "sources"), ("us",))
    expected = [] if family == "agencies" else ["question-without-agency"]

    assert expected == [code for code, *_ in reported_by(replace(valid_parts_of(changed), **unread))]


def test_a_damaged_indicator_has_no_sum(tiny: Instrument) -> None:
    """The sum of an indicator is not checked if some of its questions could not be read."""
    wrong = with_value(tiny, (*FIRST_QUESTION, "maximum"), Decimal(1))
    damaged = frozenset({id(wrong.clusters[0].indicators[0])})

    assert [] == reported_by(replace(valid_parts_of(wrong), damaged=damaged))


def test_a_damaged_cluster_has_no_sum(tiny: Instrument) -> None:
    """The sum of a cluster is not checked if some of its indicators could not be read."""
    wrong = with_value(tiny, (*FIRST_CLUSTER, "maximum"), Decimal(21))

    assert [] == reported_by(replace(valid_parts_of(wrong), damaged=frozenset({id(wrong.clusters[0])})))


def test_a_damaged_cluster_does_not_excuse_the_total(tiny: Instrument) -> None:
    """A total that differs from both clusters and questions is reported, even if a cluster has unread parts."""
    wrong = with_value(tiny, ("maximum",), Decimal(31))

    assert [("sum-differs", "", ("maximum",), "31")] == reported_by(
        replace(valid_parts_of(wrong), damaged=frozenset({id(wrong.clusters[0])}))
    )


def test_a_printed_sum_that_differs_from_both_is_reported_too(tiny: Instrument) -> None:
    """A cluster that differs from indicator and questions is reported beside the wrong indicator."""
    wrong = with_value(
        with_value(tiny, (*FIRST_INDICATOR, "maximum"), Decimal(13)), (*FIRST_CLUSTER, "maximum"), Decimal(22)
    )

    assert [("sum-differs", "1", ("maximum",), "13"), ("sum-differs", "A", ("maximum",), "22")] == reported_by(
        valid_parts_of(wrong)
    )


AGREEING: Final[dict[str, tuple[Path, Decimal, Reported]]] = {
    "an indicator": ((*FIRST_INDICATOR, "maximum"), Decimal(13), [("sum-differs", "1", ("maximum",), "13")]),
    "a capped indicator": (
        (*CAPPED_INDICATOR, "maximum"),
        Decimal(9),
        [("cap-wrong", "2", ("cap", "points"), "8")],
    ),
    "a cluster": ((*FIRST_CLUSTER, "maximum"), Decimal(19), [("sum-differs", "A", ("maximum",), "19")]),
}


@pytest.mark.parametrize(("path", "value", "expected"), AGREEING.values(), ids=AGREEING)
def test_only_the_wrong_one_of_three_sums_is_reported(
    path: Path, value: Decimal, expected: Reported, tiny: Instrument
) -> None:
    """A sum above a wrong maximum is right if it agrees with the questions."""
    assert expected == reported_by(valid_parts_of(with_value(tiny, path, value)))


@pytest.mark.parametrize("unknown", [{"is_whole": False}, {"maximum": None}], ids=["cluster unread", "maximum unread"])
def test_a_total_is_checked_only_when_all_is_read(unknown: dict[str, Any], tiny: Instrument) -> None:
    """The total is not checked if a cluster, or the total itself, could not be read."""
    wrong = with_value(tiny, ("maximum",), Decimal(31))

    assert [] == [each for each in reported_by(replace(valid_parts_of(wrong), **unknown)) if each[0] == "sum-differs"]


@pytest.mark.parametrize("unknown", [{"is_whole": False}, {"maximum": None}], ids=["cluster unread", "maximum unread"])
def test_the_last_range_is_compared_with_the_known_total(unknown: dict[str, Any], tiny: Instrument) -> None:
    """If only the printed or only the calculated total is known, the ranges must reach it."""
    short = with_value(tiny, ("predicates", 1, "printed_to"), Decimal(29))

    assert [("predicates-gap", "high", ("printed_to",), "")] == reported_by(replace(valid_parts_of(short), **unknown))


def test_without_any_total_the_ranges_may_end_anywhere(tiny: Instrument) -> None:
    """If no total is known, the end of the last range is not checked."""
    parts = replace(valid_parts_of(with_value(tiny, ("predicates", 1, "printed_to"), Decimal(25))), maximum=None)

    assert [] == reported_by(replace(parts, is_whole=False))


def test_violations_of_a_kind_are_reported_at_its_question(desa: Instrument) -> None:
    """The faults within a question appear at that question."""
    path: Path = ("clusters", 0, "indicators", 0, "questions", 1, "bands", 1, "points")
    parts = valid_parts_of(with_value(desa, path, Decimal(0)))

    assert [("bands-same-points", "A1.2", ("bands", 1, "points"), "0")] == reported_by(parts)


def test_reserved_names_are_those_of_the_workbook() -> None:
    """The core has the titles and headings that the workbook already uses."""
    titles = {*layout.TITLES, "history"}
    headings = {
        normalize_text(name)
        for column, names in layout.COLUMN_NAMES.items()
        for name in names
        if column is not layout.Column.ANY_EVIDENCE  # a type with one of its names goes before it
    }

    assert (titles, headings) == (set(TAKEN_TITLES), set(TAKEN_HEADINGS))
