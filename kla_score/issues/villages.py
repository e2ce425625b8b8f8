"""Lists of villages and sub-districts, and the agencies' figures."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Plural, Severity

ISSUES: Final = (
    IssueType(
        "list-not-recognised",
        Severity.ERROR,
        message=N_("The file has no list of villages or sub-districts. Columns found: {columns}."),
        hint=N_(
            "Enter headings such as {needed} in one row, or write a blank list with `kla-score template --per-kecamatan`."
        ),
        rationale=N_(
            "A list has a column with the code or name of each village. The headings of the other columns begin with a question code."
        ),
    ),
    IssueType(
        "list-malformed",
        Severity.ERROR,
        message=N_("The file is not valid CSV: {found}."),
        hint=N_("Save the list as CSV in a spreadsheet program."),
        rationale=N_("If the program read only part of a list, it would report villages as missing."),
    ),
    IssueType(
        "village-column-missing",
        Severity.ERROR,
        message=N_(
            "The table has questions for villages, but no column with village codes or names. Columns found: {columns}."
        ),
        hint=N_("Use the heading {needed} for the column with the names."),
        rationale=N_(
            "A village can have the same name as its sub-district. The answers of the sub-district would then count for the village."
        ),
    ),
    IssueType(
        "counts-columns-unclear",
        Severity.ERROR,
        message=N_(
            "The titles do not distinguish the two counts of question {question}. The program skips both: {columns}."
        ),
        hint=N_("Name the columns {question} Ada and {question} Jumlah."),
        rationale=N_("The share of the children is the first count divided by the second."),
    ),
    IssueType(
        "columns-of-other-list",
        Severity.WARNING,
        message=N_("The answers to {questions} do not count, because the table belongs to the other form."),
        hint=N_("Enter these answers in a list for villages or for sub-districts, in another file or worksheet."),
        rationale=N_("A row is either a village or a sub-district. The form with the most columns decides."),
    ),
    IssueType(
        "columns-of-question-skipped",
        Severity.WARNING,
        message=N_("The question has another column for the answer. The program skips these columns: {columns}."),
        hint=N_("Name the column of the document like `26.4 Dokumen`, and the column of its date like `26.4 Tanggal`."),
        rationale=N_(
            "If a column title contains the code of a question and other text, the program reads the column as the answer. Each question has one answer."
        ),
    ),
    IssueType(
        "as-of-unreadable",
        Severity.WARNING,
        message=N_("“{found}” is not a date, so the date of saving counts."),
        hint=N_("Enter day, month and year, such as 30-11-2026."),
        rationale=N_("The date decides which of two lists is newer."),
    ),
    IssueType(
        "document-date-impossible",
        Severity.WARNING,
        message=N_("The date “{found}” does not exist."),
        hint=N_("Enter day, month and year, such as 30-11-2026."),
        rationale=N_("Verifiers compare the date with the document."),
    ),
    IssueType(
        "village-unnamed",
        Severity.ERROR,
        message=N_("The answers have no village or sub-district, so they do not count."),
        hint=N_("Enter the code, or the name and the sub-district."),
        rationale=N_("Answers count only for a village or sub-district in the roster."),
    ),
    IssueType(
        "village-code-malformed",
        Severity.WARNING,
        message=N_("“{found}” is not a valid code of a village or sub-district."),
        hint=N_("Enter the code with its dots, such as {candidates}."),
        rationale=N_("Without the code, the program identifies the village by its name and sub-district."),
    ),
    IssueType(
        "village-not-in-roster",
        Severity.WARNING,
        message=N_("{found} is not in the roster, so its answers do not count. Did you mean {candidates}?"),
        hint=N_("Correct the code, correct the name and the sub-district, or add the village to the roster."),
        rationale=N_(
            "Only villages and sub-districts in the roster count. If a name occurs in several sub-districts, the program needs the sub-district or the code."
        ),
    ),
    IssueType(
        "village-name-ambiguous",
        Severity.WARNING,
        message=N_("The roster contains the name {found} more than once, so the answers do not count: {regions}."),
        hint=N_("Enter the code of the village, or its name and sub-district."),
        rationale=N_("Villages in different sub-districts can have the same name."),
    ),
    IssueType(
        "village-name-differs",
        Severity.WARNING,
        message=N_("The list contains the name “{found}”, but the roster contains “{expected}” for this code."),
        hint=N_("Correct the name or the code in the list."),
        rationale=N_("The program uses the code. If the code is wrong, the answers count for another village."),
    ),
    IssueType(
        "village-conflict",
        Severity.ERROR,
        message=N_("The answers of {found} to {questions} differ, so none of them counts. The answers are in {files}."),
        hint=N_("Correct one of the lists, or use the newest answers with `--prefer newest`."),
        rationale=N_("Two lists of one village can be an old list and a new list. The program does not choose a list."),
    ),
    IssueType(
        "village-conflict-undecided",
        Severity.ERROR,
        message=N_(
            "The newest answers of {found} to {questions} differ, so none of them counts. The answers are in {files}."
        ),
        hint=N_("Correct one of the lists, or correct its date in “As of”."),
        rationale=N_("The answers have the same date, so the program cannot determine which answers are the newest."),
    ),
    IssueType(
        "village-documents-differ",
        Severity.NOTE,
        message=N_(
            "The documents of {found} for {questions} differ. The program shows the newest document. The documents are in {files}."
        ),
        hint=N_("No action needed."),
        rationale=N_("The answers are the same, so they count. The annex shows one document."),
    ),
    IssueType(
        "village-newest-used",
        Severity.NOTE,
        message=N_(
            "The answers of {found} to {questions} differ. The newest answers count. The answers are in {files}."
        ),
        hint=N_("No action needed."),
        rationale=N_(
            "The newest list has the latest timestamp or date in “As of”. If the lists have no dates, the list with the latest time of saving is the newest."
        ),
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
        "figures-column-repeated",
        Severity.ERROR,
        message=N_("The file with figures has the column “{found}” more than once."),
        hint=N_("Keep only one of these columns."),
        rationale=N_("The program cannot determine which of the columns counts."),
    ),
    IssueType(
        "figures-question-unknown",
        Severity.ERROR,
        message=N_("No list contains question “{found}”. Did you mean {candidates}?"),
        hint=N_("Enter the code of a question in indicator 25 or 26, such as 26.7."),
        rationale=N_("Figures replace the answers of villages and sub-districts only."),
    ),
    IssueType(
        "figure-not-cases",
        Severity.ERROR,
        message=N_("“{found}” is not a number of cases."),
        hint=N_("Enter yes, no or the number of cases, such as 0 or 3."),
        rationale=N_("The question asks whether there are cases, so any number above 0 means yes."),
    ),
    IssueType(
        "figure-not-yes-or-no",
        Severity.ERROR,
        message=N_("“{found}” does not answer the question, which is not about cases."),
        hint=N_("Enter yes or no."),
        rationale=N_("Only questions on cases and on shares accept numbers. Any other number has no certain meaning."),
    ),
    IssueType(
        "figures-conflict",
        Severity.ERROR,
        message=N_("Line {other} has another value for {found}, so neither value counts."),
        hint=N_("Keep one of the lines."),
        rationale=N_("Each village or sub-district has one figure for each question."),
    ),
    IssueType(
        "figure-code-of-other-level",
        Severity.ERROR,
        message=N_("“{found}” is the code of another kind of region. The question needs a code such as {needed}."),
        hint=N_("Enter the code of a village for 26, or of a sub-district for 25."),
        rationale=N_(
            "The questions of indicator 25 are about sub-districts, and the questions of indicator 26 are about villages."
        ),
    ),
    IssueType(
        "figure-code-malformed",
        Severity.ERROR,
        message=N_("“{found}” is not a region code, so the figure does not count."),
        hint=N_("Enter the code with its dots, such as {needed}."),
        rationale=N_("The program finds the village or sub-district of a figure only by its code."),
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
        "figure-kept",
        Severity.WARNING,
        message=N_(
            "The workbook has “{found}” as the number, but the lists have {count}. The workbook keeps its entry."
        ),
        hint=N_("Compare both numbers, and correct the entry if needed."),
        rationale=N_("The program replaces only numbers that it has written itself."),
    ),
    IssueType(
        "sheet-of-another-region",
        Severity.WARNING,
        message=N_("The workbook is of {found}, but the villages in the roster belong to {expected}."),
        hint=N_("Use the workbook and the roster of one regency or city."),
        rationale=N_("The program would write the counts of one region into the workbook of another region."),
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
        rationale=N_("The date is part of every figure that the program writes into the workbook."),
    ),
)
