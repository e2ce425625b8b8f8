"""
Hundreds of filled-in sheets, calculated by a real spreadsheet program and by kla-score.

Skipped with a message if LibreOffice is not installed. ``.ci/run`` installs it.
"""

import functools
import io
import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from openpyxl import load_workbook

from kla_score import api
from kla_score.analysis.rollup import State
from kla_score.analysis.roster import Roster
from kla_score.assessment import CONFLICT
from kla_score.i18n import Messages
from kla_score.instrument import Instrument, Predicate
from kla_score.instrument.base import Text
from kla_score.instrument.questions import NumberScale, OptionScale, Question
from kla_score.instrument_file import load_instrument
from kla_score.parts.carry_over import RowContent
from kla_score.reports.data.scorecard import scorecard_data
from kla_score.reports.views.labels import share_of_maximum
from kla_score.reports.views.rollup import rollup_document
from kla_score.scoring import PredicateResult, Scorecard, Tally
from kla_score.sheet.marks import SUM_OF_INDICATOR
from kla_score.template.writing import write_workbook
from kla_score.xlsx.style import OPEN, UNSUPPORTED, UNUSABLE
from tests.conftest import DESA, TINY
from tests.documents import workbook_of
from tests.workbooks import CALCULATION_SHEET, colour_of

OFFICE = shutil.which("soffice")
AT_ONCE = 2
"""The number of programs that run at the same time."""
SMALL_SHEETS, LARGE_SHEETS = (150, 9) if os.environ.get("KLA_SCORE_HYPOTHESIS") == "nightly" else (40, 2)
"""The number of random sheets, the same in each run, in addition to the chosen ones."""

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: live totals are not compared"),
]


@dataclass(frozen=True)
class Filling:
    """
    The entries of a sheet: answers by code, evidence by code and type.

    Numbers among the evidence are stored as numbers. *stored* are answers as stored, including wrong ones.
    """

    instrument: Instrument
    language: str = "id"
    answers: Mapping[str, Decimal | Text | str | None] = field(default_factory=dict)
    evidence: Mapping[str, Mapping[str, str | float | bool]] = field(default_factory=dict)
    stored: Mapping[str, object] = field(default_factory=dict)

    def write(self) -> bytes:
        """Make the workbook, without stored results, so that another program has to calculate them."""
        texts = {
            code: {kind: value for kind, value in kinds.items() if isinstance(value, str)}
            for code, kinds in self.evidence.items()
        }
        entries = {code: RowContent(self.answers.get(code), texts.get(code, {})) for code in self.instrument.questions}
        book = load_workbook(io.BytesIO(write_workbook(self.instrument, Messages(self.language), entries)))
        rows = rows_of(book, self)
        for code, kinds in self.evidence.items():
            for kind, value in kinds.items():
                if not isinstance(value, str):
                    cell = rows[code][4 + self.kinds.index(kind)]
                    # LibreOffice treats a truth value in a text cell as a number.
                    cell.value, cell.number_format = value, "General" if value is True else cell.number_format
        for code, answer in self.stored.items():
            rows[code][3].value = answer
            rows[code][3].data_type = "e" if str(answer).startswith("#") else rows[code][3].data_type
        return saved(book)

    @property
    def kinds(self) -> Sequence[str]:
        """The evidence types, in the order of their columns."""
        return [kind.id for kind in self.instrument.evidence_kinds]


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rows_of(book: Any, filling: Filling) -> dict[str, Any]:
    """Return the cells of the row of each question."""
    titles = [cluster.short.in_language(filling.language) for cluster in filling.instrument.clusters]
    return {row[0].value: row for title in titles for row in book[title].iter_rows(min_row=2) if row[0].value}


# Entries

