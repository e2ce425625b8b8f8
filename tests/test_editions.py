"""Other editions are instrument files, without changes of the program."""

import csv
import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from kla_score import api
from kla_score.files.reading import StrPath
from kla_score.i18n import Messages
from kla_score.instrument.questions import POINT_DECIMALS, OptionScale, Question
from kla_score.issues import Severity
from kla_score.parts.carry_over import RowContent
from kla_score.reports.document import RenderTarget
from kla_score.reports.formats import FORMATS
from kla_score.reports.views.scorecard import scorecard_document
from kla_score.scoring import Scorecard
from kla_score.template.writing import write_workbook

INSTRUMENTS = sorted((Path(__file__).parent.parent / "examples" / "instruments").glob("*.yaml"))
GROUPS_2022 = next(path for path in INSTRUMENTS if path.stem == "kla-2022-groups")
SHIPPED = INSTRUMENTS[0]
SUMBAWA = Path(__file__).parent / "data" / "sumbawa-2022-final.csv"


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
def test_an_edition_has_no_faults(path: Path) -> None:
    """Every shipped instrument passes its own check. It may have notes, but no errors and no warnings."""
    (checked,) = api.validate([path])

    assert [] == [issue.code for issue in checked.issues if issue.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    "files", [str(SHIPPED), SHIPPED, [str(SHIPPED)], (SHIPPED,)], ids=["text", "path", "list", "tuple"]
)
def test_one_file_needs_no_list(files: StrPath | Sequence[StrPath]) -> None:
    """A path, as text too, is one file and not a list of letters."""
    assert [str(SHIPPED)] == [checked.file for checked in api.validate(files)]


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_blank_sheet_of_an_edition_can_be_scored(path: Path, language: str, tmp_path: Path) -> None:
    """The blank template has no issue, and its score can be shown."""
    instrument = api.load_instrument(path)
    blank = tmp_path / "blank.xlsx"
    blank.write_bytes(api.template(instrument, language))
    scorecard = api.evaluate(blank, instrument)
    shown = FORMATS["table"].render_text(scorecard_document(scorecard, Messages(language)), RenderTarget())

    assert ((), True) == (scorecard.assessment.issues, bool(shown))


@pytest.fixture(scope="module")
def sumbawa(tmp_path_factory: pytest.TempPathFactory) -> Scorecard:
    """Write the sheet with the published final result of Kabupaten Sumbawa, 2022."""
    instrument = api.load_instrument(GROUPS_2022)
    with SUMBAWA.open(encoding="utf-8", newline="") as stream:
        entries = {row["code"]: RowContent(Decimal(row["points"])) for row in csv.DictReader(stream)}
    path = tmp_path_factory.mktemp("sumbawa") / "sheet.xlsx"
    path.write_bytes(write_workbook(instrument, Messages("id"), entries))
    return api.evaluate(path, instrument)


def test_the_edition_of_2022_is_added_up(sumbawa: Scorecard) -> None:
    """505.85 points are claimed, and 494.15 are not earned."""
    assert (Decimal("505.85"), Decimal("494.15")) == (sumbawa.total.claimed, sumbawa.total.not_reached)


def test_the_edition_of_2022_has_its_predicate(sumbawa: Scorecard) -> None:
    """The predicate is Pratama, 95.15 points below 601."""
    predicate_result = sumbawa.claimed

    assert ("pratama", Decimal("95.15")) == (
        predicate_result.predicate and predicate_result.predicate.id,
        predicate_result.needed,
    )


def answer_to(question: Question, chance: random.Random) -> tuple[Decimal | str, Decimal]:
    """Return a valid answer and its points."""
    scale = question.scale
    if isinstance(scale, OptionScale):
        text, points = chance.choice(scale.options)
        return text.in_language(chance.choice(["id", "en"])), points
    number = round(scale.highest * chance.choice([0, 25, 50, 75, 100]) / 100, POINT_DECIMALS)
    return number, scale.points_at(number)


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
def test_a_filled_sheet_of_an_edition_is_added_up(path: Path, tmp_path: Path) -> None:
    """The total of a filled-in template is the sum of the points, in every shipped instrument."""
    instrument, chance = api.load_instrument(path), random.Random(path.stem)
    answers = {code: answer_to(question, chance) for code, question in instrument.questions.items()}
    sheet = tmp_path / "filled.xlsx"
    entries = {code: RowContent(answer) for code, (answer, _) in answers.items()}
    sheet.write_bytes(write_workbook(instrument, Messages("id"), entries))
    indicators = [indicator for cluster in instrument.clusters for indicator in cluster.indicators]
    expected = sum(
        indicator.capped(sum((answers[question.code][1] for question in indicator.questions), Decimal(0)))
        for indicator in indicators
    )

    assert expected == api.evaluate(sheet, instrument).total.claimed
