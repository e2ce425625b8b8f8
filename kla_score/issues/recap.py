"""A region's own recap."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Plural, Severity

ISSUES: Final = (
    IssueType(
        "printed-points-differ",
        Severity.WARNING,
        message=N_(
            "The recap shows {found} for {name}, but its questions add up to {points}. The program uses {points}."
        ),
        hint=N_("Correct the wrong number in the recap or in the answers."),
        rationale=N_("A typed total does not change with the answers, and a formula can miss a row."),
    ),
    IssueType(
        "printed-maximum-differs",
        Severity.WARNING,
        message=N_(
            "The recap shows a maximum of {found} for {name}, but the instrument has {maximum}. The program uses {maximum}."
        ),
        hint=N_("Correct the maximum in the recap, or in the instrument if the form agrees with the recap."),
        rationale=N_("A wrong maximum makes a percentage or a gap look better or worse than it is."),
    ),
    IssueType(
        "printed-number-unreadable",
        Severity.WARNING,
        message=N_("“{found}” is printed as a total or a maximum but is not a number."),
        hint=N_("Enter a number, or save the file in a spreadsheet program if the cell contains a formula."),
        rationale=N_("A total that cannot be compared may hide a difference."),
    ),
    IssueType(
        "recap-row-unclear",
        Severity.WARNING,
        message=N_(
            "“{found}” is neither a question nor a known heading. Rows below it count for indicator {indicator} only if their texts fit."
        ),
        hint=N_("If the row is the heading of an indicator, enter its name or number as in the instrument."),
        rationale=N_(
            "In a recap, the heading above a row decides which question its number means. An unknown heading can shift points to another indicator."
        ),
    ),
    IssueType(
        "recap-numbers-differ",
        Severity.WARNING,
        message=Plural(
            "The number of {count} row differs from the number in the form, so the program uses the text.",
            "The numbers of {count} rows differ from the numbers in the form, so the program uses the texts.",
        ),
        hint=N_("Compare these rows with the form, and correct the numbers."),
        rationale=N_(
            "A region may number its questions 1, 2, 3 where the form has 1, 2a, 2b. The text then identifies the question."
        ),
    ),
    IssueType(
        "recap-rows-refused",
        Severity.ERROR,
        message=Plural(
            "The program does not count {count} row, because its number, text and maximum do not fit one question.",
            "The program does not count {count} rows, because their numbers, texts and maxima do not fit one question each.",
        ),
        hint=N_(
            "Enter the number and the text of the question as in the form. Until then, the question counts as unanswered."
        ),
        rationale=N_(
            "A number that differs from the form can belong to another question. Counting the row by its number alone could give the points to that question."
        ),
    ),
    IssueType(
        "recap-edition-not-named",
        Severity.WARNING,
        message=N_("The recap does not name its edition, so the program scores it as {expected}."),
        hint=N_("If the recap is for another edition, choose its instrument with `--instrument`."),
        rationale=N_(
            "Maximum points change between editions, and the same number can mean another question. A recap has no line for its edition."
        ),
    ),
    IssueType(
        "printed-clusters-differ",
        Severity.WARNING,
        message=Plural(
            "The printed total of {count} cluster is {sum}, but the questions add up to {points}.",
            "The printed totals of {count} clusters add up to {sum}, but the questions add up to {points}.",
        ),
        hint=N_("Correct the totals that the other messages list."),
        rationale=N_("A typed total does not change with the answers, and a formula can miss a row."),
    ),
    IssueType(
        "printed-indicators-differ",
        Severity.WARNING,
        message=Plural(
            "The printed total of {count} indicator is {sum}, but the questions add up to {points}.",
            "The printed totals of {count} indicators add up to {sum}, but the questions add up to {points}.",
        ),
        hint=N_("Correct the totals that the other messages list."),
        rationale=N_("A typed total does not change with the answers, and a formula can miss a row."),
    ),
    IssueType(
        "recap-read",
        Severity.NOTE,
        message=Plural(
            "The program read the table as a recap and found the question of {count} row.",
            "The program read the table as a recap and found the questions of {count} rows.",
        ),
        hint=N_("No action needed."),
        rationale=N_(
            "In a recap, numbers start again in every indicator. The program finds a question by its indicator, number and text. `kla-score template --from` turns a recap into a workbook with codes."
        ),
    ),
)
