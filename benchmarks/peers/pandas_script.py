"""Add up the column Nilai with pandas. The first argument is its engine, openpyxl or calamine."""

import sys

import pandas as pd

engine, *paths = sys.argv[1:]
for path in paths:
    total = 0.0
    for sheet in pd.read_excel(path, sheet_name=None, engine=engine).values():
        if {"Kode", "Nilai"} <= set(sheet.columns):
            total += pd.to_numeric(sheet["Nilai"], errors="coerce").sum()
    print(path, total)
