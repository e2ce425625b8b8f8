"""The lists for sub-districts: a row for each region, and what can be filled in."""

import io
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from kla_score import api
from kla_score.i18n import LANGUAGES
from kla_score.instrument_file import load_forms
from kla_score.issues import Issue, Location, WorkbookError
from kla_score.sheet.local_lists import read_list

FORMS: Final = load_forms()
ROSTER: Final = (
    "kode,nama,jenis,kecamatan,kabupaten/kota\n"
    "99.01.01.2001,Bareng,desa,Utara,Contoh\n"
    "99.01.01.1002,=Melati,kelurahan,Utara,Contoh\n"
    "99.01.02.2001,Bareng,desa,Selatan,Contoh\n"
)


@pytest.fixture(params=LANGUAGES)
def lists(request: pytest.FixtureRequest, tmp_path: Path) -> Mapping[str, bytes]:
    """Write the lists of two sub-districts in a language."""
    path = tmp_path / "villages.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return api.village_lists(api.village_roster(path), language=request.param)


def books(lists: Mapping[str, bytes]) -> list[Any]:
    return [load_workbook(io.BytesIO(content)) for content in lists.values()]


def test_each_sub_district_has_a_list_of_its_villages(lists: Mapping[str, bytes], tmp_path: Path) -> None:
    """A blank list is read back with every region of the roster, without answers and issues."""
    found = []
    for name, content in lists.items():
        path = tmp_path / name
        path.write_bytes(content)
        read = read_list(path, FORMS)
        found.append([(each.region.kind, each.region.name, each.region.code, each.answers) for each in read.reports])
        assert () == tuple(read.issues)

    assert ["1-utara.xlsx", "2-selatan.xlsx"] == [*lists]
    assert [
        ("kecamatan", "Utara", "99.01.01", {}),
        ("desa", "Bareng", "99.01.01.2001", {}),
        ("kelurahan", "=Melati", "99.01.01.1002", {}),
    ] == found[0]
    assert [("kecamatan", "Selatan", "99.01.02", {}), ("desa", "Bareng", "99.01.02.2001", {})] == found[1]


def test_a_list_is_no_sheet_to_score(lists: Mapping[str, bytes], tmp_path: Path) -> None:
    """A user who scores a list by mistake learns the command to use."""
    path = tmp_path / "1-utara.xlsx"
    path.write_bytes(lists[path.name])

    with pytest.raises(WorkbookError) as refused:
        api.evaluate(path, api.load_instrument())
    assert (Issue("workbook-is-list", Location(str(path))),) == refused.value.issues


def test_only_the_entries_can_be_changed(lists: Mapping[str, bytes]) -> None:
    """Codes, names, titles and formulas are locked. Nothing from the roster is a formula."""
    for book in books(lists):
        front, *tables = book.worksheets
        assert ["B6"] == [cell.coordinate for row in front.iter_rows() for cell in row if not cell.protection.locked]
        for sheet in tables:
            rows = list(sheet.iter_rows(min_row=3))
            titles = [cell.value.split(" ")[-1] for cell in sheet[2]]
            assert sheet.protection.sheet
            for row in rows:
                assert all(cell.protection.locked for cell in row[:4])
                assert all(cell.data_type == "s" for cell in row[:4])
                assert {"Persen", "Percent"} >= {
                    title for title, cell in zip(titles[4:], row[4:], strict=True) if cell.protection.locked
                }


def test_no_question_is_cut_in_print(lists: Mapping[str, bytes]) -> None:
    """A page ends between the columns of two questions, and each page has all columns of a question."""
    for sheet in books(lists)[0].worksheets[1:]:
        firsts = [cells.min_col for cells in sheet.merged_cells.ranges if cells.min_row == 1]
        breaks = [each.id for each in sheet.col_breaks.brk]
        edges = [4, *breaks, sheet.max_column]

        assert {each + 1 for each in breaks} <= {*firsts}
        for start, end in pairwise(edges):
            columns = [*range(1, 3 if start > 4 else 5), *range(start + 1, end + 1)]
            assert sum(sheet.column_dimensions[get_column_letter(each)].width for each in columns) <= 134


def test_two_counts_stand_only_where_a_share_is_needed(lists: Mapping[str, bytes]) -> None:
    """All other questions have one answer, a document and its date."""
    _, own, villages = books(lists)[0].worksheets
    titles = [cell.value for sheet in (own, villages) for cell in sheet[2]]
    counted = [title.split(" ")[0] for title in titles if title.endswith((" Jumlah", " All"))]
    answered = [title for title in titles if title.endswith(("Ya/Tidak", "Yes/No"))]

    assert (["25.5", "26.6", "26.9"], 32) == (counted, len(answered))
