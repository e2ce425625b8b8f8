"""The page of many regions: numbers first, and the texts for letters below."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

import pytest

from kla_score.analysis.batch import Batch
from kla_score.analysis.roster import Roster
from kla_score.assessment.region import Region, Stage
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.reports.views.batch import batch_document
from kla_score.reports.views.province_letter import province_letter
from tests.test_analysis_batch import HOME, regency, sheet

ENGLISH = Messages("en")


def test_a_file_starts_with_numbers(kla: Instrument) -> None:
    """Regions are counted, and the three without a predicate that are nearest to the first one are named."""
    shares = {"A": 0.9, "B": 0.45, "C": 0.3, "D": 0.49, "E": 0.4}
    batch = Batch(kla, [sheet(kla, regency(name), share) for name, share in shares.items()])
    facts = dict(batch_document(batch, ENGLISH, in_full=True).facts)
    short = {
        result.region.name: ENGLISH.number(Decimal(500) - result.total.claimed)
        for result in batch.results
        if result.claimed is None
    }

    assert ("5", "1", "4") == (facts["Received"], facts["With predicate"], facts["Without predicate"])
    assert facts["Closest to Pratama"] == "; ".join(f"Kabupaten {name} ({short[name]} points short)" for name in "DBE")


def test_with_a_roster_the_missing_regions_are_counted(kla: Instrument) -> None:
    """Received is out of the members of the roster."""
    roster = Roster([regency(name, code) for name, code in (("A", "01"), ("B", "02"), ("C", "03"))])
    batch = Batch(kla, [sheet(kla, regency("A", "01"), 0.9)], roster=roster)

    assert "1 of 3 regencies and cities" == dict(batch_document(batch, ENGLISH, in_full=True).facts)["Received"]


def test_a_file_has_the_texts_for_letters_in_a_folded_table(kla: Instrument) -> None:
    """A screen has them at the top."""
    batch = Batch(kla, [sheet(kla, regency("A"), 0.9)])
    in_full, screen = (batch_document(batch, ENGLISH, in_full=is_full) for is_full in (True, False))
    (letters,) = [table for table in in_full.tables if table.is_folded]

    assert ("Texts for letters", HOME) == (letters.title, letters.rows[0].values[0])
    assert letters.rows[0].values[1] == dict(screen.facts)[HOME]
    assert HOME not in dict(in_full.facts)


A, B, C = (regency(name) for name in "ABC")
LETTERS: Final[Mapping[str, tuple[Sequence[tuple[Region, float, Stage, int]], Sequence[Region] | None, str]]] = {
    "without a roster": (
        [(A, 1, Stage.VF, 2024)],
        None,
        (
            "1 workbook received. The number of regencies and cities is unknown without a roster. Predicates: 1 High. "
            "Every region with a workbook has at least Low."
        ),
    ),
    "a region is missing, and another is too low": (
        [(A, 1, Stage.VF, 2024), (B, 0.25, Stage.EM, 2024), (C, 0.5, Stage.VF, 2024)],
        [A, B, regency("D"), regency("E")],
        (
            "2 of 4 regencies and cities have sent a workbook. Missing regions: Kabupaten D, Kabupaten E. "
            "1 workbook is from a region that is not in the roster. Predicates: 1 High. "
            "Without a predicate: Kabupaten B (2 points short). Not every regency and city has at least Low yet. "
            "The result is provisional, because 1 workbook is not from the final verification (VF)."
        ),
    ),
    "not all are final": (
        [(A, 1, Stage.VF, 2024), (B, 1, Stage.EM, 2024)],
        [A, B],
        (
            "2 of 2 regencies and cities have sent a workbook. Predicates: 2 High. "
            "Every regency and city has at least Low for now. "
            "The result is provisional, because 1 workbook is not from the final verification (VF)."
        ),
    ),
    "all have won": (
        [(A, 1, Stage.VF, 2024)],
        [A],
        (
            "1 of 1 regencies and cities has sent a workbook. Predicates: 1 High. "
            "Every regency and city has at least Low at the final verification (VF). "
            "By the assumed rule, the province qualifies as Provinsi Layak Anak."
        ),
    ),
    "several years": (
        [(A, 1, Stage.VF, 2024), (B, 1, Stage.VF, 2023)],
        [A, B],
        (
            "2 of 2 regencies and cities have sent a workbook. Predicates: 2 High. "
            "The workbooks are from several years, so the program draws no conclusion about the province."
        ),
    ),
}


@pytest.mark.parametrize(("sheets", "members", "expected"), LETTERS.values(), ids=LETTERS)
def test_a_letter_says_how_far_a_province_is(
    sheets: Sequence[tuple[Region, float, Stage, int]],
    members: Sequence[Region] | None,
    expected: str,
    tiny: Instrument,
) -> None:
    """The text names the missing regions, the predicates, and why the province does not qualify."""
    results = [sheet(tiny, region, share, stage) for region, share, stage, _ in sheets]
    results = [
        each._replace(period=each.period._replace(year=year)) for each, (*_, year) in zip(results, sheets, strict=True)
    ]
    (province,) = Batch(tiny, results, roster=Roster(members) if members else None).provinces
    names = {each.id: each.name.en for each in tiny.predicates}

    assert expected == province_letter(province, names, ENGLISH)