PRESENT = (
    *("a.pdf", "a.pdf; b.pdf", "a.pdf\nb.jpg", "a.pdf\r\nb.jpg", "https://x.id/a?b=1&c=~2; b.pdf", "a|b.pdf; c.pdf"),
    *("  a.pdf", " a.pdf ; b.pdf ", "\u00a0a.pdf\u00a0;\u00a0b.pdf", "\na.pdf\n\n b.pdf\n", 'SK "Bupati" 12/2024.pdf'),
    "\u200ba.pdf;\u3000b.pdf",
    *("A.PDF; a.pdf", "a.pdf;a.pdf", "a.pdf; A.PDF ;a.pdf\nb.pdf", "a.pdf;", ";a.pdf;;", "a.pdf;b.pdf;\n"),
    *(
        "a.pdf\t",
        "a.pdf;\tb.pdf",
        "sk*.pdf; sk1.pdf",
        "skA.pdf; sk?.pdf",
        "a~b.pdf; a~~b.pdf",
        "a.pdf;A.pdf.",
        "(a).pdf",
    ),
    *("ada", "ADA; terlampir", "v", "✓", "ada; ada", "5", "0; 5", "belum ada rapat.pdf", "proses.pdf", "rapat – 1.pdf"),
    "; ".join(f"berkas {number}.pdf" for number in range(1, 13)),
    f"{'x' * 300}.pdf; {'y' * 90}.pdf",
    f"https://x.id/{'x' * 900}",
    f"https://x.id/{'x' * 600}/1; https://x.id/{'x' * 600}/2",
    "; ".join(f"berkas {number}.pdf" for number in range(30)),
    "\n".join(f"desa {number}/sk.pdf" for number in range(241)),
)
ABSENT = (
    *("belum", "Belum ada", "BELUM ADA", "  tidak ada ", "tidak  ada", "-", "–", "—", "?", "0", "n/a", "N/A", "Proses"),
    *("belum ada.", "(belum)", "--", "[tidak ada]", '"proses"', "tidak ada!", "belum\t", " \t ", "\u00a0"),
    *("\u200b", "\ufeff ", "\u3000", " \u202f", "be\u200blum", "belum\u3000ada", "\ufeff-", "belum;\u200b"),
    *("- belum ada", "-belum", "* belum", "tidak ada,", "belum ada:", "“belum”", "(tidak ada", "- tidak ada -"),
    *("( belum )", "belum ada..", "belum ada…", "belum!!", "_belum_", "- -", "–-", "**", "[ ]", "'-", "Not yet"),
    *("belum;", "-; -", "Tidak; -\nbelum ada;", "nihil\n", " kosong ;\r\n menyusul", "0; 0", ";", " ; \n"),
)
MIXED = (
    *("a.pdf; belum", "belum ada; a.pdf", "-\na.pdf\n-", "a.pdf; tidak ada; b.pdf", "0; a.pdf", "A.pdf;BELUM;a.PDF"),
    *("menyusul;\n a.pdf", "?; –; a.pdf; b.pdf", "belum\n" * 12 + "a.pdf", "- a.pdf; - b.pdf", "(a.pdf)"),
)
NUMBERS = (0, 1, 12.5, 88)


def evidence_at_random(instrument: Instrument, chance: random.Random) -> dict[str, dict[str, str | float]]:
    """Fill in evidence cells, including unneeded ones. Some sheets contain almost no evidence."""
    careful, honest = chance.random(), chance.random()
    found: dict[str, dict[str, str | float]] = {}
    for code in instrument.questions:
        for kind in instrument.evidence_kinds:
            if chance.random() < careful:
                texts = chance.choice([PRESENT, MIXED, PRESENT]) if chance.random() < honest else ABSENT
                is_number = chance.random() < (0.4 if kind.accepts_number else 0.05)
                found.setdefault(code, {})[kind.id] = chance.choice(NUMBERS) if is_number else chance.choice(texts)
    return found


def answer_at_random(question: Question, chance: random.Random) -> Decimal | Text | str:
    """Choose an option in any spelling, an edge of a band, or any number of thousandths."""
    scale = question.scale
    if isinstance(scale, OptionScale):
        text, _ = chance.choice(scale.options)
        spellings: list[Text | str] = [text, text, text.id.lower(), text.en, text.en.upper()]
        return chance.choice(spellings)
    highest = Decimal(100) if scale.is_percentage else question.maximum
    edge = chance.choice([*(step.edge for step in scale.steps), highest, highest / 2, highest / 3])
    beside = edge + chance.choice([Decimal(0), Decimal("0.001"), Decimal("-0.001")])
    anything = Decimal(chance.randint(0, int(highest * 1000))) / 1000
    return min(max(round(chance.choice([beside, anything, highest]), 3), Decimal(0)), highest)


def at_random(instrument: Instrument, seed: int) -> Filling:
    """Fill in any valid sheet. Every fifth records no evidence."""
    chance = random.Random(seed)
    generous = chance.choice([chance.random(), 1])
    answers = {
        code: answer_at_random(question, chance)
        for code, question in instrument.questions.items()
        if chance.random() < generous
    }
    evidence = evidence_at_random(instrument, chance) if seed % 5 else {}
    return Filling(instrument, "en" if seed % 2 else "id", answers, evidence)


def best(question: Question) -> Decimal | Text:
    """Return the answer with the most points. The best percentage is one of the ends."""
    scale = question.scale
    if isinstance(scale, OptionScale):
        return max(scale.options, key=lambda option: option[1])[0]
    return max(Decimal(0), Decimal(100), key=scale.points_at) if scale.is_percentage else question.maximum


def everything(instrument: Instrument) -> dict[str, dict[str, str | float]]:
    """Return enough evidence for every question."""
    return {
        code: dict.fromkeys(question.evidence_kinds, "1.pdf; 2.pdf; 3.pdf; 4.pdf; 5.pdf; 6.pdf")
        for code, question in instrument.questions.items()
    }


def adding_up_to(instrument: Instrument, target: Decimal) -> dict[str, Decimal | Text]:
    """Return answers with the total *target*: full points in capped indicators, then from the first question on."""
    answers: dict[str, Decimal | Text] = {}
    indicators = [indicator for cluster in instrument.clusters for indicator in cluster.indicators]
    for indicator in indicators:
        if indicator.cap:
            answers |= {question.code: best(question) for question in indicator.questions}
            target -= indicator.cap.points
    free = [question for indicator in indicators if not indicator.cap for question in indicator.questions]
    fine = [question for question in free if is_fine(question)]
    for question in [each for each in free if not is_fine(each)] + fine:
        points = min(question.maximum, target) if is_fine(question) else question.maximum
        if points <= target:
            answers[question.code] = points if is_fine(question) else best(question)
            target -= points
    return answers


