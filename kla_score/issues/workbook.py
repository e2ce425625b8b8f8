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
            "The program does not search other folders. A file with the same name there may be an older copy."
        ),
    ),
    IssueType(
        "file-is-folder",
        Severity.ERROR,
        message=N_("This is a folder, not a file."),
        hint=N_("Name a file in the folder. `kla-score batch` and `kla-score validate` also accept a folder."),
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
        message=N_("The program cannot read stdin, because it is closed."),
        hint=N_("Pass the content through a pipe, or name a file instead of `-`."),
        rationale=N_("Some schedulers start programs without stdin. The program then has nothing to read."),
    ),
    IssueType(
        "file-name-empty",
        Severity.ERROR,
        message=N_("The name of the file is empty, or it is the current folder."),
        hint=N_("Name a file. In a script, check the variable with the name."),
        rationale=N_("A misspelt variable in a script gives an empty name, and no file has an empty name."),
    ),
    IssueType(
        "file-text-too-large",
        Severity.ERROR,
        message=N_("The text file is larger than {limit} MiB."),
        hint=N_("Name another file, or divide this one."),
        rationale=N_(
            "Instruments, names of agencies and lists are far below the limit. A larger file usually has other content."
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
        hint=N_("Close the file in other programs, and make sure that you can open it."),
        rationale=N_(
            "The system refused the file or gave only part of it. An incomplete file would give a wrong total."
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
        hint=N_(
            "Remove pictures, unused worksheets and unneeded lines. You can also allow a larger workbook or saved result with `--max-file-size`."
        ),
        rationale=N_(
            "Files of this kind are usually far below the limit. Larger files contain mostly pictures and take a long time to open."
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
        rationale=N_("A PDF file has no cells. Numbers read from it could end up in the wrong row."),
    ),
    IssueType(
        "file-is-text",
        Severity.ERROR,
        message=N_("This is a text file (CSV, HTML …), not a workbook."),
        hint=N_("Open the file in Excel or LibreOffice and save it as Excel Workbook (.xlsx)."),
        rationale=N_(
            "Text formats do not distinguish codes, numbers and percentages, so 1.10 becomes 1.1. The program checks the content of a file, not its extension."
        ),
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
            "The old format has a different structure. Spreadsheet programs convert it without losing values."
        ),
    ),
    IssueType(
        "file-is-other-spreadsheet",
        Severity.ERROR,
        message=N_("This file has another spreadsheet format (.ods, .xlsb or Numbers)."),
        hint=N_("Open the file and save it as Excel Workbook (.xlsx)."),
        rationale=N_("These formats have a different structure. The program would find no answers in such a file."),
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
        hint=N_("Remove the password in Excel: File > Info > Protect Workbook > Encrypt with Password."),
        rationale=N_(
            "The password encrypts the whole workbook, so no cell can be read. Protected worksheets are not a problem."
        ),
    ),
    IssueType(
        "workbook-restricted",
        Severity.ERROR,
        message=N_("The workbook is encrypted by rights management, so only certain people can open it."),
        hint=N_("Request a copy without restricted access from the sender."),
        rationale=N_("A server decides who can open such a workbook, so no password can be removed."),
    ),
    IssueType(
        "workbook-strict",
        Severity.ERROR,
        message=N_("The workbook is saved as Strict Open XML Spreadsheet."),
        hint=N_("Save the workbook as Excel Workbook (.xlsx), without the word Strict."),
        rationale=N_(
            "A widely used library reads this variant as a workbook without worksheets. A completed self-assessment would get 0 points."
        ),
    ),
    IssueType(
        "workbook-too-large",
        Severity.ERROR,
        message=N_("Part {found} of the workbook exceeds a limit of {limit} MiB when it is unpacked."),
        hint=N_(
            "Clear the formats below and beside the tables and remove unused worksheets, or copy the answers to a new workbook."
        ),
        rationale=N_(
            "A workbook is compressed. Half a MiB can unpack to half a GiB and stop the computer. Real self-assessments stay far below the limit."
        ),
    ),
    IssueType(
        "workbook-too-many-styles",
        Severity.ERROR,
        message=N_("The cell styles of the workbook exceed a limit of {limit} MiB when they are unpacked."),
        hint=N_("Copy the answers to a new workbook with Paste Special > Values, which leaves the cell styles behind."),
        rationale=N_(
            "Each copy from another workbook can bring its cell styles along. Tens of thousands of unused styles slow down every program."
        ),
    ),
    IssueType(
        "workbook-too-many-parts",
        Severity.ERROR,
        message=N_("The workbook has more than {limit} parts."),
        hint=N_("Remove pictures and unused worksheets."),
        rationale=N_("A normal workbook has a few dozen parts. Thousands of parts are usually pictures."),
    ),
    IssueType(
        "workbook-too-many-cells",
        Severity.ERROR,
        message=N_("The workbook has more than {limit} elements."),
        hint=N_(
            "Clear the formats below and beside the tables and remove unused worksheets, or copy the answers to a new workbook."
        ),
        rationale=N_(
            "A self-assessment has hundreds of rows. Millions of elements are usually leftover formats, and reading them takes minutes and most of the memory."
        ),
    ),
    IssueType(
        "workbook-too-many-merged",
        Severity.ERROR,
        message=N_("The worksheet has more than {limit} merged ranges."),
        hint=N_("Select cells that need not be merged and choose Home > Merge & Center > Unmerge Cells."),
        rationale=N_(
            "A self-assessment workbook has a few dozen merged ranges. Tens of thousands of ranges are usually left over from copying."
        ),
    ),
    IssueType(
        "text-too-long",
        Severity.ERROR,
        message=N_("The text has more than {limit} characters, the maximum in Excel."),
        hint=N_("Shorten the text in this cell."),
        rationale=N_(
            "Excel repairs such a workbook by cutting the text. Some other programs write longer texts, and count an emoji once instead of twice."
        ),
    ),
    IssueType(
        "sheet-too-long",
        Severity.ERROR,
        message=N_("The table has more than {limit} filled rows."),
        hint=N_("Remove the rows that do not belong to the table."),
        rationale=N_(
            "The largest known form has 274 questions. If the program read only part of a longer table, answers could be lost."
        ),
    ),
    IssueType(
        "workbook-doctype",
        Severity.ERROR,
        message=N_("The workbook contains a document type declaration, which no spreadsheet program writes."),
        hint=N_("Ask the sender for a new copy, and do not use this file."),
        rationale=N_(
            "Such a declaration can read other files of the computer or fill its memory. Normal spreadsheets do not contain such declarations."
        ),
    ),
    IssueType(
        "workbook-damaged",
        Severity.ERROR,
        message=N_("The workbook is damaged."),
        hint=N_(
            "Open the workbook in Excel, let Excel repair it and save it. You can also download the workbook again."
        ),
        rationale=N_("The program cannot read a part of the workbook. Scoring only the rest would give a wrong total."),
    ),
    IssueType(
        "workbook-not-a-sheet",
        Severity.ERROR,
        message=N_(
            "This is not a self-assessment workbook, because it has no table with the columns Kode and Nilai. Worksheets found: {sheets}."
        ),
        hint=N_(
            "Use a workbook that `kla-score template` created, or a recap with the titles that `kla-score show columns` lists."
        ),
        rationale=N_(
            "The program recognises worksheets by their columns. Without these columns, every question would look unanswered."
        ),
    ),
    IssueType(
        "workbook-is-report",
        Severity.ERROR,
        message=N_("This workbook is a result from kla-score, not a self-assessment."),
        hint=N_("Name the workbook that was filled in."),
        rationale=N_("A result shows points and has no cells for answers."),
    ),
    IssueType(
        "workbook-is-list",
        Severity.ERROR,
        message=N_("This workbook is a list of villages and sub-districts, not a self-assessment."),
        hint=N_("Count the answers in it with `kla-score rollup`."),
        rationale=N_("A list contains answers of villages and sub-districts, not the answers of the region."),
    ),
    IssueType(
        "workbook-columns-missing",
        Severity.ERROR,
        message=N_(
            "The table needs the columns {needed}. Columns found: {columns}. Accepted titles of {missing}: {accepted}."
        ),
        hint=N_("Restore the column headings, or name your own heading with `--column {missing}=TITLE`."),
        rationale=N_(
            "The program matches rows with questions by their codes and adds up their points. It does not find columns by their position."
        ),
    ),
)
