"""
Supported points: random sheets with real phrases, added up by the second calculation.

The calculation takes the meaning of each phrase from the table, and never calls the program.
"""

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from openpyxl import Workbook

from kla_score import api
from kla_score.assessment import RawRow, RawSheet, check_answers
from kla_score.cells import BLANK, Cell, CellKind
from kla_score.instrument.evidence_entries import read_references
from kla_score.instrument_file import load_instrument, packaged_instrument
from kla_score.scoring import Scorecard, score
from tests.conftest import DESA, HERE, TINY
from tests.second_scorer import Answer, Points, calculate_levels, read_form

FILES: Final = (
    *(TINY, DESA, packaged_instrument()),
    *(DESA.with_name(name) for name in ("kla-2011.yaml", "kla-2022-groups.yaml")),
)
FORMS: Final = {file: read_form(file) for file in FILES}
INSTRUMENTS: Final = {file: load_instrument(file) for file in FILES}

PHRASES: Final = yaml.safe_load((HERE / "data" / "evidence-phrases.yaml").read_text(encoding="utf-8"))
SIGNS: Final = ("", "", "", "1. ", "12) ", "a. ", "b) ", "- ", "• ")
NAMES: Final = ("SK", "belum", "ttd", "draft", "Forum Anak", "menyusul", "tidak ada", "foto", "No 12", "(1)", "hilang")
SUFFIXES: Final = (".pdf", ".PDF", ".docx", ".jpeg", ".xlsx", ".mp4", ".zip")
SHEETS: Final = 500


@dataclass(frozen=True)
class Sample:
    """A filled-in sheet: the meaning of each answer, the number of documents, and the text of the cells."""

    file: Path
    meant: dict[str, Answer]
    written: dict[str, str]
    documents: dict[str, dict[str, int]]
    evidence: dict[str, dict[str, str]]


def make_sample(file: Path, chance: random.Random) -> Sample:
    """Fill in every question of *file*, some of them without an entry."""
    sample = Sample(file, {}, {}, {}, {})
    kinds = {kind["id"]: kind.get("accepts_number", False) for kind in FORMS[file].get("evidence_kinds", ())}
    careful = chance.random()
    for question in questions_of(FORMS[file]):
        code = question["code"]
        sample.meant[code], sample.written[code] = answer(question, chance)
        cells = {kind: evidence(chance, is_figure=kinds[kind]) for kind in kinds if chance.random() < careful}
        sample.documents[code] = {kind: documents for kind, (_, documents) in cells.items()}
        sample.evidence[code] = {kind: text for kind, (text, _) in cells.items()}
    return sample


def questions_of(form: Any) -> list[Any]:
    indicators = [indicator for cluster in form["clusters"] for indicator in cluster["indicators"]]
    return [question for indicator in indicators for question in indicator["questions"]]


def answer(question: Any, chance: random.Random) -> tuple[Answer, str]:
    """Return an answer to a question: the meaning and the text."""
    if chance.random() < 0.1:
        return None, ""
    if question["kind"] == "choice":
        at = chance.randrange(len(question["options"]))
        return at, question["options"][at]["text"][chance.choice(["id", "en"])]
    if question["kind"] == "percentage":
        percentage = chance.randint(2, 100)
        return percentage, f"{percentage}%"
    quarters = int(Fraction(str(question["maximum"])) * 4)
    points = Fraction(chance.choice([quarters, chance.randint(0, quarters)]), 4)
    return points, chance.choice([str(float(points)), str(float(points)).replace(".", ",")])


SHAPES: Final[Sequence[Callable[[str], str]]] = (str, str, str.upper, str.lower)


def evidence(chance: random.Random, *, is_figure: bool) -> tuple[str, int]:
    """Return the text of a cell with entries, and the number of different documents or claims of one."""
    phrases = [phrase for phrase in PHRASES if is_figure or "column" not in phrase]
    entries: list[str] = []
    counted = set()
    for _ in range(chance.choice([1, 1, 1, 2, 3, 5])):
        if entries and chance.random() < 0.3:  # a repetition does not count as a second document
            entries.append(chance.choice([str.upper, str.lower])(entries[-1]))
            continue
        if chance.random() < 0.2:
            name = " ".join(chance.sample(NAMES, 3)) + chance.choice(SUFFIXES)
            entry, counts = name, True
        else:
            phrase = chance.choice(phrases)
            entry, counts = phrase["entry"], phrase["reads"] != "missing"
        sign = chance.choice(SIGNS)
        if counts:
            counted.add((sign + entry).casefold())
        shape = chance.choice(SHAPES)
        entries.append(chance.choice(["", "  "]) + sign + shape(entry) + chance.choice(["", " "]))
    return chance.choice(["\n", "; ", ";\n", "\r\n\r\n", " ;; "]).join(entries), len(counted)


