"""Files that are not usable workbooks."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "file-not-found",
        Severity.ERROR,
        message=N_("File not found. Did you mean {candidates}?"),
        hint=N_("Check the name and the folder."),
        rationale=N_(
            "The program does not search other folders. A file with the same name in another folder may be an older copy."
        ),
    ),
    IssueType(
        "file-is-folder",
        Severity.ERROR,
        message=N_("This is a folder, not a file."),
        hint=N_("Name a file in the folder, or use `kla-score batch` or `kla-score validate` for a folder."),
        rationale=N_(
            "A folder can contain several files, drafts and copies. The program cannot determine which file counts."
        ),
    ),
    IssueType(
        "file-is-folder-without-yaml",
        Severity.ERROR,
        message=N_("The folder contains no YAML files."),
        hint=N_("Name an instrument file, or a folder with files that end in .yaml or .yml."),
        rationale=N_("A folder without instrument files is usually the wrong folder. The program skips hidden files."),
    ),
    IssueType(
        "file-stdin-closed",
        Severity.ERROR,
        message=N_("The program cannot read standard input (stdin), because it is closed."),
        hint=N_("Pass the content through a pipe, or name a file instead of `-`."),
        rationale=N_("Some schedulers start programs without standard input. The program then has nothing to read."),
    ),
    IssueType(
        "file-name-empty",
        Severity.ERROR,
        message=N_("The file name is empty or is the name of the current folder."),
        hint=N_("Name a file, or check the variable that contains the name."),
        rationale=N_("A misspelt variable in a script gives an empty name. No file has an empty name."),
    ),
    IssueType(
        "file-text-too-large",
        Severity.ERROR,
        message=N_("The text file is larger than {limit} MiB."),
        hint=N_("Name another file, or divide this file."),
        rationale=N_(
            "Instruments, agency names and lists are much smaller than the limit. A larger file usually contains other data."
        ),
    ),
    IssueType(
        "file-empty",
        Severity.ERROR,
        message=N_("The file is empty or contains only zeros."),
        hint=N_("Download or copy the file again."),
        rationale=N_(
            "An empty file usually comes from a failed download or copy. A cloud folder can create a file of zeros before it downloads the content."
        ),
    ),
    IssueType(
        "file-unreadable",
        Severity.ERROR,
        message=N_("The program cannot read the file. {found}"),
        hint=N_("Close the file in other programs, or check its permissions."),
        rationale=N_(
            "The operating system did not open the file or returned only part of it. An incomplete file would give a wrong total."
        ),
    ),
    IssueType(
        "file-is-device",
        Severity.ERROR,
        message=N_("This is a pipe or a device, not a file."),
        hint=N_("Save the content to a file and name that file."),
        rationale=N_("The program needs the complete file. Reading from a device may never finish."),
    ),
    IssueType(
        "file-too-large",
        Severity.ERROR,
        message=N_("The file is larger than {limit} MiB."),
        hint=N_("Remove pictures and unused worksheets, or allow a larger file with `--max-file-size`."),
        rationale=N_(
            "Workbooks and saved results are usually far below the limit. Larger files contain mostly pictures and take a long time to open."
        ),
    ),
    IssueType(
        "file-is-lock-file",
        Severity.ERROR,
        message=N_("This is a lock file. A spreadsheet program creates it while a workbook is open."),
        hint=N_("Name the workbook {workbook} instead."),
        rationale=N_("A lock file contains the name of the person who has the workbook open. It contains no answers."),
    ),
    IssueType(
        "file-is-pdf",
        Severity.ERROR,
        message=N_("This is a PDF file, not a workbook."),
        hint=N_("Name the Excel workbook (.xlsx)."),
        rationale=N_("A PDF file has no cells. The program could read its numbers in the wrong row."),
    ),
    IssueType(
        "file-is-text",
        Severity.ERROR,
        message=N_("This is a text file (CSV, HTML …), not a workbook."),
        hint=N_("Open the file in Excel or LibreOffice and save it as Excel Workbook (.xlsx)."),
        rationale=N_("Text formats do not distinguish codes, numbers and percentages. The code 1.10 then becomes 1.1."),
    ),
    IssueType(
        "file-is-document",
        Severity.ERROR,
        message=N_("This is a document, a presentation or an e-mail, not a workbook."),
        hint=N_("Name the Excel workbook (.xlsx)."),
        rationale=N_(
            "Such a file has no cells, even if it shows a table. The program could read its numbers in the wrong row."
        ),
    ),
    IssueType(
        "file-is-archive",
        Severity.ERROR,
        message=N_("This is an archive (.zip, .gz, .rar …), not a workbook."),
        hint=N_("Unpack the archive, and name a workbook from it."),
        rationale=N_(
            "An archive can contain several workbooks, drafts and copies. The program cannot determine which workbook counts."
        ),
    ),
    IssueType(
        "file-is-old-excel",
        Severity.ERROR,
        message=N_("This workbook is in an old Excel format (.xls)."),
        hint=N_("Open the file in Excel or LibreOffice and save it as Excel Workbook (.xlsx)."),
        rationale=N_(
            "The program does not read the old format. Spreadsheet programs can convert the file without losing values."
        ),
    ),
    IssueType(
        "file-is-other-spreadsheet",
        Severity.ERROR,
        message=N_("This file has another spreadsheet format (.ods, .xlsb or Numbers)."),
        hint=N_("Open the file and save it as Excel Workbook (.xlsx)."),
        rationale=N_("These formats have a different structure. The program would find no answers in the file."),
    ),
    IssueType(
        "file-is-not-a-workbook",
        Severity.ERROR,
        message=N_("This is not an Excel workbook."),
        hint=N_("Name a workbook (.xlsx) that `kla-score template` created."),
        rationale=N_("The program checks the content of a file, not its extension."),
    ),
    IssueType(
        "workbook-password",
        Severity.ERROR,
        message=N_("The workbook needs a password to open."),
        hint=N_("In Excel, choose File > Info > Protect Workbook > Encrypt with Password, and clear the password."),
        rationale=N_(
            "The password encrypts the whole workbook, so the program cannot read any cell. Protected worksheets are not a problem."
        ),
    ),
    IssueType(
        "workbook-restricted",
        Severity.ERROR,
        message=N_("Rights management encrypts the workbook, so only certain people can open it."),
        hint=N_("Request a copy without restricted access from the sender."),
        rationale=N_("A server controls who can open such a workbook, so you cannot remove a password."),
    ),
    IssueType(
        "workbook-strict",
        Severity.ERROR,
        message=N_("The workbook is saved as Strict Open XML Spreadsheet."),
        hint=N_("Save the workbook as Excel Workbook (.xlsx), not as Strict Open XML Spreadsheet."),
        rationale=N_(
            "A common library does not find the worksheets in this format. A completed self-assessment workbook would get 0 points."
        ),
    ),
    IssueType(
        "workbook-too-large",
        Severity.ERROR,
        message=N_("The file {found} in the workbook is larger than the limit of {limit} MiB after unpacking."),
        hint=N_("Remove unused worksheets and the formats around the tables, or copy the answers to a new workbook."),
        rationale=N_(
            "A workbook is compressed. A workbook of 0.5 MiB can unpack to 512 MiB and fill the memory. Real self-assessment workbooks are far below the limit."
        ),
    ),
    IssueType(
        "workbook-too-many-styles",
        Severity.ERROR,
        message=N_("The cell styles of the workbook are larger than {limit} MiB after unpacking."),
        hint=N_("Copy the answers to a new workbook with Paste Special > Values."),
        rationale=N_(
            "Copying from another workbook can also copy its cell styles, but Paste Special > Values does not. Tens of thousands of unused styles slow down every program."
        ),
    ),
    IssueType(
        "workbook-too-many-parts",
        Severity.ERROR,
        message=N_("The workbook contains more than {limit} files."),
        hint=N_("Remove pictures and unused worksheets."),
        rationale=N_("A normal workbook contains a few dozen files. Thousands of files are usually pictures."),
    ),
    IssueType(
        "workbook-too-many-cells",
        Severity.ERROR,
        message=N_("The workbook has more than {limit} cells, formats and other elements."),
        hint=N_("Remove unused worksheets and the formats around the tables, or copy the answers to a new workbook."),
        rationale=N_(
            "A self-assessment workbook has hundreds of rows. Millions of elements are usually leftover formats. Reading them takes minutes and most of the memory."
        ),
    ),
    IssueType(
        "workbook-too-many-merged",
        Severity.ERROR,
        message=N_("The worksheet has more than {limit} merged ranges."),
        hint=N_("Select the unneeded merged cells and choose Home > Merge & Center > Unmerge Cells."),
        rationale=N_(
            "A self-assessment workbook has a few dozen merged ranges. Tens of thousands of ranges usually come from copying."
        ),
    ),
    IssueType(
        "text-too-long",
        Severity.ERROR,
        message=N_("The text has more characters than the Excel maximum of {limit}."),
        hint=N_("Shorten the text in this cell."),
        rationale=N_(
            "Excel cuts the text when it repairs the workbook. Some programs write longer texts. They count an emoji as one character, but Excel counts it as two."
        ),
    ),
    IssueType(
        "sheet-too-long",
        Severity.ERROR,
        message=N_("The table has more than {limit} filled rows."),
        hint=N_("Remove the rows that do not belong to the table."),
        rationale=N_(
            "The largest known instrument has 274 questions. If the program read only part of a longer table, it could miss answers."
        ),
    ),
    IssueType(
        "workbook-doctype",
        Severity.ERROR,
        message=N_(
            "The workbook contains a document type declaration. Spreadsheet programs do not write such declarations."
        ),
        hint=N_("Do not use this file, but ask the sender for a new copy."),
        rationale=N_(
            "A document type declaration can make a program read other files on the computer or fill its memory."
        ),
    ),
    IssueType(
        "workbook-damaged",
        Severity.ERROR,
        message=N_("The workbook is damaged."),
        hint=N_("Repair the workbook in Excel, or download it again."),
        rationale=N_("The program cannot read some of the workbook. Scoring only the rest would give a wrong total."),
    ),
    IssueType(
        "workbook-not-a-sheet",
        Severity.ERROR,
        message=N_(
            "This is not a self-assessment workbook, because it has no table with the columns Kode and Nilai. Worksheets found: {sheets}."
        ),
        hint=N_(
            "Use a workbook that `kla-score template` created, or a recap with the headings that `kla-score show columns` lists."
        ),
        rationale=N_(
            "The program finds the questions by these columns. Without these columns, every question would look unanswered."
        ),
    ),
    IssueType(
        "workbook-is-report",
        Severity.ERROR,
        message=N_("This workbook is a report from `kla-score`, not a self-assessment workbook."),
        hint=N_("Name the workbook that you filled in."),
        rationale=N_("A report contains points and has no cells for answers."),
    ),
    IssueType(
        "workbook-is-list",
        Severity.ERROR,
        message=N_("This workbook is a list of villages and sub-districts, not a self-assessment workbook."),
        hint=N_("Count the answers in the list with `kla-score rollup`."),
        rationale=N_(
            "A list contains the answers of villages and sub-districts. It does not contain the answers of the region."
        ),
    ),
    IssueType(
        "workbook-columns-missing",
        Severity.ERROR,
        message=N_(
            "The table does not contain all of the columns {needed}. Columns found: {columns}. Accepted headings of {missing}: {accepted}."
        ),
        hint=N_("Restore the column headings, or name your own heading with `--column {missing}=HEADING`."),
        rationale=N_(
            "The program matches rows with questions by code and adds up the points. It does not find columns by their position."
        ),
    ),
)
