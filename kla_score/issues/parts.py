"""Parts that cannot be merged, and entries that are carried over."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Plural, Severity

ISSUES: Final = (
    IssueType(
        "answers-differ",
        Severity.ERROR,
        message=N_("The parts contain different answers ({answers}). The program does not choose an answer."),
        hint=N_(
            "Agree on one answer and enter it in the merged workbook, or merge with `--prefer first` or `--prefer newest`."
        ),
        rationale=N_(
            "The agencies need to agree. Until then, the cell of the merged workbook lists the answers and counts 0. `--prefer newest` works only if every file contains its time of saving and one file is the latest."
        ),
    ),
    IssueType(
        "entries-too-long",
        Severity.ERROR,
        message=N_("The combined entries of all parts exceed {limit} characters. The program cuts them: “{found}”."),
        hint=N_("Shorten the entries in the parts and merge again."),
        rationale=N_("Excel limits the length of a cell, so the rest does not fit."),
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
        hint=N_("Copy the entry manually if the new workbook has a place for it."),
        rationale=N_(
            "The new workbook has no such question or column, or the row is repeated. The cell can also contain an error or a formula without a result."
        ),
    ),
    IssueType(
        "answer-of-another-part",
        Severity.WARNING,
        message=N_("This part does not contain the question, so “{found}” does not count here."),
        hint=N_("No action needed."),
        rationale=N_(
            "In a part, the program scores only the questions of its agency. `merge` keeps the other entries."
        ),
    ),
    IssueType(
        "agency-unknown",
        Severity.WARNING,
        message=N_("Unknown agency “{found}”. Did you mean {candidates}?"),
        hint=N_("Correct the name, or add it to the file for `--agencies` if your region uses it."),
        rationale=N_(
            "The name may be mistyped. The program writes a separate workbook for this name, so that no question is lost."
        ),
    ),
    IssueType(
        "answers-differ-one-chosen",
        Severity.WARNING,
        message=N_("The parts contain different answers ({answers}). The program uses “{found}” from {other}."),
        hint=N_("Check that this answer is correct."),
        rationale=N_("You chose the deciding part with `--prefer`. The message lists all answers."),
    ),
    IssueType(
        "answer-not-asked-for",
        Severity.WARNING,
        message=N_("The question does not belong to this part, but the program keeps “{found}”."),
        hint=N_("Ask the agency whether the answer belongs to this question."),
        rationale=N_("Someone may have added the row, or pasted the answer into the wrong row."),
    ),
    IssueType(
        "entry-of-other-kind",
        Severity.WARNING,
        message=N_("The program does not copy “{found}”, because the question now takes another kind of answer."),
        hint=N_("Answer the question again in the new workbook."),
        rationale=N_(
            "In another kind of answer, the same number has a different meaning. Five points are not five percent."
        ),
    ),
    IssueType(
        "entry-of-other-maximum",
        Severity.WARNING,
        message=N_("The program copied “{found}”, but the maximum has changed from {before} to {after}."),
        hint=N_("Check the points of this answer in the new form."),
        rationale=N_("When the maximum changes, the points of the same answer usually change, too."),
    ),
    IssueType(
        "entry-of-other-scale",
        Severity.WARNING,
        message=N_("The program copied “{found}”, but the points of the answers to this question have changed."),
        hint=N_("Check the points of this answer in the new form."),
        rationale=N_("With the new points, the same answers can give a different total."),
    ),
    IssueType(
        "entry-of-other-text",
        Severity.WARNING,
        message=N_(
            "The program copied the answer by its code, but the question has changed from “{before}” to “{after}”."
        ),
        hint=N_("Clear the row if it is not the same question any more."),
        rationale=N_("Editions reuse codes. The same code can belong to another question in the next edition."),
    ),
    IssueType(
        "entry-not-evidence",
        Severity.WARNING,
        message=N_("“{found}” is not valid evidence in the new workbook. The program does not copy it."),
        hint=N_("Enter the name of the document or a link in the new workbook."),
        rationale=N_(
            "The new workbook has no column for this evidence type, or the entry is a date, error or formula."
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