def text_cell(text: str) -> Cell:
    return Cell(CellKind.TEXT, text) if text else BLANK


def scored(sample: Sample) -> Scorecard:
    instrument = INSTRUMENTS[sample.file]
    rows = [
        RawRow(
            text_cell(code),
            text_cell(written),
            {kind: text_cell(text) for kind, text in sample.evidence[code].items()},
        )
        for code, written in sample.written.items()
    ]
    return score(check_answers(RawSheet(rows), instrument), instrument)


def workbook_of(sample: Sample) -> bytes:
    kinds = {kind["id"]: kind["name"]["id"] for kind in FORMS[sample.file].get("evidence_kinds", ())}
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["Kode", "Nilai", *kinds.values()])
    for number, (code, written) in enumerate(sample.written.items(), start=2):
        texts = [code, written, *(sample.evidence[code].get(kind, "") for kind in kinds)]
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(number, column)
            cell.value = text or None
            cell.data_type = "s" if text else "n"  # a text that begins with "=" or "#" is neither formula nor error
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def levels_of(scorecard: Scorecard) -> dict[str, tuple[Fraction, Fraction | None]]:
    tallies = {"total": scorecard.total}
    tallies |= {f"cluster {each.cluster.id}": each.tally for each in scorecard.clusters}
    tallies |= {each.question.code: each.tally for each in scorecard.questions}
    return {
        name: (Fraction(tally.claimed), None if tally.supported is None else Fraction(tally.supported))
        for name, tally in tallies.items()
    }


def expected(sample: Sample) -> dict[str, Points] | dict[str, tuple[Fraction, None]]:
    levels = calculate_levels(FORMS[sample.file], sample.meant, sample.documents)
    is_recorded = any(sample.evidence.values())
    return levels if is_recorded else {name: (claimed, None) for name, (claimed, _) in levels.items()}


def sample_of(seed: int) -> Sample:
    return make_sample(FILES[seed % len(FILES)], random.Random(seed))


@pytest.mark.parametrize(
    "seeds",
    [
        pytest.param(range(start, start + 25), id=f"from {start}", marks=[pytest.mark.slow] if start else [])
        for start in range(0, SHEETS, 25)
    ],
)
def test_evidence_is_counted_by_the_table(seeds: range) -> None:
    """Claimed and supported points of each question, each cluster and the total equal the second calculation."""
    samples = {seed: sample_of(seed) for seed in seeds}

    assert {seed: expected(each) for seed, each in samples.items()} == {
        seed: levels_of(scored(each)) for seed, each in samples.items()
    }


@pytest.mark.parametrize("seed", range(10))
def test_each_document_of_a_cell_counts_once(seed: int) -> None:
    """Different entries are counted, even if fewer would be enough."""
    sample = sample_of(seed)
    figures = {kind["id"] for kind in FORMS[sample.file].get("evidence_kinds", ()) if kind.get("accepts_number")}

    assert sample.documents == {
        code: {kind: len(read_references(text, accepts_number=kind in figures)) for kind, text in cells.items()}
        for code, cells in sample.evidence.items()
    }


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 25))])
def test_evidence_of_a_workbook_is_counted_by_the_table(seed: int, tmp_path: Path) -> None:
    """Evidence read from a file is counted by the table, too."""
    sample = sample_of(seed)
    (tmp_path / "a.xlsx").write_bytes(workbook_of(sample))

    assert expected(sample) == levels_of(api.evaluate(tmp_path / "a.xlsx", INSTRUMENTS[sample.file]))


@pytest.mark.parametrize("seed", [*range(5), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(5, 200))])
def test_the_predicate_and_the_missing_evidence_follow_from_the_points(seed: int) -> None:
    """The predicate is the highest with a reached threshold. The list has the largest loss first."""
    sample = sample_of(seed)
    levels = calculate_levels(FORMS[sample.file], sample.meant, sample.documents)
    lost = {
        each["code"]: levels[each["code"]][0] - levels[each["code"]][1] for each in questions_of(FORMS[sample.file])
    }
    is_recorded = any(sample.evidence.values())
    scorecard = scored(sample)
    predicates = [scorecard.claimed, *([scorecard.supported] if scorecard.supported else [])]

    assert [
        [predicate_of(sample.file, points) for points in levels["total"][: 1 + is_recorded]],
        sorted((code for code in lost if lost[code] and is_recorded), key=lambda code: -lost[code]),
    ] == [
        [each.predicate and each.predicate.id for each in predicates],
        [each.question.code for each in scorecard.missing_evidence],
    ]


def predicate_of(file: Path, total: Fraction) -> str | None:
    reached = [each["id"] for each in FORMS[file].get("predicates", ()) if total >= Fraction(str(each["lower_limit"]))]
    return reached[-1] if reached else None
