"""Files that are not usable workbooks."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "file-not-found",
        Severity.ERROR,
        message=N_("File not found. Did you mean {candidates}?"),
        hint=N_("Check the name and the folder."),
        rationale=N_("The program does not search other folders. A sheet with the same name may be an older copy."),
    ),
    IssueType(
        "file-is-folder",
        Severity.ERROR,
        message=N_("This is a folder, not a file."),
        hint=N_("Name the file inside it; `kla-score batch` scores all sheets of a folder."),
        rationale=N_("A folder can hold several sheets, drafts and copies. Which of them is meant is not guessed."),
    ),
    IssueType(
        "file-empty",
        Severity.ERROR,
        message=N_("The file is empty, or holds nothing but zeros."),
        hint=N_("Download or copy it again."),
        rationale=N_(
            "A file without a single byte is a download or a copy that failed; one of nothing but zeros is one that a cloud folder has not filled yet. Scored, it would look like a sheet with no answers."
        ),
    ),
    IssueType(
        "file-unreadable",
        Severity.ERROR,
        message=N_("The file cannot be read. {found}"),
        hint=N_(
            "Close it in Excel, make it available offline if it lies in a cloud folder, and check the permissions."
        ),
        rationale=N_(
            "The system refused the file or gave only part of it. A half-read sheet must not be scored as if it were whole."
        ),
    ),
    IssueType(
        "file-too-large",
        Severity.ERROR,
        message=N_("The file is larger than {limit} KiB."),
        hint=N_(
            "Remove what it does not need, such as pictures and unused sheets of a workbook; evidence belongs into files of its own. A larger workbook or saved result can be allowed with --max-file-size."
        ),
        rationale=N_(
            "Real files of this kind stay well below the limit. A much larger one is mostly pictures or a trap, and would keep the computer busy before anything can be said about it."
        ),
    ),
    IssueType(
        "file-is-lock-file",
        Severity.ERROR,
        message=N_("This is a lock file that Excel keeps while a workbook is open."),
        hint=N_("The workbook itself is {workbook}."),
        rationale=N_(
            "Its name begins with ~$ and it holds only who has the workbook open. There are no answers in it."
        ),
    ),
    IssueType(
        "file-is-pdf",
        Severity.ERROR,
        message=N_("This is a PDF, not a workbook."),
        hint=N_("Name the Excel workbook (.xlsx) itself."),
        rationale=N_(
            "A PDF shows a picture of a table, without its cells. Numbers read off it could land in the wrong row."
        ),
    ),
    IssueType(
        "file-is-text",
        Severity.ERROR,
        message=N_("This is a text file (CSV, HTML …), not a workbook."),
        hint=N_("Open it in Excel or LibreOffice and save it as Excel Workbook (.xlsx)."),
        rationale=N_(
            "Text formats do not keep codes as text, nor percent formats and errors apart from numbers: 1.10 comes back as 1.1. Some are called .xlsx all the same, so the content decides."
        ),
    ),
    IssueType(
        "file-is-old-excel",
        Severity.ERROR,
        message=N_("This is a workbook of Excel 97–2003 (.xls)."),
        hint=N_("Open it and save it as Excel Workbook (.xlsx)."),
        rationale=N_(
            "The format of Excel 97–2003 is built differently inside. Its readers have been seen to crash and to lose values, so it is converted by Excel, which knows it best."
        ),
    ),
    IssueType(
        "file-is-other-spreadsheet",
        Severity.ERROR,
        message=N_("This is another kind of spreadsheet (.ods, .xlsb or Numbers)."),
        hint=N_("Open it and save it as Excel Workbook (.xlsx)."),
        rationale=N_(
            "Formats such as .ods, .xlsb and Numbers are built differently inside. A reader made for .xlsx would find no rows, which looks like an empty sheet."
        ),
    ),
    IssueType(
        "file-is-not-a-workbook",
        Severity.ERROR,
        message=N_("This is not an Excel workbook."),
        hint=N_("Name the workbook (.xlsx) that `kla-score template` made."),
        rationale=N_("The content decides, not the name. No question can be found in a file that is something else."),
    ),
    IssueType(
        "workbook-password",
        Severity.ERROR,
        message=N_("The workbook is protected by a password for opening."),
        hint=N_(
            "Remove it in Excel: File, Info, Protect Workbook, Encrypt with Password. A protected sheet does not matter."
        ),
        rationale=N_("With a password for opening, the whole content is encrypted. Not one cell can be read."),
    ),
    IssueType(
        "workbook-strict",
        Severity.ERROR,
        message=N_("The workbook is saved as Strict Open XML Spreadsheet."),
        hint=N_("Save it as Excel Workbook (.xlsx), without the word Strict."),
        rationale=N_(
            "A widely used reader opens this variant as a workbook without any sheet, and says nothing. A filled-in assessment would come out as 0 points."
        ),
    ),
    IssueType(
        "workbook-too-large",
        Severity.ERROR,
        message=N_("The part {found} of the workbook expands to more than is read; the limit is {limit} MiB."),
        hint=N_(
            "Clear the formats below and beside the tables and remove unused sheets, or copy the answers to a new sheet."
        ),
        rationale=N_(
            "A workbook is compressed: a file of half a megabyte can unpack to half a gigabyte and bring the computer to a halt. Unpacking therefore stops at a limit that no real sheet has come near."
        ),
    ),
    IssueType(
        "workbook-too-many-parts",
        Severity.ERROR,
        message=N_("The workbook consists of more than {limit} parts."),
        hint=N_("Remove pictures and unused sheets."),
        rationale=N_(
            "A real workbook has some dozens of parts, rarely two hundred. Thousands of them are mostly pictures or a trap."
        ),
    ),
    IssueType(
        "workbook-too-many-cells",
        Severity.ERROR,
        message=N_("The workbook has more than {limit} elements, which is more than is read."),
        hint=N_(
            "Clear the formats below and beside the tables and remove unused sheets, or copy the answers to a new sheet."
        ),
        rationale=N_(
            "A sheet for this purpose has hundreds of rows. Millions of elements are leftover formats or a trap, and reading them would take minutes and most of the memory."
        ),
    ),
    IssueType(
        "sheet-too-long",
        Severity.ERROR,
        message=N_("The sheet has more than {limit} filled rows."),
        hint=N_("Remove what does not belong to the table."),
        rationale=N_(
            "The largest form known has 274 questions. A table of many thousand rows is something else, and reading only its beginning could lose answers."
        ),
    ),
    IssueType(
        "workbook-doctype",
        Severity.ERROR,
        message=N_("The workbook holds a document type declaration, which no spreadsheet program writes."),
        hint=N_("Do not trust this file; ask the sender for a new copy."),
        rationale=N_(
            "Such declarations are used to read other files of the computer or to make a small file grow without end. Among some 1,500 spreadsheets that were looked at, only attacks had one."
        ),
    ),
    IssueType(
        "workbook-damaged",
        Severity.ERROR,
        message=N_("The workbook is damaged."),
        hint=N_("Open it in Excel, let it repair the file and save it again; or download it again."),
        rationale=N_(
            "Part of the workbook cannot be read. The rest is not scored as if it were whole, because nobody would see what is missing."
        ),
    ),
    IssueType(
        "workbook-not-a-sheet",
        Severity.ERROR,
        message=N_(
            "This workbook is no evaluation sheet: no table with the columns Kode and Nilai. Sheets found: {sheets}."
        ),
        hint=N_("Use the workbook that `kla-score template` makes."),
        rationale=N_(
            "Sheets are recognised by their columns. Without them every question would look unanswered, and a workbook that is something else would get a score of 0."
        ),
    ),
    IssueType(
        "workbook-is-report",
        Severity.ERROR,
        message=N_("This workbook is a result made by kla-score, not a sheet that was filled in."),
        hint=N_("Name the sheet that was filled in."),
        rationale=N_("A result shows points and has no cells to answer in."),
    ),
    IssueType(
        "workbook-columns-missing",
        Severity.ERROR,
        message=N_("The table needs the columns {needed}. Columns found: {columns}."),
        hint=N_("Restore the titles of the columns, as in a blank sheet (`kla-score template`)."),
        rationale=N_(
            "Without a column of codes no row can be told from another, and without a column of points there is nothing to count. Columns are not guessed from their position."
        ),
    ),
)
