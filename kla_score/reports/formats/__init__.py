"""The formats. Each writes a `Document`, and is a class in a file beside this one and a line in `REGISTRY`."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from kla_score.reports.formats.base import OutputFormat
from kla_score.reports.formats.csv import CsvFormat
from kla_score.reports.formats.docx import DocxFormat
from kla_score.reports.formats.github import GithubFormat
from kla_score.reports.formats.html import HtmlFormat
from kla_score.reports.formats.json import JsonFormat
from kla_score.reports.formats.markdown import MarkdownFormat
from kla_score.reports.formats.sarif import SarifFormat
from kla_score.reports.formats.table import TableFormat
from kla_score.reports.formats.text import TextFormat
from kla_score.reports.formats.xlsx import XlsxFormat

REGISTRY: Final[tuple[OutputFormat, ...]] = (
    TableFormat(),
    TextFormat(),
    JsonFormat(),
    CsvFormat(),
    MarkdownFormat(),
    XlsxFormat(),
    HtmlFormat(),
    DocxFormat(),
    GithubFormat(),
    SarifFormat(),
)
"""Every format, in the order of help pages. The first one for a kind of result is the default."""

FORMATS: Final[Mapping[str, OutputFormat]] = {
    each.name: each for each in REGISTRY if each.is_for_results and each.is_for_screen
}
"""The screen formats of results, by name."""
REPORT_FILE_FORMATS: Final[Mapping[str, OutputFormat]] = {
    each.suffix: each for each in REGISTRY if each.is_for_results and each.suffix
}
"""The file formats of reports on one workbook, by suffix."""
FILE_FORMATS: Final[Mapping[str, OutputFormat]] = {
    suffix: each for suffix, each in REPORT_FILE_FORMATS.items() if not each.is_only_for_reports
}
"""The file formats of every result, by suffix."""
FINDING_FORMATS: Final[Mapping[str, OutputFormat]] = {
    each.name: each for each in REGISTRY if each.is_for_findings and each.is_for_screen
}
"""The screen formats of findings, by name."""
FINDING_FILE_FORMATS: Final[Mapping[str, OutputFormat]] = {
    each.suffix: each for each in REGISTRY if each.is_for_findings and each.suffix
}
"""The file formats of findings, by suffix."""


class Choice(NamedTuple):
    """The formats that a command offers: *shown* on the screen, by name, and *stored* in files, by suffix."""

    shown: Mapping[str, OutputFormat]
    stored: Mapping[str, OutputFormat]


FOR_RESULTS: Final = Choice(FORMATS, FILE_FORMATS)
FOR_REPORTS: Final = Choice(FORMATS, REPORT_FILE_FORMATS)
FOR_FINDINGS: Final = Choice(FINDING_FORMATS, FINDING_FILE_FORMATS)
