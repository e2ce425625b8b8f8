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
            "The headings do not distinguish the two counts of question {question}. The program skips both columns: {columns}."
        ),
        hint=N_("Use the headings `{question} Ada` and `{question} Jumlah`."),
        rationale=N_("The percentage of children is the first count divided by the second count."),
    ),
    IssueType(
        "columns-of-other-list",
        Severity.WARNING,
        message=N_(
            "The answers to {questions} do not count, because these questions belong to the other list (villages or sub-districts)."
        ),
        hint=N_("Enter these answers in the other list, in a separate file or worksheet."),
        rationale=N_(
            "A row is either a village or a sub-district. The program reads a table as the list to which most of its columns belong."
        ),
    ),
    IssueType(
        "columns-of-question-skipped",
        Severity.WARNING,
        message=N_("The answer of the question is in another column. The program skips these columns: {columns}."),
        hint=N_("Use headings such as `26.4 Dokumen` for the document and `26.4 Tanggal` for its date."),
        rationale=N_(
            "The program reads a column as the answer if its heading contains a question code and other text. Each question has one answer."
        ),
    ),
    IssueType(
        "as-of-unreadable",
        Severity.WARNING,
        message=N_("“{found}” is not a valid date, so the date when the file was saved counts."),
        hint=N_("Enter day, month and year, such as 30-11-2026."),
        rationale=N_("The program uses the date to determine which of two lists is newer."),
    ),
    IssueType(
        "document-date-impossible",
        Severity.WARNING,
        message=N_("“{found}” is not a valid date."),
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
        hint=N_("Correct the code or the name with the sub-district, or add the village to the roster."),
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
        hint=N_("Enter two whole numbers, such as 12 and 40."),
        rationale=N_(
            "The percentage of children is the first count divided by the second count. The first count must not be above the second count. The second count must not be 0."
        ),
    ),
    IssueType(
        "figures-column-missing",
        Severity.ERROR,
        message=N_("The file with figures has no column {needed}."),
        hint=N_("Enter the headings `question`, `code` and `value` in the first row."),
        rationale=N_("Each row contains the figure of one village or sub-district for one question."),
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
        rationale=N_("Figures replace only the answers of villages and sub-districts."),
    ),
    IssueType(
        "figure-not-cases",
        Severity.ERROR,
        message=N_("“{found}” is not a valid number of cases."),
        hint=N_("Enter yes, no or the number of cases, such as 0 or 3."),
        rationale=N_("The question is about cases, so a number above 0 means yes."),
    ),
    IssueType(
        "figure-not-yes-or-no",
        Severity.ERROR,
        message=N_("“{found}” is not a valid answer, because the question is not about cases."),
        hint=N_("Enter yes or no."),
        rationale=N_(
            "Only questions on cases and on percentages accept numbers. A number is not a clear answer to another question."
        ),
    ),
    IssueType(
        "figures-conflict",
        Severity.ERROR,
        message=N_("Line {other} contains another value for {found}, so none of the values counts."),
        hint=N_("Keep one of the lines, and remove the other lines."),
        rationale=N_("Each village or sub-district has one figure for each question."),
    ),
    IssueType(
        "figure-code-of-other-level",
        Severity.ERROR,
        message=N_(
            "“{found}” is a code of the wrong level (village or sub-district). The question needs a code such as {needed}."
        ),
        hint=N_("Enter the code of a sub-district for indicator 25, or the code of a village for indicator 26."),
        rationale=N_("Indicator 25 is about sub-districts. Indicator 26 is about villages."),
    ),
    IssueType(
        "figure-code-malformed",
        Severity.ERROR,
        message=N_("“{found}” is not a valid code of a village or sub-district, so the figure does not count."),
        hint=N_("Enter the code with its dots, such as {needed}."),
        rationale=N_("The program uses the code to find the village or sub-district of a figure."),
    ),
    IssueType(
        "figures-differ",
        Severity.WARNING,
        message=Plural(
            "The figure of the agency differs from the answer of {count} village or sub-district: {regions}. The program uses the figure.",
            "The figures of the agency differ from the answers of {count} villages or sub-districts: {regions}. The program uses the figures.",
        ),
        hint=N_("Compare the sources before the administrative verification (VA)."),
        rationale=N_(
            "Verifiers see the figures of the agency and the lists. The agency is responsible for the question, so its figure counts."
        ),
    ),
    IssueType(
        "figure-kept",
        Severity.WARNING,
        message=N_(
            "The workbook contains “{found}”, but the lists add up to {count}. The program does not change the workbook entry."
        ),
        hint=N_("Compare both numbers, and correct the wrong number."),
        rationale=N_("The program replaces only numbers that the program wrote."),
    ),
    IssueType(
        "sheet-of-another-region",
        Severity.WARNING,
        message=N_("The workbook belongs to {found}, but the villages in the roster belong to {expected}."),
        hint=N_("Use the workbook and the roster of one regency or city."),
        rationale=N_("The program would write the counts of one region into the workbook of another region."),
    ),
    IssueType(
        "feeds-unknown",
        Severity.ERROR,
        message=N_("The key `feeds` contains “{found}”, but the instrument does not contain this question."),
        hint=N_("Use the instrument that belongs to the list, or correct the key `feeds`."),
        rationale=N_("The program could not count the answers for any question."),
    ),
)
