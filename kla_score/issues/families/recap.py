"""A region's own recap."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Plural, Severity

ISSUES: Final = (
    IssueType(
        "printed-points-differ",
        Severity.WARNING,
        message=N_(
            "For {name}, the recap contains {found}, but the questions add up to {points}. The program uses {points}."
        ),
        hint=N_("Correct the wrong number in the recap or in the answers."),
        rationale=N_("A typed total does not change with the answers. A formula can miss a row."),
    ),
    IssueType(
        "printed-maximum-differs",
        Severity.WARNING,
        message=N_(
            "For {name}, the recap contains a maximum of {found}, but the instrument contains {maximum}. The program uses {maximum}."
        ),
        hint=N_("Correct the maximum in the recap, or in the instrument if the printed form agrees with the recap."),
        rationale=N_("A wrong maximum changes the percentage and the points not earned."),
    ),
    IssueType(
        "printed-number-unreadable",
        Severity.WARNING,
        message=N_("The total or maximum “{found}” is not a valid number."),
        hint=N_("Enter a number, or save the file in a spreadsheet program if the cell contains a formula."),
        rationale=N_("The program cannot compare the entry with the questions or the instrument."),
    ),
    IssueType(
        "recap-row-unclear",
        Severity.WARNING,
        message=N_(
            "“{found}” is not a known question or heading. Rows below it count for indicator {indicator} only if their texts match its questions."
        ),
        hint=N_("If the row is the heading of an indicator, enter its name or number as in the instrument."),
        rationale=N_(
            "A recap repeats the question numbers in every indicator, so the program needs the headings. With an unknown heading, points could count for another indicator."
        ),
    ),
    IssueType(
        "recap-numbers-differ",
        Severity.WARNING,
        message=Plural(
            "The number of {count} row differs from the instrument, so the program uses the text of the question.",
            "The numbers of {count} rows differ from the instrument, so the program uses the texts of the questions.",
        ),
        hint=N_("Compare these rows with the instrument, and correct the numbers."),
        rationale=N_(
            "A region may number its questions 1, 2 and 3, but the instrument has 1, 2a and 2b. The text then identifies the question."
        ),
    ),
    IssueType(
        "recap-rows-refused",
        Severity.ERROR,
        message=Plural(
            "The program does not count {count} row, because no single question fits its number, text and maximum.",
            "The program does not count {count} rows, because no single question fits their number, text and maximum.",
        ),
        hint=N_("Enter the number and the text of the question as in the instrument."),
        rationale=N_(
            "A number that differs from the instrument can belong to another question. If the program used only the number, that question could get the points. Until you correct the row, the question counts as unanswered."
        ),
    ),
    IssueType(
        "recap-edition-not-named",
        Severity.WARNING,
        message=N_("The recap does not name its edition, so the program scores it as {expected}."),
        hint=N_("If the recap is for another edition, choose its instrument with `--instrument`."),
        rationale=N_(
            "Maximum points change between editions. The same number can also belong to another question. A recap does not have a line for the edition."
        ),
    ),
    IssueType(
        "printed-clusters-differ",
        Severity.WARNING,
        message=Plural(
            "The total of {count} cluster in the recap is {sum}, but the questions add up to {points}.",
            "The totals of {count} clusters in the recap add up to {sum}, but the questions add up to {points}.",
        ),
        hint=N_("Correct the totals that the other messages list."),
        rationale=N_("A typed total does not change with the answers. A formula can miss a row."),
    ),
    IssueType(
        "printed-indicators-differ",
        Severity.WARNING,
        message=Plural(
            "The total of {count} indicator in the recap is {sum}, but the questions add up to {points}.",
            "The totals of {count} indicators in the recap add up to {sum}, but the questions add up to {points}.",
        ),
        hint=N_("Correct the totals that the other messages list."),
        rationale=N_("A typed total does not change with the answers. A formula can miss a row."),
    ),
    IssueType(
        "recap-read",
        Severity.NOTE,
        message=Plural(
            "The program reads the table as a recap and finds the question of {count} row.",
            "The program reads the table as a recap and finds the questions of {count} rows.",
        ),
        hint=N_("No action needed."),
        rationale=N_(
            "In a recap, the question numbers start again in every indicator. The program finds a question by its indicator, number and text. `kla-score template --from` turns a recap into a workbook with codes."
        ),
    ),
)
