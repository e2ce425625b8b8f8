"""Rows, columns and sheets of a workbook."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Plural, Severity

ISSUES: Final = (
    IssueType(
        "code-not-text",
        Severity.ERROR,
        message=N_(
            "A spreadsheet program turned the code into {found}, so the row does not count. The code was probably {candidates}."
        ),
        hint=N_("Set the cell format to Text and enter the code again."),
        rationale=N_(
            "A spreadsheet program turns 1.10 into the number 1.1 and 25.3 into a date. If several codes fit, the points could go to another question."
        ),
    ),
    IssueType(
        "code-unknown",
        Severity.ERROR,
        message=N_("Unknown question code “{found}”. Did you mean {candidates}? The row does not count."),
        hint=N_("Correct the code, or clear it if the row is not a question."),
        rationale=N_(
            "The program matches rows by their code, not by their position. If the program used the most similar code, the points could go to another question."
        ),
    ),
    IssueType(
        "code-repeated",
        Severity.ERROR,
        message=N_("The question is in several rows ({cells}), so the program counts none of them."),
        hint=N_("Keep one of the rows, and remove the other rows."),
        rationale=N_("The rows can contain different answers. The program cannot determine which answer counts."),
    ),
    IssueType(
        "code-missing",
        Severity.ERROR,
        message=N_("The workbook has no row for this question, so the question earns 0 points."),
        hint=N_("Copy the row from a blank workbook (`kla-score template`)."),
        rationale=N_(
            "A deleted row lowers the total. This message distinguishes a deleted row from an unanswered question."
        ),
    ),
    IssueType(
        "column-missing",
        Severity.ERROR,
        message=N_(
            "The worksheet has no column {needed}, so its rows do not count. Columns found: {columns}. Accepted headings: {accepted}."
        ),
        hint=N_("Restore the column heading, or name your own heading with `--column {needed}=HEADING`."),
        rationale=N_(
            "The program finds columns by their heading. If it chose a column by its position, the column could contain last year's points."
        ),
    ),
    IssueType(
        "column-repeated",
        Severity.ERROR,
        message=N_("Several columns have the heading “{found}” ({cells}), so the program reads none of them."),
        hint=N_("Keep one of the columns, and rename or remove the other columns."),
        rationale=N_(
            "Two columns with the same heading may contain points of two years, or claimed and verified points. The program cannot determine which column counts."
        ),
    ),
    IssueType(
        "column-points-repeated",
        Severity.WARNING,
        message=N_("Several columns contain points. The program reads column {column} (“{found}”) and skips {cells}."),
        hint=N_("Remove or rename the column that does not count."),
        rationale=N_(
            "Two columns of points may belong to two years or two stages. Usually the program reads the first column with entries."
        ),
    ),
    IssueType(
        "column-title-not-found",
        Severity.WARNING,
        message=N_("No table has the column “{found}” from `--column`."),
        hint=N_("Enter the heading as in the workbook."),
        rationale=N_("If the heading is mistyped, the program reads only the columns that it knows."),
    ),
    IssueType(
        "cells-merged",
        Severity.ERROR,
        message=N_("The cells {cells} are merged, so only the first row of the range has an entry."),
        hint=N_("Unmerge the cells and fill in each row."),
        rationale=N_(
            "A merged range keeps only its first entry. The entry may be meant for each row or for all rows together."
        ),
    ),
    IssueType(
        "evidence-merged",
        Severity.WARNING,
        message=N_("The merged cells {cells} cover evidence cells."),
        hint=N_("Unmerge the cells and enter each document in its own column."),
        rationale=N_(
            "Only the first cell of a merged range is visible. Entries in the covered cells count. You can easily overlook missing documents in these cells."
        ),
    ),
    IssueType(
        "values-after-blank-rows",
        Severity.ERROR,
        message=N_("The program does not read “{found}”, because more than {limit} blank rows are above it."),
        hint=N_("Remove the blank rows above the entry, or clear the cell."),
        rationale=N_(
            "A worksheet can have a million blank rows with formats, so the program stops reading at a limit. The entry may be an answer."
        ),
    ),
    IssueType(
        "rows-hidden",
        Severity.NOTE,
        message=Plural("The program reads {count} hidden row.", "The program reads {count} hidden rows."),
        hint=N_("No action needed."),
        rationale=N_("Hidden rows count like visible rows. To see them, clear the filter."),
    ),
    IssueType(
        "columns-hidden",
        Severity.NOTE,
        message=N_("The program reads hidden columns: {columns}."),
        hint=N_("No action needed."),
        rationale=N_(
            "Hidden columns count like visible columns. To see them, select the columns around them and choose Unhide."
        ),
    ),
    IssueType(
        "sheet-hidden",
        Severity.NOTE,
        message=N_("The program reads this hidden worksheet."),
        hint=N_("No action needed."),
        rationale=N_(
            "Points on a hidden worksheet count like points on other worksheets. To see it, right-click a worksheet tab and choose Unhide."
        ),
    ),
    IssueType(
        "sheets-passed-over",
        Severity.NOTE,
        message=N_("The program skips worksheets without questions: {sheets}."),
        hint=N_("No action needed."),
        rationale=N_("Extra worksheets do not change the result. Answers on extra worksheets do not count."),
    ),
    IssueType(
        "columns-passed-over",
        Severity.NOTE,
        message=N_("The program skips unknown columns: {columns}."),
        hint=N_("If a skipped column contains answers or evidence, correct its heading."),
        rationale=N_(
            "Extra columns do not change the result. The heading of a column with answers or evidence may be mistyped."
        ),
    ),
    IssueType(
        "code-from-number",
        Severity.NOTE,
        message=N_("The cell contains the code as a number. The program reads it as {question}."),
        hint=N_("No action needed."),
        rationale=N_(
            "A spreadsheet program stores a code such as 6.3 as a number unless the cell format is Text. Only one question fits this number."
        ),
    ),
    IssueType(
        "code-repaired",
        Severity.NOTE,
        message=N_("The cell contains the code as “{found}”. The program reads it as {question}."),
        hint=N_("No action needed."),
        rationale=N_(
            "The code differs from the code in the instrument only in blanks, letter case or similar characters. Only one question fits."
        ),
    ),
)
