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
            "An error such as #REF! is not the name of a document. If the error counted as evidence, points would be supported without a document."
        ),
    ),
    IssueType(
        "evidence-formula-without-value",
        Severity.ERROR,
        message=N_("The workbook contains the formula {found} without its result."),
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
        message=N_(
            "This worksheet has no column {needed}, but points of questions on this worksheet depend on the column."
        ),
        hint=N_("Restore the column heading, as in a blank workbook (`kla-score template`)."),
        rationale=N_(
            "Without the column, every document of this type counts as missing. The supported points are then low because of the missing heading."
        ),
    ),
    IssueType(
        "evidence-not-text",
        Severity.WARNING,
        message=N_("“{found}” is not the name of a document, so it does not count as evidence."),
        hint=N_("Enter a file name or a link."),
        rationale=N_("Verifiers cannot identify a document only by a number or a date."),
    ),
    IssueType(
        "evidence-is-picture",
        Severity.WARNING,
        message=N_("The cell contains a picture, which does not count as evidence."),
        hint=N_("Save the picture as a file and enter the file name."),
        rationale=N_("A picture in a cell has no file name. Other programs may not show the picture."),
    ),
    IssueType(
        "evidence-in-other-column",
        Severity.WARNING,
        message=N_("“{found}” is in the wrong column for this question. The required column {needed} is empty."),
        hint=N_("If the entry is the required document, move it to the column {needed}."),
        rationale=N_("The column determines the evidence type. A document in the wrong column counts as missing."),
    ),
    IssueType(
        "evidence-declared",
        Severity.WARNING,
        message=Plural(
            "The points of {questions} question rely on unnamed evidence, such as “ada” or a title without a number. These points add up to {points}.",
            "The points of {questions} questions rely on unnamed evidence, such as “ada” or a title without a number. These points add up to {points}.",
            "questions",
        ),
        hint=N_("Enter the file names, or the number and year of the document."),
        rationale=N_("Verifiers require the document, but cannot identify it from such an entry."),
    ),
    IssueType(
        "evidence-word-not-counted",
        Severity.WARNING,
        message=Plural(
            "The points of {questions} question are at risk, because the evidence is unnamed, such as “ada”. These points add up to {points}.",
            "The points of {questions} questions are at risk, because their evidence is unnamed, such as “ada”. These points add up to {points}.",
            "questions",
        ),
        hint=N_("Copy the files into the evidence folder, and enter their names in these cells."),
        rationale=N_(
            "With `--evidence-dir`, the program looks for each document. Unnamed evidence does not identify a file."
        ),
    ),
    IssueType(
        "evidence-nothing-found",
        Severity.WARNING,
        message=Plural(
            "The folder {folder} does not contain the only cited file.",
            "The folder {folder} does not contain any of the {count} cited files.",
        ),
        hint=N_("Set `--evidence-dir` to the folder that contains the cited files."),
        rationale=N_("Usually the folder is wrong. Until you correct it, all evidence counts as missing."),
    ),
    IssueType(
        "evidence-file-not-found",
        Severity.WARNING,
        message=N_(
            "The evidence folder {folder} does not contain “{found}”. The workbook lists “{found}” as evidence for {questions}. Did you mean {candidates}?"
        ),
        hint=N_("Correct the name, or copy the file into the folder."),
        rationale=N_(
            "Verifiers accept points only for documents in the folder. Several file names in a cell need a semicolon between them."
        ),
    ),
    IssueType(
        "evidence-outside",
        Severity.WARNING,
        message=N_(
            "“{found}” is outside the evidence folder or is a device. The program does not open it. The workbook lists it as evidence for {questions}."
        ),
        hint=N_("Copy the file into the folder and enter its path inside the folder, such as `klaster-1/sk.pdf`."),
        rationale=N_(
            "A path such as `C:\\Users` or `\\\\server\\share` leads to another place on other computers. Opening it can reveal passwords. The program looks only at files in the folder."
        ),
    ),
    IssueType(
        "evidence-is-folder",
        Severity.WARNING,
        message=N_("“{found}” is a folder, not a file. The workbook lists it as evidence for {questions}."),
        hint=N_("Enter the names of the evidence files in this folder, separated by a semicolon or a line break."),
        rationale=N_("The program cannot determine which file in the folder is the required document."),
    ),
    IssueType(
        "evidence-link-bad",
        Severity.WARNING,
        message=N_("“{found}” is not a complete web address. The workbook lists it as evidence for {questions}."),
        hint=N_("Enter the complete address, such as `https://contoh.go.id/sk.pdf`."),
        rationale=N_(
            "The program checks only the format of a link. It does not open the link. It accepts only web addresses."
        ),
    ),
    IssueType(
        "evidence-link-outside",
        Severity.WARNING,
        message=N_("The link {file} does not lead to a file in the evidence folder."),
        hint=N_("Replace the link with a copy of the file."),
        rationale=N_(
            "A link can lead anywhere on the computer, so the program does not follow it. If you send the folder, other people receive the link without the file."
        ),
    ),
    IssueType(
        "evidence-file-empty",
        Severity.WARNING,
        message=N_("{file} is empty (0 bytes). The workbook lists it as evidence for {questions}."),
        hint=N_("Copy or save the document again."),
        rationale=N_(
            "An empty file usually comes from a failed copy or download. Verifiers cannot see a document in an empty file."
        ),
    ),
    IssueType(
        "evidence-file-too-large",
        Severity.WARNING,
        message=N_("{file} is larger than {limit} MiB. The workbook lists it as evidence for {questions}."),
        hint=N_("Reduce the size of the file, or allow larger files with `--max-evidence-size`."),
        rationale=N_("Large files are hard to upload and to share."),
    ),
    IssueType(
        "evidence-file-unreadable",
        Severity.WARNING,
        message=N_("The program cannot read {file}. The workbook lists it as evidence for {questions}."),
        hint=N_("Close the file in other programs, or check your permissions."),
        rationale=N_("The verifier may also be unable to open the file."),
    ),
    IssueType(
        "evidence-folder-unreadable",
        Severity.WARNING,
        message=N_("The program cannot read the folder {file}, so the files in it count as missing."),
        hint=N_("Check your permissions for the folder and try again."),
        rationale=N_("The documents in the folder may exist, but the report shows their points as at risk."),
    ),
    IssueType(
        "evidence-type-unusual",
        Severity.WARNING,
        message=N_(
            "The file type of {file} is unusual for evidence. The workbook lists it as evidence for {questions}."
        ),
        hint=N_("Save the file as a usual type ({allowed}), or unpack the archive."),
        rationale=N_("A program, a shortcut, a web page or an archive does not show a document."),
    ),
    IssueType(
        "evidence-content-repeated",
        Severity.WARNING,
        message=N_(
            "Several files have the same content: {files}. The workbook lists them as evidence for {questions}."
        ),
        hint=N_("Check that each file is the required document."),
        rationale=N_(
            "A file copied under another name looks like a second document. Verifiers notice that it is the same document."
        ),
    ),
    IssueType(
        "evidence-name-completed",
        Severity.NOTE,
        message=N_("The program reads “{found}” as {file}."),
        hint=N_("No action needed."),
        rationale=N_(
            "Windows hides the extensions of file names. People also leave out the folder or add bullets. This message shows the file that counts."
        ),
    ),
    IssueType(
        "evidence-in-subfolders",
        Severity.NOTE,
        message=Plural(
            "The program finds {count} file in a subfolder of {folder}: {file}.",
            "The program finds {count} files in subfolders of {folder}, for example {file}.",
        ),
        hint=N_("No action needed."),
        rationale=N_("The workbook contains file names without folders, so the program also searches the subfolders."),
    ),
    IssueType(
        "evidence-file-repeated",
        Severity.NOTE,
        message=N_("“{found}” is evidence for {count} questions: {questions}."),
        hint=N_("Check that the document meets the requirements of each question."),
        rationale=N_(
            "One decree can be evidence for two questions. One file rarely meets the requirements of many questions."
        ),
    ),
    IssueType(
        "evidence-file-uncited",
        Severity.NOTE,
        message=N_("No evidence cell contains the name of this file."),
        hint=N_("If the file is evidence, enter its name in the evidence cell of the question."),
        rationale=N_("A file whose name is not in any evidence cell does not support any points."),
    ),
)
