"""The page of many regions: numbers first, and the texts for letters below."""

from decimal import Decimal

from kla_score.analysis.batch import Batch
from kla_score.analysis.roster import Roster
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.reports.views.batch import batch_document
from tests.test_analysis_batch import HOME, regency, sheet

ENGLISH = Messages("en")


def test_a_file_starts_with_numbers(kla: Instrument) -> None:
    """
    Regions are counted, and the three without a predicate that are nearest to the first one are named.
    """
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
    """
    Received is out of the members of the roster.
    """
    roster = Roster([regency(name, code) for name, code in (("A", "01"), ("B", "02"), ("C", "03"))])
    batch = Batch(kla, [sheet(kla, regency("A", "01"), 0.9)], roster=roster)

    assert "1 of 3 regencies and cities" == dict(batch_document(batch, ENGLISH, in_full=True).facts)["Received"]


def test_a_file_has_the_texts_for_letters_in_a_folded_table(kla: Instrument) -> None:
    """
    A screen has them at the top.
    """
    batch = Batch(kla, [sheet(kla, regency("A"), 0.9)])
    in_full, screen = (batch_document(batch, ENGLISH, in_full=is_full) for is_full in (True, False))
    (letters,) = [table for table in in_full.tables if table.is_folded]

    assert ("Texts for letters", HOME) == (letters.title, letters.rows[0].values[0])
    assert letters.rows[0].values[1] == dict(screen.facts)[HOME]
    assert HOME not in dict(in_full.facts)
