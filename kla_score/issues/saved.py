"""Saved results."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "result-not-json",
        Severity.ERROR,
        message=N_("The file is no JSON."),
        hint=N_("Name a file that `kla-score` has written with `-o x.json`."),
        rationale=N_(
            "What was cut off or edited by hand often cannot be read any more, and half of it is not compared."
        ),
    ),
    IssueType(
        "result-other-kind",
        Severity.ERROR,
        message=N_("The file holds no result of the kind “{expected}”: {found}."),
        hint=N_("Save one with `kla-score evaluate SHEET -o x.json`, or with `kla-score batch` for many."),
        rationale=N_("Each command reads results of one kind. Others do not hold what it compares."),
    ),
    IssueType(
        "result-other-instrument",
        Severity.ERROR,
        message=N_("The result was made with the instrument “{found}”, the sheets are of “{expected}”."),
        hint=N_("Name a result of the same instrument."),
        rationale=N_("Points of another form cannot have risen or fallen."),
    ),
    IssueType(
        "result-other-version",
        Severity.ERROR,
        message=N_("The result has version {found}; this program reads version {expected}."),
        hint=N_("Evaluate again with this program, or use the one that saved the file."),
        rationale=N_("In another version a key can mean something else. Nothing is guessed."),
    ),
    IssueType(
        "result-too-long",
        Severity.ERROR,
        message=N_("The result has more than {limit} values."),
        hint=N_("Evaluate again and save the result anew."),
        rationale=N_("Thousands of regions have fewer. Reading millions of values would take most of the memory."),
    ),
    IssueType(
        "result-value-unusable",
        Severity.ERROR,
        message=N_("The result has no usable value at {key}: {found}."),
        hint=N_("Evaluate again and save the result anew."),
        rationale=N_("Somebody has changed the file, or another program has written it."),
    ),
    IssueType(
        "result-sums-differ",
        Severity.ERROR,
        message=N_("The points in the result do not add up ({key})."),
        hint=N_("Evaluate again and save the result anew."),
        rationale=N_(
            "A result of ours always adds up. When it does not, a number was changed, and no total can be trusted."
        ),
    ),
)