def is_fine(question: Question) -> bool:
    """Return whether *question* can have any number of thousandths as points."""
    return isinstance(question.scale, NumberScale) and not question.scale.is_percentage


def steps_of(instrument: Instrument) -> Iterator[tuple[str, Mapping[str, Decimal]]]:
    """Return answers with each percentage at an edge of a band, just below it, or just above it."""
    scales = {code: question.scale for code, question in instrument.questions.items()}
    bands = {
        code: scale.steps for code, scale in scales.items() if isinstance(scale, NumberScale) and scale.is_percentage
    }
    for position in range(max(map(len, bands.values()))):
        for name, beside in (("at", Decimal(0)), ("below", Decimal("-0.001")), ("above", Decimal("0.001"))):
            edges = {code: steps[min(position, len(steps) - 1)].edge + beside for code, steps in bands.items()}
            yield f"{name}-edge-{position}", {code: max(edge, Decimal(0)) for code, edge in edges.items()}
    for percentage in ("12.345", "0.005", "33.335", "4.035", "99.995", "99.999", "100", "1", "1.001", "0.999"):
        yield f"percentage-{percentage}", dict.fromkeys(bands, Decimal(percentage))


def at_limits(instrument: Instrument) -> dict[str, Filling]:
    """Return sheets with totals at each threshold and a thousandth below it, claimed and supported."""
    return {
        f"{predicate.id}-{below}": Filling(
            instrument, "id", adding_up_to(instrument, predicate.lower_limit - below), everything(instrument)
        )
        for predicate in instrument.predicates
        for below in (Decimal(0), Decimal("0.001"))
    }


def ends(instrument: Instrument) -> dict[str, Filling]:
    """Return a blank sheet, a sheet with only answers, and a complete one."""
    full = {code: best(question) for code, question in instrument.questions.items()}
    return {
        "blank": Filling(instrument),
        "nothing-recorded": Filling(instrument, "en", full),
        "full": Filling(instrument, "id", full, everything(instrument)),
        "evidence-alone": Filling(instrument, "id", {}, everything(instrument)),
    }


ODD = "odd"
"""In the names of sheets that other programs do not save as they are: a ticked box becomes a number."""
DIFFERENT = f"{CONFLICT}5: Dinkes, Dinsos; 4: Disdik"
UNUSABLE_POINTS = (-1, 1_000, True, 1.23456, "sepuluh", "1.000", "#REF!", 1e300, "  ", "\u200b", 1e-5, DIFFERENT)
UNUSABLE_SHARES = (-0.01, 1.01, 1.5, 85, 100, 100.5, "banyak", "#N/A", DIFFERENT)
UNUSABLE_OPTIONS = ("sebagian", 7, False, "#VALUE!", "-", DIFFERENT)


def unusable(instrument: Instrument, seed: int) -> Filling:
    """Return a sheet with invalid answers among valid ones."""
    chance = random.Random(seed)
    stored: dict[str, object] = {}
    for code, question in instrument.questions.items():
        scale = question.scale
        is_percentage = isinstance(scale, NumberScale) and scale.is_percentage
        wrong = UNUSABLE_OPTIONS if isinstance(scale, OptionScale) else UNUSABLE_SHARES
        stored[code] = chance.choice(wrong if is_percentage or isinstance(scale, OptionScale) else UNUSABLE_POINTS)
    kept = {code: answer for code, answer in stored.items() if chance.random() < 0.7}
    others = {code: best(question) for code, question in instrument.questions.items() if code not in kept}
    return Filling(instrument, "id", others, everything(instrument), kept)


RESIDUES = ((0.3 - 0.1 - 0.2, Decimal(0)), (0.6 - 0.5, Decimal("0.1")), (1000.1 - 1000, Decimal("0.1")))
"""Stored results of formulas, and their points."""


def residues(instrument: Instrument) -> Filling:
    """Return a sheet with the rounding errors of formulas that subtract points."""
    codes = [code for code, question in instrument.questions.items() if is_fine(question) and question.maximum >= 1]
    stored = {code: RESIDUES[position % len(RESIDUES)] for position, code in enumerate(codes)}
    answers = {code: points for code, (_, points) in stored.items()}
    values = {code: value for code, (value, _) in stored.items()}
    return Filling(instrument, "id", answers, everything(instrument), values)


def spaced(instrument: Instrument) -> Instrument:
    """Put double and non-breaking blanks into the texts of options."""
    data = instrument.model_dump()
    for cluster in data["clusters"]:
        for indicator in cluster["indicators"]:
            for question in indicator["questions"]:
                for option in question.get("options") or ():
                    option["text"]["id"] = option["text"]["id"].replace(" ", "  ", 1)
                    option["text"]["en"] = option["text"]["en"].replace(" ", "\u00a0", 1)
    return Instrument.model_validate(data)


