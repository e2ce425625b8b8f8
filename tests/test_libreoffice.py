"""
A suite of its own: a real spreadsheet program opens what we write, and we read what it saves.

Left out, with a word, where LibreOffice is not installed. ``.ci/run`` installs it.
"""

import random
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.instrument import Instrument
from kla_score.instrument_file import packaged_instrument
from kla_score.messages import Messages
from kla_score.questions import NumberScale, OptionScale, Question
from kla_score.reports.scorecard_data import scorecard_data
from kla_score.scoring import Scorecard
from kla_score.workbook import Entry, write_workbook
from tests.conftest import DESA

OFFICE = shutil.which("soffice")

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: live totals are not compared"),
]

INSTRUMENTS: Final = {
    name: api.load_instrument(path)
    for name, path in {
        "kla": packaged_instrument(),
        "desa": DESA,
        "kla-2011": DESA.with_name("kla-2011.yaml"),
        "kla-2022": DESA.with_name("kla-2022-groups.yaml"),
    }.items()
}
SEEDS: Final = {"kla": 12, "desa": 16, "kla-2011": 6, "kla-2022": 2}
"""So many sheets of each instrument are filled in at random."""
HUNDREDTH: Final = Decimal("0.01")


def edges_of(scale: NumberScale) -> list[Decimal]:
    """Give 0, 100, the edge of each band, and what lies a hundredth beside them."""
    edges = {Decimal(0), Decimal(100), *(step.edge for step in scale.steps)}
    beside = {edge + change for edge in edges for change in (-HUNDREDTH, HUNDREDTH)}
    return sorted(number for number in edges | beside if 0 <= number <= 100)


def answer_to(question: Question, chance: random.Random) -> Decimal | str:
    """Answer at random: some points, a percentage with up to two decimals, an option in either language."""
    scale = question.scale
    if isinstance(scale, OptionScale):
        text, _ = chance.choice(scale.options)
        return text.in_language(chance.choice(["id", "en"]))
    if scale.is_percentage:
        anything = Decimal(chance.randint(0, 10_000)) / 100
        return chance.choice([anything, anything, *edges_of(scale)])
    share = chance.choice([Decimal(1), Decimal("0.5"), Decimal("0.25"), Decimal(0)])
    return round(question.maximum * share, 3)


def best_answer_to(question: Question) -> Decimal | str:
    scale = question.scale
    if isinstance(scale, OptionScale):
        return max(scale.options, key=lambda option: option[1])[0].id
    if not scale.is_percentage:
        return question.maximum
    return Decimal(0) if question.lower_is_better else Decimal(100)


def at_random(instrument: Instrument, seed: int) -> dict[str, Entry]:
    """Fill in a sheet of valid answers and named documents at random; even seeds record evidence."""
    chance = random.Random(seed)
    generous, careful = chance.random(), chance.random()
    filled = {}
    for code, question in instrument.questions.items():
        answer = answer_to(question, chance) if chance.random() < generous else None
        evidence = {
            kind.id: chance.choice(["a.pdf", "a.pdf; b.pdf", "a.pdf\nb.jpg", "belum", "-"])
            for kind in instrument.evidence_kinds
            if seed % 2 == 0 and chance.random() < careful
        }
        filled[code] = Entry(answer, evidence)
    return filled


def at_edges(instrument: Instrument) -> Iterator[dict[str, Entry]]:
    """Fill in sheets whose percentages go through every edge of every band, and a hundredth beside it."""
    scales = {
        code: question.scale
        for code, question in instrument.questions.items()
        if isinstance(question.scale, NumberScale) and question.scale.is_percentage
    }
    tried = {code: edges_of(scale) for code, scale in scales.items()}
    for position in range(max(map(len, tried.values()))):
        yield {code: Entry(numbers[position % len(numbers)]) for code, numbers in tried.items()}


