"""JSON of any length, read member by member."""

import io
import json
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score.files.json_stream import LARGEST_ITEM, JsonObject, NotJsonError
from kla_score.files.saved_json import read_batch
from kla_score.issues import KlaScoreError
from tests.documents import JSON_VALUES, SHORT_TEXTS


def members_of(text: str) -> dict[str, Any]:
    """Read *text*, and put the items of lists together again."""
    found: dict[str, Any] = {}
    for key, value, position in JsonObject(io.StringIO(text)).members():
        if position is None:
            found[key] = value
        else:
            assert len(found[key]) == position
            found[key].append(value)
    return found


@given(st.dictionaries(SHORT_TEXTS, JSON_VALUES), st.sampled_from([None, 2]))
def test_an_object_is_read_whole(data: dict[str, Any], indent: int | None) -> None:
    """Every object comes back as it was written."""
    assert data == members_of(json.dumps(data, indent=indent))


@pytest.mark.parametrize("length", [(1 << 16) - 12, (1 << 16) - 11, (1 << 16) - 10, 1 << 16, 1 << 17])
def test_a_piece_may_end_anywhere(length: int) -> None:
    """Numbers, blanks and texts go on in the next piece of the file."""
    text = '{"a": "' + "x" * length + '", "b": [12345.25, 6] , "c": 7 }'

    assert {"b": [Decimal("12345.25"), 6], "c": 7} == {key: members_of(text)[key] for key in "bc"}


WRONG = {
    "nothing": ("", (1, 1)),
    "a list": ("[1]", (1, 1)),
    "a word": ('{"a":\n x}', (2, 2)),
    "no end": ('{"a": 1', (1, 8)),
    "no end of a text": ('{"a": "x', (1, 7)),
    "no end of a list": ('{"a": [1,', (1, 10)),
    "no colon": ('{"a" 1}', (1, 6)),
    "no comma": ('{"a": [1 2]}', (1, 10)),
    "a comma at the end": ('{"a": 1,}', (1, 9)),
    "more behind the end": ('{"a": 1}\n{}', (2, 1)),
    "no number": ('{"a": NaN}', (1, 7)),
    "too deep": ('{"a": [' + "[" * 200_000, (1, 8)),
    "behind a blank line": ('\n{"a": ?}', (2, 7)),
    "far behind": ('{"a": "' + "x" * 70_000 + '",\n\n  "b": ?}', (3, 8)),
}


@pytest.mark.parametrize(("text", "place"), WRONG.values(), ids=WRONG)
def test_the_place_of_an_error_is_found(text: str, place: tuple[int, int]) -> None:
    """The error has the line and the column of the file, not of the piece in memory."""
    with pytest.raises(NotJsonError) as caught:
        members_of(text)

    assert place == (caught.value.lineno, caught.value.colno)


def test_a_long_item_is_not_read_to_its_end() -> None:
    """A hostile file does not fill the memory."""

    class Endless(io.StringIO):
        def read(self, size: int | None = -1) -> str:
            return "1" * (size or 0)

    stream = Endless()
    tracemalloc.start()
    with pytest.raises(NotJsonError):
        list(JsonObject(stream).members())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 10 * LARGEST_ITEM


def lines_of(regions: int) -> Iterator[str]:
    points = '"claimed": 1.5, "supported": null, "maximum": 2'
    total = f'{{{points}, "answered": 1, "questions": 2}}'
    predicate = '{"claimed": {"id": "a", "name": "A"}, "supported": null}'
    yield '{"kind": "batch", "schema_version": 1, '
    yield '"instrument": {"id": "x", "edition": "1", "fingerprint": "f"}, "results": ['
    for number in range(regions):
        region = f'{{"kind": "kota", "name": "R{number}", "province": null, "code": null}}'
        comma = "," if number else ""
        yield f'{comma}{{"region": {region}, "year": 2024, "stage": "VF", "total": {total}, "predicate": {predicate}, '
        yield f'"clusters": [{{{points}}}]}}\n'
    yield "]}"


def test_an_earlier_batch_may_have_any_size(tmp_path: Path) -> None:
    """12,000 regions are more than a list of a scorecard may have."""
    path = tmp_path / "last.json"
    path.write_text("".join(lines_of(12_000)), encoding="utf-8")
    earlier = read_batch(path, "x")

    assert (12_000, "R11999", Decimal("1.5"), "a") == (
        len(earlier.results),
        earlier.results[-1].region.name,
        earlier.results[-1].claimed,
        earlier.results[-1].predicate,
    )


CHANGED = {
    "a value": (
        '"claimed": 1.5, "supported": null, "maximum": 2, "answered"',
        '"claimed": "x", "supported": null, "maximum": 2, "answered"',
        "result-value-unusable",
        "results.0.total.claimed",
    ),
    "a sum": ('"clusters": [{"claimed": 1.5', '"clusters": [{"claimed": 1', "result-sums-differ", "results.0"),
    "a missing key": ('"year": 2024, ', "", "result-key-missing", "results.0.year"),
    "no instrument": ('"instrument"', '"instrument_"', "result-key-missing", "instrument"),
    "no results": ('"results"', '"results_"', "result-key-missing", "results"),
}


@pytest.mark.parametrize(("old", "new", "code", "key"), CHANGED.values(), ids=CHANGED)
def test_a_changed_batch_is_refused(old: str, new: str, code: str, key: str, tmp_path: Path) -> None:
    """The message names the place."""
    path = tmp_path / "last.json"
    path.write_text("".join(lines_of(2)).replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KlaScoreError) as caught:
        read_batch(path, "x")
    (issue,) = caught.value.issues

    assert (code, key) == (issue.code, issue.parameters["key"])


def test_the_place_in_a_broken_batch_is_named(tmp_path: Path) -> None:
    """The issue has the line and the column of the file."""
    path = tmp_path / "last.json"
    path.write_text('{"kind": "batch",\n "results": [}', encoding="utf-8")
    with pytest.raises(KlaScoreError) as caught:
        read_batch(path, "x")
    (issue,) = caught.value.issues

    assert ("result-not-json", 2, 14) == (issue.code, issue.location.line, issue.location.column)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff{}", "result-not-json"), (b'{"kind": "scorecard", "results": [1]}', "result-other-kind")],
)
def test_another_file_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    """The kind counts before the regions are read."""
    path = tmp_path / "last.json"
    path.write_bytes(content)
    with pytest.raises(KlaScoreError) as caught:
        read_batch(path, "x")

    assert code == caught.value.issues[0].code
