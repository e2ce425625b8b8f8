"""Saved scorecards: the program reads its own files unchanged and refuses altered ones."""

import json
import tracemalloc
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kla_score.analysis.saved_records import ScorecardRecord
from kla_score.assessment import RawRow, RawSheet, check_answers
from kla_score.cells import LONGEST_TEXT, Cell, CellKind, number_cell
from kla_score.files.saved_json import MOST_ITEMS, MOST_VALUES, read_scorecard
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.issues import KlaScoreError
from kla_score.reports.data.scorecard import scorecard_data
from kla_score.reports.document import RenderTarget
from kla_score.reports.formats import FORMATS
from kla_score.reports.views.scorecard import scorecard_document
from kla_score.scoring import Scorecard, score
from tests.instruments import FIRST_QUESTION, with_value


def scorecard_of(instrument: Instrument, thousandths: list[int], text: str = "a.pdf") -> Scorecard:
    rows = []
    for (code, question), share in zip(instrument.questions.items(), thousandths, strict=True):
        points = (question.maximum * share / 1000).quantize(Decimal("0.001"))
        evidence = {kind.id: Cell(CellKind.TEXT, text) for kind in instrument.evidence_kinds} if share % 2 else {}
        rows.append(RawRow(Cell(CellKind.TEXT, code), number_cell(float(points)), evidence))
    return score(check_answers(RawSheet(rows), instrument), instrument)


def saved(scorecard: Scorecard) -> str:
    return FORMATS["json"].render_text(scorecard_document(scorecard, Messages("en")), RenderTarget())


@given(st.lists(st.integers(0, 1000), min_size=7, max_size=7))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_scorecard_survives_json(tiny: Instrument, tmp_path: Path, thousandths: list[int]) -> None:
    """A scorecard that is saved and read again has the same digits."""
    scorecard = scorecard_of(tiny, thousandths)
    path = tmp_path / "x.json"
    path.write_text(saved(scorecard), encoding="utf-8")

    assert ScorecardRecord.model_validate(scorecard_data(scorecard)) == read_scorecard(path)


LONGEST: Final = "x" * LONGEST_TEXT
IN_BOTH: Final = {"id": LONGEST, "en": LONGEST}


@pytest.mark.parametrize(
    ("path", "value"),
    [((*FIRST_QUESTION, "text"), IN_BOTH), (("clusters", 1, "name"), IN_BOTH), (("edition",), LONGEST)],
)
def test_the_longest_texts_of_an_instrument_can_be_saved(
    path: tuple[str | int, ...], value: object, tiny: Instrument
) -> None:
    """Every text that an instrument may have fits into a saved result."""
    scorecard = scorecard_of(with_value(tiny, path, value), [500] * 7)

    assert "tiny" == ScorecardRecord.model_validate(scorecard_data(scorecard)).instrument.id


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_encoding_of_json_is_read(encoding: str, tiny: Instrument, tmp_path: Path) -> None:
    """A shell that redirects stdout into a file may choose another encoding."""
    path = tmp_path / "x.JSON"
    path.write_text(saved(scorecard_of(tiny, [500] * 7)), encoding=encoding)

    assert "tiny" == read_scorecard(path).instrument.id


def change(data: Any, key: str, value: Any) -> None:
    *path, last = (int(part) if part.isdigit() else part for part in key.split("."))
    for part in path:
        data = data[part]
    if value is ...:
        del data[last]
    else:
        data[last] = value


CHANGES = [
    ("kind", "plan", "result-other-kind"),
    ("kind", ..., "result-other-kind"),
    ("schema_version", 2, "result-other-version"),
    ("schema_version", ..., "result-other-version"),
    ("total", ..., "result-key-missing"),
    ("total.claimed", "12", "result-value-unusable"),
    ("total.claimed", True, "result-value-unusable"),
    ("total.claimed", -1, "result-value-unusable"),
    ("total.claimed", 1e300, "result-value-unusable"),
    ("total.answered", 1.5, "result-value-unusable"),
    ("year", "2024", "result-value-unusable"),
    ("stage", "XX", "result-value-unusable"),
    ("status", "good", "result-value-unusable"),
    ("clusters", {}, "result-value-unusable"),
    ("clusters.0.name", None, "result-value-unusable"),
    ("clusters.0.name", "x" * 40_000, "result-value-unusable"),
    ("clusters.1.id", "A", "result-name-repeated"),
    ("clusters.0.indicators.0.questions.1.code", "1.1", "result-name-repeated"),
    ("total.claimed", 999, "result-sums-differ"),
    ("total.supported", None, "result-sums-differ"),
    ("total.maximum", 31, "result-sums-differ"),
    ("clusters.0.claimed", 1, "result-sums-differ"),
    ("clusters.0.indicators.0.claimed", 12.5, "result-sums-differ"),
    ("clusters.0.indicators.0.claimed", 0.5, "result-sums-differ"),
    ("clusters.0.indicators.0.supported", None, "result-sums-differ"),
    ("clusters.0.indicators.0.uncapped.claimed", 1, "result-sums-differ"),
    ("clusters.0.indicators.0.questions.0.supported", None, "result-sums-differ"),
    ("clusters.0.indicators.0.questions.0.claimed", 5.5, "result-sums-differ"),
]


