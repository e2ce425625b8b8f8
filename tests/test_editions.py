"""The shipped instruments: KLA 2024 is that of the form, and other editions need no change of the program."""

import csv
import random
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from kla_score import api
from kla_score.files.reading import StrPath
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.questions import POINT_DECIMALS, OptionScale, Provenance, Question
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


PRINTED: Final = {
    "Kelembagaan": ("164", "1 96, 2 36, 3 32"),
    "Klaster I": ("115", "4 15, 5 45, 6 55"),
    "Klaster II": ("156", "7 36, 8 45, 9 13, 10 27, 11 35"),
    "Klaster III": ("150", "12 23, 13 20, 14 32, 15 20, 16 25, 17 30"),
    "Klaster IV": ("110", "18 24, 19 51, 20 35"),
    "Klaster V": ("205", "21A 83, 21B 17, 21C 22, 22A 17, 22B 18, 23A 23, 23B 4, 24A 14, 24B 7"),
    "Kecamatan dan Desa": ("100", "25 21, 26 79"),
}


def test_the_maxima_are_those_of_the_form(kla: Instrument) -> None:
    """Every group and indicator of the packaged instrument has the printed maximum."""
    actual = {
        cluster.short.id: (
            str(cluster.maximum),
            ", ".join(f"{each.code} {each.maximum}" for each in cluster.indicators),
        )
        for cluster in kla.clusters
    }

    assert list(PRINTED.items()) == list(actual.items())


def test_the_packaged_instrument_is_complete(kla: Instrument) -> None:
    """7 groups, 31 indicator rows, 274 questions of which 273 can earn, 1000 points."""
    rows = sum(len(cluster.indicators) for cluster in kla.clusters)
    earning = sum(question.can_earn for question in kla.questions.values())

    assert (len(kla.clusters), rows, len(kla.questions), earning, kla.maximum) == (7, 31, 274, 273, Decimal(1000))


def test_the_packaged_instrument_has_its_identity(kla: Instrument) -> None:
    """The instrument is an Indonesian reconstruction, edition 2024, and names its two sources."""
    identity = (kla.id, kla.edition, kla.language, kla.status, [source.id for source in kla.sources])

    assert identity == ("kla", "2024", "id", "reconstruction", ["ogan-ilir", "tasikmalaya"])


def test_every_question_names_its_sources(kla: Instrument) -> None:
    """Each question names the sources with it. Tasikmalaya has those of indicators 1 to 3."""
    confirmed = {code for code in kla.questions if code.split(".")[0] in {"1", "2", "3"}}
    expected = {code: ("ogan-ilir", "tasikmalaya") if code in confirmed else ("ogan-ilir",) for code in kla.questions}

    assert expected == {code: question.sources for code, question in kla.questions.items()}


def test_the_printed_maximum_of_21b2_is_corrected(kla: Instrument) -> None:
    """The maximum of 21B.2 is 8, marked as inferred."""
    question = kla.questions["21B.2"]

    assert (question.maximum, question.provenance) == (Decimal(8), Provenance.INFERRED)


def test_lost_texts_are_marked(kla: Instrument) -> None:
    """Only 7.1, 7.2 and 18.2 are marked as having a lost text."""
    lost = [question.code for question in kla.questions.values() if question.provenance is Provenance.TEXT_LOST]

    assert lost == ["7.1", "7.2", "18.2"]


def test_each_difference_from_the_form_is_explained(kla: Instrument) -> None:
    """A question has a note on its source exactly if it differs from the form."""
    differing = [each.code for each in kla.questions.values() if each.provenance is not Provenance.PRINTED]

    assert differing == [each.code for each in kla.questions.values() if each.source_note]


def test_indicator_19_is_the_only_one_capped(kla: Instrument) -> None:
    """Indicator 19 counts at most 51 of the 54 points of its questions. No other indicator has a cap."""
    capped = [
        (each.code, each.cap.points, each.cap.questions_total, each.questions_maximum)
        for cluster in kla.clusters
        for each in cluster.indicators
        if each.cap
    ]

    assert capped == [("19", Decimal(51), Decimal(54), Decimal(54))]


def test_26_17_is_worth_nothing(kla: Instrument) -> None:
    """26.17 is the only question with a maximum of 0."""
    assert [question.code for question in kla.questions.values() if question.maximum == 0] == ["26.17"]