def every_option(instrument: Instrument) -> Iterator[dict[str, Entry]]:
    """Fill in sheets that choose every option of every question, once in each language."""
    scales = {code: question.scale for code, question in instrument.questions.items()}
    choices = {code: scale.options for code, scale in scales.items() if isinstance(scale, OptionScale)}
    for language in ("id", "en"):
        for position in range(max(map(len, choices.values()))):
            yield {
                code: Entry(options[position % len(options)][0].in_language(language))
                for code, options in choices.items()
            }


THOUSANDTHS: Final = (1, 7, 57, 285, 290, 570, 575, 999)
"""Shares of a total that a computer cannot hold, and that cutting off would make smaller."""


def reaching(instrument: Instrument, total: Decimal) -> dict[str, Entry]:
    """Answer one percentage after the other in full until *total* is reached."""
    filled = {}
    for code, question in instrument.questions.items():
        points = min(question.maximum, total)
        filled[code] = Entry(points / question.maximum * 100)
        total -= points
    return filled


def _fillings() -> dict[tuple[str, str], dict[str, Entry]]:
    """Name the sheets: the instrument, and how it is filled in."""
    found: dict[tuple[str, str], dict[str, Entry]] = {}
    for name, instrument in INSTRUMENTS.items():
        found[name, "blank"] = {}
        found[name, "full"] = {code: Entry(best_answer_to(each)) for code, each in instrument.questions.items()}
        found |= {(name, f"random-{seed}"): at_random(instrument, seed) for seed in range(SEEDS[name])}
    desa = INSTRUMENTS["desa"]
    found |= {("desa", f"edges-{number}"): filling for number, filling in enumerate(at_edges(desa))}
    found |= {("desa", f"options-{number}"): filling for number, filling in enumerate(every_option(desa))}
    found["desa", "words"] = {code: Entry("sebagian") for code in desa.questions}
    old = INSTRUMENTS["kla-2011"]
    found |= {("kla-2011", f"share-{each}"): reaching(old, old.maximum * each / 1000) for each in THOUSANDTHS}
    return found


FILLINGS: Final = _fillings()
WITHOUT_PREDICATES: Final = [name for name in FILLINGS if not INSTRUMENTS[name[0]].predicates]


class Saved(NamedTuple):
    """One sheet as we wrote it, and as LibreOffice saved it again."""

    instrument: Instrument
    ours: Path
    theirs: Path

    @property
    def scorecard(self) -> Scorecard:
        """What the program says of our sheet."""
        return api.evaluate(self.ours, self.instrument)

    @property
    def summary(self) -> Any:
        """The sheet Ringkasan with the values that LibreOffice worked out."""
        return load_workbook(self.theirs, data_only=True)["Ringkasan"]

    @property
    def below_total(self) -> int:
        """The row below the total: the predicate, or the share where there are no predicates."""
        return 5 + len(self.instrument.clusters)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Saved]:
    """Our workbooks, and the same ones opened, worked out and saved by LibreOffice. Odd random sheets are English."""
    ours, theirs = tmp_path_factory.mktemp("ours"), tmp_path_factory.mktemp("theirs")
    for (name, how), filling in FILLINGS.items():
        language = "en" if how.startswith("random") and int(how[-1]) % 2 else "id"
        content = write_workbook(INSTRUMENTS[name], Messages(language), filling)
        (ours / f"{name}-{how}.xlsx").write_bytes(content)
    profile = tmp_path_factory.mktemp("profile").as_uri()
    command = [
        str(OFFICE),
        "--headless",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(theirs),
    ]
    subprocess.run([*command, *map(str, sorted(ours.glob("*.xlsx")))], check=True, capture_output=True, timeout=300)  # noqa: S603
    return {
        (name, how): Saved(INSTRUMENTS[name], ours / f"{name}-{how}.xlsx", theirs / f"{name}-{how}.xlsx")
        for name, how in FILLINGS
    }


def live_totals(sheet: Saved) -> list[tuple[Any, Any, Any]]:
    """Read claimed, supported and answered per cluster, then of the total, from the sheet Ringkasan."""
    summary = sheet.summary
    rows = range(4, sheet.below_total)
    return [tuple(_number(summary.cell(row, column).value) for column in (2, 3, 6)) for row in rows]  # type: ignore[misc]


