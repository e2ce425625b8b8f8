"""Answers: unusable answer cells and repaired answers."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "points-not-a-number",
        Severity.ERROR,
        message=N_("“{found}” is not a valid number."),
        hint=N_("Enter points from 0 to {maximum}, or leave the cell empty if the question is not answered."),
        rationale=N_(
            "Words and remarks earn no points. If the program counted them as 0, the question would look answered."
        ),
    ),
    IssueType(
        "points-ambiguous",
        Severity.ERROR,
        message=N_("The separator in “{found}” can mark thousands or decimals."),
        hint=N_("Enter points from 0 to {maximum} with a decimal comma and without thousands separators."),
        rationale=N_(
            "In Indonesia, 1.000 is one thousand. In English-language programs, 1.000 is one. The wrong reading would multiply or divide the points by 1000."
        ),
    ),
    IssueType(
        "points-percent",
        Severity.ERROR,
        message=N_("“{found}” is a percentage, not points."),
        hint=N_("Set the cell format to General and enter points from 0 to {maximum}."),
        rationale=N_(
            "A spreadsheet program stores 85% as 0.85. The entry can mean 0.85 points, 85 points or 85% of the maximum."
        ),
    ),
    IssueType(
        "points-boolean",
        Severity.ERROR,
        message=N_("“{found}” is the value of a checkbox, not a number of points."),
        hint=N_("Enter points from 0 to {maximum}."),
        rationale=N_(
            "Many programs count TRUE as 1. A ticked box could also mean the maximum, so the program does not count the entry."
        ),
    ),
    IssueType(
        "points-date",
        Severity.ERROR,
        message=N_("The spreadsheet program turned the entry into the date or time {found}."),
        hint=N_("Set the cell format to General and enter points from 0 to {maximum} again."),
        rationale=N_(
            "Spreadsheet programs turn entries such as 1-2 or 3/4 into dates. The program cannot recover the original entry from the date."
        ),
    ),
    IssueType(
        "points-error-value",
        Severity.ERROR,
        message=N_("The cell contains the spreadsheet error {found}."),
        hint=N_("Fix the formula, or enter points from 0 to {maximum}."),
        rationale=N_(
            "An error such as #REF! means that the formula has no result. If the cell counted as empty, the question would look unanswered."
        ),
    ),
    IssueType(
        "answer-is-picture",
        Severity.ERROR,
        message=N_("The cell contains a picture instead of an answer."),
        hint=N_("Remove the picture and enter the answer."),
        rationale=N_("A picture has no value, so the question would look unanswered."),
    ),
    IssueType(
        "points-formula-without-value",
        Severity.ERROR,
        message=N_("The workbook contains the formula {found} without its result."),
        hint=N_("Open the workbook in Excel or LibreOffice and save it, or enter the points as a number."),
        rationale=N_(
            "Scripts, viewers and some phones save formulas without their results. The cell then looks empty. Its points would be missing from the total."
        ),
    ),
    IssueType(
        "points-negative",
        Severity.ERROR,
        message=N_("{found} is below the minimum of 0."),
        hint=N_("Enter points from 0 to {maximum}."),
        rationale=N_(
            "No question has negative points. The minus sign is often a stray dash that would reduce the total."
        ),
    ),
    IssueType(
        "points-above-maximum",
        Severity.ERROR,
        message=N_("{found} is above the maximum of {maximum}."),
        hint=N_("Enter points from 0 to {maximum}."),
        rationale=N_(
            "A question cannot earn more than its maximum. If the program reduced the entry to the maximum, 55 instead of 5.5 would earn full points."
        ),
    ),
    IssueType(
        "points-above-inferred-maximum",
        Severity.ERROR,
        message=N_("{found} is above the maximum of {maximum}. The printed form contains a different maximum."),
        hint=N_("Enter points from 0 to {maximum}."),
        rationale=N_(
            "The maximum on the printed form contradicts other numbers on the same form. The instrument uses the maximum with which the printed totals add up."
        ),
    ),
    IssueType(
        "points-too-many-decimals",
        Severity.ERROR,
        message=N_("{found} has more than three decimals."),
        hint=N_("Enter the points as on the form, with at most three decimals."),
        rationale=N_(
            "Published points have at most three decimals. More decimals usually come from a division such as 2/3, for which the form has 0.66. The program does not round, so the total would differ from the official total."
        ),
    ),
    IssueType(
        "percentage-not-a-number",
        Severity.ERROR,
        message=N_("“{found}” is not a valid percentage."),
        hint=N_("Enter a percentage such as 85%, or leave the cell empty if the question is not answered."),
        rationale=N_(
            "The points depend on the band of the percentage. A word such as “most” fits several bands with different points."
        ),
    ),
    IssueType(
        "percentage-ambiguous",
        Severity.ERROR,
        message=N_("“{found}” can mean two different percentages."),
        hint=N_("Enter the percentage with a percent sign and a decimal comma, such as 85% or 0,5%."),
        rationale=N_(
            "Without a percent sign, 0.85 can mean 0.85% or 85%. The two percentages are often in different bands. The separator in 1.000 can mark thousands or decimals."
        ),
    ),
    IssueType(
        "percentage-outside",
        Severity.ERROR,
        message=N_("“{found}” is below 0% or above 100%."),
        hint=N_("Enter a percentage from 0% to 100%, such as 85%."),
        rationale=N_(
            "A percentage of a whole cannot be below 0% or above 100%. The entry may be a typing error or a percentage of a wrong total."
        ),
    ),
    IssueType(
        "choice-unknown",
        Severity.ERROR,
        message=N_("“{found}” is not a valid option."),
        hint=N_("Choose one of these options: {allowed}."),
        rationale=N_(
            "Only the printed options have points. The most similar option may be worth much more or much less than the intended option."
        ),
    ),
    IssueType(
        "answer-error-value",
        Severity.ERROR,
        message=N_("The cell contains the spreadsheet error {found}."),
        hint=N_("Fix the formula, or enter the answer."),
        rationale=N_(
            "An error such as #N/A means that the answer is missing. If the cell counted as empty, the question would look unanswered."
        ),
    ),
    IssueType(
        "answer-formula-without-value",
        Severity.ERROR,
        message=N_("The workbook contains the formula {found} without its result."),
        hint=N_("Open the workbook in Excel or LibreOffice and save it, or enter the answer."),
        rationale=N_("A formula without its result looks like an empty cell. The question would look unanswered."),
    ),
    IssueType(
        "answer-without-code",
        Severity.WARNING,
        message=N_("“{found}” is in a row without a question code and does not count."),
        hint=N_("Enter the code in the row, or clear the cell if it contains a subtotal or a remark."),
        rationale=N_(
            "If the row has no code, the program cannot distinguish an answer from a subtotal. Adding a subtotal would count the same points twice."
        ),
    ),
    IssueType(
        "answer-in-notes",
        Severity.WARNING,
        message=N_("“{found}” is in the notes column, but the question is not answered."),
        hint=N_("If the entry is the answer, move it to the answer cell in the same row."),
        rationale=N_(
            "Notes do not count. A number in the notes next to an empty answer is usually in the wrong column."
        ),
    ),
    IssueType(
        "points-from-text",
        Severity.NOTE,
        message=N_("The cell contains the points as text (“{found}”). The program reads them as {points}."),
        hint=N_("No action needed."),
        rationale=N_(
            "The number is clear, so it counts. Formulas do not count text, so the worksheet Summary may show fewer points than this program."
        ),
    ),
    IssueType(
        "percentage-from-text",
        Severity.NOTE,
        message=N_("The cell contains the percentage as text (“{found}”). The program reads it as {percentage}%."),
        hint=N_("No action needed."),
        rationale=N_(
            "The percentage is clear, so it counts. Formulas in the workbook do not count text, so their result may differ."
        ),
    ),
)
