"""Workbooks as files, with a fixed date."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from openpyxl import Workbook, load_workbook

from kla_score.xlsx.saving import to_bytes


@pytest.mark.parametrize(
    ("epoch", "expected"),
    {
        "1700000000": datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC),
        "0": datetime(1980, 1, 1, tzinfo=UTC),
        "9999999999": datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC),
    }.items(),
)
def test_a_workbook_can_have_a_fixed_date(epoch: str, expected: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its properties and the entries of its archive have this date, or the nearest that an archive can store."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    book = Workbook()
    book.worksheets[0]["A1"] = "text"
    content = to_bytes(book)
    read = load_workbook(io.BytesIO(content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        days = {(*entry.date_time[:5], entry.date_time[5] // 2 * 2) for entry in archive.infolist()}

    assert "text" == read.worksheets[0]["A1"].value
    assert [expected.replace(tzinfo=None)] * 2 == [read.properties.created, read.properties.modified]
    assert {(*expected.timetuple()[:5], expected.second // 2 * 2)} == days


@pytest.mark.parametrize("epoch", ["", "tomorrow", "²"])
def test_an_unusable_date_is_ignored(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workbook has the time of its saving."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    before = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    read = load_workbook(io.BytesIO(to_bytes(Workbook())))

    assert before <= read.properties.created
