"""Answers: unusable answer cells and repaired answers."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "points-not-a-number",
        Severity.ERROR,
        message=N_("“{found}” is not a number."),
        hint=N_("Write points from 0 to {maximum}, or leave the cell empty if the question is not answered."),
        rationale=N_(
            "A word or a remark has no value in points. Counted as 0 without a word, it would look like an answer that earned nothing."
        ),
    ),
    IssueType(
        "points-ambiguous",
        Severity.ERROR,
        message=N_("“{found}” can be read in two ways: thousands or decimals."),
        hint=N_(
            "Write points from 0 to {maximum} with one decimal comma and without thousands separators; behind three decimals put a 0."
        ),
        rationale=N_(
            "In Indonesia 1.000 is one thousand, in English-language programs it is one. A guess would move a total by a factor of a thousand."
        ),
    ),
    IssueType(
        "points-percent",
        Severity.ERROR,
        message=N_("“{found}” is a percentage, not points."),
        hint=N_("Set the format of the cell to General and write points from 0 to {maximum}."),
        rationale=N_(
            "A spreadsheet stores 85 percent as 0.85. It may mean 0.85 points, 85 points or 85 percent of the maximum, and each gives another total."
        ),
    ),
    IssueType(
        "points-boolean",
        Severity.ERROR,
        message=N_("“{found}” is a truth value, not points."),
        hint=N_("Write points from 0 to {maximum}."),
        rationale=N_(
            "Many programs count TRUE as 1. Whether a ticked box is worth 1 point or the full maximum is not for a program to decide."
        ),
    ),
    IssueType(
        "points-date",
        Severity.ERROR,
        message=N_("The spreadsheet turned the entry into a date or time: {found}."),
        hint=N_("Set the format of the cell to General and write points from 0 to {maximum} again."),
        rationale=N_(
            "Spreadsheets turn entries such as 1-2 or 3/4 into dates and keep only a day count of some 45,000. What was typed can no longer be told from it."
        ),
    ),
    IssueType(
        "points-error-value",
        Severity.ERROR,
        message=N_("The cell holds the spreadsheet error {found}."),
        hint=N_("Mend the formula, or write points from 0 to {maximum}."),
        rationale=N_(
            "An error such as #REF! means that the result of a formula was lost. Read as an empty cell, it would pass for a question that nobody answered."
        ),
    ),
    IssueType(
        "answer-is-picture",
        Severity.ERROR,
        message=N_("The cell has a picture instead of an answer."),
        hint=N_("Remove the picture and enter the answer."),
        rationale=N_("A picture has no value. The question would seem to be unanswered."),
    ),
    IssueType(
        "points-formula-without-value",
        Severity.ERROR,
        message=N_("The formula {found} was saved without its result."),
        hint=N_("Open the workbook in Excel or LibreOffice, save it and try again; or write the number itself."),
        rationale=N_(
            "Scripts, viewers and some phones save a formula without its result. The cell then looks empty, and its points would be missing from the total unnoticed."
        ),
    ),
    IssueType(
        "points-negative",
        Severity.ERROR,
        message=N_("{found} is below 0."),
        hint=N_("Write points from 0 to {maximum}."),
        rationale=N_(
            "No question takes points away. A minus sign, often a dash that slipped in front of the number, would eat up points earned by other questions."
        ),
    ),
    IssueType(
        "points-above-maximum",
        Severity.ERROR,
        message=N_("{found} is above the maximum of {maximum}."),
        hint=N_("Write points from 0 to {maximum}."),
        rationale=N_(
            "A question cannot earn more than its maximum; 55 instead of 5.5 would lift a whole cluster. Cutting the number down to the maximum would turn a slip into a full score."
        ),
    ),
    IssueType(
        "points-above-inferred-maximum",
        Severity.ERROR,
        message=N_("{found} is above the maximum of {maximum}, which is inferred: the printed form says otherwise."),
        hint=N_("Write points from 0 to {maximum}; the note in the question says why."),
        rationale=N_(
            "The maximum on the printed form contradicts other numbers on the same form, so the instrument uses the one that follows from them. With the printed one the parts would no longer add up to the whole."
        ),
    ),
    IssueType(
        "points-too-many-decimals",
        Severity.ERROR,
        message=N_("{found} has more than three decimals."),
        hint=N_("Write the points as printed, with at most three decimals."),
        rationale=N_(
            "Published scores have at most three decimals. More of them come from a division such as 2/3, where the form prints 0.66; nothing is rounded here, so the total would differ from the official sum."
        ),
    ),
    IssueType(
        "percentage-not-a-number",
        Severity.ERROR,
        message=N_("“{found}” is not a percentage."),
        hint=N_(
            "Write a percentage from 0 to 100, such as 85%, or leave the cell empty if the question is not answered."
        ),
        rationale=N_(
            "A band can only be found for a number. A word such as “most” fits several bands, and each is worth different points."
        ),
    ),
    IssueType(
        "percentage-ambiguous",
        Severity.ERROR,
        message=N_("“{found}” can be read in two ways."),
        hint=N_("Write the percentage with its sign and one decimal comma, such as “85%” or “0,5%”."),
        rationale=N_(
            "A bare 0.85 may be 0.85 percent or, as spreadsheets store it, 85 percent; 1.000 may be one or one thousand. The two readings fall into different bands, often the worst and the best."
        ),
    ),
    IssueType(
        "percentage-outside",
        Severity.ERROR,
        message=N_("“{found}” is not between 0 and 100 percent."),
        hint=N_("Write a percentage from 0 to 100, such as 85%."),
        rationale=N_(
            "A share of a whole cannot be below 0 or above 100 percent. Counting it into the first or last band would hide a slip, or a share of the wrong total."
        ),
    ),
    IssueType(
        "choice-unknown",
        Severity.ERROR,
        message=N_("“{found}” is none of the options."),
        hint=N_("Choose one of the list: {allowed}."),
        rationale=N_(
            "Points belong to the printed options alone. The option that looks nearest may be worth much more or much less than the one that was meant."
        ),
    ),
    IssueType(
        "answer-error-value",
        Severity.ERROR,
        message=N_("The cell holds the spreadsheet error {found}."),
        hint=N_("Mend the formula, or write the answer itself."),
        rationale=N_(
            "An error such as #N/A means that the answer was lost on its way into the cell. Read as an empty cell, it would pass for a question that nobody answered."
        ),
    ),
    IssueType(
        "answer-formula-without-value",
        Severity.ERROR,
        message=N_("The formula {found} was saved without its result."),
        hint=N_("Open the workbook in Excel or LibreOffice, save it and try again; or write the answer itself."),
        rationale=N_(
            "A formula that was saved without its result looks like an empty cell. The answer would be missing, and nobody would know that there is one."
        ),
    ),
    IssueType(
        "answer-without-code",
        Severity.WARNING,
        message=N_("“{found}” stands in a row without a question code and was not counted."),
        hint=N_("Write the code into the row, or empty the cell if it is a subtotal or a remark."),
        rationale=N_(
            "Without a code it cannot be told whether this is an answer or a subtotal. Adding a subtotal would count the same points twice; passing over an answer in silence would lose them."
        ),
    ),
    IssueType(
        "answer-in-notes",
        Severity.WARNING,
        message=N_("“{found}” stands among the notes, while the question is not answered."),
        hint=N_("If it is the answer, move it to the cell of the answer in the same row."),
        rationale=N_(
            "Notes are for people and never count. A number there, beside an empty answer, is most often one column off."
        ),
    ),
    IssueType(
        "points-from-text",
        Severity.NOTE,
        message=N_("“{found}” is stored as text and was read as {points}."),
        hint=N_("Nothing needs to be done; a number cell is safer."),
        rationale=N_(
            "The number was clear, so it counts here. The live totals of a spreadsheet pass over text, so that the worksheet Summary may show less than this program."
        ),
    ),
    IssueType(
        "percentage-from-text",
        Severity.NOTE,
        message=N_("“{found}” is stored as text and was read as {percentage} percent."),
        hint=N_("Nothing needs to be done; a number cell is safer."),
        rationale=N_(
            "The percentage was clear, so it counts here. Formulas of a spreadsheet pass over text and may show another result."
        ),
    ),
)
