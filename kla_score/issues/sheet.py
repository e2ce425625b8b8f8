"""Rows, columns and sheets of a workbook."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Plural, Severity

ISSUES: Final = (
    IssueType(
        "code-not-text",
        Severity.ERROR,
        message=N_("The code is not text: the spreadsheet made {found} of it, which may stand for {candidates}."),
        hint=N_("Set the format of the cell to Text and write the code again. The row was not counted."),
        rationale=N_(
            "A spreadsheet makes the number 1.1 of a typed 1.10, and a date of 1-2. Where several codes fit or none does, a guess could give the points to another question."
        ),
    ),
    IssueType(
        "code-unknown",
        Severity.ERROR,
        message=N_("There is no question “{found}”. Nearest: {candidates}."),
        hint=N_("Correct the code, or remove it if the row is no question. The row was not counted."),
        rationale=N_(
            "Rows are matched by their code alone, never by position. Taking the nearest code could give the points and documents to another question."
        ),
    ),
    IssueType(
        "code-repeated",
        Severity.ERROR,
        message=N_("The question stands in several rows: {cells}."),
        hint=N_("Keep one of them and remove the others. None of them was counted."),
        rationale=N_(
            "Two rows may hold two different answers to one question. Taking the first, the last or the sum would each be a guess, and rows that agree today may differ after the next correction."
        ),
    ),
    IssueType(
        "code-missing",
        Severity.ERROR,
        message=N_("No row has the code {question}."),
        hint=N_("Copy the row from a blank sheet (`kla-score template`). The question counts 0."),
        rationale=N_(
            "A deleted row would lower the total without a trace. It must not be mistaken for a question that was left unanswered."
        ),
    ),
    IssueType(
        "column-missing",
        Severity.ERROR,
        message=N_("The sheet has no column “{needed}”. Columns found: {columns}."),
        hint=N_("Restore the title of the column. Nothing in this sheet was counted."),
        rationale=N_(
            "Columns are found by their title. Without it every question of the sheet would look unanswered, and a column chosen by position might hold last year's points."
        ),
    ),
    IssueType(
        "column-repeated",
        Severity.ERROR,
        message=N_("The column “{found}” stands there more than once: {cells}."),
        hint=N_("Keep one and rename or remove the others. None of them was read."),
        rationale=N_(
            "Two columns with one title may be this year's and last year's, or self-assessed and verified. Choosing one would be a guess about every row of the sheet."
        ),
    ),
    IssueType(
        "cells-merged",
        Severity.ERROR,
        message=N_("The cells {cells} are merged, so that only the first row has an entry."),
        hint=N_("Unmerge them and write an entry into each row."),
        rationale=N_(
            "A merged range keeps only its first entry; the rows below look empty. Whether the entry is meant for each of them or for all together cannot be seen."
        ),
    ),
    IssueType(
        "evidence-merged",
        Severity.WARNING,
        message=N_("The merged cells {cells} hide evidence cells."),
        hint=N_("Unmerge the cells and enter each document in its own column."),
        rationale=N_(
            "Only the first cell of a merged range is visible. What is stored in the others is counted, and documents that are missing there are not noticed."
        ),
    ),
    IssueType(
        "values-after-blank-rows",
        Severity.ERROR,
        message=N_("“{found}” stands below more than {limit} blank rows and was not read."),
        hint=N_("Remove the blank rows above it, or empty the cell."),
        rationale=N_(
            "A workbook can carry a million formatted but empty rows, so reading has to stop somewhere. A value further down may be a lost answer, and is not passed over in silence."
        ),
    ),
    IssueType(
        "rows-hidden",
        Severity.NOTE,
        message=Plural("{count} hidden row was read.", "{count} hidden rows were read."),
        hint=N_("Nothing needs to be done; clear the filter to see them."),
        rationale=N_(
            "A filter hides rows without taking them away. Leaving them out would lower a total without a word."
        ),
    ),
    IssueType(
        "columns-hidden",
        Severity.NOTE,
        message=N_("Hidden columns of this sheet were read like the others: {columns}."),
        hint=N_("Nothing needs to be done; to see them, mark the columns around them and choose Unhide."),
        rationale=N_("What nobody sees counts as well, so somebody should know of it."),
    ),
    IssueType(
        "sheet-hidden",
        Severity.NOTE,
        message=N_("This sheet is hidden; it was read like the others."),
        hint=N_("Nothing needs to be done; to see it, choose Unhide in the menu of the sheet tabs."),
        rationale=N_("Points on a sheet that nobody sees count as well, so somebody should know of it."),
    ),
    IssueType(
        "sheets-passed-over",
        Severity.NOTE,
        message=N_("Sheets that hold no questions were not read: {sheets}."),
        hint=N_("Nothing needs to be done, unless answers stand there."),
        rationale=N_(
            "Extra sheets do no harm. They are named so that answers in a sheet of another form are not thought to be counted."
        ),
    ),
    IssueType(
        "columns-passed-over",
        Severity.NOTE,
        message=N_("Columns of this sheet that are not known were not read: {columns}."),
        hint=N_("Nothing needs to be done, unless evidence stands there."),
        rationale=N_("Extra columns do no harm. They are named so that a column with a mistyped title is noticed."),
    ),
    IssueType(
        "code-repaired",
        Severity.NOTE,
        message=N_("The code “{found}” was read as {question}."),
        hint=N_("Nothing needs to be done."),
        rationale=N_(
            "The code was changed by a spreadsheet or by blanks, but only one question fits. It is said so that you can see for which question the row was counted."
        ),
    ),
)
