"""The formats. Each writes a `Document`, and is a class in a file beside this one."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from inspect import isabstract
from pkgutil import iter_modules
from typing import Final, NamedTuple

from kla_score.reports.formats.base import OutputFormat


def _find_classes() -> Iterator[type[OutputFormat]]:
    """Yield the classes in the files of this package. A class that another file imports is yielded more than once."""
    for each in iter_modules(__path__, f"{__name__}."):
        for value in vars(import_module(each.name)).values():
            if isinstance(value, type) and issubclass(value, OutputFormat) and not isabstract(value):
                yield value


REGISTRY: Final = sorted((each() for each in set(_find_classes())), key=lambda each: (each.position, each.name))
"""Every format, in the order of help pages."""

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
