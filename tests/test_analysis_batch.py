"""Results of many sheets together: ranking, spread, provinces and changes, calculated from summaries."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score.analysis.batch import Batch
from kla_score.analysis.roster import Roster
from kla_score.analysis.saved_records import BatchHeadRecord, BatchResultRecord, EarlierBatch
from kla_score.assessment import Assessment, RawRow, RawSheet, Source, check_answers
from kla_score.assessment.region import Period, Region, Stage
from kla_score.cells import Cell, CellKind, number_cell
from kla_score.instrument import Instrument
from kla_score.reports.data.batch import batch_data
from kla_score.scoring import Scorecard, score
from kla_score.scoring.summary import Basis, Failure, Summary, summarise

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
    """Score a made-up sheet with so large a share of every maximum."""
    points = {code: float(question.maximum) * share for code, question in instrument.questions.items()}
    source = Source(
        file or f"{region.kind}-{region.name}.xlsx",
        hashlib.sha256(f"{region}{share}{stage}{file}".encode()).hexdigest(),
    )
    return score_points(instrument, points, Period(region, 2024, stage), source, evidence)


def score_points(
    instrument: Instrument, points: Mapping[str, float], period: Period, source: Source, evidence: str
) -> Scorecard:
    """Score a made-up sheet with these *points* by code; the other questions are blank."""
    rows = [
        RawRow(
            Cell(CellKind.TEXT, code),
            number_cell(points[code]) if code in points else Cell(),
            {kind.id: Cell(CellKind.TEXT, evidence) for kind in instrument.evidence_kinds} if evidence else {},
        )
        for code in instrument.questions
    ]
    found: Assessment = check_answers(RawSheet(rows, source=source), instrument)
    answers = {"answers": found.answers, "evidence_recorded": found.evidence_recorded}
    return score(Assessment(**answers, period=period, source=source), instrument)  # type: ignore[arg-type]


def regency(name: str, code: str = "") -> Region:
    return Region("kabupaten", name, HOME, code)


def test_the_most_points_come_first(tiny: Instrument) -> None:
    """Results with equal points are ordered by region code. A region without a code comes last among them."""
    sheets = [
        sheet(tiny, regency("Tanpa"), 0.5),
        sheet(tiny, regency("B", "99.02"), 0.5),
        sheet(tiny, regency("A", "99.03"), 0.5),
        sheet(tiny, regency("C", "99.01"), 0.75),
    ]

    assert ["C", "B", "A", "Tanpa"] == [each.result.region.name for each in Batch(tiny, sheets).ranking()]


def test_unknown_points_come_last(tiny: Instrument) -> None:
    """In a ranking by supported points, a region without recorded evidence comes after all others."""
    sheets = [sheet(tiny, regency("A"), 1, evidence=""), sheet(tiny, regency("B"), 0.1)]
    ranked = Batch(tiny, sheets).ranking(Basis.SUPPORTED)

    assert ["B", "A"] == [each.result.region.name for each in ranked]


SHARED_RANKS = {
    "all different": ((1, 0.5, 0.25), [1, 2, 3]),
    "two first": ((0.5, 1, 1), [3, 1, 1]),
    "two in the middle": ((0.5, 1, 0.5, 0.25), [2, 1, 2, 4]),
    "all the same": ((0.5, 0.5, 0.5), [1, 1, 1]),
}


@pytest.mark.parametrize(("shares", "expected"), SHARED_RANKS.values(), ids=SHARED_RANKS)
def test_equal_totals_share_a_rank(shares: Sequence[float], expected: list[int], tiny: Instrument) -> None:
    """The next region has the rank of its place."""
    sheets = [sheet(tiny, regency(str(number)), share) for number, share in enumerate(shares)]

    assert expected == Batch(tiny, sheets).ranks()


def test_unknown_points_share_the_last_rank(tiny: Instrument) -> None:
    """Nobody knows which of them has more, also if one has 0 points."""
    sheets = [
        sheet(tiny, regency("A"), 1, evidence=""),
        sheet(tiny, regency("B"), 0),
        sheet(tiny, regency("C"), 0.5, evidence=""),
    ]

    assert [2, 1, 2] == Batch(tiny, sheets).ranks(Basis.SUPPORTED)


def in_period(result: Summary, year: int | None, stage: Stage | None) -> Summary:
    return result._replace(period=result.period._replace(year=year, stage=stage))


COUNTED: dict[str, tuple[Sequence[tuple[float, int | None, Stage | None]], int, list[str]]] = {
    "one": ([(1, 2024, Stage.EM)], 0, []),
    "two of one period": ([(1, 2024, Stage.EM), (0.5, 2024, Stage.EM)], 1, ["region-repeated"]),
    "three of one period": (
        *([(1, 2024, Stage.EM), (0.25, 2024, Stage.EM), (0.5, 2024, Stage.EM)], 1),
        ["region-repeated", "region-repeated"],
    ),
    "two stages": ([(0.5, 2024, Stage.VA), (1, 2024, Stage.EM)], 0, ["region-of-several-periods"]),
    "two years": ([(0.5, 2023, Stage.VF), (1, 2024, Stage.EM)], 1, ["region-of-several-periods"]),
    "two of one period and a later one": (
        *([(0.5, 2024, Stage.EM), (0.25, 2024, Stage.EM), (1, 2024, Stage.VF)], 2),
        ["region-repeated", "region-of-several-periods"],
    ),
    "one without a year": ([(0.5, None, Stage.VF), (1, 2024, Stage.EM)], 1, ["region-of-several-periods"]),
    "one without a stage": ([(0.5, 2024, None), (1, 2024, Stage.EM)], 1, ["region-of-several-periods"]),
}
"""Share, year and stage of each sheet of a region; the position of the one that counts, and the issues."""


@pytest.mark.parametrize(("given", "counted", "issues"), COUNTED.values(), ids=COUNTED)
def test_one_sheet_of_a_region_ranks(
    given: Sequence[tuple[float, int | None, Stage | None]], counted: int, issues: list[str], tiny: Instrument
) -> None:
    """
    The latest year, then the latest stage, then the fewest points; it alone is in the distribution and the quartiles.
    """
    sheets = [
        in_period(sheet(tiny, regency("A", "99.01"), share, file=f"{number}.xlsx"), year, stage)
        for number, (share, year, stage) in enumerate(given)
    ]
    batch = Batch(tiny, sheets)
    spread = batch.spreads[0]
    points = {spread.least, spread.lower, spread.median, spread.upper, spread.most}

    assert [1 if number == counted else None for number in range(len(given))] == batch.ranks()
    assert sheets[counted] == batch.ranking()[0].result
    assert len(sheets) == len(batch.ranking())
    assert [sheets[counted]] == list(batch.counted)
    assert (1, {sheets[counted].clusters[0].claimed}) == (sum(batch.distribution(Basis.CLAIMED).values()), points)
    assert issues == [issue.code for issue in batch.issues]


def test_a_copy_counts_once(tiny: Instrument) -> None:
    """Also if the sheet does not name its region."""
    unnamed = sheet(tiny, Region(), 1, file="1.xlsx")
    batch = Batch(tiny, [unnamed, unnamed._replace(file="2.xlsx"), sheet(tiny, Region(), 1, file="3.xlsx")])

    assert ([1, None, 1], 2) == (batch.ranks(), len(batch.counted))


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (0, 2, 1), (1, 0, 2)])
def test_the_order_of_the_files_decides_no_region(order: Sequence[int], tiny: Instrument) -> None:
    """One sheet has the name, one the code, and one both: they are sheets of one region, whichever comes first."""
    regions = [regency("A"), Region("", "", HOME, "99.01"), regency("A", "99.01")]
    sheets = [sheet(tiny, region, 0.5 + at / 4, file=str(at)) for at, region in enumerate(regions)]

    assert ["0"] == [each.file for each in Batch(tiny, [sheets[at] for at in order]).counted]


def test_other_sheets_of_a_region_follow_it(tiny: Instrument) -> None:
    """Without a rank, the latest first, however many points they have."""
    later = [(0.5, 2024, Stage.VF), (1, 2023, Stage.VF), (0.75, 2024, Stage.EM)]
    own = [
        in_period(sheet(tiny, regency("A"), share, file=f"{number}"), year, stage)
        for number, (share, year, stage) in enumerate(later)
    ]
    batch = Batch(tiny, [own[1], sheet(tiny, regency("B"), 0.25, file="B"), own[2], own[0]])

    assert [(1, "0"), (None, "2"), (None, "1"), (2, "B")] == [(each.rank, each.result.file) for each in batch.ranking()]


def test_regions_with_several_periods_are_counted_once(tiny: Instrument) -> None:
    """One note names the first of them."""
    sheets = [
        in_period(sheet(tiny, regency(str(number)), 1, file=f"{number}{stage}"), 2024, stage)
        for number in range(7)
        for stage in (Stage.EM, Stage.VF)
    ]
    (issue,) = Batch(tiny, sheets).issues

    assert (7, tuple(f"Kabupaten {number}" for number in range(5))) == (
        issue.parameters["count"],
        issue.parameters["regions"],
    )


def test_an_earlier_year_of_a_region_is_no_other_year(tiny: Instrument) -> None:
    """Years are mixed only if the sheets that count are of several."""
    new, old = (sheet(tiny, regency("A"), share, file=str(share)) for share in (1, 0.5))
    batch = Batch(tiny, [new, in_period(old, 2020, Stage.VF)])

    assert ["region-of-several-periods"] == [issue.code for issue in batch.issues]


def test_regions_are_counted_by_predicate(tiny: Instrument) -> None:
    """The counts have the regions of every predicate, and the regions without one."""
    sheets = [sheet(tiny, regency(str(share)), share) for share in (0.1, 0.4, 0.5, 1)]

    assert {None: 1, "low": 2, "high": 1} == Batch(tiny, sheets).distribution(Basis.CLAIMED)


def test_without_recorded_evidence_only_the_claimed_predicate_is_known(tiny: Instrument) -> None:
    """Such a region counts in the distribution of claimed points and not in that of supported points."""
    known, unknown = (sheet(tiny, regency(name), 1) for name in ("A", "B"))
    unknown = unknown._replace(total=replace(unknown.total, supported=None))
    batch = Batch(tiny, [known, unknown])

    assert [2, 1] == [sum(batch.distribution(basis).values()) for basis in (Basis.CLAIMED, Basis.SUPPORTED)]


@given(st.lists(st.integers(0, 8), min_size=1, max_size=9))
def test_quartiles_are_in_ascending_order(tiny: Instrument, eighths: list[int]) -> None:
    """Lowest, quartiles and highest are in ascending order, and half of the regions have at most the median."""
    sheets = [sheet(tiny, regency(str(number)), eighth / 8) for number, eighth in enumerate(eighths)]
    for position, spread in enumerate(Batch(tiny, sheets).spreads):
        points = sorted(each.clusters[position].claimed for each in sheets)
        found = [spread.lower, spread.median, spread.upper]

        assert [points[0], *found, points[-1]] == sorted([points[0], *found, points[-1]])
        assert 2 * sum(each <= spread.median for each in points) >= len(points)
        assert points[0] == spread.lowest.clusters[position].claimed


def test_the_weakest_cluster_has_the_lowest_share(tiny: Instrument) -> None:
    """The weakest cluster has the smallest share of its maximum, not the fewest points."""
    summary = sheet(tiny, regency("A"), 0.5)
    shares = [tally.claimed / tally.maximum for tally in summary.clusters]

    assert shares.index(min(shares)) == summary.weakest


ROSTER = Roster([regency("A", "99.01"), regency("B", "99.02"), Region("kota", "A", HOME, "99.71")])


def test_missing_regions_are_named(tiny: Instrument) -> None:
    """A city is missing even if the regency of the same name has sent a sheet."""
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
    """The roster fills in code, kind and name if a sheet left them blank, and always the province."""
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
    """Two sheets are of one region if kind and name or the code agree. A city is another government."""
    first = sheet(tiny, regency("A", "99.01"), 1, file="1.xlsx")
    batch = Batch(tiny, [first, sheet(tiny, second, 0.5, file="2.xlsx")])

    assert [(code, "2.xlsx") for code in expected] == codes(batch)


def test_the_same_file_twice_is_named(tiny: Instrument) -> None:
    """A copy under another name is reported differently from a second sheet."""
    first = sheet(tiny, regency("A"), 1, file="1.xlsx")
    batch = Batch(tiny, [first, first])

    assert [("sheet-repeated", "1.xlsx")] == codes(batch)


def test_a_copy_is_named_with_its_original(tiny: Instrument) -> None:
    """The original is the file with the same content, not the first file of the region."""
    first = sheet(tiny, regency("A"), 1, file="1.xlsx")
    second = sheet(tiny, regency("A"), 0.5, file="2.xlsx")
    copy = second._replace(file="3.xlsx")
    (repeated,) = [each for each in Batch(tiny, [first, second, copy]).issues if each.code == "sheet-repeated"]

    assert ("3.xlsx", "2.xlsx") == (repeated.location.file, repeated.parameters["other"])


def test_the_first_unexpected_regions_get_suggestions(tiny: Instrument) -> None:
    """A search for similar names takes time in a long roster, so that only the first 25 regions get suggestions."""
    sheets = [sheet(tiny, regency(f"Aa{number}"), 1, file=f"{number}.xlsx") for number in range(27)]
    roster = Roster([regency(f"Aa{number}x") for number in range(27)])
    suggested = [bool(issue.parameters["candidates"]) for issue in Batch(tiny, sheets, roster=roster).issues]

    assert [True] * 25 + [False] * 2 == suggested


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
    """A region is unexpected if the roster lacks it, or has it under another code."""
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
    """A province needs the sheets of all members with a predicate at the final stage. The other members are named."""
    sheets = [sheet(tiny, region, share, stage) for region, share, stage in zip(ALL, shares, stages, strict=False)]
    (province,) = Batch(tiny, sheets, roster=ROSTER if has_roster else None).provinces
    found = [obstacle.short for obstacle in province.obstacles]

    assert expected == (province.holds_everywhere, province.is_provisional, found)


def test_the_roster_decides_the_province(tiny: Instrument) -> None:
    """The roster decides the province of a region, whatever the sheet contains."""
    sheets = [sheet(tiny, ALL[0], 1), sheet(tiny, ALL[2], 1), sheet(tiny, Region("kabupaten", "B", "Cth"), 0.1)]
    (province,) = Batch(tiny, sheets, roster=ROSTER).provinces

    assert (False, 3) == (province.holds_everywhere, province.received)


def test_sheets_of_several_years_make_no_award(tiny: Instrument) -> None:
    """Sheets of different years together make no award."""
    sheets = [sheet(tiny, region, 1) for region in ALL]
    old = sheets[0]._replace(period=sheets[0].period._replace(year=2022))
    batch = Batch(tiny, [old, *sheets[1:]], roster=ROSTER)
    (province,) = batch.provinces

    assert province.holds_everywhere is None
    assert ["years-differ"] == [issue.code for issue in batch.issues]


def test_an_unexpected_region_does_not_count_as_a_member(tiny: Instrument) -> None:
    """Only regions on the roster count as members of the province."""
    sheets = [sheet(tiny, ALL[0], 1), sheet(tiny, ALL[1], 1), sheet(tiny, regency("Lain"), 1)]
    (province,) = Batch(tiny, sheets, roster=ROSTER).provinces

    assert (2, 1, False) == (province.received, province.unexpected, province.holds_everywhere)


def test_the_later_stage_counts_and_then_the_fewer_points(tiny: Instrument) -> None:
    """A province counts one of several sheets of a region: latest year, then latest stage, then fewest points."""
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


def saved(batch: Batch) -> EarlierBatch:
    data = batch_data(batch)
    head = BatchHeadRecord.model_validate({**data, "results": []})
    records = [BatchResultRecord.model_validate(each) for each in cast("Sequence[object]", data["results"])]
    return EarlierBatch(head.instrument, [record.as_earlier for record in records])


def test_rise_and_fall_are_found_by_region(tiny: Instrument) -> None:
    """A region is found again under another file name. New and missing regions are named."""
    before = Batch(tiny, [sheet(tiny, regency("A"), 0.5, file="x"), sheet(tiny, regency("B"), 0.5, file="y")])
    now = Batch(
        tiny, [sheet(tiny, regency("a"), 1, file="z"), sheet(tiny, regency("C"), 1, file="w")], earlier=saved(before)
    )
    (rise,) = now.rises.values()
    totals, earlier = now.results[0].total, before.results[0].total
    changes = totals.claimed - earlier.claimed, (totals.supported or 0) - (earlier.supported or 0)

    assert changes == (rise.claimed, rise.supported)
    assert min(changes) > 0
    assert (["z"], ["B"]) == (list(now.rises), [region.name for region in now.gone])


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_rise_is_between_the_sheets_that_count(order: Sequence[int], tiny: Instrument) -> None:
    """If a region has several stages in both batches, the last ones are compared, in whatever order they come."""

    def batch_of(shares: tuple[float, float], earlier: EarlierBatch | None = None) -> Batch:
        sheets = [
            sheet(tiny, regency("A"), share, stage, file=stage)
            for share, stage in zip(shares, (Stage.EM, Stage.VF), strict=True)
        ]
        return Batch(tiny, [sheets[at] for at in order], earlier=earlier)

    now = batch_of((1, 0.75), saved(batch_of((0.25, 0.5))))
    expected = {"VF": now.counted[0].total.claimed - sheet(tiny, regency("A"), 0.5).total.claimed}

    assert expected == {file: rise.claimed for file, rise in now.rises.items()}


def test_without_evidence_supported_points_cannot_rise(tiny: Instrument) -> None:
    """Claimed points are compared. The change of supported points is unknown."""
    before = Batch(tiny, [sheet(tiny, regency("A"), 0.5, evidence="")])
    (rise,) = Batch(tiny, [sheet(tiny, regency("A"), 1)], earlier=saved(before)).rises.values()

    assert (True, None) == (bool(rise.claimed), rise.supported)


def test_points_of_another_maximum_cannot_rise(tiny: Instrument, desa: Instrument) -> None:
    """A form with other maxima has no difference in points."""
    record = saved(Batch(tiny, [sheet(tiny, regency("A"), 0.5)])).results[0]
    earlier = EarlierBatch(saved(Batch(desa, [])).instrument, [record._replace(maximum=record.maximum + 1)])
    (rise,) = Batch(tiny, [sheet(tiny, regency("A"), 1)], earlier=earlier).rises.values()

    assert (None, None) == (rise.claimed, rise.supported)


def test_the_data_is_in_the_order_of_the_files(tiny: Instrument) -> None:
    """The data contains the rank, but keeps the order of the input."""
    sheets = [sheet(tiny, regency(name), share) for name, share in (("A", 0.1), ("B", 1), ("C", 0.5))]
    data: Any = batch_data(Batch(tiny, sheets, [Failure("x.xlsx", ())]))

    assert [("A", 3), ("B", 1), ("C", 2)] == [(each["region"]["name"], each["rank"]) for each in data["results"]]


@pytest.mark.parametrize(
    ("claimed", "evidence", "expected"),
    [("19", "a; b; c", (True, True)), ("19.5", "", (True, None)), ("18.5", "a; b; c", (False, False))],
)
def test_a_total_on_a_shared_end_is_flagged(
    claimed: str, evidence: str, expected: tuple[bool, bool | None], tiny: Instrument
) -> None:
    """Of the claimed and of the supported points, beside the predicate."""
    points = {"1.1": 5, "1.2a": float(claimed) - 15, "3.1": 10}
    result = summarise(score_points(tiny, points, Period(regency("A")), Source("a.xlsx", ""), evidence))
    data: Any = batch_data(Batch(tiny, [result]))
    predicate = data["results"][0]["predicate"]

    assert expected == (
        predicate["claimed"]["on_shared_end"],
        predicate["supported"] and predicate["supported"]["on_shared_end"],
    )


@pytest.mark.parametrize("evidence", ["a; b; c", ""])
@given(share=st.decimals(0, 1, places=3))
def test_a_summary_has_the_numbers_of_its_scorecard(evidence: str, share: Decimal, tiny: Instrument) -> None:
    """A summary also equals its scorecard without evidence. All summaries of an instrument share its maxima."""
    card = scorecard(tiny, regency("A"), float(share), evidence=evidence)
    summary = summarise(card)

    assert (card.total, *(each.tally for each in card.clusters)) == (summary.total, *summary.clusters)
    maxima = [tiny.maximum, *(cluster.maximum for cluster in tiny.clusters)]
    assert [*map(id, maxima)] == [id(tally.maximum) for tally in (summary.total, *summary.clusters)]
    assert card.claimed.needed == summary.needed
