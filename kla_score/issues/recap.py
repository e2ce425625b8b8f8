"""A region's own recap."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "printed-points-differ",
        Severity.WARNING,
        message=N_("The recap says {found} for {name}; its questions add up to {points}, which counts."),
        hint=N_("Find out which of the two is meant, and correct the other."),
        rationale=N_("A sum that was typed, or whose formula misses a row, goes unnoticed for years."),
    ),
    IssueType(
        "printed-maximum-differs",
        Severity.WARNING,
        message=N_("The recap has a maximum of {found} for {name}; the instrument has {maximum}, which counts."),
        hint=N_("Correct the maximum in the recap; if the form says otherwise, the instrument is wrong."),
        rationale=N_("A wrong maximum makes a share or a gap look better or worse than it is."),
    ),
    IssueType(
        "printed-number-unreadable",
        Severity.WARNING,
        message=N_("“{found}” is printed beside a sum or a maximum and cannot be compared."),
        hint=N_("Write a number, or open and save the file in a spreadsheet program so that formulas have results."),
        rationale=N_("A sum that nobody can check is as good as none, and may hide a difference."),
    ),
    IssueType(
        "recap-row-unclear",
        Severity.WARNING,
        message=N_(
            "“{found}” is neither a question nor a title that is known; what follows still counts to indicator {indicator}."
        ),
        hint=N_("If it is the title of an indicator, write its name or number as in the instrument."),
        rationale=N_(
            "In a recap the title above decides which question a number means. One that is not understood may shift points."
        ),
    ),
    IssueType(
        "printed-clusters-differ",
        Severity.WARNING,
        message=N_("The printed sums of the clusters ({count}) add up to {sum}; the questions add up to {points}."),
        hint=N_("Correct the sums that differ; they are named above."),
        rationale=N_("People read whichever total stands nearest. Two of them cannot both be right."),
    ),
    IssueType(
        "printed-indicators-differ",
        Severity.WARNING,
        message=N_("The printed sums of the indicators ({count}) add up to {sum}; the questions add up to {points}."),
        hint=N_("Correct the sums that differ; they are named above."),
        rationale=N_("People read whichever total stands nearest. Two of them cannot both be right."),
    ),
    IssueType(
        "recap-read",
        Severity.NOTE,
        message=N_("This sheet was read as a recap: {count} rows, by their number and the indicator above them."),
        hint=N_("Nothing needs to be done; `kla-score template --from` makes a sheet with codes of it."),
        rationale=N_(
            "In a recap the numbers begin anew in every indicator, so a row is known only by the title above it."
        ),
    ),
)
