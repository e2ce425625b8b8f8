"""Parts that cannot be merged, and entries that are carried over."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Plural, Severity

ISSUES: Final = (
    IssueType(
        "answers-differ",
        Severity.ERROR,
        message=N_("The parts contain different answers ({answers}). The program does not choose an answer."),
        hint=N_("Enter the agreed answer in the merged workbook, or merge with `--prefer first` or `--prefer newest`."),
        rationale=N_(
            "The agencies need to agree. Until then, the cell of the merged workbook contains all answers, and the question earns 0 points. `--prefer newest` works only if every file contains its time of saving. One file must be newer than the other files."
        ),
    ),
    IssueType(
        "entries-too-long",
        Severity.ERROR,
        message=N_(
            "The combined entries of all parts exceed {limit} characters, so the program cuts them. They begin with “{found}”."
        ),
        hint=N_("Shorten the entries in the parts and merge again."),
        rationale=N_("Excel limits the length of the text in a cell."),
    ),
    IssueType(
        "parts-of-different-sheets",
        Severity.ERROR,
        message=N_(
            "The parts belong to different regions, evaluation years or stages ({values}). The program uses “{found}”."
        ),
        hint=N_("If all parts belong together, correct the line in the merged workbook."),
        rationale=N_("Answers from another region or evaluation year would make the total wrong."),
    ),
    IssueType(
        "entry-left-behind",
        Severity.WARNING,
        message=N_("The program does not copy “{found}”."),
        hint=N_("Enter the text in the new workbook if it has a cell for it."),
        rationale=N_(
            "The new workbook may not contain this question or column. The row may be repeated, or the cell may contain an error or a formula without a result."
        ),
    ),
    IssueType(
        "answer-of-another-part",
        Severity.WARNING,
        message=N_("This part does not contain the question, so “{found}” does not count here."),
        hint=N_("Merge the parts with `kla-score merge`."),
        rationale=N_(
            "In a part, the program scores only the questions of its agency. `kla-score merge` keeps the entries for other questions."
        ),
    ),
    IssueType(
        "agency-unknown",
        Severity.WARNING,
        message=N_("Unknown agency “{found}”. Did you mean {candidates}?"),
        hint=N_("Correct the name, or add it to the file for `--agencies` if your region uses it."),
        rationale=N_(
            "The name may be mistyped. The program writes a separate workbook for this name so that the workbooks contain every question."
        ),
    ),
    IssueType(
        "answers-differ-one-chosen",
        Severity.WARNING,
        message=N_(
            "The parts contain different answers ({answers}). The program uses “{found}” from the part {other}."
        ),
        hint=N_("Check that this answer is correct."),
        rationale=N_("The option `--prefer` selects the part that counts. The message contains all answers."),
    ),
    IssueType(
        "answer-not-asked-for",
        Severity.WARNING,
        message=N_("The question does not belong to this part, but the merged workbook contains the entry “{found}”."),
        hint=N_("Ask the agency whether the answer belongs to this question."),
        rationale=N_("Someone may have added the row or pasted the answer into the wrong row."),
    ),
    IssueType(
        "entry-of-other-kind",
        Severity.WARNING,
        message=N_("The program does not copy “{found}”, because the question now needs another kind of answer."),
        hint=N_("Answer the question again in the new workbook."),
        rationale=N_("The same number has a different meaning in another kind of answer. 5 points are not 5%."),
    ),
    IssueType(
        "entry-of-other-maximum",
        Severity.WARNING,
        message=N_("The program copies “{found}”, but the maximum has changed from {before} to {after}."),
        hint=N_("Check the points of this answer in the new workbook."),
        rationale=N_("When the maximum changes, the points of the same answer usually also change."),
    ),
    IssueType(
        "entry-of-other-scale",
        Severity.WARNING,
        message=N_("The program copies “{found}”, but the points of the answers to this question have changed."),
        hint=N_("Check the points of this answer in the new workbook."),
        rationale=N_("The same answer can now earn a different number of points."),
    ),
    IssueType(
        "entry-of-other-text",
        Severity.WARNING,
        message=N_(
            "The program copies the answer by its code, but the question has changed from “{before}” to “{after}”."
        ),
        hint=N_("Clear the row if its question is different in the new edition."),
        rationale=N_("A new edition can use the same code for another question."),
    ),
    IssueType(
        "entry-not-evidence",
        Severity.WARNING,
        message=N_("“{found}” is not valid evidence in the new workbook. The program does not copy the entry."),
        hint=N_("Enter the name of the document or a link in the new workbook."),
        rationale=N_(
            "The new workbook may have no column for this evidence type. The entry may also be a date, error or formula."
        ),
    ),
    IssueType(
        "part-of-same-agency",
        Severity.WARNING,
        message=N_("This is a second part of {found} besides {other}. The program merges both parts."),
        hint=N_("If one part replaces the other, merge again without the older part."),
        rationale=N_(
            "An agency may send its part twice, with corrections. The merged workbook then also contains entries of the older part."
        ),
    ),
    IssueType(
        "part-repeated",
        Severity.NOTE,
        message=N_("This file is a copy of {other}. The program counts it once."),
        hint=N_("No action needed."),
        rationale=N_("The same workbook often arrives twice, by e-mail and by messenger."),
    ),
    IssueType(
        "report-passed-over",
        Severity.NOTE,
        message=N_("The program skips this workbook. It is an index or a report from `kla-score`, not a part."),
        hint=N_("No action needed."),
        rationale=N_("The program writes the index to the folder with the parts."),
    ),
    IssueType(
        "parts-still-to-come",
        Severity.NOTE,
        message=Plural(
            "{count} question is not in any part. Agencies without a part: {agencies}.",
            "{count} questions are not in any part. Agencies without a part: {agencies}.",
        ),
        hint=N_("Ask these agencies for their parts, and merge all parts again."),
        rationale=N_("You can merge again whenever a part arrives. To see all conflicts, merge all parts in one run."),
    ),
)