def every_option(instrument: Instrument) -> dict[str, Filling]:
    """Return sheets that choose every option of every question, once in each language."""
    scales = {code: question.scale for code, question in instrument.questions.items()}
    choices = {code: scale.options for code, scale in scales.items() if isinstance(scale, OptionScale)}
    return {
        f"option-{position}-{language}": Filling(
            instrument,
            "id",
            {code: options[position % len(options)][0].in_language(language) for code, options in choices.items()},
        )
        for position in range(max(map(len, choices.values()), default=0))
        for language in ("id", "en")
    }


THOUSANDTHS = (1, 7, 57, 285, 290, 570, 575, 999)
"""Shares of a total that binary numbers cannot represent, and truncation would lower."""


def shares_of(instrument: Instrument) -> dict[str, Filling]:
    """Return sheets with a given share of the maximum: one percentage after the other at its best."""
    found = {}
    for thousandths in THOUSANDTHS:
        left = instrument.maximum * thousandths / 1000
        answers: dict[str, Decimal] = {}
        for code, question in instrument.questions.items():
            points = min(question.maximum, left)
            answers[code] = points / question.maximum * 100
            left -= points
        found[f"share-{thousandths}"] = Filling(instrument, "id", answers)
    return found


PHRASES: Sequence[Mapping[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "evidence-phrases.yaml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class PhraseAt:
    """A phrase in the evidence cell of *kind* of a question, in the sheet with this number."""

    sheet: int
    code: str
    kind: str
    phrase: Mapping[str, Any]


def phrases_at(instrument: Instrument) -> Iterator[PhraseAt]:
    """Yield a place for each phrase. Columns for figures are few, so that this takes several sheets."""
    kinds = instrument.evidence_kind_by_id
    for accepts_number in (False, True):
        places = list(
            {
                code: kind
                for code, question in instrument.questions.items()
                for kind in question.evidence_kinds
                if kinds[kind].accepts_number is accepts_number
                if question.can_earn and len(question.alternatives) == 1
                if [1] == [item.count for item in question.alternatives[0] if item.kind == kind]
            }.items()
        )
        own = [phrase for phrase in PHRASES if (phrase.get("column") == "figure") is accepts_number]
        for position, phrase in enumerate(own):
            yield PhraseAt(position // len(places), *places[position % len(places)], phrase)


def with_phrases(instrument: Instrument) -> dict[str, Filling]:
    """Return sheets with full points for every question, each supported by a real phrase."""
    answers = {code: best(question) for code, question in instrument.questions.items()}
    sheets: dict[str, dict[str, dict[str, str]]] = {}
    for at in phrases_at(instrument):
        others = dict.fromkeys(instrument.questions[at.code].evidence_kinds, "1.pdf")
        evidence = sheets.setdefault(str(at.sheet), {})
        evidence[at.code] = {**others, **evidence.get(at.code, {}), at.kind: at.phrase["entry"]}
    return {number: Filling(instrument, "id", answers, evidence) for number, evidence in sheets.items()}


def fillings_of(instrument: Instrument, count: int) -> dict[str, Filling]:
    """Return every filling of *instrument*, including *count* random ones."""
    fillings = {f"random-{seed}": at_random(instrument, seed) for seed in range(count)}
    fillings |= ends(instrument) | at_limits(instrument) | every_option(instrument)
    fillings |= {f"{ODD}-{seed}": unusable(instrument, seed) for seed in range(3)}
    fillings["residues"] = residues(instrument)
    ticked = {code: dict.fromkeys(kinds, True) for code, kinds in everything(instrument).items()}
    fillings[f"{ODD}-ticked"] = Filling(instrument, "en", fillings["full"].answers, ticked)
    if not instrument.predicates:
        fillings |= shares_of(instrument)
    elif any(question.kind == "percentage" for question in instrument.questions.values()):
        evidence = everything(instrument)
        fillings |= {name: Filling(instrument, "en", answers, evidence) for name, answers in steps_of(instrument)}
    return fillings


# Both programs


@dataclass(frozen=True)
class Sheets:
    """The workbooks of the program, and the same ones after LibreOffice has calculated and saved them."""

    fillings: Mapping[str, Filling]
    ours: Path
    theirs: Path
    scored: dict[str, Scorecard] = field(default_factory=dict)

    def scorecard(self, name: str) -> Scorecard:
        """Evaluate the program's workbook, once."""
        if name not in self.scored:
            self.scored[name] = api.evaluate(self.of(name)[0], self.fillings[name].instrument)
        return self.scored[name]

    def of(self, name: str) -> tuple[Path, Path]:
        """Return both workbooks of the filling *name*."""
        return self.ours / f"{name}.xlsx", self.theirs / f"{name}.xlsx"


def convert(paths: Sequence[Path], target: Path, profile: Path) -> None:
    """Let LibreOffice open *paths* and save them into the folder *target*."""
    for attempt in range(3):  # on a busy machine, LibreOffice sometimes ends early without a message
        left = [path for path in paths if not (target / path.name).exists()]
        running = [
            subprocess.Popen(  # noqa: S603
                [
                    str(OFFICE),
                    "--headless",
                    f"-env:UserInstallation={(profile / f'{attempt}-{number}').as_uri()}",
                    "--convert-to",
                    "xlsx",
                    "--outdir",
                    str(target),
                    *map(str, left[number::AT_ONCE]),
                ],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for number in range(AT_ONCE)
            if left[number::AT_ONCE]
        ]
        for each in running:
            each.wait(timeout=600)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sheets]:
    """Write all workbooks, and let LibreOffice calculate them in one run."""
    ours, theirs = tmp_path_factory.mktemp("ours"), tmp_path_factory.mktemp("theirs")
    kinds = {
        "spaced": every_option(spaced(load_instrument(DESA))),
        "desa": fillings_of(load_instrument(DESA), SMALL_SHEETS),
        "kla": fillings_of(load_instrument(), LARGE_SHEETS),
        "tiny": fillings_of(load_instrument(TINY), 8),
        "kla-2011": fillings_of(load_instrument(DESA.with_name("kla-2011.yaml")), 6),
        "kla-2022": fillings_of(load_instrument(DESA.with_name("kla-2022-groups.yaml")), 2),
    }
    kinds["phrases"] = with_phrases(load_instrument())
    for kind, fillings in kinds.items():
        for name, filling in fillings.items():
            (ours / f"{kind}-{name}.xlsx").write_bytes(filling.write())
    coloured = {f"coloured-{name}": filling for name, filling in coloured_fillings().items()}
    for name, filling in coloured.items():
        (ours / f"{name}.xlsx").write_bytes(with_conditions(filling))
    convert(sorted(ours.glob("*.xlsx")), theirs, tmp_path_factory.mktemp("profile"))
    found = {
        kind: Sheets({f"{kind}-{name}": each for name, each in fillings.items()}, ours, theirs)
        for kind, fillings in kinds.items()
    }
    return found | {"coloured": Sheets(coloured, ours, theirs)}


NAMES = ("desa", "kla", "tiny", "kla-2011", "kla-2022")
WITH_PREDICATES = ("desa", "kla", "tiny", "kla-2022")


def as_number(value: Any) -> Decimal | None:
    """Return a number of a spreadsheet with the three decimals of points."""
    return round(Decimal(str(value)), 3) if isinstance(value, int | float) else None


def shown(path: Path) -> list[list[Any]]:
    """Return the values in the sheet with the totals."""
    book = load_workbook(path, data_only=True, read_only=True)
    rows = [[cell.value for cell in row] for row in book[book.sheetnames[2]].iter_rows()]
    book.close()
    return rows


def line_of(tally: Tally) -> list[Decimal | int | None]:
    share = share_of_maximum(tally.claimed, tally.maximum, Messages("en")).number / 100
    return [
        tally.claimed,
        tally.supported,
        tally.not_reached,
        tally.maximum,
        tally.answered,
        tally.questions,
        share,
    ]


@pytest.mark.parametrize("kind", [*NAMES, "spaced"])
def test_live_totals_equal_those_of_the_program(kind: str, sheets: dict[str, Sheets]) -> None:
    """The totals of a sheet equal those of the program: points, evidence per entry, caps, unanswered questions."""
    differing: dict[str, object] = {}
    for name in sheets[kind].fillings:
        _, theirs = sheets[kind].of(name)
        scorecard = sheets[kind].scorecard(name)
        tallies = [*(cluster.tally for cluster in scorecard.clusters), scorecard.total]
        live = [[as_number(value) for value in row[1:8]] for row in shown(theirs)[3 : 3 + len(tallies)]]
        if [line_of(tally) for tally in tallies] != live:
            differing[name] = [(line_of(tally), row) for tally, row in zip(tallies, live, strict=True)]
        inside = {each.indicator.code: each.tally for cluster in scorecard.clusters for each in cluster.indicators}
        found = sums_of_indicators(theirs)
        if {code: (tally.claimed, tally.maximum) for code, tally in inside.items()} != found:
            differing[f"{name}, indicators"] = found

    assert {} == differing


def sums_of_indicators(path: Path) -> Mapping[str, tuple[Decimal | None, Decimal | None]]:
    """Return the live points and the maximum of each indicator, by its code."""
    book = load_workbook(path, data_only=True)
    rows = [row for sheet in book.worksheets[3:] for row in sheet.iter_rows(max_col=4, values_only=True)]
    headings = [row for row in rows if row[0] == SUM_OF_INDICATOR]
    return {str(row[1]).split(". ")[0]: (as_number(row[3]), as_number(row[2])) for row in headings}


def test_live_totals_are_never_higher_than_those_of_the_program(sheets: dict[str, Sheets]) -> None:
    """
    Each phrase supports its own question. The sheet counts it only if the program does.

    Live totals may be lower, since the sheet does not recognize legal acts and subjects of titles.
    """
    higher, lower = [], []
    for at in phrases_at(load_instrument()):
        name = f"phrases-{at.sheet}"
        scorecard = sheets["phrases"].scorecard(name)
        ours = next(each.tally.supported for each in scorecard.questions if each.question.code == at.code) or 0
        live = supported_live(sheets["phrases"].of(name)[1])[at.code]
        higher += [at.phrase["entry"]] if live > ours else []
        lower += [at.phrase["entry"]] if live < ours else []

    assert ([], True) == (higher, len(lower) <= MOST_LOWER), lower


@functools.cache
def supported_live(path: Path) -> Mapping[str, Decimal]:
    """Return the supported points of each question, as calculated by LibreOffice."""
    rows = load_workbook(path, data_only=True)[CALCULATION_SHEET].iter_rows(min_row=2, max_col=6, values_only=True)
    return {str(row[0]): as_number(row[5]) or Decimal(0) for row in rows if row[0]}


MOST_LOWER = 15
"""The number of phrases that count only in the program, not in the sheet."""


def predicate_result_of(predicate_result: PredicateResult | None, filling: Filling) -> tuple[str, Decimal | None, str]:
    """Return the predicate, the missing points and the next predicate, as a sheet shows them."""
    if predicate_result is None:
        return "", None, ""

    def name_of(predicate: Predicate | None, otherwise: str) -> str:
        return predicate.name.in_language(filling.language) if predicate else otherwise

    name, following = name_of(predicate_result.predicate, none_of(filling)), name_of(predicate_result.next, "")
    return name, predicate_result.needed, following


def none_of(filling: Filling) -> str:
    """Return the words for no predicate."""
    return Messages(filling.language).gettext("no predicate")


@pytest.mark.parametrize("kind", WITH_PREDICATES)
def test_live_predicates_equal_those_of_the_program(kind: str, sheets: dict[str, Sheets]) -> None:
    """The sheet also has the same predicates, claimed and supported, and the same missing points."""
    differing: dict[str, object] = {}
    for name, filling in sheets[kind].fillings.items():
        _, theirs = sheets[kind].of(name)
        scorecard = sheets[kind].scorecard(name)
        below = 4 + len(filling.instrument.clusters)
        reported, needed, following = shown(theirs)[below : below + 3]
        live = [(reported[at] or "", as_number(needed[at]), following[at] or "") for at in (1, 2)]
        expected = [predicate_result_of(each, filling) for each in (scorecard.claimed, scorecard.supported)]
        if expected != live:
            differing[name] = (expected, live)
        count = len(filling.instrument.predicates)
        scale = shown(theirs)[below + 5 : below + 5 + count]
        marked = [next((row[0] for row in scale if row[at] == "●"), none_of(filling)) for at in (1, 2)]
        if [each[0] or none_of(filling) for each in expected] != marked:
            differing[f"{name}, scale"] = marked

    assert {} == differing


@pytest.mark.parametrize("kind", NAMES)
def test_saving_changes_no_result(kind: str, sheets: dict[str, Sheets]) -> None:
    """A workbook saved by LibreOffice gives the same data except for its name and hash."""
    differing = {}
    for name, filling in sheets[kind].fillings.items():
        if ODD in name:
            continue
        saved_by_them = api.evaluate(sheets[kind].of(name)[1], filling.instrument)
        before, after = (
            dict(scorecard_data(each)) | {"source": None} for each in (sheets[kind].scorecard(name), saved_by_them)
        )
        if before != after:
            differing[name] = {key: (before[key], after[key]) for key in before if before[key] != after[key]}

    assert {} == differing


# The contents of the sheets


def test_without_predicates_the_share_is_shown(sheets: dict[str, Sheets]) -> None:
    """If an instrument has no predicates, the sheet shows the share of the maximum, truncated to 0.1%."""
    differing = {}
    for name in sheets["kla-2011"].fillings:
        total = sheets["kla-2011"].scorecard(name).total
        shares = [
            None if points is None else points * 1000 // total.maximum for points in (total.claimed, total.supported)
        ]
        _, theirs = sheets["kla-2011"].of(name)
        row = shown(theirs)[4 + len(sheets["kla-2011"].fillings[name].instrument.clusters)]
        live = [None if cell in {None, ""} else round(Decimal(str(cell)) * 1000, 6) for cell in row[1:3]]
        if shares != live:
            differing[name] = (shares, live)

    assert {} == differing


@pytest.mark.parametrize("kind", NAMES)
def test_valid_answers_count(kind: str, sheets: dict[str, Sheets]) -> None:
    """The compared sheets contain valid answers, not errors that count 0 on both sides."""
    differing = {}
    for name, filling in sheets[kind].fillings.items():
        answered = {code for code, answer in filling.answers.items() if answer is not None}
        found = sheets[kind].scorecard(name).assessment.answers
        counting = {code for code, each in found.items() if each.points is not None}
        if answered != counting:
            differing[name] = answered ^ counting

    assert {} == differing


def rules_of(path: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the rule of each answer, by sheet and cell."""
    rules = {}
    for sheet in load_workbook(path).worksheets:
        for rule in sheet.data_validations.dataValidation:
            for area in rule.sqref.ranges:
                for row, column in area.cells:
                    where = str(sheet.title), str(sheet.cell(row, column).coordinate)
                    rules[where] = (str(rule.type), str(rule.formula1))
    return rules


def test_drop_downs_survive_saving(sheets: dict[str, Sheets]) -> None:
    """Another program reads the lists of options and the limits, and writes them unchanged."""
    ours, theirs = sheets["desa"].of("desa-blank")

    assert rules_of(ours) == rules_of(theirs)


@pytest.mark.parametrize("kind", ["desa", "kla", "tiny"])
def test_totals_are_at_the_thresholds(kind: str, sheets: dict[str, Sheets]) -> None:
    """Some sheets reach each threshold exactly, and others miss it by a thousandth."""
    group = sheets[kind]
    some = next(iter(group.fillings.values())).instrument
    expected = {
        f"{kind}-{predicate.id}-{below}": (predicate.lower_limit - below,) * 2
        for predicate in some.predicates
        for below in (Decimal(0), Decimal("0.001"))
    }
    totals = {name: group.scorecard(name).total for name in expected}

    assert expected == {name: (total.claimed, total.supported) for name, total in totals.items()}


@pytest.mark.parametrize("kind", ["desa", "kla"])
def test_every_cap_is_active_in_some_sheet(kind: str, sheets: dict[str, Sheets]) -> None:
    """Every cap reduces claimed and supported points in some sheet."""
    cut: set[tuple[str, str]] = set()
    capped = set()
    for scorecard in map(sheets[kind].scorecard, sheets[kind].fillings):
        for each in [each for cluster in scorecard.clusters for each in cluster.indicators if each.indicator.cap]:
            capped.add(each.indicator.code)
            cut |= {
                (each.indicator.code, name)
                for name in ("claimed", "supported")
                if getattr(each.uncapped, name) != getattr(each.tally, name)
            }
    expected = {(code, name) for code in capped for name in ("claimed", "supported")}

    assert expected == cut


# Colours

CHECK = "Cek"
_PIECES = re.compile(r'("(?:[^"]|"")*")')
_ADDRESS = re.compile(r"\$([A-Z]+)[0-9]+")


def moved(formula: str, sheet: str, row: int) -> str:
    """Return *formula* for *row* of *sheet*, usable in another sheet."""
    pieces = _PIECES.split(formula)
    pieces[::2] = [_ADDRESS.sub(rf"'{sheet}'!$\g<1>{row}", piece) for piece in pieces[::2]]
    return "".join(pieces)


def with_conditions(filling: Filling) -> bytes:
    """
    Write *filling*, and each condition of its colours as a formula into an additional sheet.

    A row of it has the code, the colour, the column and the condition, as 1 or 0.
    """
    book = load_workbook(io.BytesIO(filling.write()))
    codes = {(row[0].parent.title, row[0].row): code for code, row in rows_of(book, filling).items()}
    check: Any = book.create_sheet(CHECK)
    for sheet in book.worksheets:
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                for part in area.sqref.ranges:
                    condition = moved(rule.formula[0], sheet.title, part.min_row)
                    code, column = codes[sheet.title, part.min_row], part.coord.rstrip("0123456789")
                    check.append([code, colour_of(rule.dxf), column, f"=IF({condition},1,0)"])
                    check.cell(check.max_row, 1).data_type = "s"
    return saved(book)


def colours(path: Path) -> set[tuple[str, str, str]]:
    """Return code, colour and column of every cell whose condition is true."""
    rows = load_workbook(path, data_only=True)[CHECK].iter_rows(values_only=True)
    return {(str(code), str(colour), str(column)) for code, colour, column, holds in rows if holds == 1}


SIMPLE = ("a.pdf", "a.pdf; b.pdf", "belum", " Belum Ada ", "-", "0", "")


def simple(instrument: Instrument, seed: int) -> Filling:
    """Fill in a sheet with a single entry in each evidence cell."""
    chance = random.Random(seed)
    answers = {
        code: answer_at_random(question, chance)
        for code, question in instrument.questions.items()
        if chance.random() < 0.8
    }
    evidence = {
        code: {kind.id: chance.choice(SIMPLE) for kind in instrument.evidence_kinds if chance.random() < 0.7}
        for code in instrument.questions
    }
    return Filling(instrument, "en" if seed % 2 else "id", answers, evidence)


def is_there(filling: Filling, code: str, kind: str) -> bool:
    """Return whether the evidence cell contains evidence. 0 is a figure in a column for figures."""
    text = str(filling.evidence.get(code, {}).get(kind, "")).strip().lower()
    accepts_number = filling.instrument.evidence_kind_by_id[kind].accepts_number
    return text not in ({"", "belum", "belum ada", "-"} | (set() if accepts_number else {"0"}))


def expected_colours(filling: Filling, scorecard: Scorecard) -> Iterator[tuple[str, str, str]]:
    """Return code, colour and column of every coloured cell, by the rules in the guide."""
    letters = dict(zip(filling.kinds, "EFGHIJKLMN", strict=False))
    for each in scorecard.questions:
        code, question = each.question.code, each.question
        if question.can_earn and filling.answers.get(code) is None:
            yield code, colour_of(OPEN), "D"
        sets = [{item.kind for item in items} for items in question.alternatives]
        present = {kind for kind in question.evidence_kinds if is_there(filling, code, kind)}
        if each.tally.claimed and not any(kinds <= present for kinds in sets):
            for kind in question.evidence_kinds - present:
                yield code, colour_of(UNSUPPORTED), letters[kind]


WRONG = {
    "1.1": "5",
    "1.2a": 4.501,
    "1.10": -0.001,
    "2.1": "7 %",
    "2.2": "sepuluh",
    "3.1": 1.0001,
    "3.2": DIFFERENT,
}
WRONG_KINDS = {"A1.1": "Perda", "A2.2": DIFFERENT, "B2.1": 1.5, "B1.1": -0.5}
"""A choice and percentages."""
OWED: Mapping[str, Mapping[str, str | float | bool]] = {
    "1.1": {"document": 7.0},
    "2.2": {"document": "- belum ada", "photo": "(menyusul)"},
}
"""Entries that are not evidence."""
RIGHT = {"1.1": 5, "1.2a": 4.125, "1.10": 0, "2.1": 5.999}


def coloured_fillings() -> dict[str, Filling]:
    """Return the sheets with colours to test: some valid ones, one with wrong answers, one with right ones."""
    counts = {"desa": (load_instrument(DESA), 5), "tiny": (load_instrument(TINY), 6), "kla": (load_instrument(), 1)}
    found = {
        f"{name}-{seed}": simple(instrument, seed)
        for name, (instrument, count) in counts.items()
        for seed in range(count)
    }
    tiny = load_instrument(TINY)
    desa = load_instrument(DESA)
    return found | {
        "wrong": Filling(tiny, stored=WRONG),
        "right": Filling(tiny, stored=RIGHT),
        "wrong-kinds": Filling(desa, stored=WRONG_KINDS),
        "owed": Filling(tiny, answers={code: best(each) for code, each in tiny.questions.items()}, evidence=OWED),
    }


def test_colours_are_those_of_the_guide(sheets: dict[str, Sheets]) -> None:
    """Strong yellow means unanswered, and orange means missing evidence for claimed points."""
    differing = {}
    for name, filling in sheets["coloured"].fillings.items():
        if not filling.stored and filling.evidence is not OWED:
            expected = set(expected_colours(filling, sheets["coloured"].scorecard(name)))
            found = colours(sheets["coloured"].of(name)[1])
            if expected != found:
                differing[name] = expected ^ found

    assert {} == differing


@pytest.mark.parametrize(
    ("name", "codes"), [("wrong", set(WRONG)), ("right", set()), ("wrong-kinds", set(WRONG_KINDS)), ("owed", set())]
)
def test_red_cells_are_invalid(name: str, codes: set[str], sheets: dict[str, Sheets]) -> None:
    """Only words, text that looks like a number, and numbers outside the limits are red."""
    _, theirs = sheets["coloured"].of(f"coloured-{name}")
    expected = {(code, colour_of(UNUSABLE), "D") for code in codes}

    assert expected == {each for each in colours(theirs) if each[1] == colour_of(UNUSABLE)}


def test_entries_without_a_document_are_missing(sheets: dict[str, Sheets]) -> None:
    """A number in a column of documents, and a word with signs around it, count as missing."""
    _, theirs = sheets["coloured"].of("coloured-owed")
    expected = {("1.1", "E"), ("2.2", "E"), ("2.2", "F")}
    found = {(code, column) for code, colour, column in colours(theirs) if colour == colour_of(UNSUPPORTED)}

    assert expected <= found


SPELLINGS: Final = {"Ya": ("Ya", "iya", "SUDAH ADA", "✔", True), "Tidak": ("tidak", "No", "blm", "tdk ada", False)}


@pytest.mark.parametrize("name", ["1-utara", "2-tengah"])
def test_a_list_of_villages_counts_its_answers(name: str, kla: Instrument, tmp_path: Path) -> None:
    """
    The live counts of a sub-district equal those of the program for its list, and so do the totals of the annex.

    Both accept the same words.
    """
    folder = TINY.parent.parent / "examples" / "villages"
    path, annex = tmp_path / f"{name}.xlsx", tmp_path / "annex.xlsx"
    book: Any = load_workbook(folder / "lists" / path.name)
    spellings: dict[Any, Any] = {word: cycle(words) for word, words in SPELLINGS.items()}
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows(min_row=3):
            for cell in row:
                if cell.value in spellings:
                    cell.value = next(spellings[cell.value])
    book.save(path)
    district = Roster(
        [each for each in api.village_roster(folder / "villages.csv").members if each.district.lower() == name[2:]],
        api.village_roster(folder / "villages.csv").kinds,
    )
    rollup = api.rollup([path], kla, district)
    annex.write_bytes(workbook_of(rollup_document(rollup, Messages("id"), in_full=True)))
    target = tmp_path / "calculated"
    convert([path, annex], target, tmp_path / "profile")
    front = load_workbook(target / path.name, data_only=True).worksheets[0]
    totals = load_workbook(target / annex.name, data_only=True)
    live = {str(row[0]): row[2:5] for row in front.iter_rows(min_row=15, values_only=True)}
    states = (State.YES, State.NO, State.NOT_RECEIVED)

    for each in rollup.counted:
        counts = tuple(each.count(state) for state in states)
        assert counts == live[each.question.code]
        labels = {row[0]: row[3] for row in totals[each.fed.code].iter_rows(values_only=True)}
        assert counts == tuple(labels[f"Jawaban: {word}"] for word in ("Ya", "Tidak", "Belum diterima"))
