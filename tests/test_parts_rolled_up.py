"""The counts of villages in the regency's rows: what they write, and which own entries they keep."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import pytest

from kla_score.analysis.rollup import Rollup
from kla_score.assessment.local_reports import LocalAnswer
from kla_score.i18n import LANGUAGES, Messages
from kla_score.instrument import Instrument
from kla_score.parts.carry_over import RowContent
from kla_score.parts.rolled_up import Sentences, WithCounts, Written, with_counts
from kla_score.reports.views.rollup_note import note_of, read_note
from tests.test_analysis_rollup import NO, YES, A, B, counted, report

EARLIER: Final = "As of 2025-01-01: 7 of 12 yes, 0 no, 5 not received."
"""What an earlier run has written. The next one counts 2, and the last one nothing."""

FIGURES: Final[Mapping[str, tuple[str | Decimal, str | Decimal, str | Decimal]]] = {
    "a number": (Decimal(7), Decimal(2), ""),
    "a number as text": ("7", Decimal(2), ""),
    "a number with an explanation": ("7\nPATBM;\n\naktif", "2\nPATBM;\n\naktif", "PATBM;\n\naktif"),
    "nothing": ("", Decimal(2), ""),
    "another number": (Decimal(27), Decimal(27), Decimal(27)),
    "another text": ("7 desa", "7 desa", "7 desa"),
}


@pytest.mark.parametrize(("before", "later", "gone"), FIGURES.values(), ids=FIGURES)
def test_a_number_is_replaced_only_if_the_program_has_written_it(
    before: str | Decimal, later: str | Decimal, gone: str | Decimal, kla: Instrument
) -> None:
    """It goes with the last answer. Texts below it stay, line by line."""
    entries = {"26.15": RowContent(evidence={"figure": before} if before else {}, note=EARLIER)}
    without = written_of(with_answers(kla, {}), entries, "annex.xlsx")

    assert RowContent(evidence={"figure": later}, note=NOTE) == written(kla, entries).entries["26.15"]
    assert ({"26.15": RowContent(evidence={"figure": gone})} if gone else {}) == without.entries
    assert [] == without.issues


MATRICES: Final = {
    "a name with blanks": ("daftar  desa.xlsx", "daftar  desa.xlsx\nannex.xlsx"),
    "blank lines": ("own.xlsx\n\nother.pdf\n", "own.xlsx\n\nother.pdf\n\nannex.xlsx"),
    "the same name": ("Annex.xlsx\n\nother.pdf", "Annex.xlsx\n\nother.pdf"),
}


@pytest.mark.parametrize(("before", "after"), MATRICES.values(), ids=MATRICES)
def test_names_of_the_regency_stay_line_by_line(before: str, after: str, kla: Instrument) -> None:
    """Runs add the name of the annex once, and without answers nothing of it remains."""
    own = {"26.4": RowContent(evidence={"matrix": before})}
    once = written(kla, own).entries

    assert after == once["26.4"].evidence["matrix"]
    assert once == written(kla, once).entries
    assert own == written_of(with_answers(kla, {}), once, "annex.xlsx").entries


@pytest.mark.parametrize(
    ("figure", "found"),
    [(Decimal("27.50"), ["27.5"]), (Decimal("1E+1"), ["10"]), ("27 desa", ["27 desa"]), (Decimal("2.0"), [])],
)
def test_a_number_that_differs_is_quoted(figure: str | Decimal, found: list[str], kla: Instrument) -> None:
    """The warning has it as a spreadsheet shows it."""
    assert found == [each.found for each in written(kla, {"26.15": RowContent(evidence={"figure": figure})}).issues]


def with_answers(kla: Instrument, answers: Mapping[str, LocalAnswer]) -> Rollup:
    return counted(kla, [report(A, answers), report(B, answers)], as_of="2026-01-01")


def written(kla: Instrument, entries: Mapping[str, RowContent], annex: str = "annex.xlsx") -> WithCounts:
    return written_of(with_answers(kla, {"26.4": YES, "26.7": NO, "26.15": YES}), entries, annex)


def written_of(rollup: Rollup, entries: Mapping[str, RowContent], annex: str) -> WithCounts:
    messages = Messages("en")
    sentences = Sentences(lambda each, name: note_of(each, rollup.as_of, messages, name), read_note)
    return with_counts(entries, rollup, annex, sentences)


NOTE: Final = "As of 2026-01-01: 2 of 3 yes, 0 no, 1 not received."


def test_the_counts_go_to_the_notes_and_never_to_the_points(kla: Instrument) -> None:
    """The annex is entered only as a matrix, and the number only where a figure is asked for."""
    entries = {"1.1": RowContent(Decimal(5)), "26.4": RowContent(Decimal(2), {"document": "SK 1"}, "Own")}
    found = written(kla, entries).entries

    assert RowContent(Decimal(5)) == found["1.1"]
    evidence = {"document": "SK 1", "matrix": "annex.xlsx"}
    assert RowContent(Decimal(2), evidence, f"Own\n{NOTE} Annex: annex.xlsx.") == found["26.4"]
    assert "As of 2026-01-01: 0 of 3 with cases, 2 without cases, 1 not received." == found["26.7"].note
    assert RowContent(evidence={"figure": Decimal(2)}, note=NOTE) == found["26.15"]
    assert {"1.1", "26.4", "26.7", "26.15"} == found.keys()


OWN_NOTES: Final = (
    "Keadaan per 2026-06-30 menurut Dinas PMD: 250 desa punya perdes.\n\nHubungi Pak Adi",
    "As of 2025-annual report, see page 3",
    "As of 2026-01-01: 2 of 3 yes, 0 no, 1 not received. Please check!",
    "  one\n\n\ntwo  \n",
)


@pytest.mark.parametrize("text", OWN_NOTES)
def test_the_notes_of_the_regency_stay(text: str, kla: Instrument) -> None:
    """Only a complete sentence of the program is its own, and every blank line stays."""
    once = written(kla, {"26.4": RowContent(note=text), "26.5": RowContent(note=text)})

    assert (f"{text}\n{NOTE} Annex: annex.xlsx.", text) == (once.entries["26.4"].note, once.entries["26.5"].note)
    assert once == written(kla, once.entries)


WRITTEN: Final = {
    f"{NOTE} 1 conflict is not counted.": Written(2, ""),
    "As of 2025-01-01: 7 of 12 with cases, 0 without cases, 5 not received. 3 conflicts are not counted.": Written(
        7, ""
    ),
    "Keadaan per 2024-01-01: 6 dari 12 ya, 3 tidak, 3 belum diterima. Lampiran: a b (1).xlsx.": Written(
        6, "a b (1).xlsx"
    ),
    "Keadaan per 2024-01-01: 6 dari 12 ya": None,
}


@pytest.mark.parametrize(("line", "expected"), WRITTEN.items())
def test_a_note_is_recognised_in_both_languages(line: str, expected: Written | None) -> None:
    """A later run replaces what an earlier one has written, so that nothing piles up."""
    assert expected == read_note(line)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("annex", ["", "annex.xlsx"])
def test_every_note_is_recognised(language: str, annex: str, kla: Instrument) -> None:
    """The pattern is made from the sentence."""
    reports = [report(A, {"26.4": YES, "26.7": NO}), report(A, {"26.4": NO, "26.7": YES}, "b.xlsx")]
    for each in counted(kla, reports).counted:
        for date in ("2026-01-01", ""):
            assert Written(0, annex) == read_note(note_of(each, date, Messages(language), annex))


KEPT_FIGURES: Final[Mapping[str, tuple[str | Decimal, str | Decimal, bool]]] = {
    "nothing": ("", Decimal(2), False),
    "an explanation": ("PATBM desa;\n\n aktif", "2\nPATBM desa;\n\n aktif", False),
    "the same number": ("2; 3 lembaga aktif", "2; 3 lembaga aktif", False),
    "a number of the regency": (Decimal(27), Decimal(27), True),
    "numbers in a text": ("280; 3 lembaga aktif; tahun 2025\n27", "280; 3 lembaga aktif; tahun 2025\n27", True),
}


@pytest.mark.parametrize(("before", "after", "differs"), KEPT_FIGURES.values(), ids=KEPT_FIGURES)
def test_a_number_of_the_regency_stays(
    before: str | Decimal, after: str | Decimal, differs: bool, kla: Instrument
) -> None:
    """If it differs from the count, a warning names both."""
    entries = {"26.15": RowContent(evidence={"figure": before} if before else {})}
    once = written(kla, entries)

    assert after == once.entries["26.15"].evidence["figure"]
    assert ([("figure-kept", "26.15", 2)] if differs else []) == [
        (each.code, each.question, each.parameters["count"]) for each in once.issues
    ]
    assert once == written(kla, once.entries)


def test_a_later_run_replaces_what_the_program_has_written(kla: Instrument) -> None:
    """Its number and its annex follow the lists, and go with the last answer. Entries of people stay."""
    own = {"26.4": RowContent(evidence={"matrix": "own.xlsx"}), "26.15": RowContent(evidence={"figure": "aktif"})}
    once = written(kla, own).entries
    one = with_answers(kla, {})
    later = written_of(counted(kla, [report(A, {"26.4": YES, "26.15": YES})], as_of="2026-02-01"), once, "new.xlsx")
    gone = written_of(one, later.entries, "new.xlsx")

    assert ("own.xlsx\nannex.xlsx", "2\naktif") == (once["26.4"].evidence["matrix"], once["26.15"].evidence["figure"])
    assert ("own.xlsx\nnew.xlsx", "1\naktif", ()) == (
        later.entries["26.4"].evidence["matrix"],
        later.entries["26.15"].evidence["figure"],
        tuple(later.issues),
    )
    assert own == gone.entries


def test_a_name_or_tick_of_people_is_theirs(kla: Instrument) -> None:
    """The program does not take over what it has not entered."""
    for matrix in ("Annex.xlsx", True):
        once = written(kla, {"26.4": RowContent(evidence={"matrix": matrix})}).entries
        assert (matrix, NOTE) == (once["26.4"].evidence["matrix"], once["26.4"].note)
    assert {"matrix": "annex.xlsx"} == written(kla, {"26.4": RowContent(evidence={"matrix": False})}).entries[
        "26.4"
    ].evidence
