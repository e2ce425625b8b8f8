"""
Promises for every sheet, tested with random sheets.

The second calculation (`second_scorer`) shares no code with the program.
"""

import io
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kla_score import api
from kla_score.assessment import Assessment, RawRow, RawSheet, check_answers
from kla_score.cells import BLANK, Cell, CellKind, number_cell
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.questions.choice import ChoiceQuestion
from kla_score.instrument.questions.percentage import PercentageQuestion
from kla_score.instrument_file import load_instrument, packaged_instrument
from kla_score.parts.carry_over import RowContent
from kla_score.reports.document import RenderTarget
from kla_score.reports.formats import FORMATS
from kla_score.reports.views.scorecard import scorecard_document
from kla_score.scoring import Scorecard, Tally, find_predicate, score
from kla_score.template.writing import write_workbook
from tests.conftest import DESA, TINY
from tests.second_scorer import Answer, second_calculation

INSTRUMENT = load_instrument()
SMALL = load_instrument(TINY)
COLUMNS = {"matrix": "Matriks", "document": "Dokumen", "photo": "Foto", "decree": "SK", "certificate": "Sertifikat"}
COLUMNS |= {"figure": "Angka/Penjelasan", "two_years": "Data 2 Tahun"}


SEEDS = st.integers(0, 2**32)
"""A sheet of 274 rows has too many choices to draw each one separately."""


@dataclass(frozen=True)
class Filling:
    """Points (in thousandths) and number of references by code: one line of a possible sheet."""

    points: Mapping[str, int | None]
    references: Mapping[str, Mapping[str, int]]


