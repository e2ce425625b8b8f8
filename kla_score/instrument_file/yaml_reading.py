"""Read YAML bytes into a document."""

import re
from itertools import islice
from typing import Final

from kla_score.instrument_file.document import YamlDocument
from kla_score.instrument_file.nodes import NodeBuilder
from kla_score.issues import Issue, Location


def parse_yaml(content: bytes, document: YamlDocument) -> None:
    """
    Parse *content* into *document* and add all problems to its issues.

    Raises:
        EnoughError: The maximum number of issues is exceeded.

    """
    if _UTF_16.match(content):
        document.report(Issue("yaml-not-utf8", Location(document.file, line=1, column=1), found="UTF-16"))
        return
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        document.text = content[: error.start].decode("utf-8").removeprefix("\ufeff")
        end = len(document.text)
        document.report_at((end, end), "yaml-not-utf8", f"0x{content[error.start]:02X}")
        return
    text = document.text = text.removeprefix("\ufeff")
    for marker in [*_CONFLICT.finditer(text)] or [*_END_OF_CONFLICT.finditer(text)]:
        document.report_at(marker.span(), "yaml-conflict", marker[0])
    if document.issues:
        return
    if directives := list(islice(_DIRECTIVE.finditer(text), MAXIMUM_DIRECTIVES + 1))[MAXIMUM_DIRECTIVES:]:
        document.report_at(directives[0].span(), "yaml-syntax", "%", reason="")
        return
    NodeBuilder(document).build()


_UTF_16: Final = re.compile(rb"\xff\xfe|\xfe\xff|[^\0]\0[^\0]\0|\0[^\0]\0[^\0]", re.DOTALL)
"""A byte order mark, or two characters of two bytes each."""
_CONFLICT: Final = re.compile("^<<<<<<<(?= )", re.MULTILINE)
_END_OF_CONFLICT: Final = re.compile("^>>>>>>>(?= )", re.MULTILINE)
"""What git writes into a file that two people have changed. The second one counts if the first was removed."""
MAXIMUM_DIRECTIVES: Final = 20
_DIRECTIVE: Final = re.compile("^%", re.MULTILINE)
"""The parser compares each directive with all earlier ones, so only a few are allowed. A file needs none."""
