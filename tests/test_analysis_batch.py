"""Results of many sheets together: ranking, spread, provinces and changes, calculated from summaries."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score.analysis.batch import Batch
from kla_score.analysis.roster import Roster
from kla_score.analysis.saved_records import BatchRecord
from kla_score.assessment import Assessment, RawRow, RawSheet, Source, check_answers
from kla_score.assessment.region import Period, Region, Stage
from kla_score.cells import Cell, CellKind, number_cell
from kla_score.instrument import Instrument
from kla_score.reports.data.batch import batch_data
from kla_score.scoring import Scorecard, score
from kla_score.scoring.summary import Failure, RankedBy, Summary, summarise

HOME = "Provinsi Contoh"


def sheet(
    instrument: Instrument,
    region: Region,
    share: float,
    stage: Stage | None = Stage.VF,
    *,
    file: str = "",
    evidence: str = "a; b; c",
) -> Summary:
    """Score a made-up sheet, and return its summary."""
    return summarise(scorecard(instrument, region, share, stage, file=file, evidence=evidence))


def scorecard(
    instrument: Instrument,
    region: Region,
    share: float,
    stage: Stage | None = Stage.VF,
    *,
    file: str = "",
    evidence: str = "a; b; c",
) -> Scorecard:
    """Score a made-up sheet with the given share of every maximum."""
    rows = [
        RawRow(
            Cell(CellKind.TEXT, code),
            number_cell(float(question.maximum) * share),
            {kind.id: Cell(CellKind.TEXT, evidence) for kind in instrument.evidence_kinds} if evidence else {},
        )
        for code, question in instrument.questions.items()
    ]
    source = Source(
        file or f"{region.kind}-{region.name}.xlsx",
        hashlib.sha256(f"{region}{share}{stage}{file}".encode()).hexdigest(),
    )
    found: Assessment = check_answers(RawSheet(rows, source=source), instrument)
    period = Period(region, 2024, stage)
    answers = {"answers": found.answers, "evidence_recorded": found.evidence_recorded}
    return score(Assessment(**answers, period=period, source=source), instrument)  # type: ignore[arg-type]


def regency(name: str, code: str = "") -> Region:
    return Region("kabupaten", name, HOME, code)


def test_the_most_points_come_first(tiny: Instrument) -> None:
    """
    Results with equal points are ordered by region code. A region without a code comes last among them.
    """
    sheets = [
        sheet(tiny, regency("Tanpa"), 0.5),
        sheet(tiny, regency("B", "99.02"), 0.5),
        sheet(tiny, regency("A", "99.03"), 0.5),
        sheet(tiny, regency("C", "99.01"), 0.75),
    ]

    assert ["C", "B", "A", "Tanpa"] == [each.region.name for each in Batch(tiny, sheets).ranking()]


def test_unknown_points_come_last(tiny: Instrument) -> None:
    """
    In a ranking by supported points, a region without recorded evidence comes after all others.
    """
    sheets = [sheet(tiny, regency("A"), 1, evidence=""), sheet(tiny, regency("B"), 0.1)]
    ranked = Batch(tiny, sheets).ranking(RankedBy.SUPPORTED)

    assert ["B", "A"] == [each.region.name for each in ranked]


def test_regions_are_counted_by_predicate(tiny: Instrument) -> None:
    """
    The counts have the regions of every predicate, and the regions without one.
    """
    sheets = [sheet(tiny, regency(str(share)), share) for share in (0.1, 0.4, 0.5, 1)]

    assert {None: 1, "low": 2, "high": 1} == Batch(tiny, sheets).distribution(RankedBy.CLAIMED)


@given(st.lists(st.integers(0, 8), min_size=1, max_size=9))
def test_quartiles_are_in_ascending_order(tiny: Instrument, eighths: list[int]) -> None:
    """
    Lowest, quartiles and highest are in ascending order, and half of the regions have at most the median.
    """
    sheets = [sheet(tiny, regency(str(number)), eighth / 8) for number, eighth in enumerate(eighths)]
    for position, spread in enumerate(Batch(tiny, sheets).spreads):
        points = sorted(each.clusters[position].claimed for each in sheets)
        found = [spread.lower, spread.median, spread.upper]

        assert [points[0], *found, points[-1]] == sorted([points[0], *found, points[-1]])
        assert 2 * sum(each <= spread.median for each in points) >= len(points)
        assert points[0] == spread.lowest.clusters[position].claimed


def test_the_weakest_cluster_has_the_lowest_share(tiny: Instrument) -> None:
    """
    The weakest cluster has the smallest share of its maximum, not the fewest points.
    """
    summary = sheet(tiny, regency("A"), 0.5)
    shares = [tally.claimed / tally.maximum for tally in summary.clusters]

    assert shares.index(min(shares)) == summary.weakest


ROSTER = Roster([regency("A", "99.01"), regency("B", "99.02"), Region("kota", "A", HOME, "99.71")])


def test_missing_regions_are_named(tiny: Instrument) -> None:
    """
    A city is missing even if the regency of the same name has sent a sheet.
    """
    batch = Batch(tiny, [sheet(tiny, regency("A"), 1)], roster=ROSTER)

    assert [("kabupaten", "B"), ("kota", "A")] == [(each.kind, each.name) for each in batch.not_received]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (Region("", "B"), regency("B", "99.02")),
        (Region("", "", "", "99.71"), Region("kota", "A", HOME, "99.71")),
        (Region("kabupaten", "b", "Lain", "99.09"), Region("kabupaten", "b", HOME, "99.09")),
        (Region("", "A", "", "99.71"), Region("kota", "A", HOME, "99.71")),
        (Region("kabupaten", "Bee", "", "99.02"), Region("kabupaten", "Bee", HOME, "99.02")),
        (Region("kabupaten", "C", "Lain"), Region("kabupaten", "C", "Lain")),
    ],
)
def test_the_roster_fills_in_blank_lines(written: Region, expected: Region, tiny: Instrument) -> None:
    """
    The roster fills in code, kind and name if a sheet left them blank, and always the province.
    """
    (result,) = Batch(tiny, [sheet(tiny, written, 1)], roster=ROSTER).results

    assert expected == result.region


def codes(batch: Batch) -> list[tuple[str, str]]:
    return [(issue.code, issue.location.file) for issue in batch.issues]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (Region("kabupaten", "A", HOME), ["region-repeated"]),
        (Region("kabupaten", "a.", HOME, ""), ["region-repeated"]),
        (Region("kabupaten", "Lain", HOME, "99.01"), ["region-repeated"]),
        (Region("kota", "A", HOME), []),
        (Region("kabupaten", "AB", HOME), []),
        (Region(), ["region-unnamed"]),
        (Region("kabupaten", "C"), ["region-without-province"]),
    ],
)
def test_two_sheets_of_one_region_are_named(second: Region, expected: list[str], tiny: Instrument) -> None:
    """
    Two sheets are of one region if kind and name or the code agree. A city is another government.
    """
    first = sheet(tiny, regency("A", "99.01"), 1, file="1.xlsx")
    batch = Batch(tiny, [first, sheet(tiny, second, 0.5, file="2.xlsx")])

    assert [(code, "2.xlsx") for code in expected] == codes(batch)


def test_the_same_file_twice_is_named(tiny: Instrument) -> None:
    """
    A copy under another name is reported differently from a second sheet.
    """
    first = sheet(tiny, regency("A"), 1, file="1.xlsx")
    batch = Batch(tiny, [first, first])

    assert [("sheet-repeated", "1.xlsx")] == codes(batch)


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (regency("A"), []),
        (regency("C"), ["region-not-expected"]),
        (Region("kota", "B", HOME), ["region-not-expected"]),
        (regency("A", "99.05"), ["region-code-differs"]),
        (Region("kabupaten", "A", "Lain"), ["region-province-differs"]),
        (Region("kabupaten", "Aa", HOME, "99.01"), ["region-name-differs"]),
    ],
)
def test_unexpected_regions_are_named(region: Region, expected: list[str], tiny: Instrument) -> None:
    """
    A region is unexpected if the roster lacks it, or has it under another code.
    """
    batch = Batch(tiny, [sheet(tiny, region, 1, file="1.xlsx")], roster=ROSTER)

    assert expected == [code for code, _ in codes(batch)]


ALL = [regency("A", "99.01"), regency("B", "99.02"), Region("kota", "A", HOME, "99.71")]


@pytest.mark.parametrize(
    ("shares", "stages", "has_roster", "expected"),
    [
        ((1, 0.5, 0.5), (Stage.VF,) * 3, True, (True, False, [])),
        ((1, 0.5, 0.5), (Stage.VF, Stage.EM, Stage.VF), True, (True, True, [])),
        ((1, 0.5, 0.5), (Stage.VF,) * 3, False, (None, False, [])),
        ((1, 0.5), (Stage.VF,) * 2, True, (False, False, [None])),
        ((1, 0.1, 0.5), (Stage.VF,) * 3, True, (False, False, [Decimal("6.8")])),
        ((1, 0.1, 0.5), (Stage.VF,) * 3, False, (False, False, [Decimal("6.8")])),
    ],
)
def test_a_province_needs_all_its_members(
    shares: Sequence[float], stages: Sequence[Stage], has_roster: bool, expected: Any, tiny: Instrument
) -> None:
    """
    A province needs the sheets of all members with a predicate at the final stage. The other members are named.
    """
    sheets = [sheet(tiny, region, share, stage) for region, share, stage in zip(ALL, shares, stages, strict=False)]
    (province,) = Batch(tiny, sheets, roster=ROSTER if has_roster else None).provinces
    found = [obstacle.short for obstacle in province.obstacles]

    assert expected == (province.holds_everywhere, province.is_provisional, found)


def test_the_roster_decides_the_province(tiny: Instrument) -> None:
    """
    The roster decides the province of a region, whatever the sheet contains.
    """
    sheets = [sheet(tiny, ALL[0], 1), sheet(tiny, ALL[2], 1), sheet(tiny, Region("kabupaten", "B", "Cth"), 0.1)]
    (province,) = Batch(tiny, sheets, roster=ROSTER).provinces

    assert (False, 3) == (province.holds_everywhere, province.received)


def test_sheets_of_several_years_make_no_award(tiny: Instrument) -> None:
    """
    Sheets of different years together make no award.
    """
    sheets = [sheet(tiny, region, 1) for region in ALL]
    old = sheets[0]._replace(period=sheets[0].period._replace(year=2022))
    batch = Batch(tiny, [old, *sheets[1:]], roster=ROSTER)
    (province,) = batch.provinces

    assert province.holds_everywhere is None
    assert ["years-differ"] == [issue.code for issue in batch.issues]


def test_an_unexpected_region_does_not_count_as_a_member(tiny: Instrument) -> None:
    """
    Only regions on the roster count as members of the province.
    """
    sheets = [sheet(tiny, ALL[0], 1), sheet(tiny, ALL[1], 1), sheet(tiny, regency("Lain"), 1)]
    (province,) = Batch(tiny, sheets, roster=ROSTER).provinces

    assert (2, 1, False) == (province.received, province.unexpected, province.holds_everywhere)


def test_the_later_stage_counts_and_then_the_fewer_points(tiny: Instrument) -> None:
    """
    A province counts one of several sheets of a region: latest year, then latest stage, then fewest points.
    """
    region = regency("A")
    old = sheet(tiny, region, 0.1, Stage.VF, file="4")
    sheets = [
        old._replace(period=old.period._replace(year=2020)),
        sheet(tiny, region, 0.75, Stage.VF, file="1"),
        sheet(tiny, region, 1, Stage.EM, file="2"),
        sheet(tiny, region, 0.5, Stage.VF, file="3"),
    ]
    (province,) = Batch(tiny, sheets).provinces

    assert ["3"] == [each.file for each in province.results]


def saved(batch: Batch) -> BatchRecord:
    data = batch_data(batch)
    return BatchRecord.model_validate({**data, "results": list(cast("Sequence[object]", data["results"]))})


def test_rise_and_fall_are_found_by_region(tiny: Instrument) -> None:
    """
    A region is found again under another file name. New and missing regions are named.
    """
    before = Batch(tiny, [sheet(tiny, regency("A"), 0.5, file="x"), sheet(tiny, regency("B"), 0.5, file="y")])
    now = Batch(
        tiny, [sheet(tiny, regency("a"), 1, file="z"), sheet(tiny, regency("C"), 1, file="w")], earlier=saved(before)
    )
    (rise,) = now.rises.values()

    assert (rise.claimed or 0) > 0
    assert (["z"], ["B"]) == (list(now.rises), [region.name for region in now.gone])


def test_without_evidence_supported_points_cannot_rise(tiny: Instrument) -> None:
    """
    Claimed points are compared. The change of supported points is unknown.
    """
    before = Batch(tiny, [sheet(tiny, regency("A"), 0.5, evidence="")])
    (rise,) = Batch(tiny, [sheet(tiny, regency("A"), 1)], earlier=saved(before)).rises.values()

    assert (True, None) == (bool(rise.claimed), rise.supported)


def test_points_of_another_maximum_cannot_rise(tiny: Instrument, desa: Instrument) -> None:
    """
    A form with other maxima has no difference in points.
    """
    before = saved(Batch(desa, []))
    record = saved(Batch(tiny, [sheet(tiny, regency("A"), 0.5)])).results[0]
    parts = [part.model_copy(update={"maximum": part.maximum + 1}) for part in record.clusters]
    total = record.total.model_copy(update={"maximum": record.total.maximum + len(parts)})
    other = record.model_copy(update={"total": total, "clusters": parts})
    earlier = before.model_copy(update={"results": (other,)})
    (rise,) = Batch(tiny, [sheet(tiny, regency("A"), 1)], earlier=earlier).rises.values()

    assert (None, None) == (rise.claimed, rise.supported)


def test_the_data_is_in_the_order_of_the_files(tiny: Instrument) -> None:
    """
    The data contains the rank, but keeps the order of the input.
    """
    sheets = [sheet(tiny, regency(name), share) for name, share in (("A", 0.1), ("B", 1), ("C", 0.5))]
    data: Any = batch_data(Batch(tiny, sheets, [Failure("x.xlsx", ())]))

    assert [("A", 3), ("B", 1), ("C", 2)] == [(each["region"]["name"], each["rank"]) for each in data["results"]]


@pytest.mark.parametrize("evidence", ["a; b; c", ""])
@given(share=st.decimals(0, 1, places=3))
def test_a_summary_has_the_numbers_of_its_scorecard(evidence: str, share: Decimal, tiny: Instrument) -> None:
    """
    A summary also equals its scorecard without evidence. All summaries of an instrument share its maxima.
    """
    card = scorecard(tiny, regency("A"), float(share), evidence=evidence)
    summary = summarise(card)

    assert (card.total, *(each.tally for each in card.clusters)) == (summary.total, *summary.clusters)
    maxima = [tiny.maximum, *(cluster.maximum for cluster in tiny.clusters)]
    assert [*map(id, maxima)] == [id(tally.maximum) for tally in (summary.total, *summary.clusters)]
    assert card.claimed.needed == summary.needed