def fillings(instrument: Instrument) -> st.SearchStrategy[Filling]:
    """Draw any valid sheet of *instrument*."""

    def fill(chance: random.Random) -> Filling:
        generous, careful = chance.random(), chance.random()
        points: dict[str, int | None] = {}
        references: dict[str, dict[str, int]] = {}
        for code, question in instrument.questions.items():
            top = int(question.maximum * 1000)
            part = chance.choice([top, top // 2, top // 4, chance.randint(0, top), 660 if top >= 660 else 0])
            points[code] = part if chance.random() < generous else chance.choice([None, 0])
            references[code] = {kind: chance.choice([1, 2, 3]) for kind in COLUMNS if chance.random() < careful}
        return Filling(points, references)

    return SEEDS.map(lambda seed: fill(random.Random(seed)))


def totals(tally: Tally) -> tuple[Fraction, Fraction | None]:
    return Fraction(tally.claimed), None if tally.supported is None else Fraction(tally.supported)


def second(file: Path, filling: Filling) -> tuple[Fraction, Fraction | None]:
    answers = {
        code: None if thousandths is None else Fraction(thousandths, 1000)
        for code, thousandths in filling.points.items()
    }
    return second_calculation(file, answers, filling.references)


def entry_text(code: str, kind: str, count: int) -> str:
    return "; ".join(f"{code} {kind} {number}.pdf" for number in range(count))


def as_points(thousandths: int) -> Decimal:
    return Decimal(thousandths) / 1000


def workbook_of(filling: Filling, chance: random.Random) -> bytes:
    """Write a sheet with the rows, columns and sheets in any order."""
    book = Workbook()
    book.remove(book.worksheets[0])
    clusters = list(INSTRUMENT.clusters)
    chance.shuffle(clusters)
    for cluster in clusters:
        sheet = book.create_sheet(cluster.short.id)
        header = ["Kode", "Nilai", *COLUMNS.values(), "Tambahan"]
        chance.shuffle(header)
        sheet.append(header)
        questions = [question for indicator in cluster.indicators for question in indicator.questions]
        chance.shuffle(questions)
        for question in questions:
            points = filling.points[question.code]
            counts = filling.references[question.code]
            cells: dict[str, Any] = {
                "Kode": question.code,
                "Nilai": None if points is None else float(as_points(points)),
                "Tambahan": "catatan",
                **{COLUMNS[kind]: entry_text(question.code, kind, count) for kind, count in counts.items()},
            }
            sheet.append([cells.get(name) for name in header])
            if chance.random() < 0.1:
                sheet.append([])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@settings(max_examples=settings().max_examples // 4)
@given(filling=fillings(INSTRUMENT), seed=SEEDS)
def test_any_sheet_is_added_up_to_the_last_digit(
    filling: Filling, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The totals equal the second calculation, whatever the order of rows, columns and sheets."""
    path = tmp_path_factory.mktemp("sheet") / "a.xlsx"
    path.write_bytes(workbook_of(filling, random.Random(seed)))
    total = api.evaluate(path, INSTRUMENT).total

    assert second(packaged_instrument(), filling) == totals(total)


@settings(max_examples=settings().max_examples // 6)
@given(filling=fillings(INSTRUMENT))
def test_a_filled_template_is_added_up_to_the_last_digit(
    filling: Filling, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The filled-in template has the same totals as the second calculation."""
    entries = {
        code: RowContent(
            None if points is None else as_points(points),
            {kind: entry_text(code, kind, count) for kind, count in filling.references[code].items()},
        )
        for code, points in filling.points.items()
    }
    path = tmp_path_factory.mktemp("sheet") / "a.xlsx"
    path.write_bytes(write_workbook(INSTRUMENT, Messages("id"), entries))
    total = api.evaluate(path, INSTRUMENT).total

    assert second(packaged_instrument(), filling) == totals(total)


VILLAGE = load_instrument(DESA)


def village_cells(chance: random.Random) -> tuple[dict[str, Answer], dict[str, Any]]:
    """Draw answers to every question of the village form: the meaning, and a way to write it."""
    meant: dict[str, Answer] = {}
    cells: dict[str, Any] = {}
    for code, question in VILLAGE.questions.items():
        if chance.random() < 0.1:
            meant[code], cells[code] = None, None
        elif isinstance(question, ChoiceQuestion):
            at = chance.randrange(len(question.options))
            text = question.options[at].text
            meant[code], cells[code] = at, chance.choice([text.id, text.en.upper(), f"  {text.id} "])
        elif isinstance(question, PercentageQuestion):
            edges = [edge for band in question.bands or () for edge in (band.lower.value, band.upper.value)]
            ends = [int(edge * 1000) for edge in edges] or [0]
            thousandths = chance.choice(
                [chance.choice(ends), chance.randint(1001, 100_000), 5 * chance.randint(201, 20_000)]
            )
            meant[code] = Fraction(thousandths, 1000)
            number = thousandths / 1000
            written: list[Any] = [("0.0%", thousandths / 100_000)]
            if thousandths % 10 == 0:  # three digits after a separator may be thousands: such a text is refused
                written += [f"{number}%", f"{number}%".replace(".", ",")]
            cells[code] = chance.choice(written if 0 < thousandths <= 1000 else [*written, number])
        else:
            thousandths = chance.randint(0, int(question.maximum * 1000))
            meant[code], cells[code] = Fraction(thousandths, 1000), thousandths / 1000
    return meant, cells


@given(seed=SEEDS)
def test_every_kind_of_answer_is_added_up_to_the_last_digit(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """With choices, points, and percentages at and between the edges of bands, totals equal the second calculation."""
    chance = random.Random(seed)
    meant, cells = village_cells(chance)
    kinds = {kind.id: kind.name.id for kind in VILLAGE.evidence_kinds}
    careful = chance.random()
    references = {code: {kind: chance.randint(1, 3) for kind in kinds if chance.random() < careful} for code in meant}
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["Kode", "Nilai", *kinds.values()])
    for number, code in enumerate(meant, start=2):
        sheet.append([code, None, *(entry_text(code, kind, references[code].get(kind, 0)) for kind in kinds)])
        answer = cells[code]
        if isinstance(answer, tuple):
            sheet.cell(number, 2).number_format, answer = answer
        sheet.cell(number, 2).value = answer
    path = tmp_path_factory.getbasetemp() / "village.xlsx"
    book.save(path)

    assert second_calculation(DESA, meant, references) == totals(api.evaluate(path, VILLAGE).total)


def raw_rows(instrument: Instrument, filling: Filling) -> list[RawRow]:
    return [
        RawRow(
            Cell(CellKind.TEXT, code),
            BLANK if points is None else number_cell(float(as_points(points))),
            {
                kind: Cell(CellKind.TEXT, entry_text(code, kind, count))
                for kind, count in filling.references[code].items()
                if kind in instrument.evidence_kind_by_id
            },
        )
        for code, points in filling.points.items()
    ]


def checked(instrument: Instrument, rows: list[RawRow]) -> Assessment:
    return check_answers(RawSheet(rows), instrument)


def scored(instrument: Instrument, rows: list[RawRow]) -> Scorecard:
    return score(checked(instrument, rows), instrument)


@given(filling=fillings(SMALL))
def test_points_are_consistent_at_every_level(filling: Filling) -> None:
    """0 ≤ supported ≤ claimed ≤ maximum for questions, indicators, clusters and the total."""
    scorecard = scored(SMALL, raw_rows(SMALL, filling))
    indicators = [indicator for cluster in scorecard.clusters for indicator in cluster.indicators]
    tallies = [scorecard.total, *(each.tally for each in scorecard.clusters), *(each.tally for each in indicators)]
    tallies += [each.tally for each in scorecard.questions]

    assert all(0 <= (each.supported or 0) <= each.claimed <= each.maximum for each in tallies)


@given(filling=fillings(SMALL), chance=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(filling: Filling, chance: random.Random) -> None:
    """Shuffled rows have the same answers."""
    rows = raw_rows(SMALL, filling)
    shuffled = rows.copy()
    chance.shuffle(shuffled)

    assert checked(SMALL, rows).answers == checked(SMALL, shuffled).answers


@given(filling=fillings(SMALL), code=st.sampled_from(list(SMALL.questions)), more=st.integers(0, 10_000))
def test_raising_an_answer_never_lowers_a_total(filling: Filling, code: str, more: int) -> None:
    """More points for one question never lower a total."""
    top = int(SMALL.questions[code].maximum * 1000)
    raised = replace(filling, points={**filling.points, code: min(top, (filling.points[code] or 0) + more)})
    before, after = (scored(SMALL, raw_rows(SMALL, each)).total for each in (filling, raised))

    assert [True, True] == [after.claimed >= before.claimed, (after.supported or 0) >= (before.supported or 0)]


@given(
    filling=fillings(SMALL), code=st.sampled_from(list(SMALL.questions)), kind=st.sampled_from(["document", "photo"])
)
def test_adding_a_document_never_lowers_a_total(filling: Filling, code: str, kind: str) -> None:
    """A further reference never lowers a total. (The first one turns "not recorded" into a number.)"""
    counts = filling.references[code]
    added = replace(filling, references={**filling.references, code: {**counts, kind: counts.get(kind, 0) + 1}})
    before, after = (scored(SMALL, raw_rows(SMALL, each)).total for each in (filling, added))

    assert (after.supported or 0) >= (before.supported or 0)


@given(filling=fillings(SMALL), code=st.sampled_from(list(SMALL.questions)))
def test_removing_a_row_never_raises_the_result(filling: Filling, code: str) -> None:
    """Deleting a question never raises the result."""
    rows = raw_rows(SMALL, filling)
    before, after = scored(SMALL, rows).total, scored(SMALL, [row for row in rows if row.code.text != code]).total

    assert after.claimed <= before.claimed


@given(total=st.decimals(0, 1000, places=3), more=st.decimals(0, 500, places=3))
def test_a_higher_total_never_has_a_lower_predicate(total: Decimal, more: Decimal) -> None:
    """Every total has one predicate or none, and more points never give a lower one."""
    order = [None, *(predicate.id for predicate in INSTRUMENT.predicates)]
    ranks = [
        order.index(predicate_result.predicate.id if predicate_result.predicate else None)
        for predicate_result in (find_predicate(each, INSTRUMENT.predicates) for each in (total, total + more))
    ]

    assert ranks == sorted(ranks)


@given(filling=fillings(SMALL), junk=st.lists(st.text(max_size=12), max_size=5))
def test_rows_without_entries_change_nothing(filling: Filling, junk: list[str]) -> None:
    """Titles, remarks and blank rows do not change the answers."""
    rows = raw_rows(SMALL, filling)
    remarks = [RawRow(Cell(CellKind.TEXT, text)) for text in junk if text.strip() and not any(map(str.isnumeric, text))]

    assert checked(SMALL, rows).answers == checked(SMALL, remarks + rows).answers


@given(
    cells=st.lists(
        st.one_of(
            st.text(max_size=30).map(lambda text: Cell(CellKind.TEXT, text)),
            st.floats(-1e14, 1e14).map(number_cell),
            st.sampled_from([kind for kind in CellKind if kind is not CellKind.NUMBER]).map(
                lambda kind: Cell(kind, "x")
            ),
        ),
        min_size=3,
        max_size=3,
    ),
    language=st.sampled_from(["id", "en"]),
)
def test_any_cells_make_a_scorecard_that_can_be_shown(cells: list[Cell], language: str) -> None:
    """Every format can show the result, whatever the contents of code, points and evidence."""
    scorecard = scored(SMALL, [RawRow(cells[0], cells[1], {"document": cells[2]})])
    document = scorecard_document(scorecard, Messages(language), in_full=True)
    shown = [each.render_text(document, RenderTarget()) for each in FORMATS.values()]

    assert all(shown)
