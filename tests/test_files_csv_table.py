"""Tables in CSV files."""

from pathlib import Path

import pytest

from kla_score.files.csv_table import read_csv


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kode;Nama\n1;Desa, A, B, C\n", 1),
        ("sep=;\nKode;Nama\n1;Desa, A, B, C\n", 1),
        ("\n \nKode;Nama\n1; Desa,   A, B, C \n", 3),
        ('Kode\tNama\n1\t"Desa, A, B, C"\n', 1),
        ('Kode,Nama\n1,"Desa, A, B, C"\n', 1),
    ],
)
def test_the_first_filled_line_decides_the_separator(text: str, number: int, tmp_path: Path) -> None:
    """Other signs in the rows below belong to the texts. Blank rows have a number, and a line for Excel has none."""
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")

    assert [(number, ["Kode", "Nama"]), (number + 1, ["1", "Desa, A, B, C"])] == read_csv(path, 1_000, "list-malformed")
