"""Many sheets, and the roster of the expected regions."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "evidence-folder-shared",
        Severity.ERROR,
        message=N_("The folder of evidence “{found}” would serve two sheets, this one and {other}."),
        hint=N_("Give the sheets different names, or score them one by one with `evaluate`."),
        rationale=N_(
            "Each sheet has the folder that is called like it. Shared, the files of one region would support the points of another."
        ),
    ),
    IssueType(
        "sheets-missing",
        Severity.ERROR,
        message=N_("It is not said which sheets to score."),
        hint=N_("Name workbooks, folders or patterns, or a list of them with --files-from."),
        rationale=N_("The current folder is not searched unasked: it may hold drafts and copies."),
    ),
    IssueType(
        "sheets-not-found",
        Severity.ERROR,
        message=N_("There is no workbook in {found}."),
        hint=N_("Check the folder; sheets end in .xlsx or .xlsm."),
        rationale=N_("An empty folder is more often a wrong one than one that nobody has sent anything to."),
    ),
    IssueType(
        "sheet-not-scored",
        Severity.ERROR,
        message=N_("The sheet could not be scored ({found})."),
        hint=N_("Try `kla-score evaluate` with this file alone, and report what it says."),
        rationale=N_(
            "One sheet that makes trouble does not keep the others from being scored, but it is never left out in silence."
        ),
    ),
    IssueType(
        "sheet-is-part",
        Severity.ERROR,
        message=N_("This is a part of a divided sheet: {found}."),
        hint=N_("Join the parts with `kla-score merge` and name the joined sheet."),
        rationale=N_(
            "A part has the questions of one agency alone. Ranked among whole sheets it would look like a region with few points."
        ),
    ),
    IssueType(
        "sheet-repeated",
        Severity.ERROR,
        message=N_("This is the same file as {other}."),
        hint=N_("Name only one of them, or look for the sheet that was meant."),
        rationale=N_("A copy counts a region twice, and perhaps hides that another sheet was not sent."),
    ),
    IssueType(
        "region-repeated",
        Severity.ERROR,
        message=N_("{found} has another sheet, {other}."),
        hint=N_("Keep the one that counts, or correct the name, the kind or the code on the worksheet Identity."),
        rationale=N_(
            "Two sheets of one region cannot both be right. In the summary of the province that of the later stage counts, and of one stage the one with fewer points."
        ),
    ),
    IssueType(
        "roster-malformed",
        Severity.ERROR,
        message=N_("The roster cannot be read as CSV: {found}."),
        hint=N_("Save it as CSV from a spreadsheet, with the columns code, kind, name and province."),
        rationale=N_("Half a roster would name regions as missing that are only unread."),
    ),
    IssueType(
        "roster-column-missing",
        Severity.ERROR,
        message=N_("The roster has no column {needed}."),
        hint=N_("Its first row has to name the columns: code, kind, name, province, in any order."),
        rationale=N_("Without the kind, a regency and a city of the same name could not be told apart."),
    ),
    IssueType(
        "roster-empty",
        Severity.ERROR,
        message=N_("The roster names no region."),
        hint=N_("Write one region in each row below the titles."),
        rationale=N_("With an empty roster nobody would ever be missing."),
    ),
    IssueType(
        "roster-row-unclear",
        Severity.ERROR,
        message=N_("This row names no region: {found}."),
        hint=N_("Write the kind (kabupaten or kota) and the name."),
        rationale=N_("A row that is left out would keep a region from being missed."),
    ),
    IssueType(
        "roster-column-repeated",
        Severity.ERROR,
        message=N_("The roster has the column “{found}” more than once."),
        hint=N_("Keep one of them."),
        rationale=N_("Which of the two counts would be chance."),
    ),
    IssueType(
        "roster-province-missing",
        Severity.ERROR,
        message=N_("This row names no province, others do: {found}."),
        hint=N_("Write the province of the region."),
        rationale=N_(
            "A member without a province is missed by no province, and a province would look complete without it."
        ),
    ),
    IssueType(
        "roster-row-repeated",
        Severity.ERROR,
        message=N_("This region or its code stands in line {other} already: {found}."),
        hint=N_("Remove one of the rows, or correct it."),
        rationale=N_("A region that is expected twice is never complete."),
    ),
    IssueType(
        "roster-code-unusable",
        Severity.ERROR,
        message=N_("“{found}” is no code of such a region."),
        hint=N_(
            "Write it as PP.KK in a text column, such as 99.01: from 01 to 69 for a regency, from 71 to 99 for a city."
        ),
        rationale=N_("Spreadsheets turn codes into numbers and drop zeros: 99.10 becomes 99.1."),
    ),
    IssueType(
        "region-unnamed",
        Severity.WARNING,
        message=N_("The sheet does not say whose it is."),
        hint=N_("Fill in kind, name, province and code on the worksheet Identity."),
        rationale=N_("Without a name it belongs to no province and cannot be found in a roster."),
    ),
    IssueType(
        "region-not-expected",
        Severity.WARNING,
        message=N_("{found} is not in the roster. Nearest: {candidates}."),
        hint=N_("Correct the name or the kind on the worksheet Identity, or add the region to the roster."),
        rationale=N_("A name that is written otherwise makes one region look missing and another one new."),
    ),
    IssueType(
        "region-code-differs",
        Severity.WARNING,
        message=N_("The sheet has the code {found}, the roster {expected}."),
        hint=N_("Check which of the two is right."),
        rationale=N_("The name may be that of another region, or the code of another edition of the official list."),
    ),
    IssueType(
        "region-name-differs",
        Severity.WARNING,
        message=N_("The sheet has the name “{found}”, the roster has “{expected}” under this code."),
        hint=N_("Check the name on the worksheet Identity."),
        rationale=N_(
            "The sheet was taken for that region, as its name is that of no other member and its code is this one's."
        ),
    ),
    IssueType(
        "region-province-differs",
        Severity.WARNING,
        message=N_("The sheet has the province “{found}”, the roster has “{expected}”."),
        hint=N_("Check the province on the worksheet Identity. The roster counts."),
        rationale=N_(
            "A province that is written otherwise would be one of its own, and the right one would look complete without this region."
        ),
    ),
    IssueType(
        "region-without-province",
        Severity.WARNING,
        message=N_("The sheet does not say to which province the region belongs."),
        hint=N_("Fill in the province on the worksheet Identity, or name a roster."),
        rationale=N_("Without a province it is in no summary of one."),
    ),
    IssueType(
        "years-differ",
        Severity.WARNING,
        message=N_("The sheets are of several years: {years}."),
        hint=N_("Score the sheets of one year at a time."),
        rationale=N_(
            "A region that was good two years ago says nothing of this year, and a province with sheets of several years gets no verdict."
        ),
    ),
    IssueType(
        "evidence-folder-missing",
        Severity.WARNING,
        message=N_("Sheets without a folder of evidence: {count} ({files}); none of their evidence counts."),
        hint=N_("Make a folder for each sheet, called like it without the ending."),
        rationale=N_("Without its folder no document of a sheet can be found."),
    ),
    IssueType(
        "files-passed-over",
        Severity.NOTE,
        message=N_("Hidden files and lock files passed over: {count} ({files})."),
        hint=N_("Nothing needs to be done. To score one of them, name it itself."),
        rationale=N_(
            "A lock file only says that a workbook is open somewhere; what was last saved is in the workbook."
        ),
    ),
    IssueType(
        "files-named-twice",
        Severity.NOTE,
        message=N_("Files that were named more than once: {count} ({files})."),
        hint=N_("Nothing needs to be done: each is scored once."),
        rationale=N_("A folder and a pattern can mean the same file."),
    ),
    IssueType(
        "each-left-over",
        Severity.NOTE,
        message=N_("Scorecards of an earlier run are still there: {count} ({files})."),
        hint=N_("Remove them if those regions do not belong to this run."),
        rationale=N_("Whoever looks into the folder would take them for results of this run."),
    ),
)
