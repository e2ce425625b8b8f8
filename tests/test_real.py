"""A real, published self-assessment, scored to the last digit."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from kla_score import api
from kla_score.assessment.region import Identity
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.parts.carry_over import RowContent
from kla_score.reports.views.scorecard import scorecard_document
from kla_score.scoring import Scorecard
from kla_score.template.writing import write_workbook

SOURCE = Path(__file__).parent / "data" / "ogan-ilir-2024-self-assessment.csv"
IDENTITY = {
    Identity.KIND: "Kabupaten",
    Identity.NAME: "Ogan Ilir",
    Identity.PROVINCE: "Sumatera Selatan",
    Identity.CODE: "16.10",
    Identity.YEAR: "2024",
}


@pytest.fixture(scope="module")
def scorecard(kla: Instrument, tmp_path_factory: pytest.TempPathFactory) -> Scorecard:
    """Score the sheet of Kabupaten Ogan Ilir, filled in from its published recap."""
    with SOURCE.open(encoding="utf-8", newline="") as stream:
        entries = {row["code"]: RowContent(Decimal(row["self_assessed"])) for row in csv.DictReader(stream)}
    path = tmp_path_factory.mktemp("real") / "ogan-ilir-2024.xlsx"
    path.write_bytes(write_workbook(kla, Messages("id"), entries, IDENTITY))
    return api.evaluate(path, kla)


EXPECTED = {"K": "126.91", "I": "89.00", "II": "93.80", "III": "136.00", "IV": "94.60", "V": "163.00", "KD": "68.50"}


@pytest.mark.parametrize(("cluster", "points"), EXPECTED.items())
def test_each_cluster_is_right(scorecard: Scorecard, cluster: str, points: str) -> None:
    """Each cluster has the sum of the points of its questions."""
    claimed = {each.cluster.id: each.tally.claimed for each in scorecard.clusters}

    assert Decimal(points) == claimed[cluster]


def test_the_readme_names_the_total() -> None:
    """The README has the result of this sheet, and the result after the median loss of the published cases."""
    text = (SOURCE.parent.parent.parent / "README.md").read_text(encoding="utf-8").replace("\n", " ")
    left = Decimal("771.81") * (1 - Decimal("0.248"))

    numbers = ("771.81 points", "29.19 more points", f"about {left:.0f} points")
    assert [] == [each for each in numbers if each not in text]


def test_the_predicate_and_the_missing_points_are_right(scorecard: Scorecard) -> None:
    """The predicate is Nindya, 29.19 points below Utama."""
    predicate_result = scorecard.claimed
    names = [each.id if each else None for each in (predicate_result.predicate, predicate_result.next)]

    assert (["nindya", "utama"], Decimal("29.19")) == (names, predicate_result.needed)


def test_the_cap_is_not_reached(scorecard: Scorecard) -> None:
    """Indicator 19 has 42.6 points, below its cap of 51."""
    (indicator,) = (
        each for cluster in scorecard.clusters for each in cluster.indicators if each.indicator.code == "19"
    )

    assert indicator.tally.claimed == indicator.uncapped.claimed == Decimal("42.6")


def test_evidence_was_not_recorded(scorecard: Scorecard) -> None:
    """The recap names no documents, so that supported points are unknown, not 0."""
    assert scorecard.total.supported is None


def test_unrecorded_evidence_is_reported_in_one_sentence(scorecard: Scorecard) -> None:
    """The sentence explains why there is no second number."""
    facts = dict(scorecard_document(scorecard, Messages("en")).facts)

    assert facts["Supported"] == "not available: no evidence entered yet"