REVERSED: Final = (
    *("12.4", "12.5", "13.1", "13.2", "13.3", "14.3", "17.5", "17.6", "24A.4"),
    *("25.7a", "25.7b", "25.7c", "25.7d", "26.8a", "26.8b", "26.8c", "26.8d"),
)


def test_reversed_questions_are_marked(kla: Instrument) -> None:
    """Exactly the questions where a low figure or "no" is good are marked."""
    assert list(REVERSED) == [question.code for question in kla.questions.values() if question.lower_is_better]


def test_ownership_is_often_shared(kla: Instrument) -> None:
    """Every question has an owner, 190 have two or more, and none has more than ten."""
    owners = [len(question.agencies) for question in kla.questions.values()]

    assert (min(owners), sum(number >= 2 for number in owners), max(owners)) == (1, 190, 10)


def test_some_questions_are_for_all_places(kla: Instrument) -> None:
    """22 questions are for every sub-district or every village."""
    everywhere = {"semua-kecamatan", "semua-desa"}

    assert sum(not everywhere.isdisjoint(question.agencies) for question in kla.questions.values()) == 22


@pytest.mark.parametrize("language", ["id", "en"])
def test_evidence_does_not_name_another_column(language: str, kla: Instrument) -> None:
    """The text of an item never begins with the name of another evidence column."""
    columns = {kind.id: kind.name.in_language(language).lower() for kind in kla.evidence_kinds}
    columns |= {"decree": "sk"} if language == "id" else {}
    first_words = [
        (question.code, item.kind, re.split(r"\W", item.what.in_language(language).lower())[0].removesuffix("s"))
        for question in kla.questions.values()
        for items in question.alternatives
        for item in items
    ]

    assert [] == [
        (code, word) for code, kind, word in first_words if word in {columns[each] for each in columns if each != kind}
    ]


def test_english_texts_have_no_indonesian_abbreviations_of_ordinary_words(kla: Instrument) -> None:
    """The English texts keep Indonesian abbreviations only for names and legal terms, such as KHA, PUSPAGA and AMPK."""
    ordinary = re.compile(r"\((SDM|PD|GT|PA|LM|ASI|UU|PP|IPS|ART|KIE|balita|monev|pemda|fasyankes)\)")
    texts = [indicator.name.en for indicator in kla.indicators]
    texts += [question.text.en for question in kla.questions.values()]

    assert [text for text in texts if ordinary.search(text)] == []


def test_every_question_is_translated(kla: Instrument) -> None:
    """The English text of a question is not the Indonesian one."""
    assert [each.code for each in kla.questions.values() if each.text.id == each.text.en] == []


def test_every_evidence_item_is_described_in_both_languages(kla: Instrument) -> None:
    """Every question has evidence, and each item has a text in Indonesian and in English."""
    items = [item for question in kla.questions.values() for each in question.alternatives for item in each or (None,)]

    assert [item for item in items if item is None or item.what.id == item.what.en] == []


def test_1_4_has_two_sets_of_evidence(kla: Instrument) -> None:
    """1.4 needs two documents or one photo. Every other question has one set of evidence."""
    choices = {
        code: [[(item.kind, item.count) for item in items] for items in question.alternatives]
        for code, question in kla.questions.items()
        if len(question.alternatives) > 1
    }

    assert choices == {"1.4": [[("document", 1), ("document", 1)], [("photo", 1)]]}


def test_the_predicates_are_those_of_the_programme(kla: Instrument) -> None:
    """Five predicates have the thresholds of the programme, which are the printed lower ends."""
    bands = [f"{each.id} {each.lower_limit} {each.printed_from}-{each.printed_to}" for each in kla.predicates]

    assert bands == [
        "pratama 500 500-600",
        "madya 601 601-700",
        "nindya 701 701-800",
        "utama 801 801-900",
        "kla 901 901-1000",
    ]


def test_the_evidence_kinds_are_those_of_the_form(kla: Instrument) -> None:
    """There are seven evidence types, two of which are for figures and accept a number."""
    kinds = [(kind.id, kind.accepts_number) for kind in kla.evidence_kinds]

    assert kinds == [
        ("matrix", False),
        ("document", False),
        ("photo", False),
        ("decree", False),
        ("certificate", False),
        ("figure", True),
        ("two_years", True),
    ]
