"""Read the rows of a CSV file, in the dialect of any spreadsheet program."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kla_score.files.reading import decoded, read_input
from kla_score.issues import Issue, KlaScoreError, Location

_SEPARATORS: Final = ",;\t"
_FILLED_LINE: Final = re.compile(r"^.*\S.*", re.MULTILINE)


def read_csv(
    path: Path, largest: int, malformed: str, error_type: type[KlaScoreError] = KlaScoreError
) -> Sequence[tuple[int, Sequence[str]]]:
    """
    Return the filled rows of the file at *path*, of at most *largest* bytes, with their line numbers.

    Blanks around a value and repeated ones are removed. A first line such as ``sep=;`` has no number, because Excel
    does not show it.

    Raises:
        KlaScoreError: It cannot be read, or is not CSV (the issue code *malformed*); of the type *error_type*.

    """
    content = read_input(path, largest, is_text=True)
    if isinstance(content, Issue):
        raise error_type(content)
    text = decoded(content)
    # Excel uses such a line as a setting and does not show it.
    text = text.partition("\n")[2] if text.startswith("sep=") else text
    head = _FILLED_LINE.search(text)
    separator = max(_SEPARATORS, key=(head[0] if head else "").count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        rows = [(lines.line_num, [" ".join(value.split()) for value in row]) for row in lines]
    except csv.Error as error:
        raise error_type(Issue(malformed, Location(str(path)), found=str(error))) from error
    return [(number, row) for number, row in rows if any(row)]


def repeated_column(columns: Sequence[str | None]) -> str:
    """Return the first of *columns* that occurs more than once; empty if there is none. Blank ones do not count."""
    counts = Counter(columns)
    return next((name for name in columns if name and counts[name] > 1), "")
