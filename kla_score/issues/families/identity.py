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
            "Questions and maximum points differ between editions. Cluster II was worth 170 points in 2022 and 156 points in 2024. The points of one edition are not valid for another edition."
        ),
    ),
    IssueType(
        "fingerprint-differs",
        Severity.WARNING,
        message=N_(
            "The workbook has the fingerprint {found}, but the instrument {edition} has the fingerprint {expected}."
        ),
        hint=N_("Use the instrument file that belongs to this workbook."),
        rationale=N_(
            "The instrument may have other maximum points, thresholds or required evidence than the workbook. The same answer may then earn a different number of points."
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
        message=N_(
            "The program cannot read the cell. It contains an error, a picture or a formula without its result."
        ),
        hint=N_("Enter the text in the cell."),
        rationale=N_(
            "A cell that the program cannot read counts as empty. The region, year or stage of the workbook is then unknown."
        ),
    ),
    IssueType(
        "year-unreadable",
        Severity.WARNING,
        message=N_("“{found}” is not a valid evaluation year."),
        hint=N_("Enter the evaluation year with four digits."),
        rationale=N_("The program compares points between evaluation years. A wrong year leads to a wrong comparison."),
    ),
    IssueType(
        "stage-unknown",
        Severity.WARNING,
        message=N_("“{found}” is not a valid stage."),
        hint=N_("Enter `EM`, `VA`, `VL`, `VLH`, `VKL` or `VF`."),
        rationale=N_(
            "After verification, the verified points replace the claimed points. Without the stage, you could mistake claimed points for verified points."
        ),
    ),
    IssueType(
        "region-kind-unknown",
        Severity.WARNING,
        message=N_("“{found}” is not a valid kind of region."),
        hint=N_("Enter {candidates} on the line Kind."),
        rationale=N_(
            "Bogor, Malang and many other names belong to both a regency and a city. Without the kind, you could confuse the regency with the city."
        ),
    ),
    IssueType(
        "region-code-malformed",
        Severity.WARNING,
        message=N_("“{found}” is not a valid region code."),
        hint=N_("Enter the code with its dots, such as {candidates}."),
        rationale=N_(
            "The code distinguishes regions with similar names or several spellings. A spreadsheet program shortens 16.10 to 16.1. The short code may not be valid."
        ),
    ),
    IssueType(
        "region-code-is-date",
        Severity.ERROR,
        message=N_("“{found}” is a date or a time, not a region code."),
        hint=N_("Set the cell format to Text and enter the code again, such as {candidates}."),
        rationale=N_(
            "Spreadsheet programs turn codes such as 16.10 and 11.01.02 into times or dates. The program cannot recover the original code. A guessed code could belong to another region."
        ),
    ),
    IssueType(
        "region-kind-differs",
        Severity.WARNING,
        message=N_("The name “{found}” does not match the kind “{kind}”."),
        hint=N_("Correct the line Kind or the name on the worksheet Identity."),
        rationale=N_("A regency and a city can have the same name. The program uses the line Kind."),
    ),
    IssueType(
        "region-code-contradicts",
        Severity.WARNING,
        message=N_(
            "The code {found} does not match the kind “{kind}”. The codes of regencies end in 01–69. The codes of cities end in 71–99."
        ),
        hint=N_("Correct the kind or the code on the worksheet Identity."),
        rationale=N_("The code or the kind may belong to another region."),
    ),
)
