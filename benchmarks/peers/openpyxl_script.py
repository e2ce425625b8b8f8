"""Add up the column Nilai with openpyxl, like a quick script: no checks, no evidence."""

import sys
from typing import Any

from openpyxl import load_workbook

for path in sys.argv[1:]:
    total = 0.0
    for sheet in load_workbook(path, data_only=True).worksheets:
        rows: Any = sheet.iter_rows(values_only=True)
        header = next(rows, ())
        if "Kode" in header and "Nilai" in header:
            at = header.index("Nilai")
            total += sum(float(row[at]) for row in rows if isinstance(row[at], int | float))
    print(path, total)
