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
        message=N_("No workbooks given."),
        hint=N_("Name workbooks, folders or patterns, or list them in a file for `--files-from`."),
        rationale=N_(
            "The program searches the current folder only on request, because the folder may contain drafts and copies."
        ),
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
        message=N_("The names in this list end with NUL, not with a line break."),
        hint=N_("Add `--null`."),
        rationale=N_("Without the option, all names together would be the name of one missing file."),
    ),
    IssueType(
        "sheet-not-scored",
        Severity.ERROR,
        message=N_("The program could not score the workbook ({found})."),
        hint=N_("Run `kla-score evaluate` for this file only and report the message."),
        rationale=N_("A workbook with a problem does not stop the others. The report lists it with the reason."),
    ),
    IssueType(
        "sheet-is-part",
        Severity.ERROR,
        message=N_("This workbook is only one part of a self-assessment: {found}."),
        hint=N_("Merge the parts with `kla-score merge` and score the merged workbook."),
        rationale=N_(
            "A part contains the questions of one agency. In the ranking, it would look like a region with few points."
        ),
    ),
    IssueType(
        "sheet-repeated",
        Severity.ERROR,
        message=N_("This is the same file as {other}."),
        hint=N_("List the file only once, or replace the copy with the correct workbook."),
        rationale=N_("With a copy, one region would count twice. A missing workbook could also go unnoticed."),
    ),
    IssueType(
        "region-repeated",
        Severity.ERROR,
        message=N_("{found} has a second workbook of this year and stage: {other}."),
        hint=N_("Keep the workbook that counts, or correct the name, kind or code on the worksheet Identity."),
        rationale=N_(
            "Each region has one rank for a year and stage. Until you decide, the workbook with the fewest points counts."
        ),
    ),
    IssueType(
        "roster-malformed",
        Severity.ERROR,
        message=N_("The roster is not valid CSV: {found}."),
        hint=N_("Save the roster as CSV in a spreadsheet program, with the columns code, kind, name and province."),
        rationale=N_("If only part of the roster were read, the other regions would be reported as not in the roster."),
    ),
    IssueType(
        "roster-column-missing",
        Severity.ERROR,
        message=N_("The roster has no column {needed}."),
        hint=N_("Name the columns in the first row, in any order: code, kind, name, province."),
        rationale=N_("Without the kind, a regency and a city with the same name cannot be distinguished."),
    ),
    IssueType(
        "roster-empty",
        Severity.ERROR,
        message=N_("The roster contains no regions."),
        hint=N_("Enter one region in each row below the headings."),
        rationale=N_("With an empty roster, no region would be reported as missing."),
    ),
    IssueType(
        "roster-row-unclear",
        Severity.ERROR,
        message=N_("This row does not name a region: {found}."),
        hint=N_("Enter the kind ({candidates}) and the name."),
        rationale=N_("If the row were skipped, a missing workbook would go unnoticed."),
    ),
    IssueType(
        "roster-district-missing",
        Severity.ERROR,
        message=N_("The row of a village has no sub-district: {found}."),
        hint=N_("Enter the sub-district in the column kecamatan."),
        rationale=N_("The program writes a list for each sub-district, so the village would be in none of them."),
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
        message=N_("This row has no province, but other rows have one: {found}."),
        hint=N_("Enter the province of the region."),
        rationale=N_(
            "A region without a province does not appear in any province summary. Its province would look complete without it."
        ),
    ),
    IssueType(
        "roster-row-repeated",
        Severity.ERROR,
        message=N_("The region or its code is already in line {other}: {found}."),
        hint=N_("Remove or correct one of the two rows."),
        rationale=N_("A region that is expected twice would always have a missing workbook."),
    ),
    IssueType(
        "roster-code-unusable",
        Severity.ERROR,
        message=N_("“{found}” is not a valid code for this kind of region."),
        hint=N_("Enter the code with its dots in a text column, such as {candidates}."),
        rationale=N_("Spreadsheet programs turn codes into numbers and drop zeros, so 99.10 becomes 99.1."),
    ),
    IssueType(
        "region-unnamed",
        Severity.WARNING,
        message=N_("The workbook does not name its region."),
        hint=N_("Enter kind, name, province and code on the worksheet Identity, or above a recap."),
        rationale=N_("Without a name, the program cannot find the region in the roster."),
    ),
    IssueType(
        "region-not-expected",
        Severity.WARNING,
        message=N_("{found} is not in the roster. Did you mean {candidates}?"),
        hint=N_("Correct the name or the kind on the worksheet Identity, or add the region to the roster."),
        rationale=N_("A spelling difference makes one region look missing and another look new."),
    ),
    IssueType(
        "region-code-differs",
        Severity.WARNING,
        message=N_("The workbook has the code {found}, but the roster has {expected}."),
        hint=N_("Correct the code on the worksheet Identity or in the roster."),
        rationale=N_(
            "The name may belong to another region, or the code may come from another edition of the official list."
        ),
    ),
    IssueType(
        "region-name-differs",
        Severity.WARNING,
        message=N_("The workbook has the name “{found}”, but the roster has “{expected}” for this code."),
        hint=N_("Correct the name or the code on the worksheet Identity."),
        rationale=N_(
            "The program matches the region by its code, because no other region in the roster has this name."
        ),
    ),
    IssueType(
        "region-province-differs",
        Severity.WARNING,
        message=N_(
            "The workbook has the province “{found}”, but the roster has “{expected}”. The program uses the roster."
        ),
        hint=N_("Correct the province on the worksheet Identity or in the roster."),
        rationale=N_(
            "A spelling difference would create a second province, and the correct province would look complete without this region."
        ),
    ),
    IssueType(
        "region-without-province",
        Severity.WARNING,
        message=N_("The workbook does not name the province of the region."),
        hint=N_("Enter the province on the worksheet Identity, or use a roster."),
        rationale=N_("Without a province, the region is not part of any province summary."),
    ),
    IssueType(
        "years-differ",
        Severity.WARNING,
        message=N_("The workbooks are from different years: {years}."),
        hint=N_("Score the workbooks of one year at a time."),
        rationale=N_(
            "Points from two years ago do not describe this year. The program draws no conclusion about a province with mixed years."
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
        hint=N_("If one of the files is a submission, unpack it or save it as Excel Workbook (.xlsx)."),
        rationale=N_(
            "People also send archives, PDF files and files of other programs. Without this warning, their region would only look late."
        ),
    ),
    IssueType(
        "folders-behind-links",
        Severity.WARNING,
        message=Plural(
            "{count} folder is a link and was not searched: {files}.",
            "{count} folders are links and were not searched, for example: {files}.",
        ),
        hint=N_("To search a folder behind a link, name it on the command line."),
        rationale=N_("A link can lead anywhere, also back to the folder that contains it."),
    ),
    IssueType(
        "region-of-several-periods",
        Severity.NOTE,
        message=Plural(
            "{count} region has workbooks of several years or stages. The ranking uses the latest one: {regions}.",
            "{count} regions have workbooks of several years or stages. The ranking uses the latest one, for example: {regions}.",
        ),
        hint=N_("No action needed."),
        rationale=N_("The ranking lists the other workbooks of the region without a rank. They count nowhere else."),
    ),
    IssueType(
        "files-passed-over",
        Severity.NOTE,
        message=Plural(
            "The program skips {count} file: {files}.", "The program skips {count} files, for example: {files}."
        ),
        hint=N_("No action needed."),
        rationale=N_(
            "In a folder, the program skips hidden files, lock files, text files and its own results. Name a skipped file on the command line to use it."
        ),
    ),
    IssueType(
        "files-named-twice",
        Severity.NOTE,
        message=Plural(
            "{count} file was named more than once: {files}.",
            "{count} files were named more than once, for example: {files}.",
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
        rationale=N_("Results from an earlier run could be mistaken for results of this run."),
    ),
)
