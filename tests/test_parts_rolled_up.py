"""What the counts of villages leave of the regency's own entries, whatever earlier runs have written."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import pytest

from kla_score.instrument import Instrument
from kla_score.parts.carry_over import RowContent
from tests.test_analysis_rollup import NOTE, with_answers, written, written_of

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
