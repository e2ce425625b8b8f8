"""Region, year and stage from the sheet Identitas."""

import pytest

from kla_score.cells import Cell, CellKind, number_cell
from kla_score.region import Identity, Region, Stage, read_occasion


def text(value: str) -> Cell:
    return Cell(CellKind.TEXT, value)


def test_a_filled_in_sheet_is_understood() -> None:
    """
    Every line ends up where it belongs.
    """
    occasion = read_occasion(
        {
            Identity.KIND: text("Kabupaten"),
            Identity.NAME: text(" Ogan  Ilir "),
            Identity.PROVINCE: text("Sumatera Selatan"),
            Identity.CODE: text("16.10"),
            Identity.YEAR: number_cell(2024),
            Identity.STAGE: text("em"),
        }
    )
    expected = (Region("kabupaten", "Ogan Ilir", "Sumatera Selatan", "16.10"), 2024, Stage.EM, ())

    assert expected == (occasion.region, occasion.year, occasion.stage, occasion.issues)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kabupaten Contoh", Region("kabupaten", "Contoh")),
        ("Kota Bandung", Region("kota", "Bandung")),
        ("Kota", Region("", "Kota")),
    ],
)
def test_a_kind_in_front_of_the_name_is_understood(name: str, expected: Region) -> None:
    """
    Whoever writes the kind with the name means the same.
    """
    assert expected == read_occasion({Identity.NAME: text(name)}).region


def test_a_blank_sheet_is_no_problem() -> None:
    """
    Nothing filled in is nothing known, and no issue.
    """
    occasion = read_occasion({})

    assert (Region(), None, None, ()) == (occasion.region, occasion.year, occasion.stage, occasion.issues)


@pytest.mark.parametrize(("kind", "expected"), [("KOTA", "kota"), ("Kab.", "kabupaten"), ("regency", "kabupaten")])
def test_kinds_are_known_by_several_names(kind: str, expected: str) -> None:
    """
    The usual spellings of the two kinds are one.
    """
    assert expected == read_occasion({Identity.KIND: text(kind)}).region.kind


@pytest.mark.parametrize(
    ("line", "value", "code"),
    [
        (Identity.KIND, "Provinsi", "region-kind-unknown"),
        (Identity.YEAR, "24", "year-unreadable"),
        (Identity.YEAR, "dua ribu", "year-unreadable"),
        (Identity.STAGE, "EVM", "stage-unknown"),
        (Identity.CODE, "1610", "region-code-malformed"),
        (Identity.CODE, "16.1", "region-code-malformed"),
    ],
)
def test_what_is_not_understood_is_said(line: Identity, value: str, code: str) -> None:
    """
    An entry that is not understood is a warning with its text.
    """
    (issue,) = read_occasion({line: text(value)}).issues

    assert (code, value) == (issue.code, issue.found)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *((str(stage), stage) for stage in Stage),
        ("PM", Stage.EM),
        ("vm", Stage.EM),
        ("Penilaian  Mandiri", Stage.EM),
        ("verifikasi administrasi", Stage.VA),
        ("Verifikasi Final", Stage.VF),
    ],
)
def test_stages_are_known_by_several_names(written: str, expected: Stage) -> None:
    """
    Older papers call the self-assessment PM or VM, and people write stages out.
    """
    occasion = read_occasion({Identity.STAGE: text(written)})

    assert (expected, ()) == (occasion.stage, occasion.issues)


@pytest.mark.parametrize(
    ("kind", "name", "code", "expected"),
    [
        ("Kabupaten", "Kota Bandung", "", ["region-kind-differs"]),
        ("Kota", "Kota Bandung", "32.73", []),
        ("Kabupaten", "Bandung", "32.73", ["region-code-contradicts"]),
        ("Kota", "Bandung", "32.04", ["region-code-contradicts"]),
        ("", "Kab. Bandung", "32.04", []),
        ("", "Kab. Bandung", "32.70", ["region-code-contradicts"]),
        ("", "Bandung", "32.73", []),
    ],
)
def test_contradictions_are_named(kind: str, name: str, code: str, expected: list[str]) -> None:
    """
    The kind in front of the name and that of the code have to be that of the line Jenis.
    """
    lines = {Identity.KIND: kind, Identity.NAME: name, Identity.CODE: code}
    occasion = read_occasion({line: text(value) for line, value in lines.items() if value})

    assert expected == [issue.code for issue in occasion.issues]


@pytest.mark.parametrize("name", ["Banyuasin", "banyu asin", "BANYU-ASIN", "Banyu Asin."])
def test_a_region_is_found_however_it_is_written(name: str) -> None:
    """
    Blanks, signs and letter case make no difference, the kind does.
    """
    assert Region("kabupaten", name).key == Region("kabupaten", "Banyuasin").key != Region("kota", name).key


@pytest.mark.parametrize("province", ["Jawa Barat", "Provinsi Jawa Barat", "Prov. Jawa Barat", "PROV JAWA BARAT"])
def test_a_province_is_found_however_it_is_written(province: str) -> None:
    """
    The word for province in front says nothing.
    """
    assert "jawabarat" == Region("", "", province).province_key
