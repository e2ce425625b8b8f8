"""
Read YAML bytes into a document.

PyYAML is imported only to parse a text, because the validated copy of the packaged instrument does not need it.
"""

import re
from itertools import islice
from typing import Final

from kla_score.instrument_file.document import YamlDocument
from kla_score.issues import Issue, Location


def parse_yaml(content: bytes, document: YamlDocument) -> None:
    """
    Parse *content* into *document* and add all problems to its issues.

    Raises:
        EnoughError: The maximum number of issues is exceeded.

    """
    start = Location(document.file, line=1, column=1)
    if content.startswith(_WORKBOOKS):
        document.report(Issue("file-is-workbook", start))
        return
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        location = Location(document.file, line=line, column=column)
        document.report(Issue("yaml-not-utf8", location, found=f"0x{content[error.start]:02X}"))
        return
    text = text.removeprefix("\ufeff")
    if directives := list(islice(_DIRECTIVE.finditer(text), MAXIMUM_DIRECTIVES + 1))[MAXIMUM_DIRECTIVES:]:
        line = text.count("\n", 0, directives[0].start()) + 1
        document.report(Issue("yaml-syntax", Location(document.file, line=line, column=1), found="%"))
        return
    from kla_score.instrument_file.nodes import NodeBuilder  # noqa: PLC0415 - loads PyYAML, which a validated copy does not need

    NodeBuilder(document).build(text)


_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The first bytes of workbooks, including older formats."""
MAXIMUM_DIRECTIVES: Final = 20
_DIRECTIVE: Final = re.compile("^%", re.MULTILINE)
"""The parser compares each directive with all earlier ones, so only a few are allowed. A file needs none."""
