"""Evidence cells, and the folder with the evidence."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "evidence-error-value",
        Severity.ERROR,
        message=N_("The evidence cell holds the spreadsheet error {found}."),
        hint=N_("Write the name of the file, or empty the cell."),
        rationale=N_(
            "An error such as #REF! stands where the name of a document should be. Taken for a name, it would support points with nothing behind them."
        ),
    ),
    IssueType(
        "evidence-formula-without-value",
        Severity.ERROR,
        message=N_("The formula {found} was saved without its result."),
        hint=N_("Open the workbook in Excel or LibreOffice, save it and try again; or write the name of the file."),
        rationale=N_(
            "The result of the formula, probably the name of a document, is not in the file. Read as an empty cell, it would put points at risk whose document may be there."
        ),
    ),
    IssueType(
        "folder-not-found",
        Severity.ERROR,
        message=N_("There is no such folder."),
        hint=N_("Check the name of the evidence folder."),
        rationale=N_("Without the folder every document would count as missing."),
    ),
    IssueType(
        "file-is-not-a-folder",
        Severity.ERROR,
        message=N_("This is a file, not a folder."),
        hint=N_("Name the folder in which the files of evidence are."),
        rationale=N_("Names in the sheet start from a folder; an archive has to be unpacked first."),
    ),
    IssueType(
        "folder-unreadable",
        Severity.ERROR,
        message=N_("The folder cannot be read: {found}."),
        hint=N_("Check your rights to it, and try again."),
        rationale=N_("Without the folder every document would count as missing."),
    ),
    IssueType(
        "folder-too-large",
        Severity.ERROR,
        message=N_("There are more than {limit} files and folders in it."),
        hint=N_("Name the folder of this region's evidence alone."),
        rationale=N_("A whole disk is hardly the evidence of one region, and looking through it takes long."),
    ),
    IssueType(
        "evidence-column-missing",
        Severity.WARNING,
        message=N_("This sheet has no column {needed}, though points of its questions depend on it."),
        hint=N_("Restore the title of the column, as in a blank sheet (`kla-score template`)."),
        rationale=N_(
            "Without the column every document of this kind counts as missing. The supported points are then low because of a title, not because of the documents."
        ),
    ),
    IssueType(
        "evidence-not-text",
        Severity.WARNING,
        message=N_("“{found}” names no document and was not counted as evidence."),
        hint=N_("Write the name of the file or a link."),
        rationale=N_(
            "A bare number or date names no document that a verifier could ask for. Counted as evidence, it would make points look safer than they are."
        ),
    ),
    IssueType(
        "evidence-is-picture",
        Severity.WARNING,
        message=N_("The cell has a picture, which was not counted as evidence."),
        hint=N_("Save the picture as a file and enter the file name."),
        rationale=N_("A picture in a cell has no name that can be looked up, and other programs do not show it."),
    ),
    IssueType(
        "evidence-in-other-column",
        Severity.WARNING,
        message=N_("“{found}” stands in a column that this question does not need, and this is missing: {needed}."),
        hint=N_("If it is the document asked for, move it to the column {needed}."),
        rationale=N_(
            "The column tells what kind of evidence an entry is. In the wrong one a document that exists counts as missing, and its points as lost."
        ),
    ),
    IssueType(
        "evidence-declared",
        Severity.WARNING,
        message=N_(
            "Supported points that rely on unnamed evidence, such as “ada” or a title without a number: {points} (questions: {questions})."
        ),
        hint=N_("Enter the file names, or the number and year of the decree."),
        rationale=N_(
            "A word such as “ada” or a title without a number claims a document but does not say which one. Verifiers ask for the document."
        ),
    ),
    IssueType(
        "evidence-word-not-counted",
        Severity.WARNING,
        message=N_(
            "Points at risk because the evidence folder has no file for an unnamed entry such as “ada”: {points} (questions: {questions})."
        ),
        hint=N_("Put the files into the evidence folder and enter their names in these cells."),
        rationale=N_(
            "With an evidence folder the program looks for each document. An unnamed entry does not lead to a file."
        ),
    ),
    IssueType(
        "evidence-nothing-found",
        Severity.WARNING,
        message=N_("None of the files that the sheet names is in the folder {folder}: {count} names."),
        hint=N_("Check that --evidence-dir names the folder that the names start from."),
        rationale=N_(
            "When nothing at all is found, it is the folder that is wrong, hardly every name. All evidence counts as not found until it is the right one."
        ),
    ),
    IssueType(
        "evidence-file-not-found",
        Severity.WARNING,
        message=N_("“{found}” is not in the folder {folder}. Nearest: {candidates}. Questions: {questions}."),
        hint=N_(
            "Correct the name, or put the file into the folder. Separate several names by ; or a line break, and begin a link with https://."
        ),
        rationale=N_(
            "At verification a document that is named but not there is a missing document, and its points are taken away."
        ),
    ),
    IssueType(
        "evidence-outside",
        Severity.WARNING,
        message=N_(
            "“{found}” leads out of the evidence folder or names a device; nothing was opened. Questions: {questions}."
        ),
        hint=N_("Copy the file into the folder and write its name there, for example klaster-1/sk.pdf."),
        rationale=N_(
            "A path such as C:\\Users or \\\\server\\share leads elsewhere on every other computer, and opening one can give away passwords. Only files inside the folder are looked at."
        ),
    ),
    IssueType(
        "evidence-is-folder",
        Severity.WARNING,
        message=N_("“{found}” is a folder, not a file. Questions: {questions}."),
        hint=N_("Name the files in it that are the evidence, separated by ; or a line break."),
        rationale=N_("Which of the files in a folder is the document that is asked for is not guessed."),
    ),
    IssueType(
        "evidence-link-bad",
        Severity.WARNING,
        message=N_("“{found}” is no complete web address. Questions: {questions}."),
        hint=N_("Write it in full, as in https://contoh.go.id/sk.pdf. Other kinds of links are not accepted."),
        rationale=N_(
            "Links are only looked at for their form, and the network is never used. What is not even an address leads nobody to a document."
        ),
    ),
    IssueType(
        "evidence-link-outside",
        Severity.WARNING,
        message=N_("{file} is a link that leads to no file of the evidence folder; it was not followed."),
        hint=N_("Put the file itself into the folder, in place of the link."),
        rationale=N_(
            "A link can lead anywhere on the computer. Whoever gets the folder gets the link without what it leads to."
        ),
    ),
    IssueType(
        "evidence-file-empty",
        Severity.WARNING,
        message=N_("{file} is empty: 0 bytes. Questions: {questions}."),
        hint=N_("Copy or save the document again."),
        rationale=N_(
            "A file without a byte is a copy or a download that failed. Its name alone shows nothing to a verifier."
        ),
    ),
    IssueType(
        "evidence-file-too-large",
        Severity.WARNING,
        message=N_("{file} is larger than {limit} MiB. Questions: {questions}."),
        hint=N_("Make it smaller, or allow more with --max-evidence-size."),
        rationale=N_("Large files are hard to upload and to pass on. The limit is yours to choose."),
    ),
    IssueType(
        "evidence-file-unreadable",
        Severity.WARNING,
        message=N_("{file} cannot be read. Questions: {questions}."),
        hint=N_("Close it in other programs, check your rights to it, and try again."),
        rationale=N_("A file that cannot be opened here may not open for the verifier either."),
    ),
    IssueType(
        "evidence-folder-unreadable",
        Severity.WARNING,
        message=N_("The folder {file} cannot be read; what is in it counts as not there."),
        hint=N_("Check your rights to it, and try again."),
        rationale=N_("Evidence in it would be taken for missing, and its points for lost."),
    ),
    IssueType(
        "evidence-type-unusual",
        Severity.WARNING,
        message=N_("{file} is of a type that is unusual for evidence. Questions: {questions}."),
        hint=N_("Save it as PDF or a picture; unpack archives. Usual are: {allowed}."),
        rationale=N_(
            "Programs, shortcuts, web pages and archives do not show a verifier a document when they are opened."
        ),
    ),
    IssueType(
        "evidence-content-repeated",
        Severity.WARNING,
        message=N_("The same content stands under several names: {files}. Questions: {questions}."),
        hint=N_(
            "Check that each of them is the document that is asked for. One that serves several questions needs one file only."
        ),
        rationale=N_(
            "A file that was copied under another name looks like two documents. Verifiers see that it is one."
        ),
    ),
    IssueType(
        "evidence-name-completed",
        Severity.NOTE,
        message=N_("“{found}” was taken for {file}."),
        hint=N_("Nothing needs to be done. The name as it is in the folder leaves no doubt."),
        rationale=N_(
            "Windows hides the endings of names, and people leave out the folder or write a sign of a list before them. What was taken for what is said."
        ),
    ),
    IssueType(
        "evidence-in-subfolders",
        Severity.NOTE,
        message=N_("Files found in subfolders of {folder}: {count}, for example {file}."),
        hint=N_("No action needed."),
        rationale=N_("The sheet has only the file names. The program searches the subfolders, too."),
    ),
    IssueType(
        "evidence-file-repeated",
        Severity.NOTE,
        message=N_("“{found}” is evidence for several questions ({count}): {questions}."),
        hint=N_("Nothing needs to be done if it shows what each of them asks for."),
        rationale=N_("One decree can well serve two questions. One file for very many is seldom what they ask for."),
    ),
    IssueType(
        "evidence-file-uncited",
        Severity.NOTE,
        message=N_("No evidence cell names this file."),
        hint=N_("Name it in the cell of the question that it belongs to, or leave it as it is."),
        rationale=N_("A document that is there but named nowhere earns nothing."),
    ),
)
