"""Saved results."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "result-not-json",
        Severity.ERROR,
        message=N_("The file is not valid JSON."),
        hint=N_("Name a file that `kla-score` wrote with `-o x.json`."),
        rationale=N_("The program often cannot read a file that was cut off or edited by hand."),
    ),
    IssueType(
        "result-other-kind",
        Severity.ERROR,
        message=N_("The file is not a result of the kind “{expected}”: {found}."),
        hint=N_(
            "Save a result with `kla-score evaluate WORKBOOK -o x.json`, or with `kla-score batch` for several workbooks."
        ),
        rationale=N_(
            "Each command reads one kind of result, because other kinds do not contain the data that it needs."
        ),
    ),
    IssueType(
        "result-other-instrument",
        Severity.ERROR,
        message=N_("The result was made with the instrument “{found}”, but the workbooks use “{expected}”."),
        hint=N_("Name a result of the same instrument."),
        rationale=N_("Points from different instruments cannot be compared."),
    ),
    IssueType(
        "result-other-version",
        Severity.ERROR,
        message=N_("The result has version {found}, but this program reads version {expected}."),
        hint=N_("Evaluate again with this program, or use the version that saved the file."),
        rationale=N_("The same key can have a different meaning in another version."),
    ),
    IssueType(
        "result-too-long",
        Severity.ERROR,
        message=N_("The result has more than {limit} values."),
        hint=N_("Evaluate again and save the result."),
        rationale=N_("A result of one region stays far below this limit. A larger file would use most of the memory."),
    ),
    IssueType(
        "result-list-too-long",
        Severity.ERROR,
        message=N_("The list `{key}` in the result has more than {limit} entries."),
        hint=N_("Evaluate again and save the result."),
        rationale=N_("No list in a result of kla-score is that long."),
    ),
    IssueType(
        "result-key-missing",
        Severity.ERROR,
        message=N_("The result has no value at {key}."),
        hint=N_("Evaluate again and save the result."),
        rationale=N_("The file was edited, or another program wrote it."),
    ),
    IssueType(
        "result-name-repeated",
        Severity.ERROR,
        message=N_("The result contains “{found}” more than once."),
        hint=N_("Evaluate again and save the result."),
        rationale=N_("Clusters, indicators and questions are compared by their codes, so each code must be unique."),
    ),
    IssueType(
        "result-value-unusable",
        Severity.ERROR,
        message=N_("The result has no usable value at {key}: {found}."),
        hint=N_("Evaluate again and save the result."),
        rationale=N_("The file was edited, or another program wrote it."),
    ),
    IssueType(
        "result-sums-differ",
        Severity.ERROR,
        message=N_("The points in the result do not add up ({key})."),
        hint=N_("Evaluate again and save the result."),
        rationale=N_(
            "Results from kla-score always add up. If a total differs, someone has changed a number, and the totals are not reliable."
        ),
    ),
)