@pytest.mark.parametrize(("key", "value", "expected"), CHANGES)
def test_an_altered_file_is_refused(key: str, value: Any, expected: str, tiny: Instrument, tmp_path: Path) -> None:
    """The program refuses a file of another type or version, with an impossible value, or with wrong sums."""
    data = json.loads(saved(scorecard_of(tiny, [501] * 7)))
    change(data, key, value)
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(KlaScoreError) as raised:
        read_scorecard(path)

    assert [(expected, str(path))] == [(issue.code, issue.location.file) for issue in raised.value.issues]


SENTENCES = [
    ("total", ..., "The saved result has no value at total."),
    ("total", None, "The saved result has an invalid value at total: null."),
    ("total", [1], "The saved result has an invalid value at total: […]."),
    ("clusters", {"a": 1}, "The saved result has an invalid value at clusters: {…}."),
    (
        "clusters.0.indicators.0.uncapped",
        5,
        "The saved result has an invalid value at clusters.0.indicators.0.uncapped: 5.",
    ),
    ("total.claimed", "12", 'The saved result has an invalid value at total.claimed: "12".'),
    ("total.claimed", True, "The saved result has an invalid value at total.claimed: true."),
    ("total.claimed", {}, "The saved result has an invalid value at total.claimed: {}."),
    ("clusters.1.id", "A", "The saved result contains “A” more than once."),
    ("total.claimed", 999, "The points in the saved result do not add up (total)."),
]


@pytest.mark.parametrize(("key", "value", "expected"), SENTENCES)
def test_a_refused_result_is_explained_in_plain_words(
    key: str, value: Any, expected: str, tiny: Instrument, tmp_path: Path
) -> None:
    """A message shows the value that is in the file, and never a name that pydantic gives to an error."""
    data = json.loads(saved(scorecard_of(tiny, [501] * 7)))
    change(data, key, value)
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(KlaScoreError) as raised:
        read_scorecard(path)

    assert expected == Messages("en").what(raised.value.issues[0])


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[" * 100_000, b"NaN", b'{"a": Infinity}', b"\xff\xfe\x00", b"1" * 5000, b"PK\x03\x04"],
)
def test_invalid_json_is_refused(content: bytes, tmp_path: Path) -> None:
    """A truncated, deeply nested or unrelated file is reported without a traceback."""
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(KlaScoreError) as raised:
        read_scorecard(path)

    assert ["result-not-json"] == [issue.code for issue in raised.value.issues]


@pytest.mark.parametrize("content", ["[]", "null", "12", '"scorecard"', "{}", '{"kind": ["scorecard"]}'])
def test_json_of_another_program_is_refused(content: str, tmp_path: Path) -> None:
    """JSON of another program is refused."""
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KlaScoreError) as raised:
        read_scorecard(path)

    assert ["result-other-kind"] == [issue.code for issue in raised.value.issues]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A wrong file name is an error about the file."""
    with pytest.raises(KlaScoreError) as raised:
        read_scorecard(tmp_path / "x.json")

    assert ["file-not-found"] == [issue.code for issue in raised.value.issues]


def test_an_endless_list_is_refused(tiny: Instrument, tmp_path: Path) -> None:
    """A list that is longer than any saved list is refused without reading each item."""
    data = json.loads(saved(scorecard_of(tiny, [500] * 7)))
    data["clusters"] = [1] * (MOST_ITEMS + 1)
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(KlaScoreError) as caught:
        read_scorecard(path)

    (issue,) = caught.value.issues

    assert ("result-list-too-long", "clusters") == (issue.code, issue.parameters["key"])


@pytest.mark.parametrize("item", ["{}", "[]", "1.5", '"ab"'])
def test_too_many_values_are_refused_before_parsing(item: str, tmp_path: Path) -> None:
    """A file of 20 MB with too many values is refused without using much memory."""
    path = tmp_path / "x.json"
    path.write_text(f'{{"kind": "scorecard", "x": [{",".join([item] * MOST_VALUES)}]}}', encoding="utf-8")
    tracemalloc.start()
    with pytest.raises(KlaScoreError) as caught:
        read_scorecard(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    issue = caught.value.issues[0]
    assert ("result-too-long", str(path), True) == (issue.code, issue.location.file, peak < 50 * 1024 * 1024)
