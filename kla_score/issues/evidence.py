"""Evidence cells, and the folder with the evidence."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Plural, Severity

ISSUES: Final = (
    IssueType(
        "evidence-error-value",
        Severity.ERROR,
        message=N_("The evidence cell contains the spreadsheet error {found}."),
        hint=N_("Enter the file name, or clear the cell."),
        rationale=N_(
            "An error such as #REF! is not the name of a document. If it counted as evidence, it would support points without a document."
        ),
    ),
    IssueType(
        "evidence-formula-without-value",
        Severity.ERROR,
        message=N_("The formula {found} was saved without its result."),
        hint=N_("Open the workbook in Excel or LibreOffice and save it, or enter the file name."),
        rationale=N_(
            "The result of the formula, probably a file name, is missing. If the cell counted as empty, points would be at risk although the document may exist."
        ),
    ),
    IssueType(
        "folder-not-found",
        Severity.ERROR,
        message=N_("Folder not found."),
        hint=N_("Correct the path of the evidence folder."),
        rationale=N_("Without the folder, every document would count as missing."),
    ),
    IssueType(
        "file-is-not-a-folder",
        Severity.ERROR,
        message=N_("This is a file, not a folder."),
        hint=N_("Name the folder that contains the evidence files."),
        rationale=N_("The program looks for cited files in a folder. Unpack archives first."),
    ),
    IssueType(
        "folder-unreadable",
        Severity.ERROR,
        message=N_("The program cannot read the folder. {found}"),
        hint=N_("Check your permissions for the folder and try again."),
        rationale=N_("Without the folder, every document would count as missing."),
    ),
    IssueType(
        "folder-too-large",
        Severity.ERROR,
        message=N_("The folder contains more than {limit} files and folders."),
        hint=N_("Name the folder with only the evidence of this region."),
        rationale=N_("A whole disk contains more than the evidence of one region. Searching it takes a long time."),
    ),
    IssueType(
        "evidence-column-missing",
        Severity.WARNING,
        message=N_("This worksheet has no column {needed}, but points of its questions depend on it."),
        hint=N_("Restore the column heading, as in a blank workbook (`kla-score template`)."),
        rationale=N_(
            "Without the column, every document of this type counts as missing. The supported points are then low because of a heading, not because of the documents."
        ),
    ),
    IssueType(
        "evidence-not-text",
        Severity.WARNING,
        message=N_("“{found}” does not name a document and does not count as evidence."),
        hint=N_("Enter a file name or a link."),
        rationale=N_("Verifiers cannot identify a document by a number or a date only."),
    ),
    IssueType(
        "evidence-is-picture",
        Severity.WARNING,
        message=N_("The cell contains a picture, which does not count as evidence."),
        hint=N_("Save the picture as a file and enter the file name."),
        rationale=N_(
            "The program cannot look up a picture in a cell, because the picture has no name. Other programs do not show it."
        ),
    ),
    IssueType(
        "evidence-in-other-column",
        Severity.WARNING,
        message=N_("“{found}” is in a column that this question does not use. The required column {needed} is empty."),
        hint=N_("If the entry is the required document, move it to the column {needed}."),
        rationale=N_(
            "The column determines the evidence type. In the wrong column, an existing document counts as missing."
        ),
    ),
    IssueType(
        "evidence-declared",
        Severity.WARNING,
        message=Plural(
            "The points of {questions} question rely on unnamed evidence, such as “ada” or a title without a number. Their total is {points}.",
            "The points of {questions} questions rely on unnamed evidence, such as “ada” or a title without a number. Their total is {points}.",
            "questions",
        ),
        hint=N_("Enter the file names, or the number and year of the decree."),
        rationale=N_(
            "An entry such as “ada” or a title without a number does not identify a document. Verifiers require the document."
        ),
    ),
    IssueType(
        "evidence-word-not-counted",
        Severity.WARNING,
        message=Plural(
            "The points of {questions} question rely on unnamed evidence, such as “ada”, and are at risk. Their total is {points}.",
            "The points of {questions} questions rely on unnamed evidence, such as “ada”, and are at risk. Their total is {points}.",
            "questions",
        ),
        hint=N_("Put the files into the evidence folder and enter their names in these cells."),
        rationale=N_(
            "With an evidence folder, the program looks for each document. An unnamed entry does not lead to a file."
        ),
    ),
    IssueType(
        "evidence-nothing-found",
        Severity.WARNING,
        message=Plural(
            "The only cited file is not in the folder {folder}.",
            "None of the {count} cited files is in the folder {folder}.",
        ),
        hint=N_("Set `--evidence-dir` to the folder that the file names start from."),
        rationale=N_(
            "If the program finds no file, the folder is usually wrong. Until it is correct, all evidence counts as missing."
        ),
    ),
    IssueType(
        "evidence-file-not-found",
        Severity.WARNING,
        message=N_(
            "The evidence folder {folder} does not contain “{found}”. Did you mean {candidates}? The workbook cites “{found}” under {questions}."
        ),
        hint=N_("Correct the name, copy the file into the folder or separate several names with a semicolon."),
        rationale=N_(
            "If you cannot show a cited document at verification, it counts as missing. Its points are then not accepted."
        ),
    ),
    IssueType(
        "evidence-outside",
        Severity.WARNING,
        message=N_(
            "“{found}” leads out of the evidence folder or names a device. The program does not open it. The workbook cites it under {questions}."
        ),
        hint=N_("Copy the file into the folder and enter its path inside the folder, such as `klaster-1/sk.pdf`."),
        rationale=N_(
            "A path such as `C:\\Users` or `\\\\server\\share` leads elsewhere on other computers, and opening it can reveal passwords. The program only looks at files in the folder."
        ),
    ),
    IssueType(
        "evidence-is-folder",
        Severity.WARNING,
        message=N_("“{found}” is a folder, not a file. The workbook cites it under {questions}."),
        hint=N_("Enter the names of the evidence files in this folder, separated by a semicolon or a line break."),
        rationale=N_("The program cannot determine which file in the folder is the required document."),
    ),
    IssueType(
        "evidence-link-bad",
        Severity.WARNING,
        message=N_("“{found}” is not a complete web address. The workbook cites it under {questions}."),
        hint=N_("Enter the complete address, such as https://contoh.go.id/sk.pdf."),
        rationale=N_(
            "The program checks only the form of a link and never uses the network. It accepts only web addresses."
        ),
    ),
    IssueType(
        "evidence-link-outside",
        Severity.WARNING,
        message=N_("The link {file} does not lead to a file in the evidence folder."),
        hint=N_("Replace the link with the file itself."),
        rationale=N_(
            "A link can lead anywhere on the computer, so the program does not follow it. Other people receive the link without the file."
        ),
    ),
    IssueType(
        "evidence-file-empty",
        Severity.WARNING,
        message=N_("{file} is empty (0 bytes). The workbook cites it under {questions}."),
        hint=N_("Copy or save the document again."),
        rationale=N_(
            "An empty file usually comes from a failed copy or download. Verifiers cannot see a document in it."
        ),
    ),
    IssueType(
        "evidence-file-too-large",
        Severity.WARNING,
        message=N_("{file} is larger than {limit} MiB. The workbook cites it under {questions}."),
        hint=N_("Reduce the size of the file, or allow larger files with `--max-evidence-size`."),
        rationale=N_("Large files are hard to upload and to share."),
    ),
    IssueType(
        "evidence-file-unreadable",
        Severity.WARNING,
        message=N_("The program cannot read {file}. The workbook cites it under {questions}."),
        hint=N_("Close the file in other programs, check your permissions and try again."),
        rationale=N_("A file that cannot be opened here may not open for the verifier either."),
    ),
    IssueType(
        "evidence-folder-unreadable",
        Severity.WARNING,
        message=N_("The program cannot read the folder {file}, so its files count as missing."),
        hint=N_("Check your permissions for the folder and try again."),
        rationale=N_("The documents in the folder may exist, but their points are shown as at risk."),
    ),
    IssueType(
        "evidence-type-unusual",
        Severity.WARNING,
        message=N_("{file} has a file type that is unusual for evidence. The workbook cites it under {questions}."),
        hint=N_("Save the file as PDF or as a picture, or unpack the archive (usual types: {allowed})."),
        rationale=N_("Verifiers do not see a document when they open a program, a shortcut, a web page or an archive."),
    ),
    IssueType(
        "evidence-content-repeated",
        Severity.WARNING,
        message=N_("Several files have the same content: {files}. The workbook cites them under {questions}."),
        hint=N_("Check that each file is the required document."),
        rationale=N_(
            "A file copied under another name looks like a second document. Verifiers notice that it is the same one."
        ),
    ),
    IssueType(
        "evidence-name-completed",
        Severity.NOTE,
        message=N_("The program reads “{found}” as {file}."),
        hint=N_("No action needed."),
        rationale=N_(
            "Windows hides the extensions of file names, and people leave out the folder or add bullets. The message shows the file that counts."
        ),
    ),
    IssueType(
        "evidence-in-subfolders",
        Severity.NOTE,
        message=Plural(
            "{count} file was found in a subfolder of {folder}: {file}.",
            "{count} files were found in subfolders of {folder}, for example {file}.",
        ),
        hint=N_("No action needed."),
        rationale=N_("The workbook names the files without their folders. The program also searches the subfolders."),
    ),
    IssueType(
        "evidence-file-repeated",
        Severity.NOTE,
        message=N_("“{found}” is evidence for {count} questions: {questions}."),
        hint=N_("No action needed."),
        rationale=N_(
            "One decree can be evidence for two questions. One file rarely meets the requirements of many questions."
        ),
    ),
    IssueType(
        "evidence-file-uncited",
        Severity.NOTE,
        message=N_("No evidence cell cites this file."),
        hint=N_("If the file is evidence, enter its name in the cell of its question."),
        rationale=N_("A file that no cell cites does not support any points."),
    ),
)
