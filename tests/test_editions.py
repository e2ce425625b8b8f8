"""Other editions are one file each and no program."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from kla_score import api
from kla_score.issues import Severity
from kla_score.messages import Messages
from kla_score.reports import FORMATS, Surface, scorecard_document
from kla_score.scoring import Scorecard
from kla_score.workbook import Entry, write_workbook

INSTRUMENTS = sorted((Path(__file__).parent.parent / "examples" / "instruments").glob("*.yaml"))
GROUPS_2022 = next(path for path in INSTRUMENTS if path.stem == "kla-2022-groups")
SUMBAWA = Path(__file__).parent / "data" / "sumbawa-2022-final.csv"


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
def test_an_edition_is_without_fault(path: Path) -> None:
    """
    Every shipped instrument passes its own check: it may have notes, but no errors and no warnings.
    """
    (checked,) = api.validate([path])

    assert [] == [issue.code for issue in checked.issues if issue.severity is not Severity.NOTE]


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_blank_sheet_of_an_edition_can_be_scored(path: Path, language: str, tmp_path: Path) -> None:
    """
    Template, then evaluate, with nothing filled in: no issue, and a table that can be shown.
    """
    instrument = api.load_instrument(path)
    blank = tmp_path / "blank.xlsx"
    blank.write_bytes(api.template(instrument, language))
    scorecard = api.evaluate(blank, instrument)
    shown = FORMATS["table"].render(scorecard_document(scorecard, Messages(language)), Surface())

    assert ((), True) == (scorecard.assessment.issues, bool(shown))


@pytest.fixture(scope="module")
def sumbawa(tmp_path_factory: pytest.TempPathFactory) -> Scorecard:
    """The published final result of Kabupaten Sumbawa, 2022."""
    instrument = api.load_instrument(GROUPS_2022)
    with SUMBAWA.open(encoding="utf-8", newline="") as stream:
        entries = {row["code"]: Entry(Decimal(row["points"])) for row in csv.DictReader(stream)}
    path = tmp_path_factory.mktemp("sumbawa") / "sheet.xlsx"
    path.write_bytes(write_workbook(instrument, Messages("id"), entries))
    return api.evaluate(path, instrument)


def test_the_round_of_2022_is_added_up(sumbawa: Scorecard) -> None:
    """
    505.85 reached, 494.15 not reached.
    """
    assert (Decimal("505.85"), Decimal("494.15")) == (sumbawa.total.claimed, sumbawa.total.not_reached)


def test_the_round_of_2022_has_its_predicate(sumbawa: Scorecard) -> None:
    """
    Pratama, 95.15 short of 601.
    """
    standing = sumbawa.claimed

    assert ("pratama", Decimal("95.15")) == (standing.predicate and standing.predicate.id, standing.needed)