def _number(value: Any) -> Decimal | None:
    return round(Decimal(str(value)), 3) if isinstance(value, int | float) else None


def our_totals(scorecard: Scorecard) -> list[tuple[Any, Any, Any]]:
    tallies = [*(cluster.tally for cluster in scorecard.clusters), scorecard.total]
    return [(tally.claimed, tally.supported, tally.answered) for tally in tallies]


@pytest.mark.parametrize("name", FILLINGS, ids="-".join)
def test_live_totals_equal_ours(name: tuple[str, str], saved: Mapping[tuple[str, str], Saved]) -> None:
    """
    What the sheet shows by itself is what the program says: every kind of answer, cap and evidence included.
    """
    assert our_totals(saved[name].scorecard) == live_totals(saved[name])


@pytest.mark.parametrize("name", [name for name in FILLINGS if name[1] != "words"], ids="-".join)
def test_no_answer_is_refused(name: tuple[str, str], saved: Mapping[tuple[str, str], Saved]) -> None:
    """
    The sheets that are compared hold answers, not errors that count nothing on both sides.
    """
    answered = {code for code, entry in FILLINGS[name].items() if entry.answer is not None}

    assert answered == {
        code for code, each in saved[name].scorecard.assessment.answers.items() if each.points is not None
    }


@pytest.mark.parametrize("name", FILLINGS, ids="-".join)
def test_saving_changes_no_result(name: tuple[str, str], saved: Mapping[tuple[str, str], Saved]) -> None:
    """
    A workbook saved by LibreOffice gives the same data but for its name and hash.
    """
    sheet = saved[name]
    before, after = (
        scorecard_data(api.evaluate(path, sheet.instrument)) | {"source": None} for path in (sheet.ours, sheet.theirs)
    )

    assert before == after


@pytest.mark.parametrize(
    "name",
    [
        *(("kla", "full"), ("kla", "random-0"), ("kla", "random-4"), ("desa", "full"), ("desa", "blank")),
        *(("desa", f"edges-{number}") for number in range(4)),
        *(("desa", f"random-{seed}") for seed in range(0, SEEDS["desa"], 2)),
    ],
    ids="-".join,
)
def test_the_live_predicate_equals_ours(name: tuple[str, str], saved: Mapping[tuple[str, str], Saved]) -> None:
    """
    The predicate in the sheet is the one of the program.
    """
    sheet = saved[name]
    predicate = sheet.scorecard.claimed.predicate

    assert (predicate.name.id if predicate else "belum ada predikat") == sheet.summary.cell(sheet.below_total, 2).value


@pytest.mark.parametrize("name", WITHOUT_PREDICATES, ids="-".join)
def test_without_predicates_the_share_is_shown(name: tuple[str, str], saved: Mapping[tuple[str, str], Saved]) -> None:
    """
    Where an instrument has no predicates the sheet shows the share of the maximum, cut to a tenth of a percent.
    """
    sheet = saved[name]
    total = sheet.scorecard.total
    shares = [None if points is None else points * 1000 // total.maximum for points in (total.claimed, total.supported)]
    cells = [sheet.summary.cell(sheet.below_total, column).value for column in (2, 3)]

    assert shares == [None if cell in {None, ""} else round(Decimal(str(cell)) * 1000, 6) for cell in cells]


def rules_of(path: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Give what each answer accepts, by sheet and cell."""
    rules = {}
    for sheet in load_workbook(path).worksheets:
        for rule in sheet.data_validations.dataValidation:
            for area in rule.sqref.ranges:
                for row, column in area.cells:
                    where = str(sheet.title), str(sheet.cell(row, column).coordinate)
                    rules[where] = (str(rule.type), str(rule.formula1).removeprefix("="))
    return rules


def test_drop_downs_survive_saving(saved: Mapping[tuple[str, str], Saved]) -> None:
    """
    Another program understands the lists of options and the limits, and writes them again.
    """
    sheet = saved["desa", "blank"]

    assert rules_of(sheet.ours) == rules_of(sheet.theirs)
