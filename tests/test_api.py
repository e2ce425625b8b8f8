"""The functions for notebooks, with their default arguments. The command line gives every argument."""

import io
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.issues import KlaScoreError
from tests.instruments import FIRST_QUESTION, with_value
from tests.workbooks import make_workbook, sheet_text


@pytest.fixture
def sheets(tmp_path: Path) -> list[Path]:
    """Write the sheets of two cities with 5 and 3 points."""
    return [
        make_workbook(tmp_path / f"{name}.xlsx", sheet_text("kota", name, "P", "", [points, 0, 0, 0, 0, 0, 0]))
        for name, points in (("A", 3), ("B", 5))
    ]


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_batch_ranks_regions(jobs: int, sheets: list[Path], tiny: Instrument) -> None:
    """Sheets are named by texts or paths, and scored in one process or several."""
    batch = api.batch([str(sheets[0]), sheets[1], "none.xlsx"], api.BatchOptions(tiny), jobs=jobs)
    ranking = [(each.rank, each.result.period.region.name, each.result.total.claimed) for each in batch.ranking()]

    assert [(1, "B", Decimal(5)), (2, "A", Decimal(3))] == ranking
    assert (["none.xlsx"], 0, False) == ([each.file for each in batch.failed], batch.unscored, batch.is_interrupted)


def test_a_batch_looks_up_evidence(tmp_path: Path, tiny: Instrument) -> None:
    """A file in the folder of the sheet counts, up to the usual limit of its size."""
    sheet = make_workbook(tmp_path / "A.xlsx", "== A\nKode|Nilai|Dokumen\n'1.1|5|a.pdf\n'2.1|3|b.pdf")
    (tmp_path / "evidence" / "A").mkdir(parents=True)
    (tmp_path / "evidence" / "A" / "a.pdf").write_bytes(b"%PDF-1")
    batch = api.batch([sheet], api.BatchOptions(tiny, tmp_path / "evidence"))

    assert [Decimal(5)] == [each.total.supported for each in batch.results]


def test_some_agencies_get_workbooks(tiny: Instrument) -> None:
    """The index lists the chosen agencies and their questions. Questions without an agency are a share, too."""
    agencies = Agencies(with_value(tiny, (*FIRST_QUESTION, "agencies"), ()))
    shares, _ = api.divide(agencies, language="en")
    nobody = api.share_of("No Agency", shares, agencies)
    workbooks = api.agency_workbooks(agencies, [nobody], "en")
    (index, part) = workbooks
    by_agency, by_question = load_workbook(io.BytesIO(workbooks[index])).worksheets[-2:]

    assert ("0-index.xlsx", "1-no-agency.xlsx") == (index, part)
    assert {("no agency", part)} < {row[:2] for row in by_agency.values}
    assert ["1.1"] == [str(code) for code, *_ in by_question.values if str(code) in agencies.instrument.questions]


def test_an_unknown_agency_has_no_share(tiny: Instrument) -> None:
    """The error suggests similar names."""
    agencies = Agencies(tiny)
    shares, _ = api.divide(agencies)
    with pytest.raises(KlaScoreError) as raised:
        api.share_of("Dinkess", shares, agencies)

    assert [("agency-not-found", ("Dinkes",))] == [
        (issue.code, issue.parameters["candidates"]) for issue in raised.value.issues
    ]


def test_codes_can_be_left_out(tmp_path: Path) -> None:
    """A folder is searched. Issues with an ignored code are left out, in any spelling of the code."""
    path = tmp_path / "inside" / "kla.yaml"
    path.parent.mkdir()
    path.write_bytes(Path(api.__file__).parents[2].joinpath("indicators.yaml").read_bytes())

    assert [["cap-declared"], []] == [
        [issue.code for issue in checked.issues]
        for ignored in ([], ["CAP-declared "])
        for checked in api.validate(tmp_path, ignored=ignored)
    ]
