"""Many sheets, and the roster of the expected regions."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Plural, Severity

ISSUES: Final = (
    IssueType(
        "evidence-folder-shared",
        Severity.ERROR,
        message=N_("This workbook and {other} would use the same evidence folder “{found}”."),
        hint=N_("Give the workbooks different names, or score them one at a time with `kla-score evaluate`."),
        rationale=N_(
            "Each workbook uses the evidence folder with its own name. Files of one region in a shared folder would support the points of another region."
        ),
    ),
    IssueType(
        "sheets-missing",
        Severity.ERROR,
        message=N_("The names of the workbooks are missing."),
        hint=N_("Name workbooks, folders or patterns, or use `--files-from` with a list."),
        rationale=N_("The current folder may contain drafts and copies. The program searches it only if you name it."),
    ),
    IssueType(
        "sheets-not-found",
        Severity.ERROR,
        message=N_("No workbooks found in {found}."),
        hint=N_("Name a folder that contains workbooks (.xlsx or .xlsm)."),
        rationale=N_("A folder without workbooks is usually the wrong folder."),
    ),
    IssueType(
        "names-null-separated",
        Severity.ERROR,
        message=N_("A NUL character, not a line break, ends each name in this list."),
        hint=N_("Add `--null`."),
        rationale=N_("Without `--null`, the program reads all names as the name of one missing file."),
    ),
    IssueType(
        "sheet-not-scored",
        Severity.ERROR,
        message=N_("The program cannot score the workbook ({found})."),
        hint=N_("Run `kla-score evaluate` for only this file, and report the message to the maintainers."),
        rationale=N_("The program scores the other workbooks. The report contains this workbook with the reason."),
    ),
    IssueType(
        "sheet-is-part",
        Severity.ERROR,
        message=N_("This workbook is the part of one agency: {found}."),
        hint=N_("Merge the parts with `kla-score merge` and score the merged workbook."),
        rationale=N_(
            "A part contains the questions of one agency. In the ranking, the part would look like a region with few points."
        ),
    ),
    IssueType(
        "sheet-repeated",
        Severity.ERROR,
        message=N_("This file is a copy of {other}."),
        hint=N_("List the file only once, or replace the copy with the correct workbook."),
        rationale=N_("With a copy, one region would count twice. The copy may also replace a missing workbook."),
    ),
    IssueType(
        "region-repeated",
        Severity.ERROR,
        message=N_("{found} has a second workbook of this evaluation year and stage: {other}."),
        hint=N_("Keep only the correct workbook, or correct the name, kind or code on the worksheet Identity."),
        rationale=N_(
            "Each region has one rank for each evaluation year and stage. Until you remove a workbook, the workbook with the fewest points counts."
        ),
    ),
    IssueType(
        "roster-malformed",
        Severity.ERROR,
        message=N_("The roster is not valid CSV: {found}."),
        hint=N_(
            "Save the roster as CSV in a spreadsheet program, with the columns `code`, `kind`, `name` and `province`."
        ),
        rationale=N_(
            "If the program read only part of the roster, it would report the other regions as not in the roster."
        ),
    ),
    IssueType(
        "roster-column-missing",
        Severity.ERROR,
        message=N_("The roster has no column {needed}."),
        hint=N_("Enter the heading {needed} in the first row."),
        rationale=N_(
            "The program identifies a region by its name, and a village also by its sub-district. The columns can be in any order."
        ),
    ),
    IssueType(
        "roster-empty",
        Severity.ERROR,
        message=N_("The roster contains no regions."),
        hint=N_("Enter one region in each row below the headings."),
        rationale=N_("With an empty roster, the program would report no region as missing."),
    ),
    IssueType(
        "roster-row-unclear",
        Severity.ERROR,
        message=N_("This row does not contain a region: {found}."),
        hint=N_("Enter the kind ({candidates}) and the name of the region."),
        rationale=N_("If the program skipped the row, it would not report a missing workbook."),
    ),
    IssueType(
        "roster-district-missing",
        Severity.ERROR,
        message=N_("The row of a village has no sub-district: {found}."),
        hint=N_("Enter the sub-district in the column `kecamatan`."),
        rationale=N_("The program writes a list for each sub-district, so the village would not be in any list."),
    ),
    IssueType(
        "roster-column-repeated",
        Severity.ERROR,
        message=N_("The roster has the column “{found}” more than once."),
        hint=N_("Keep only one of these columns."),
        rationale=N_("The program cannot determine which of the columns counts."),
    ),
    IssueType(
        "roster-province-missing",
        Severity.ERROR,
        message=N_("This row has no province, but other rows have a province: {found}."),
        hint=N_("Enter the province of the region."),
        rationale=N_(
            "A region without a province does not appear in any province summary. Its province would look complete without the region."
        ),
    ),
    IssueType(
        "roster-row-repeated",
        Severity.ERROR,
        message=N_("The region or its code is already on line {other}: {found}."),
        hint=N_("Remove or correct one of the two rows."),
        rationale=N_("If a region were in the roster twice, one of its workbooks would always be missing."),
    ),
    IssueType(
        "roster-code-unusable",
        Severity.ERROR,
        message=N_("“{found}” is not a valid code for this kind of region."),
        hint=N_("Enter the code with its dots, such as {candidates}, in a text column."),
        rationale=N_(
            "Spreadsheet programs turn codes into numbers and remove zeros at the end, so 99.10 becomes 99.1."
        ),
    ),
    IssueType(
        "region-unnamed",
        Severity.WARNING,
        message=N_("The workbook does not name its region."),
        hint=N_("Enter the kind, name, province and code on the worksheet Identity, or above the table of a recap."),
        rationale=N_("Without a name, the program cannot find the region in the roster."),
    ),
    IssueType(
        "region-not-expected",
        Severity.WARNING,
        message=N_("{found} is not in the roster. Did you mean {candidates}?"),
        hint=N_("Correct the name or the kind on the worksheet Identity, or add the region to the roster."),
        rationale=N_(
            "Because of a spelling difference, one region could look missing and another region could look new."
        ),
    ),
    IssueType(
        "region-code-differs",
        Severity.WARNING,
        message=N_("The workbook contains the code {found}, but the roster contains {expected}."),
        hint=N_("Correct the code on the worksheet Identity or in the roster."),
        rationale=N_(
            "The name may belong to another region. The code may also come from another version of the official list."
        ),
    ),
    IssueType(
        "region-name-differs",
        Severity.WARNING,
        message=N_("The workbook contains the name “{found}”, but the roster contains “{expected}” for this code."),
        hint=N_("Correct the name or the code on the worksheet Identity."),
        rationale=N_("No region in the roster has the name from the workbook, so the program uses the code."),
    ),
    IssueType(
        "region-province-differs",
        Severity.WARNING,
        message=N_(
            "The workbook contains the province “{found}”, but the roster contains “{expected}”. The program uses the roster."
        ),
        hint=N_("Correct the province on the worksheet Identity or in the roster."),
        rationale=N_(
            "A spelling difference would create a second province. The correct province would then look complete without this region."
        ),
    ),
    IssueType(
        "region-without-province",
        Severity.WARNING,
        message=N_("The workbook does not name the province of the region."),
        hint=N_("Enter the province on the worksheet Identity, or use a roster."),
        rationale=N_("Without a province, the region does not appear in any province summary."),
    ),
    IssueType(
        "years-differ",
        Severity.WARNING,
        message=N_("The workbooks are from different evaluation years: {years}."),
        hint=N_("Score the workbooks of each evaluation year separately."),
        rationale=N_(
            "Points of an earlier evaluation year do not describe the current year. The program draws no conclusion about a province with workbooks of several years."
        ),
    ),
    IssueType(
        "evidence-folder-missing",
        Severity.WARNING,
        message=Plural(
            "{count} workbook ({files}) has no evidence folder. Its evidence does not count.",
            "{count} workbooks (for example {files}) have no evidence folder. Their evidence does not count.",
        ),
        hint=N_("For each workbook, create a folder with the same name but without the extension."),
        rationale=N_("The program looks for the documents of a workbook only in its evidence folder."),
    ),
    IssueType(
        "files-not-workbooks",
        Severity.WARNING,
        message=Plural(
            "The program skips {count} file that is not a workbook: {files}.",
            "The program skips {count} files that are not workbooks, for example: {files}.",
        ),
        hint=N_("If one of the files contains a self-assessment, unpack it or save it as Excel Workbook (.xlsx)."),
        rationale=N_(
            "People also send archives, PDF files and files of other programs. A region with only such a file is missing from the ranking."
        ),
    ),
    IssueType(
        "folders-behind-links",
        Severity.WARNING,
        message=Plural(
            "The program does not search {count} folder, because it is a link: {files}.",
            "The program does not search {count} folders, because they are links, for example: {files}.",
        ),
        hint=N_("To search the folder, name the folder itself on the command line."),
        rationale=N_("A link can lead to any folder, even to the folder that contains the link."),
    ),
    IssueType(
        "region-of-several-periods",
        Severity.NOTE,
        message=Plural(
            "{count} region has workbooks of several evaluation years or stages. The ranking uses the latest workbook: {regions}.",
            "{count} regions have workbooks of several evaluation years or stages. The ranking uses their latest workbooks, for example: {regions}.",
        ),
        hint=N_("No action needed."),
        rationale=N_(
            "The ranking lists the other workbooks of the region without a rank. These workbooks do not count in other tables."
        ),
    ),
    IssueType(
        "files-passed-over",
        Severity.NOTE,
        message=Plural(
            "The program skips {count} file: {files}.", "The program skips {count} files, for example: {files}."
        ),
        hint=N_("No action needed."),
        rationale=N_(
            "The program skips hidden files, lock files, text files and its own results in a folder. Name a skipped file on the command line to use it."
        ),
    ),
    IssueType(
        "files-named-twice",
        Severity.NOTE,
        message=Plural(
            "You named {count} file more than once: {files}.",
            "You named {count} files more than once, for example: {files}.",
        ),
        hint=N_("No action needed."),
        rationale=N_("A folder and a pattern can include the same file. The program scores each file once."),
    ),
    IssueType(
        "each-left-over",
        Severity.NOTE,
        message=Plural(
            "The folder still contains {count} saved result from an earlier run: {files}.",
            "The folder still contains {count} saved results from an earlier run, for example: {files}.",
        ),
        hint=N_("Remove the saved results of regions that are not in this run."),
        rationale=N_("You could mistake results of an earlier run for results of this run."),
    ),
)
