"""The region of a sheet, and the instrument that it belongs to."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "workbook-other-edition",
        Severity.ERROR,
        message=N_("The workbook is for “{found}”, but the instrument in use is {expected}."),
        hint=N_(
            "Choose the instrument of the workbook with `--instrument`, or with `--from-instrument` for `template --from`."
        ),
        rationale=N_(
            "Questions and maximum points differ between editions. Cluster II was worth 170 in 2022 and 156 in 2024. Points from one edition do not apply to another."
        ),
    ),
    IssueType(
        "fingerprint-differs",
        Severity.WARNING,
        message=N_("The workbook was made with another version of {edition}: fingerprint {found}, not {expected}."),
        hint=N_("Use the instrument file from which this workbook was made."),
        rationale=N_(
            "Maximum points, thresholds or required evidence have changed since the workbook was made. The same answer may now earn a different number of points."
        ),
    ),
    IssueType(
        "edition-not-named",
        Severity.WARNING,
        message=N_("The workbook does not name its instrument and edition, so the program scores it as {expected}."),
        hint=N_("Enter Instrument and Edition on the worksheet Identity, as in a blank workbook."),
        rationale=N_(
            "Maximum points change between editions. The same code can also belong to another question. The workbook may be for another edition."
        ),
    ),
    IssueType(
        "identity-unreadable",
        Severity.WARNING,
        message=N_("The cell contains an error, a formula without its result or a picture."),
        hint=N_("Type the entry as text."),
        rationale=N_(
            "A line that the program cannot read counts as blank. The region, year or stage of the workbook is then unknown."
        ),
    ),
    IssueType(
        "year-unreadable",
        Severity.WARNING,
        message=N_("“{found}” is not a year."),
        hint=N_("Enter the evaluation year with four digits."),
        rationale=N_("Scores are compared from year to year. A wrong year would lead to a wrong comparison."),
    ),
    IssueType(
        "stage-unknown",
        Severity.WARNING,
        message=N_("“{found}” is not an evaluation stage."),
        hint=N_("Enter one of EM, VA, VL, VLH, VKL or VF."),
        rationale=N_(
            "Verified points replace the claimed points. Without the stage, claimed points could be mistaken for verified points."
        ),
    ),
    IssueType(
        "region-kind-unknown",
        Severity.WARNING,
        message=N_("“{found}” is not a valid kind of region."),
        hint=N_("Enter {candidates}."),
        rationale=N_(
            "Bogor, Malang and many other names belong to both a regency and a city. Without the kind, the two could be confused."
        ),
    ),
    IssueType(
        "region-code-malformed",
        Severity.WARNING,
        message=N_("“{found}” is not a region code."),
        hint=N_("Enter the code with its dots, such as {candidates}."),
        rationale=N_(
            "The code distinguishes regions with similar names or several spellings. A spreadsheet program shortens 16.10 to 16.1, which may not be a region code."
        ),
    ),
    IssueType(
        "region-code-is-date",
        Severity.ERROR,
        message=N_("“{found}” is a date or a time and not a region code."),
        hint=N_("Format the cell as text, then type the code again, such as {candidates}."),
        rationale=N_(
            "Spreadsheet programs turn codes such as 16.10 or 11.01.02 into times and dates. The original code cannot be recovered and may belong to another region."
        ),
    ),
    IssueType(
        "region-kind-differs",
        Severity.WARNING,
        message=N_("The name “{found}” does not match the kind “{kind}”."),
        hint=N_("Correct the line Kind or the name on the worksheet Identity."),
        rationale=N_("Some names belong to both a regency and a city. The program uses the line Kind."),
    ),
    IssueType(
        "region-code-contradicts",
        Severity.WARNING,
        message=N_(
            "The code {found} does not match the kind “{kind}”. Codes of regencies end in 01–69, codes of cities in 71–99."
        ),
        hint=N_("Correct the kind or the code on the worksheet Identity."),
        rationale=N_("The code and the kind contradict each other, so one of them may belong to another region."),
    ),
)
