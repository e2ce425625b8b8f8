"""Lists of villages and sub-districts, and the agencies' figures."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Plural, Severity

ISSUES: Final = (
    IssueType(
        "list-not-recognised",
        Severity.ERROR,
        message=N_("The file has no list of villages or sub-districts. Found columns: {columns}."),
        hint=N_(
            "Enter titles such as {needed} in one row, or write a blank list with `kla-score template --per-kecamatan`."
        ),
        rationale=N_(
            "A list has a column with the code or name of each village. The other titles begin with the code of a question."
        ),
    ),
    IssueType(
        "list-malformed",
        Severity.ERROR,
        message=N_("The file is not valid CSV: {found}."),
        hint=N_("Save it as CSV in a spreadsheet program."),
        rationale=N_("If only part of a list were read, villages would be reported as not received."),
    ),
    IssueType(
        "village-unnamed",
        Severity.ERROR,
        message=N_("The answers do not name their village or sub-district, so they are not counted."),
        hint=N_("Enter the code, or the name and the sub-district."),
        rationale=N_("Answers count only for a village or sub-district in the roster."),
    ),
    IssueType(
        "village-code-malformed",
        Severity.WARNING,
        message=N_("“{found}” is not a region code."),
        hint=N_("Enter the code with its dots, such as {candidates}."),
        rationale=N_("Without the code, the name and the sub-district decide which village it is."),
    ),
    IssueType(
        "village-not-in-roster",
        Severity.WARNING,
        message=N_("{found} is not in the roster, so its answers are not counted. Did you mean {candidates}?"),
        hint=N_("Correct the code, or correct the name and the sub-district, or add the village to the roster."),
        rationale=N_(
            "The roster defines which villages count. If a name occurs in several sub-districts, the program needs the sub-district or the code."
        ),
    ),
    IssueType(
        "village-name-differs",
        Severity.WARNING,
        message=N_("The list has the name “{found}”, but the roster has “{expected}” for this code."),
        hint=N_("Correct the name or the code in the list."),
        rationale=N_("The code decides. If it is wrong, the answers count for another village."),
    ),
    IssueType(
        "village-conflict",
        Severity.ERROR,
        message=N_("{found}: the answers to {questions} differ from {files}, so none of them is counted."),
        hint=N_("Correct one of the lists, or use the newest answers with `--prefer newest`."),
        rationale=N_("Two lists of one village can be an old and a new one. The program does not choose between them."),
    ),
    IssueType(
        "village-newest-used",
        Severity.NOTE,
        message=N_("{found}: the answers to {questions} differ from {files}. The newest list was used."),
        hint=N_("No action needed."),
        rationale=N_("The newest list is the one with the latest date in “As of”, or else the one saved last."),
    ),
    IssueType(
        "counts-unusable",
        Severity.ERROR,
        message=N_("“{found}” is not a valid pair of counts."),
        hint=N_("Enter two whole numbers. The first must not be above the second, and the second must not be 0."),
        rationale=N_("The share of the children is the first number divided by the second."),
    ),
    IssueType(
        "figures-column-missing",
        Severity.ERROR,
        message=N_("The file with figures has no column {needed}."),
        hint=N_("Name the columns in the first row: question, code, value."),
        rationale=N_("Each row is the figure of one region for one question."),
    ),
    IssueType(
        "figures-question-unknown",
        Severity.ERROR,
        message=N_("No list asks question “{found}”. Did you mean {candidates}?"),
        hint=N_("Enter the code of a question of indicator 25 or 26, such as 26.7."),
        rationale=N_("Figures replace the answers of villages and sub-districts only."),
    ),
    IssueType(
        "figures-differ",
        Severity.WARNING,
        message=Plural(
            "The agency's figure differs from the answer of {count} village: {regions}. The program uses the figure.",
            "The agency's figures differ from the answers of {count} villages: {regions}. The program uses the figures.",
        ),
        hint=N_("Compare the sources before the verification."),
        rationale=N_("Verifiers see both documents. The agency is responsible for the question, so its figure counts."),
    ),
    IssueType(
        "feeds-unknown",
        Severity.ERROR,
        message=N_("The form feeds question “{found}”, which the instrument does not have."),
        hint=N_("Use the instrument of the form, or correct `feeds` in the form."),
        rationale=N_("The answers would be counted for no question."),
    ),
    IssueType(
        "date-unusable",
        Severity.ERROR,
        message=N_("“{found}” is not a date for `--as-of`."),
        hint=N_("Enter year, month and day, such as 2026-11-30."),
        rationale=N_("The date is part of every figure that is written into the workbook."),
    ),
)
