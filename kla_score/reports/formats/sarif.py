"""
Findings as SARIF 2.1.0 (Static Analysis Results Interchange Format, an OASIS standard), for code scanning.

Texts are English, because the format allows one language per run and machines read it.
"""

import json
from pathlib import PurePath
from typing import ClassVar, Final
from urllib.parse import quote

import kla_score
from kla_score.i18n import Messages
from kla_score.issues import CATALOGUE, N_, Issue, Location
from kla_score.reports.document import Document, RenderTarget
from kla_score.reports.formats.base import OutputFormat
from kla_score.reports.issue_texts import sentence

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_HELP: Final = "https://github.com/kla-score/kla-score/blob/v{version}/docs/issues.md#{code}"
"""The page of a code, in the place of the project that `docs/ci.md` uses. A copy in another place changes both."""


class SarifFormat(OutputFormat):
    """One run with a result for each finding."""

    name: ClassVar = "sarif"
    description: ClassVar = N_("code scanning, as SARIF 2.1.0")
    position: ClassVar = 100
    suffix: ClassVar = ".sarif"
    is_for_results: ClassVar = False
    is_for_findings: ClassVar = True

    def render(self, document: Document, target: RenderTarget) -> str:
        """Return the findings of *document* with the rules that they violate, as one run."""
        del target
        messages = Messages("en")
        codes = sorted({issue.code for issue in document.findings})
        run = {
            "tool": {
                "driver": {
                    "name": "kla-score",
                    "semanticVersion": kla_score.__version__,
                    "rules": [_rule(code, messages) for code in codes],
                }
            },
            "language": "en",
            "columnKind": "unicodeCodePoints",
            "results": [_result(issue, codes, messages) for issue in document.findings],
        }
        return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=2) + "\n"


def _rule(code: str, messages: Messages) -> dict[str, object]:
    words = messages.explain(code)
    return {
        "id": code,
        "shortDescription": {"text": words.message},
        "fullDescription": {"text": words.rationale},
        "help": {"text": words.hint},
        "helpUri": _HELP.format(version=kla_score.__version__, code=code),
        "defaultConfiguration": {"level": CATALOGUE[code].severity},
    }


def _result(issue: Issue, codes: list[str], messages: Messages) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": issue.code,
        "ruleIndex": codes.index(issue.code),
        "level": issue.severity,
        "message": {"text": sentence(issue, messages)},
        "locations": [{"physicalLocation": _physical(issue.location)}],
    }
    if issue.related:
        result["relatedLocations"] = [{"physicalLocation": _physical(each)} for each in issue.related]
    return result


def _physical(location: Location) -> dict[str, object]:
    found: dict[str, object] = {"artifactLocation": {"uri": _uri(location.file)}}
    if location.line:
        region = {"startLine": location.line, "startColumn": max(location.column, 1)}
        if location[3:5] < location[5:]:
            region |= {"endLine": location.end_line, "endColumn": location.end_column}
        found["region"] = region
    return found


def _uri(file: str) -> str:
    """Return a path as a URI. A relative path stays relative, so that it is valid in any checkout."""
    path = PurePath(file)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix(), errors="replace")  # also escapes a colon, which would end a scheme
