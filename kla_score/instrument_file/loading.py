"""Read and check an instrument file."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from kla_score.cells import similar_names
from kla_score.files.reading import STDIN, STDIN_NAME, read_input
from kla_score.instrument import Instrument
from kla_score.instrument_file.document import MAXIMUM_BYTES, MAXIMUM_FINDINGS, EnoughError, YamlDocument
from kla_score.issues import Issue, Location, has_errors


class CheckedFile(NamedTuple):
    """The result of checking an instrument file; *instrument* is None if *issues* has an error."""

    file: str
    instrument: Instrument | None
    issues: tuple[Issue, ...]


def check_instrument(path: Path, stdin_name: str = STDIN_NAME) -> CheckedFile:
    """
    Check the instrument file at *path* and return its issues in order. An invalid or missing file raises nothing.

    Stdin is called *stdin_name*.
    """
    content = read_input(path, MAXIMUM_BYTES, is_text=True)
    file = stdin_name if path == STDIN else str(path)
    return CheckedFile(file, None, (content,)) if isinstance(content, Issue) else check_content(content, file)


def check_content(content: bytes, file: str) -> CheckedFile:
    """Check the *content* of the instrument *file*, as `check_instrument` does."""
    # Reading YAML loads much, and the validated copy of the packaged instrument does not need it.
    from kla_score.instrument_file.validation import InstrumentReader  # noqa: PLC0415
    from kla_score.instrument_file.yaml_reading import parse_yaml  # noqa: PLC0415

    document, instrument = YamlDocument(file), None
    cut: tuple[Issue, ...] = ()
    try:
        parse_yaml(content, document)
        if document.data is None:  # the reason may be reported already
            if not document.issues:
                document.report_at((0, 0), "instrument-empty")
        elif not is_instrument(document.data):
            document.issues.clear()
            document.report_at((0, 0), "not-an-instrument", keys=_SIGNS)
        else:
            instrument = InstrumentReader(document).read()
    except EnoughError:
        cut = (Issue("findings-cut", Location(file), parameters={"limit": MAXIMUM_FINDINGS}),)
    found = [replace(issue, question=_question_of(issue, document.data)) for issue in document.issues]
    issues = (*sorted(found, key=lambda issue: (issue.location.line, issue.location.column)), *cut)
    return CheckedFile(file, None if has_errors(issues) else instrument, issues)


_SIGNS: Final = ("edition", "band_policy", "clusters")
"""Required keys that other YAML files do not have."""
_MOST_KEYS: Final = 50
"""The number of keys that are compared with those."""


def is_instrument(data: object) -> bool:
    """Return whether a file with *data* is meant to be an instrument: it has one of the usual keys, or nearly."""
    keys = list(data) if isinstance(data, dict) else []
    return not {*_SIGNS}.isdisjoint(keys) or any(similar_names(key, _SIGNS) for key in keys[:_MOST_KEYS])


def _question_of(issue: Issue, data: Any) -> str:  # noqa: ANN401 - anything that a file may contain
    """Return the code of the question in *data* with the value that *issue* is about; empty outside questions."""
    if issue.path[4:5] != ("questions",) or len(issue.path) < _DEPTH_OF_QUESTION:
        return ""
    for key in issue.path[:_DEPTH_OF_QUESTION]:
        try:
            data = data[key]
        except (TypeError, LookupError):  # a fault of the YAML leaves no data, or less
            return ""
    code = data.get("code") if isinstance(data, dict) else None
    return code if isinstance(code, str) else ""


_DEPTH_OF_QUESTION: Final = 6
"""The number of keys and positions that lead to a question."""
