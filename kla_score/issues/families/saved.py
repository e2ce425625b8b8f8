"""Saved results."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "result-not-json",
        Severity.ERROR,
        message=N_("The file is not valid JSON."),
        hint=N_("Name a file that `kla-score` wrote with `-o result.json`."),
        rationale=N_("Someone may have edited the file, or the copy is incomplete."),
    ),
    IssueType(
        "result-other-kind",
        Severity.ERROR,
        message=N_("The command needs a saved result of the kind “{expected}”, but the file contains “{found}”."),
        hint=N_(
            "Save a result with `kla-score evaluate WORKBOOK -o result.json`, or with `kla-score batch` for several workbooks."
        ),
        rationale=N_(
            "Each command reads one kind of saved result, because other kinds do not contain the data that the command needs."
        ),
    ),
    IssueType(
        "result-other-instrument",
        Severity.ERROR,
        message=N_("The saved result belongs to the instrument “{found}”, but the workbooks use “{expected}”."),
        hint=N_("Name a saved result of the same instrument."),
        rationale=N_("You cannot compare points from different instruments."),
    ),
    IssueType(
        "result-other-version",
        Severity.ERROR,
        message=N_("The saved result has format version {found}, but this program reads format version {expected}."),
        hint=N_("Score the workbook again with this program, or use the version that saved the file."),
        rationale=N_("The same key can have a different meaning in another version."),
    ),
    IssueType(
        "result-too-long",
        Severity.ERROR,
        message=N_("The saved result has more than {limit} values."),
        hint=N_("Score the workbook again and save the result."),
        rationale=N_("A saved result of one region is far below this limit. A larger file would fill the memory."),
    ),
    IssueType(
        "result-list-too-long",
        Severity.ERROR,
        message=N_("The list `{key}` in the saved result has more than {limit} entries."),
        hint=N_("Score the workbook again and save the result."),
        rationale=N_("Lists in saved results from `kla-score` are much shorter."),
    ),
    IssueType(
        "result-key-missing",
        Severity.ERROR,
        message=N_("The saved result has no value at {key}."),
        hint=N_("Score the workbook again and save the result."),
        rationale=N_("Someone or another program may have changed the file."),
    ),
    IssueType(
        "result-name-repeated",
        Severity.ERROR,
        message=N_("The saved result contains “{found}” more than once."),
        hint=N_("Score the workbook again and save the result."),
        rationale=N_(
            "The program compares clusters, indicators and questions by their codes, so each code must be unique."
        ),
    ),
    IssueType(
        "result-value-unusable",
        Severity.ERROR,
        message=N_("The saved result has an invalid value at {key}: {found}."),
        hint=N_("Score the workbook again and save the result."),
        rationale=N_("Someone or another program may have changed the file."),
    ),
    IssueType(
        "result-sums-differ",
        Severity.ERROR,
        message=N_("The points in the saved result do not add up ({key})."),
        hint=N_("Score the workbook again and save the result."),
        rationale=N_(
            "Results from `kla-score` always add up. If a total differs, someone has changed a number. The totals are then not reliable."
        ),
    ),
)
