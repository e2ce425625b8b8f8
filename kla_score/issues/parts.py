"""Parts that cannot be merged, and entries that are carried over."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "answers-differ",
        Severity.ERROR,
        message=N_("The parts answer differently, so the cell stays empty: {cells}."),
        hint=N_(
            "Agree on one answer and write it into the joined sheet, or choose with --prefer first, or with --prefer newest if all these files say when they were saved and one is the last."
        ),
        rationale=N_(
            "Two offices that see the same thing differently have to talk; a program that picks one hides it."
        ),
    ),
    IssueType(
        "entries-too-long",
        Severity.ERROR,
        message=N_(
            "Together the entries of all parts have more than {limit} characters, and the end was cut: “{found}”."
        ),
        hint=N_("Shorten them in the parts, for example by naming a folder instead of every file, and join again."),
        rationale=N_("A cell holds no more, so something has to be left out; it must not happen unseen."),
    ),
    IssueType(
        "parts-of-different-sheets",
        Severity.ERROR,
        message=N_("The parts differ about whose sheet it is; “{found}” was taken: {cells}."),
        hint=N_(
            "Make sure that all parts belong to the same region, year and stage; correct the line in the joined sheet."
        ),
        rationale=N_("A part of another region or year that slips in would change points without anybody noticing."),
    ),
    IssueType(
        "entry-left-behind",
        Severity.WARNING,
        message=N_("“{found}” was not taken over."),
        hint=N_("Copy it by hand to where it belongs now, if anywhere."),
        rationale=N_(
            "No question of the new sheet has the code of its row, the row stands there twice, its column is not known, or the cell holds an error or a formula without a result. Anything else would be a guess about what was meant."
        ),
    ),
    IssueType(
        "answer-of-another-part",
        Severity.WARNING,
        message=N_("This part of the sheet does not ask this question; “{found}” does not count here."),
        hint=N_("Nothing needs to be done when the parts are joined: it is kept then."),
        rationale=N_("A part is scored by the questions of its agency alone, whatever else was filled in."),
    ),
    IssueType(
        "agency-unknown",
        Severity.WARNING,
        message=N_("Nobody knows the agency “{found}”. Nearest: {candidates}."),
        hint=N_("Correct the name; or if it is your own name for an agency, add it to the file for --agencies."),
        rationale=N_(
            "An unknown name may be a mistyped one. It gets a workbook of its own, so that no question is lost."
        ),
    ),
    IssueType(
        "answers-differ-one-chosen",
        Severity.WARNING,
        message=N_("The parts answer differently; “{found}” was taken from {other}: {cells}."),
        hint=N_("Check that it is the right one."),
        rationale=N_(
            "You chose with --prefer which part decides. The others are named so that nobody is overruled unseen."
        ),
    ),
    IssueType(
        "answer-not-asked-for",
        Severity.WARNING,
        message=N_("This part was not given the question; “{found}” was kept all the same."),
        hint=N_("Check with the agency whether the answer belongs there."),
        rationale=N_("Somebody may have added a row because they know the answer, or pasted it into the wrong one."),
    ),
    IssueType(
        "entry-of-other-kind",
        Severity.WARNING,
        message=N_("The question is answered in another way now; “{found}” was not taken over."),
        hint=N_("Answer the question again in the new sheet."),
        rationale=N_(
            "Five points are not five percent: a number of one kind of answer means something else in the other."
        ),
    ),
    IssueType(
        "entry-of-other-maximum",
        Severity.WARNING,
        message=N_("“{found}” was taken over, but the maximum was {before} and is {after} now."),
        hint=N_("Check in the new form what the answer is worth."),
        rationale=N_("When a maximum changes, the same fulfilment is mostly worth something else."),
    ),
    IssueType(
        "entry-of-other-scale",
        Severity.WARNING,
        message=N_("“{found}” was taken over, but answers to this question are worth something else now."),
        hint=N_("Check in the new form what the answer is worth."),
        rationale=N_("Options or bands have other points than before, so that the same answer moves the total."),
    ),
    IssueType(
        "entry-of-other-text",
        Severity.WARNING,
        message=N_(
            "The answer was taken over by its code, but the question reads otherwise now: “{after}”, once “{before}”."
        ),
        hint=N_("Check that it is still the same question; if not, clear the row."),
        rationale=N_("Forms use numbers again. The same code can belong to another question in the next edition."),
    ),
    IssueType(
        "entry-not-evidence",
        Severity.WARNING,
        message=N_("“{found}” cannot stand as evidence in the new sheet and was not taken over."),
        hint=N_("Write the name of the document or a link into the new sheet."),
        rationale=N_(
            "The new sheet has no column for this kind of evidence, or the cell holds a date, an error or a formula, which names no document."
        ),
    ),
    IssueType(
        "part-repeated",
        Severity.NOTE,
        message=N_("This is the same file as {other}; it counts once."),
        hint=N_("Nothing needs to be done."),
        rationale=N_("The same workbook often arrives twice, by e-mail and by messenger."),
    ),
    IssueType(
        "report-passed-over",
        Severity.NOTE,
        message=N_("This workbook is a list made by kla-score, not a part; it was passed over."),
        hint=N_("Nothing needs to be done."),
        rationale=N_("The index lies in the folder of the parts and is named along with them."),
    ),
    IssueType(
        "parts-still-to-come",
        Severity.NOTE,
        message=N_("No part of these agencies is there: {agencies}. Questions that stand in no part: {count}."),
        hint=N_("Ask these agencies for their parts, and join all parts again."),
        rationale=N_(
            "Joining can be done again whenever a late part arrives. What the parts answered differently is known only when all of them are joined together."
        ),
    ),
)
