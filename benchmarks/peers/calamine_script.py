"""Open workbooks with python-calamine and count their values."""

import sys

from python_calamine import CalamineWorkbook

count = 0
for path in sys.argv[1:]:
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        count += sum(value != "" for row in book.get_sheet_by_name(name).to_python() for value in row)
print(count)
