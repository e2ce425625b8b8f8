"""
The words for every code of the catalogue, in English; they are translated where they are said.

What is wrong and what to do have the parameters of the issue, and ``{found}``, as placeholders.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


def N_(text: str) -> str:  # noqa: N802 - the usual name of a marker for text that is translated later
    """Mark *text* for translation and give it back."""
    return text


class Wording(NamedTuple):
    """What is wrong, what to do about it, and why it is reported at all."""

    what: str
    remedy: str
    why: str


WORDINGS: Final[Mapping[str, Wording]] = {
    "points-not-a-number": Wording(
        N_("“{found}” is not a number."),
        N_("Write points from 0 to {maximum}, or leave the cell empty if the question is not answered."),
        N_(
            "A word or a remark has no value in points. Counted as 0 without a word, it would look like an answer that earned nothing."
        ),
    ),
    "points-ambiguous": Wording(
        N_("“{found}” can be read in two ways: thousands or decimals."),
        N_(
            "Write points from 0 to {maximum} with one decimal comma and without thousands separators; behind three decimals put a 0."
        ),
        N_(
            "In Indonesia 1.000 is one thousand, in English-language programs it is one. A guess would move a total by a factor of a thousand."
        ),
    ),
    "points-percent": Wording(
        N_("“{found}” is a percentage, not points."),
        N_("Set the format of the cell to General and write points from 0 to {maximum}."),
        N_(
            "A spreadsheet stores 85 percent as 0.85. It may mean 0.85 points, 85 points or 85 percent of the maximum, and each gives another total."
        ),
    ),
    "points-boolean": Wording(
        N_("“{found}” is a truth value, not points."),
        N_("Write points from 0 to {maximum}."),
        N_(
            "Many programs count TRUE as 1. Whether a ticked box is worth 1 point or the full maximum is not for a program to decide."
        ),
    ),
    "points-date": Wording(
        N_("The spreadsheet turned the entry into a date or time: {found}."),
        N_("Set the format of the cell to General and write points from 0 to {maximum} again."),
        N_(
            "Spreadsheets turn entries such as 1-2 or 3/4 into dates and keep only a day count of some 45,000. What was typed can no longer be told from it."
        ),
    ),
    "points-error-value": Wording(
        N_("The cell holds the spreadsheet error {found}."),
        N_("Mend the formula, or write points from 0 to {maximum}."),
        N_(
            "An error such as #REF! means that the result of a formula was lost. Read as an empty cell, it would pass for a question that nobody answered."
        ),
    ),
    "points-formula-without-value": Wording(
        N_("The formula {found} was saved without its result."),
        N_("Open the workbook in Excel or LibreOffice, save it and try again; or write the number itself."),
        N_(
            "Scripts, viewers and some phones save a formula without its result. The cell then looks empty, and its points would be missing from the total unnoticed."
        ),
    ),
    "points-negative": Wording(
        N_("{found} is below 0."),
        N_("Write points from 0 to {maximum}."),
        N_(
            "No question takes points away. A minus sign, often a dash that slipped in front of the number, would eat up points earned by other questions."
        ),
    ),
    "points-above-maximum": Wording(
        N_("{found} is above the maximum of {maximum}."),
        N_("Write points from 0 to {maximum}."),
        N_(
            "A question cannot earn more than its maximum; 55 instead of 5.5 would lift a whole cluster. Cutting the number down to the maximum would turn a slip into a full score."
        ),
    ),
    "points-above-inferred-maximum": Wording(
        N_("{found} is above the maximum of {maximum}, which is inferred: the printed form says otherwise."),
        N_("Write points from 0 to {maximum}; the note in the question says why."),
        N_(
            "The maximum on the printed form contradicts other numbers on the same form, so the instrument uses the one that follows from them. With the printed one the parts would no longer add up to the whole."
        ),
    ),
    "points-too-many-decimals": Wording(
        N_("{found} has more than three decimals."),
        N_("Write the points as printed, with at most three decimals."),
        N_(
            "Published scores have at most three decimals. More of them come from a division such as 2/3, where the form prints 0.66; nothing is rounded here, so the total would differ from the official sum."
        ),
    ),
    "rows-hidden": Wording(
        N_("Hidden rows of this sheet were read like the others: {count}."),
        N_("Nothing needs to be done; clear the filter to see them."),
        N_("A filter hides rows without taking them away. Leaving them out would lower a total without a word."),
    ),
    "columns-hidden": Wording(
        N_("Hidden columns of this sheet were read like the others: {columns}."),
        N_("Nothing needs to be done; to see them, mark the columns around them and choose Unhide."),
        N_("What nobody sees counts as well, so somebody should know of it."),
    ),
    "sheet-hidden": Wording(
        N_("This sheet is hidden; it was read like the others."),
        N_("Nothing needs to be done; to see it, choose Unhide in the menu of the sheet tabs."),
        N_("Points on a sheet that nobody sees count as well, so somebody should know of it."),
    ),
    "sheets-passed-over": Wording(
        N_("Sheets that hold no questions were not read: {sheets}."),
        N_("Nothing needs to be done, unless answers stand there."),
        N_(
            "Extra sheets do no harm. They are named so that answers in a sheet of another form are not thought to be counted."
        ),
    ),
    "columns-passed-over": Wording(
        N_("Columns of this sheet that are not known were not read: {columns}."),
        N_("Nothing needs to be done, unless evidence stands there."),
        N_("Extra columns do no harm. They are named so that a column with a mistyped title is noticed."),
    ),
    "entry-left-behind": Wording(
        N_("“{found}” was not taken over."),
        N_("Copy it by hand to where it belongs now, if anywhere."),
        N_(
            "No question of the new sheet has the code of its row, the row stands there twice, its column is not known, or the cell holds an error or a formula without a result. Anything else would be a guess about what was meant."
        ),
    ),
    "answer-of-another-part": Wording(
        N_("This part of the sheet does not ask this question; “{found}” does not count here."),
        N_("Nothing needs to be done when the parts are joined: it is kept then."),
        N_("A part is scored by the questions of its agency alone, whatever else was filled in."),
    ),
    "agency-unknown": Wording(
        N_("Nobody knows the agency “{found}”. Nearest: {candidates}."),
        N_("Correct the name; or if it is your own name for an agency, add it to the file for --agencies."),
        N_("An unknown name may be a mistyped one. It gets a workbook of its own, so that no question is lost."),
    ),
    "entries-too-long": Wording(
        N_("Together the entries of all parts have more than {limit} characters, and the end was cut: “{found}”."),
        N_("Shorten them in the parts, for example by naming a folder instead of every file, and join again."),
        N_("A cell holds no more, so something has to be left out; it must not happen unseen."),
    ),
    "sheets-missing": Wording(
        N_("It is not said which sheets to score."),
        N_("Name workbooks, folders or patterns, or a list of them with --files-from."),
        N_("The current folder is not searched unasked: it may hold drafts and copies."),
    ),
    "sheets-not-found": Wording(
        N_("There is no workbook in {found}."),
        N_("Check the folder; sheets end in .xlsx or .xlsm."),
        N_("An empty folder is more often a wrong one than one that nobody has sent anything to."),
    ),
    "sheet-not-scored": Wording(
        N_("The sheet could not be scored ({found})."),
        N_("Try `kla-score evaluate` with this file alone, and report what it says."),
        N_(
            "One sheet that makes trouble does not keep the others from being scored, but it is never left out in silence."
        ),
    ),
    "sheet-is-part": Wording(
        N_("This is a part of a divided sheet: {found}."),
        N_("Join the parts with `kla-score merge` and name the joined sheet."),
        N_(
            "A part has the questions of one agency alone. Ranked among whole sheets it would look like a region with few points."
        ),
    ),
    "sheet-repeated": Wording(
        N_("This is the same file as {other}."),
        N_("Name only one of them, or look for the sheet that was meant."),
        N_("A copy counts a region twice, and perhaps hides that another sheet was not sent."),
    ),
    "region-repeated": Wording(
        N_("{found} has another sheet, {other}."),
        N_("Keep the one that counts, or correct the name, the kind or the code on the sheet Identitas."),
        N_(
            "Two sheets of one region cannot both be right. In the summary of the province that of the later stage counts, and of one stage the one with fewer points."
        ),
    ),
    "region-unnamed": Wording(
        N_("The sheet does not say whose it is."),
        N_("Fill in kind, name, province and code on the sheet Identitas."),
        N_("Without a name it belongs to no province and cannot be found in a roster."),
    ),
    "region-not-expected": Wording(
        N_("{found} is not in the roster. Nearest: {candidates}."),
        N_("Correct the name or the kind on the sheet Identitas, or add the region to the roster."),
        N_("A name that is written otherwise makes one region look missing and another one new."),
    ),
    "region-code-differs": Wording(
        N_("The sheet has the code {found}, the roster {expected}."),
        N_("Check which of the two is right."),
        N_("The name may be that of another region, or the code of another edition of the official list."),
    ),
    "region-kind-differs": Wording(
        N_("“{found}” stands beside the kind “{kind}”."),
        N_("Correct the line Jenis or the name on the sheet Identitas."),
        N_(
            "Several names belong to a regency and to a city, each with a government of its own. The line Jenis counts."
        ),
    ),
    "region-code-contradicts": Wording(
        N_("The code {found} is not one of a “{kind}”."),
        N_("Correct the kind or the code on the sheet Identitas."),
        N_("Behind the province, codes from 01 to 69 are those of regencies and from 71 to 99 those of cities."),
    ),
    "files-passed-over": Wording(
        N_("Hidden files and lock files passed over: {count} ({files})."),
        N_("Nothing needs to be done. To score one of them, name it itself."),
        N_("A lock file only says that a workbook is open somewhere; what was last saved is in the workbook."),
    ),
    "files-named-twice": Wording(
        N_("Files that were named more than once: {count} ({files})."),
        N_("Nothing needs to be done: each is scored once."),
        N_("A folder and a pattern can mean the same file."),
    ),
    "roster-malformed": Wording(
        N_("The roster cannot be read as CSV: {found}."),
        N_("Save it as CSV from a spreadsheet, with the columns code, kind, name and province."),
        N_("Half a roster would name regions as missing that are only unread."),
    ),
    "roster-column-missing": Wording(
        N_("The roster has no column {needed}."),
        N_("Its first row has to name the columns: code, kind, name, province, in any order."),
        N_("Without the kind, a regency and a city of the same name could not be told apart."),
    ),
    "roster-empty": Wording(
        N_("The roster names no region."),
        N_("Write one region in each row below the titles."),
        N_("With an empty roster nobody would ever be missing."),
    ),
    "roster-row-unclear": Wording(
        N_("This row names no region: {found}."),
        N_("Write the kind (kabupaten or kota) and the name."),
        N_("A row that is left out would keep a region from being missed."),
    ),
    "roster-row-repeated": Wording(
        N_("This region or its code stands in line {other} already: {found}."),
        N_("Remove one of the rows, or correct it."),
        N_("A region that is expected twice is never complete."),
    ),
    "roster-code-unusable": Wording(
        N_("“{found}” is no code of such a region."),
        N_("Write it as PP.KK in a text column, such as 99.01: from 01 to 69 for a regency, from 71 to 99 for a city."),
        N_("Spreadsheets turn codes into numbers and drop zeros: 99.10 becomes 99.1."),
    ),
    "roster-column-repeated": Wording(
        N_("The roster has the column “{found}” more than once."),
        N_("Keep one of them."),
        N_("Which of the two counts would be chance."),
    ),
    "roster-province-missing": Wording(
        N_("This row names no province, others do: {found}."),
        N_("Write the province of the region."),
        N_("A member without a province is missed by no province, and a province would look complete without it."),
    ),
    "result-other-instrument": Wording(
        N_("The result was made with the instrument “{found}”, the sheets are of “{expected}”."),
        N_("Name a result of the same instrument."),
        N_("Points of another form cannot have risen or fallen."),
    ),
    "evidence-folder-shared": Wording(
        N_("The folder of evidence “{found}” would serve two sheets, this one and {other}."),
        N_("Give the sheets different names, or score them one by one with `evaluate`."),
        N_(
            "Each sheet has the folder that is called like it. Shared, the files of one region would support the points of another."
        ),
    ),
    "region-name-differs": Wording(
        N_("The sheet has the name “{found}”, the roster has “{expected}” under this code."),
        N_("Check the name on the sheet Identitas."),
        N_("The sheet was taken for that region, as its name is that of no other member and its code is this one's."),
    ),
    "region-province-differs": Wording(
        N_("The sheet has the province “{found}”, the roster has “{expected}”."),
        N_("Check the province on the sheet Identitas. The roster counts."),
        N_(
            "A province that is written otherwise would be one of its own, and the right one would look complete without this region."
        ),
    ),
    "region-without-province": Wording(
        N_("The sheet does not say to which province the region belongs."),
        N_("Fill in the province on the sheet Identitas, or name a roster."),
        N_("Without a province it is in no summary of one."),
    ),
    "years-differ": Wording(
        N_("The sheets are of several years: {years}."),
        N_("Score the sheets of one year at a time."),
        N_(
            "A region that was good two years ago says nothing of this year, and a province with sheets of several years gets no verdict."
        ),
    ),
    "evidence-folder-missing": Wording(
        N_("Sheets without a folder of evidence: {count} ({files}); none of their evidence counts."),
        N_("Make a folder for each sheet, called like it without the ending."),
        N_("Without its folder no document of a sheet can be found."),
    ),
    "each-left-over": Wording(
        N_("Scorecards of an earlier run are still there: {count} ({files})."),
        N_("Remove them if those regions do not belong to this run."),
        N_("Whoever looks into the folder would take them for results of this run."),
    ),
    "result-not-json": Wording(
        N_("The file is no JSON."),
        N_("Name a file that `kla-score` has written with `-o x.json`."),
        N_("What was cut off or edited by hand often cannot be read any more, and half of it is not compared."),
    ),
    "result-other-kind": Wording(
        N_("The file holds no result of the kind “{expected}”: {found}."),
        N_("Save one with `kla-score evaluate SHEET -o x.json`, or with `kla-score batch` for many."),
        N_("Each command reads results of one kind. Others do not hold what it compares."),
    ),
    "result-other-version": Wording(
        N_("The result has version {found}; this program reads version {expected}."),
        N_("Evaluate again with this program, or use the one that saved the file."),
        N_("In another version a key can mean something else. Nothing is guessed."),
    ),
    "result-too-long": Wording(
        N_("The result has more than {limit} values."),
        N_("Evaluate again and save the result anew."),
        N_("Thousands of regions have fewer. Reading millions of values would take most of the memory."),
    ),
    "result-value-unusable": Wording(
        N_("The result has no usable value at {key}: {found}."),
        N_("Evaluate again and save the result anew."),
        N_("Somebody has changed the file, or another program has written it."),
    ),
    "result-sums-differ": Wording(
        N_("The points in the result do not add up ({key})."),
        N_("Evaluate again and save the result anew."),
        N_("A result of ours always adds up. When it does not, a number was changed, and no total can be trusted."),
    ),
    "answers-differ": Wording(
        N_("The parts answer differently, so the cell stays empty: {cells}."),
        N_(
            "Agree on one answer and write it into the joined sheet, or choose with --prefer first, or with --prefer newest if all these files say when they were saved and one is the last."
        ),
        N_("Two offices that see the same thing differently have to talk; a program that picks one hides it."),
    ),
    "answers-differ-one-chosen": Wording(
        N_("The parts answer differently; “{found}” was taken from {other}: {cells}."),
        N_("Check that it is the right one."),
        N_("You chose with --prefer which part decides. The others are named so that nobody is overruled unseen."),
    ),
    "parts-of-different-sheets": Wording(
        N_("The parts differ about whose sheet it is; “{found}” was taken: {cells}."),
        N_("Make sure that all parts belong to the same region, year and stage; correct the line in the joined sheet."),
        N_("A part of another region or year that slips in would change points without anybody noticing."),
    ),
    "answer-not-asked-for": Wording(
        N_("This part was not given the question; “{found}” was kept all the same."),
        N_("Check with the agency whether the answer belongs there."),
        N_("Somebody may have added a row because they know the answer, or pasted it into the wrong one."),
    ),
    "printed-points-differ": Wording(
        N_("The recap says {found} for {name}; its questions add up to {points}, which counts."),
        N_("Find out which of the two is meant, and correct the other."),
        N_("A sum that was typed, or whose formula misses a row, goes unnoticed for years."),
    ),
    "printed-maximum-differs": Wording(
        N_("The recap has a maximum of {found} for {name}; the instrument has {maximum}, which counts."),
        N_("Correct the maximum in the recap; if the form says otherwise, the instrument is wrong."),
        N_("A wrong maximum makes a share or a gap look better or worse than it is."),
    ),
    "printed-number-unreadable": Wording(
        N_("“{found}” is printed beside a sum or a maximum and cannot be compared."),
        N_("Write a number, or open and save the file in a spreadsheet program so that formulas have results."),
        N_("A sum that nobody can check is as good as none, and may hide a difference."),
    ),
    "recap-row-unclear": Wording(
        N_(
            "“{found}” is neither a question nor a title that is known; what follows still counts to indicator {indicator}."
        ),
        N_("If it is the title of an indicator, write its name or number as in the instrument."),
        N_(
            "In a recap the title above decides which question a number means. One that is not understood may shift points."
        ),
    ),
    "printed-clusters-differ": Wording(
        N_("The printed sums of the clusters ({count}) add up to {sum}; the questions add up to {points}."),
        N_("Correct the sums that differ; they are named above."),
        N_("People read whichever total stands nearest. Two of them cannot both be right."),
    ),
    "printed-indicators-differ": Wording(
        N_("The printed sums of the indicators ({count}) add up to {sum}; the questions add up to {points}."),
        N_("Correct the sums that differ; they are named above."),
        N_("People read whichever total stands nearest. Two of them cannot both be right."),
    ),
    "recap-read": Wording(
        N_("This sheet was read as a recap: {count} rows, by their number and the indicator above them."),
        N_("Nothing needs to be done; `kla-score template --from` makes a sheet with codes of it."),
        N_("In a recap the numbers begin anew in every indicator, so a row is known only by the title above it."),
    ),
    "part-repeated": Wording(
        N_("This is the same file as {other}; it counts once."),
        N_("Nothing needs to be done."),
        N_("The same workbook often arrives twice, by e-mail and by messenger."),
    ),
    "report-passed-over": Wording(
        N_("This workbook is a list made by kla-score, not a part; it was passed over."),
        N_("Nothing needs to be done."),
        N_("The index lies in the folder of the parts and is named along with them."),
    ),
    "parts-still-to-come": Wording(
        N_("No part of these agencies is there: {agencies}. Questions that stand in no part: {count}."),
        N_("Ask these agencies for their parts, and join all parts again."),
        N_(
            "Joining can be done again whenever a late part arrives. What the parts answered differently is known only when all of them are joined together."
        ),
    ),
    "workbook-is-report": Wording(
        N_("This workbook is a result made by kla-score, not a sheet that was filled in."),
        N_("Name the sheet that was filled in."),
        N_("A result shows points and has no cells to answer in."),
    ),
    "entry-not-evidence": Wording(
        N_("“{found}” cannot stand as evidence in the new sheet and was not taken over."),
        N_("Write the name of the document or a link into the new sheet."),
        N_(
            "The new sheet has no column for this kind of evidence, or the cell holds a date, an error or a formula, which names no document."
        ),
    ),
    "entry-of-other-kind": Wording(
        N_("The question is answered in another way now; “{found}” was not taken over."),
        N_("Answer the question again in the new sheet."),
        N_("Five points are not five percent: a number of one kind of answer means something else in the other."),
    ),
    "entry-of-other-scale": Wording(
        N_("“{found}” was taken over, but answers to this question are worth something else now."),
        N_("Check in the new form what the answer is worth."),
        N_("Options or bands have other points than before, so that the same answer moves the total."),
    ),
    "entry-of-other-text": Wording(
        N_("The answer was taken over by its code, but the question reads otherwise now: “{after}”, once “{before}”."),
        N_("Check that it is still the same question; if not, clear the row."),
        N_("Forms use numbers again. The same code can belong to another question in the next edition."),
    ),
    "entry-of-other-maximum": Wording(
        N_("“{found}” was taken over, but the maximum was {before} and is {after} now."),
        N_("Check in the new form what the answer is worth."),
        N_("When a maximum changes, the same fulfilment is mostly worth something else."),
    ),
    "points-from-text": Wording(
        N_("“{found}” is stored as text and was read as {points}."),
        N_("Nothing needs to be done; a number cell is safer."),
        N_(
            "The number was clear, so it counts here. The live totals of a spreadsheet pass over text, so that Ringkasan may show less than this program."
        ),
    ),
    "percentage-not-a-number": Wording(
        N_("“{found}” is not a percentage."),
        N_("Write a percentage from 0 to 100, such as 85%, or leave the cell empty if the question is not answered."),
        N_(
            "A band can only be found for a number. A word such as “most” fits several bands, and each is worth different points."
        ),
    ),
    "percentage-ambiguous": Wording(
        N_("“{found}” can be read in two ways."),
        N_("Write the percentage with its sign and one decimal comma, such as “85%” or “0,5%”."),
        N_(
            "A bare 0.85 may be 0.85 percent or, as spreadsheets store it, 85 percent; 1.000 may be one or one thousand. The two readings fall into different bands, often the worst and the best."
        ),
    ),
    "percentage-outside": Wording(
        N_("“{found}” is not between 0 and 100 percent."),
        N_("Write a percentage from 0 to 100, such as 85%."),
        N_(
            "A share of a whole cannot be below 0 or above 100 percent. Counting it into the first or last band would hide a slip, or a share of the wrong total."
        ),
    ),
    "percentage-from-text": Wording(
        N_("“{found}” is stored as text and was read as {percentage} percent."),
        N_("Nothing needs to be done; a number cell is safer."),
        N_(
            "The percentage was clear, so it counts here. Formulas of a spreadsheet pass over text and may show another result."
        ),
    ),
    "choice-unknown": Wording(
        N_("“{found}” is none of the options."),
        N_("Choose one of the list: {allowed}."),
        N_(
            "Points belong to the printed options alone. The option that looks nearest may be worth much more or much less than the one that was meant."
        ),
    ),
    "answer-error-value": Wording(
        N_("The cell holds the spreadsheet error {found}."),
        N_("Mend the formula, or write the answer itself."),
        N_(
            "An error such as #N/A means that the answer was lost on its way into the cell. Read as an empty cell, it would pass for a question that nobody answered."
        ),
    ),
    "answer-formula-without-value": Wording(
        N_("The formula {found} was saved without its result."),
        N_("Open the workbook in Excel or LibreOffice, save it and try again; or write the answer itself."),
        N_(
            "A formula that was saved without its result looks like an empty cell. The answer would be missing, and nobody would know that there is one."
        ),
    ),
    "code-not-text": Wording(
        N_("The code is not text: the spreadsheet made {found} of it, which may stand for {candidates}."),
        N_("Set the format of the cell to Text and write the code again. The row was not counted."),
        N_(
            "A spreadsheet makes the number 1.1 of a typed 1.10, and a date of 1-2. Where several codes fit or none does, a guess could give the points to another question."
        ),
    ),
    "code-unknown": Wording(
        N_("There is no question “{found}”. Nearest: {candidates}."),
        N_("Correct the code, or remove it if the row is no question. The row was not counted."),
        N_(
            "Rows are matched by their code alone, never by position. Taking the nearest code could give the points and documents to another question."
        ),
    ),
    "code-repeated": Wording(
        N_("The question stands in several rows: {cells}."),
        N_("Keep one of them and remove the others. None of them was counted."),
        N_(
            "Two rows may hold two different answers to one question. Taking the first, the last or the sum would each be a guess, and rows that agree today may differ after the next correction."
        ),
    ),
    "code-missing": Wording(
        N_("No row has the code {question}."),
        N_("Copy the row from a blank sheet (`kla-score template`). The question counts 0."),
        N_(
            "A deleted row would lower the total without a trace. It must not be mistaken for a question that was left unanswered."
        ),
    ),
    "code-repaired": Wording(
        N_("The code “{found}” was read as {question}."),
        N_("Nothing needs to be done."),
        N_(
            "The code was changed by a spreadsheet or by blanks, but only one question fits. It is said so that you can see for which question the row was counted."
        ),
    ),
    "answer-without-code": Wording(
        N_("“{found}” stands in a row without a question code and was not counted."),
        N_("Write the code into the row, or empty the cell if it is a subtotal or a remark."),
        N_(
            "Without a code it cannot be told whether this is an answer or a subtotal. Adding a subtotal would count the same points twice; passing over an answer in silence would lose them."
        ),
    ),
    "column-missing": Wording(
        N_("The sheet has no column “{needed}”. Columns found: {columns}."),
        N_("Restore the title of the column. Nothing in this sheet was counted."),
        N_(
            "Columns are found by their title. Without it every question of the sheet would look unanswered, and a column chosen by position might hold last year's points."
        ),
    ),
    "column-repeated": Wording(
        N_("The column “{found}” stands there more than once: {cells}."),
        N_("Keep one and rename or remove the others. None of them was read."),
        N_(
            "Two columns with one title may be this year's and last year's, or self-assessed and verified. Choosing one would be a guess about every row of the sheet."
        ),
    ),
    "cells-merged": Wording(
        N_("The cells {cells} are merged, so that only the first row has an entry."),
        N_("Unmerge them and write an entry into each row."),
        N_(
            "A merged range keeps only its first entry; the rows below look empty. Whether the entry is meant for each of them or for all together cannot be seen."
        ),
    ),
    "values-after-blank-rows": Wording(
        N_("“{found}” stands below more than {limit} blank rows and was not read."),
        N_("Remove the blank rows above it, or empty the cell."),
        N_(
            "A workbook can carry a million formatted but empty rows, so reading has to stop somewhere. A value further down may be a lost answer, and is not passed over in silence."
        ),
    ),
    "evidence-error-value": Wording(
        N_("The evidence cell holds the spreadsheet error {found}."),
        N_("Write the name of the file, or empty the cell."),
        N_(
            "An error such as #REF! stands where the name of a document should be. Taken for a name, it would support points with nothing behind them."
        ),
    ),
    "evidence-formula-without-value": Wording(
        N_("The formula {found} was saved without its result."),
        N_("Open the workbook in Excel or LibreOffice, save it and try again; or write the name of the file."),
        N_(
            "The result of the formula, probably the name of a document, is not in the file. Read as an empty cell, it would put points at risk whose document may be there."
        ),
    ),
    "evidence-not-text": Wording(
        N_("“{found}” names no document and was not counted as evidence."),
        N_("Write the name of the file or a link."),
        N_(
            "A bare number or date names no document that a verifier could ask for. Counted as evidence, it would make points look safer than they are."
        ),
    ),
    "evidence-in-other-column": Wording(
        N_("“{found}” stands in a column that this question does not need, and this is missing: {needed}."),
        N_("If it is the document asked for, move it to the column {needed}."),
        N_(
            "The column tells what kind of evidence an entry is. In the wrong one a document that exists counts as missing, and its points as lost."
        ),
    ),
    "answer-in-notes": Wording(
        N_("“{found}” stands among the notes, while the question is not answered."),
        N_("If it is the answer, move it to the cell of the answer in the same row."),
        N_(
            "Notes are for people and never count. A number there, beside an empty answer, is most often one column off."
        ),
    ),
    "evidence-column-missing": Wording(
        N_("This sheet has no column {needed}, though points of its questions depend on it."),
        N_("Restore the title of the column, as in a blank sheet (`kla-score template`)."),
        N_(
            "Without the column every document of this kind counts as missing. The supported points are then low because of a title, not because of the documents."
        ),
    ),
    "evidence-declared": Wording(
        N_("Points that rest on a word such as “ada”, which names no document: {points} (questions: {questions})."),
        N_("Write the names of the files: at verification a word is no evidence."),
        N_(
            "A word such as “ada” claims a document but does not say which. Published self-assessments have typically lost about a quarter of their points at verification, mostly because documents were missing."
        ),
    ),
    "evidence-word-not-counted": Wording(
        N_(
            "Points that rest on a word such as “ada” and are lost where files are looked up: {points} (questions: {questions})."
        ),
        N_("Put the files into the evidence folder and write their names instead of the word."),
        N_(
            "With an evidence folder it can be seen whether a document is there. A word names none, so that none can be found."
        ),
    ),
    "evidence-nothing-found": Wording(
        N_("None of the files that the sheet names is in the folder {folder}: {count} names."),
        N_("Check that --evidence-dir names the folder that the names start from."),
        N_(
            "When nothing at all is found, it is the folder that is wrong, hardly every name. All evidence counts as not found until it is the right one."
        ),
    ),
    "evidence-file-not-found": Wording(
        N_("“{found}” is not in the folder {folder}. Nearest: {candidates}. Questions: {questions}."),
        N_(
            "Correct the name, or put the file into the folder. Separate several names by ; or a line break, and begin a link with https://."
        ),
        N_(
            "At verification a document that is named but not there is a missing document, and its points are taken away."
        ),
    ),
    "evidence-outside": Wording(
        N_("“{found}” leads out of the evidence folder or names a device; nothing was opened. Questions: {questions}."),
        N_("Copy the file into the folder and write its name there, for example klaster-1/sk.pdf."),
        N_(
            "A path such as C:\\Users or \\\\server\\share leads elsewhere on every other computer, and opening one can give away passwords. Only files inside the folder are looked at."
        ),
    ),
    "evidence-is-folder": Wording(
        N_("“{found}” is a folder, not a file. Questions: {questions}."),
        N_("Name the files in it that are the evidence, separated by ; or a line break."),
        N_("Which of the files in a folder is the document that is asked for is not guessed."),
    ),
    "evidence-link-bad": Wording(
        N_("“{found}” is no complete web address. Questions: {questions}."),
        N_("Write it in full, as in https://contoh.go.id/sk.pdf. Other kinds of links are not accepted."),
        N_(
            "Links are only looked at for their form, and the network is never used. What is not even an address leads nobody to a document."
        ),
    ),
    "evidence-link-outside": Wording(
        N_("{file} is a link that leads to no file of the evidence folder; it was not followed."),
        N_("Put the file itself into the folder, in place of the link."),
        N_("A link can lead anywhere on the computer. Whoever gets the folder gets the link without what it leads to."),
    ),
    "evidence-file-empty": Wording(
        N_("{file} is empty: 0 bytes. Questions: {questions}."),
        N_("Copy or save the document again."),
        N_("A file without a byte is a copy or a download that failed. Its name alone shows nothing to a verifier."),
    ),
    "evidence-file-too-large": Wording(
        N_("{file} is larger than {limit} MiB. Questions: {questions}."),
        N_("Make it smaller, or allow more with --max-evidence-size."),
        N_("Large files are hard to upload and to pass on. The limit is yours to choose."),
    ),
    "evidence-file-unreadable": Wording(
        N_("{file} cannot be read. Questions: {questions}."),
        N_("Close it in other programs, check your rights to it, and try again."),
        N_("A file that cannot be opened here may not open for the verifier either."),
    ),
    "evidence-folder-unreadable": Wording(
        N_("The folder {file} cannot be read; what is in it counts as not there."),
        N_("Check your rights to it, and try again."),
        N_("Evidence in it would be taken for missing, and its points for lost."),
    ),
    "evidence-type-unusual": Wording(
        N_("{file} is of a type that is unusual for evidence. Questions: {questions}."),
        N_("Save it as PDF or a picture; unpack archives. Usual are: {allowed}."),
        N_("Programs, shortcuts, web pages and archives do not show a verifier a document when they are opened."),
    ),
    "evidence-content-repeated": Wording(
        N_("The same content stands under several names: {files}. Questions: {questions}."),
        N_(
            "Check that each of them is the document that is asked for. One that serves several questions needs one file only."
        ),
        N_("A file that was copied under another name looks like two documents. Verifiers see that it is one."),
    ),
    "evidence-name-completed": Wording(
        N_("“{found}” was taken for {file}."),
        N_("Nothing needs to be done. The name as it is in the folder leaves no doubt."),
        N_(
            "Windows hides the endings of names, and people leave out the folder or write a sign of a list before them. What was taken for what is said."
        ),
    ),
    "evidence-file-repeated": Wording(
        N_("“{found}” is evidence for several questions ({count}): {questions}."),
        N_("Nothing needs to be done if it shows what each of them asks for."),
        N_("One decree can well serve two questions. One file for very many is seldom what they ask for."),
    ),
    "evidence-file-uncited": Wording(
        N_("No evidence cell names this file."),
        N_("Name it in the cell of the question that it belongs to, or leave it as it is."),
        N_("A document that is there but named nowhere earns nothing."),
    ),
    "fingerprint-differs": Wording(
        N_("The sheet was made with other figures of {edition}: fingerprint {found}, here {expected}."),
        N_("Check that sheet and program use the same instrument file; if in doubt, fill in a new sheet."),
        N_(
            "Maxima, limits or the evidence asked for have changed since the sheet was made. An answer that was right then may be worth something else now."
        ),
    ),
    "edition-not-named": Wording(
        N_("The workbook does not say for which instrument and edition it was made; it was scored as {expected}."),
        N_("Fill in Instrumen and Edisi in the sheet Identitas, as in a blank sheet."),
        N_(
            "Maxima change between rounds, and the same code may be another question. Nothing in the workbook shows that it was made for this edition."
        ),
    ),
    "year-unreadable": Wording(
        N_("“{found}” is not a year."),
        N_("Write the evaluated year with four digits."),
        N_(
            "Scores are compared from year to year. Under a wrong year they would be compared with the wrong ones, so no year is better than a guessed one."
        ),
    ),
    "stage-unknown": Wording(
        N_("“{found}” is not a stage of the evaluation."),
        N_("Write one of EM, VA, VL, VLH, VKL, VF."),
        N_(
            "At verification the score replaces the self-assessed one. Without the stage a claim could be taken for a verified result."
        ),
    ),
    "region-kind-unknown": Wording(
        N_("“{found}” is not a kind of region."),
        N_("Write Kabupaten or Kota."),
        N_(
            "Bogor, Malang and many other names belong to a regency and to a city. Without the kind the two could be mixed up."
        ),
    ),
    "region-code-malformed": Wording(
        N_("“{found}” is not a region code."),
        N_("Write two digits, a point and two digits, for example 16.10."),
        N_(
            "The code tells regions apart where names are alike or spelt in several ways. A spreadsheet cuts 16.10 down to 16.1, which may be no region at all."
        ),
    ),
    "folder-not-found": Wording(
        N_("There is no such folder."),
        N_("Check the name of the evidence folder."),
        N_("Without the folder every document would count as missing."),
    ),
    "file-is-not-a-folder": Wording(
        N_("This is a file, not a folder."),
        N_("Name the folder in which the files of evidence are."),
        N_("Names in the sheet start from a folder; an archive has to be unpacked first."),
    ),
    "folder-unreadable": Wording(
        N_("The folder cannot be read: {found}."),
        N_("Check your rights to it, and try again."),
        N_("Without the folder every document would count as missing."),
    ),
    "folder-too-large": Wording(
        N_("There are more than {limit} files and folders in it."),
        N_("Name the folder of this region's evidence alone."),
        N_("A whole disk is hardly the evidence of one region, and looking through it takes long."),
    ),
    "file-not-found": Wording(
        N_("There is no such file."),
        N_("Check the name and the folder."),
        N_("Nothing is searched for in other folders: a sheet of the same name there may be an older copy."),
    ),
    "file-is-folder": Wording(
        N_("This is a folder, not a file."),
        N_("Name the file inside it; `kla-score batch` scores all sheets of a folder."),
        N_("A folder can hold several sheets, drafts and copies. Which of them is meant is not guessed."),
    ),
    "file-empty": Wording(
        N_("The file is empty, or holds nothing but zeros."),
        N_("Download or copy it again."),
        N_(
            "A file without a single byte is a download or a copy that failed; one of nothing but zeros is one that a cloud folder has not filled yet. Scored, it would look like a sheet with no answers."
        ),
    ),
    "file-unreadable": Wording(
        N_("The file cannot be read. {found}"),
        N_("Close it in Excel, make it available offline if it lies in a cloud folder, and check the permissions."),
        N_(
            "The system refused the file or gave only part of it. A half-read sheet must not be scored as if it were whole."
        ),
    ),
    "file-too-large": Wording(
        N_("The file is larger than {limit} KiB."),
        N_(
            "Remove what it does not need, such as pictures and unused sheets of a workbook; evidence belongs into files of its own. A larger workbook or saved result can be allowed with --max-file-size."
        ),
        N_(
            "Real files of this kind stay well below the limit. A much larger one is mostly pictures or a trap, and would keep the computer busy before anything can be said about it."
        ),
    ),
    "file-is-lock-file": Wording(
        N_("This is a lock file that Excel keeps while a workbook is open."),
        N_("The workbook itself is {workbook}."),
        N_("Its name begins with ~$ and it holds only who has the workbook open. There are no answers in it."),
    ),
    "file-is-pdf": Wording(
        N_("This is a PDF, not a workbook."),
        N_("Name the Excel workbook (.xlsx) itself."),
        N_("A PDF shows a picture of a table, without its cells. Numbers read off it could land in the wrong row."),
    ),
    "file-is-text": Wording(
        N_("This is a text file (CSV, HTML …), not a workbook."),
        N_("Open it in Excel or LibreOffice and save it as Excel Workbook (.xlsx)."),
        N_(
            "Text formats do not keep codes as text, nor percent formats and errors apart from numbers: 1.10 comes back as 1.1. Some are called .xlsx all the same, so the content decides."
        ),
    ),
    "file-is-old-excel": Wording(
        N_("This is a workbook of Excel 97–2003 (.xls)."),
        N_("Open it and save it as Excel Workbook (.xlsx)."),
        N_(
            "The format of Excel 97–2003 is built differently inside. Its readers have been seen to crash and to lose values, so it is converted by Excel, which knows it best."
        ),
    ),
    "file-is-other-spreadsheet": Wording(
        N_("This is another kind of spreadsheet (.ods, .xlsb or Numbers)."),
        N_("Open it and save it as Excel Workbook (.xlsx)."),
        N_(
            "Formats such as .ods, .xlsb and Numbers are built differently inside. A reader made for .xlsx would find no rows, which looks like an empty sheet."
        ),
    ),
    "file-is-not-a-workbook": Wording(
        N_("This is not an Excel workbook."),
        N_("Name the workbook (.xlsx) that `kla-score template` made."),
        N_("The content decides, not the name. No question can be found in a file that is something else."),
    ),
    "workbook-password": Wording(
        N_("The workbook is protected by a password for opening."),
        N_(
            "Remove it in Excel: File, Info, Protect Workbook, Encrypt with Password. A protected sheet does not matter."
        ),
        N_("With a password for opening, the whole content is encrypted. Not one cell can be read."),
    ),
    "workbook-strict": Wording(
        N_("The workbook is saved as Strict Open XML Spreadsheet."),
        N_("Save it as Excel Workbook (.xlsx), without the word Strict."),
        N_(
            "A widely used reader opens this variant as a workbook without any sheet, and says nothing. A filled-in assessment would come out as 0 points."
        ),
    ),
    "workbook-too-large": Wording(
        N_("The part {found} of the workbook expands to more than is read; the limit is {limit} MiB."),
        N_(
            "Clear the formats below and beside the tables and remove unused sheets, or copy the answers to a new sheet."
        ),
        N_(
            "A workbook is compressed: a file of half a megabyte can unpack to half a gigabyte and bring the computer to a halt. Unpacking therefore stops at a limit that no real sheet has come near."
        ),
    ),
    "workbook-too-many-parts": Wording(
        N_("The workbook consists of more than {limit} parts."),
        N_("Remove pictures and unused sheets."),
        N_(
            "A real workbook has some dozens of parts, rarely two hundred. Thousands of them are mostly pictures or a trap."
        ),
    ),
    "workbook-too-many-cells": Wording(
        N_("The workbook has more than {limit} elements, which is more than is read."),
        N_(
            "Clear the formats below and beside the tables and remove unused sheets, or copy the answers to a new sheet."
        ),
        N_(
            "A sheet for this purpose has hundreds of rows. Millions of elements are leftover formats or a trap, and reading them would take minutes and most of the memory."
        ),
    ),
    "sheet-too-long": Wording(
        N_("The sheet has more than {limit} filled rows."),
        N_("Remove what does not belong to the table."),
        N_(
            "The largest form known has 274 questions. A table of many thousand rows is something else, and reading only its beginning could lose answers."
        ),
    ),
    "workbook-doctype": Wording(
        N_("The workbook holds a document type declaration, which no spreadsheet program writes."),
        N_("Do not trust this file; ask the sender for a new copy."),
        N_(
            "Such declarations are used to read other files of the computer or to make a small file grow without end. Among some 1,500 spreadsheets that were looked at, only attacks had one."
        ),
    ),
    "workbook-damaged": Wording(
        N_("The workbook is damaged."),
        N_("Open it in Excel, let it repair the file and save it again; or download it again."),
        N_(
            "Part of the workbook cannot be read. The rest is not scored as if it were whole, because nobody would see what is missing."
        ),
    ),
    "workbook-not-a-sheet": Wording(
        N_("This workbook is no evaluation sheet: no table with the columns Kode and Nilai. Sheets found: {sheets}."),
        N_("Use the workbook that `kla-score template` makes."),
        N_(
            "Sheets are recognised by their columns. Without them every question would look unanswered, and a workbook that is something else would get a score of 0."
        ),
    ),
    "workbook-columns-missing": Wording(
        N_("The table needs the columns {needed}. Columns found: {columns}."),
        N_("Restore the titles of the columns, as in a blank sheet (`kla-score template`)."),
        N_(
            "Without a column of codes no row can be told from another, and without a column of points there is nothing to count. Columns are not guessed from their position."
        ),
    ),
    "workbook-other-edition": Wording(
        N_("The sheet is for “{found}”, the instrument here is {expected}."),
        N_(
            "Choose the instrument of the sheet with --instrument (for `compare`: --instrument twice; for `template --from`: --from-instrument), or use a sheet of this edition."
        ),
        N_(
            "Questions and maxima differ between editions: Cluster II was worth 170 in 2022 and 156 in 2024. Points of one edition mean nothing in the other."
        ),
    ),
    "output-exists": Wording(
        N_("The file exists already."),
        N_("Choose another name, or replace it with --force."),
        N_(
            "The existing file may be last year's report or a sheet that others have filled in. It is never replaced without being asked to."
        ),
    ),
    "output-is-input": Wording(
        N_("The output would overwrite an input."),
        N_("Choose another name."),
        N_(
            "The workbook that was filled in may be the only copy of the answers. It is never written to, not even with --force."
        ),
    ),
    "output-link-broken": Wording(
        N_("This is a link that leads to no file."),
        N_("Name the file itself, or delete the link."),
        N_("A result is written to the file behind a link. Where there is none, nobody could find it afterwards."),
    ),
    "output-repeated": Wording(
        N_("This output is named twice."),
        N_("Name it once."),
        N_("The second result would overwrite the first, and one of the two would be missing afterwards."),
    ),
    "output-unwritable": Wording(
        N_("The file cannot be written. {found}"),
        N_("Check the name and the folder, the free space and the permissions; close the file in Excel if it is open."),
        N_("A result is written whole or not at all. A file that was there before is left as it was."),
    ),
    "output-suffix-unknown": Wording(
        N_("The format of “{found}” is not known."),
        N_("Use a name that ends in {allowed}."),
        N_("The ending of the name decides the format. A guess could leave a file that no program opens."),
    ),
    "format-unknown": Wording(
        N_("There is no format “{found}”."),
        N_("Use one of {allowed}."),
        N_("Another program may be waiting for exactly this format. It would rather get nothing than something else."),
    ),
    "output-missing": Wording(
        N_("Nothing says where to write."),
        N_("Name the workbook to write, such as sheet.xlsx, or a folder with --per-agency."),
        N_("Nothing is written to a place that was not named."),
    ),
    "flag-needs-another": Wording(
        N_("{found} has no effect without {needed}."),
        N_("Give both, or neither."),
        N_("An option that is passed over looks as if it had been heeded."),
    ),
    "flags-exclude-each-other": Wording(
        N_("{found} and {other} cannot be given together."),
        N_("Leave one of them out."),
        N_("Each of them says what is to be written, and they say different things."),
    ),
    "flag-value-unknown": Wording(
        N_("“{found}” is no value for {option}."),
        N_("Use one of {allowed}."),
        N_("A mistyped value must not lead to a list of something else."),
    ),
    "flag-value-not-a-number": Wording(
        N_("“{found}” is no value for {option}."),
        N_("Write a whole number from {least} to {most}, both included."),
        N_("A limit that was mistyped would let through what it should hold back."),
    ),
    "flag-unknown": Wording(
        N_("There is no option {found}. Nearest: {candidates}."),
        N_("Correct it; options stand behind the command, and -h lists them."),
        N_("An option that is passed over looks as if it had been heeded."),
    ),
    "flag-value-missing": Wording(
        N_("{found} needs a value behind it."),
        N_("Write the value, or leave the option out; -h shows what is expected."),
        N_("Without its value an option says nothing."),
    ),
    "flag-value-unwanted": Wording(
        N_("{found} takes no value."),
        N_("Leave away what stands behind its equals sign."),
        N_("Such an option is on when it stands there. A value that says otherwise would be passed over."),
    ),
    "flag-value-unusable": Wording(
        N_("The value of {found} cannot be read."),
        N_("Correct the option or the variable that sets it; -h names both. A switch is 1 or 0."),
        N_("A value that nobody can read may mean anything."),
    ),
    "argument-missing": Wording(
        N_("{found} is missing."),
        N_("Name it; -h shows how the command is used."),
        N_("Without it there is nothing to work on."),
    ),
    "argument-surplus": Wording(
        N_("There is more on the command line than is expected: {found}."),
        N_("Leave it out. A name with blanks in it needs quotation marks around it."),
        N_("What is passed over looks as if it had been heeded."),
    ),
    "command-missing": Wording(
        N_("No command is named."),
        N_("Name one, such as evaluate; -h lists them."),
        N_("The program does nothing that nobody asked for."),
    ),
    "command-unknown": Wording(
        N_("There is no command “{found}”. Nearest: {candidates}."),
        N_("Correct it; kla-score -h lists the commands."),
        N_("Guessing which command was meant could write or replace files."),
    ),
    "instrument-repeated": Wording(
        N_("Two of the instruments are {found}."),
        N_("Name one file for each edition."),
        N_(
            "A sheet says for which edition it was made. With two instruments of that edition it would be chance which one counts."
        ),
    ),
    "target-unknown": Wording(
        N_("“{found}” is no target."),
        N_("Name a predicate ({allowed}) or points from 0 to {maximum}."),
        N_("A plan needs to know how far it should go."),
    ),
    "agency-not-found": Wording(
        N_("No agency is called “{found}”. Nearest: {candidates}."),
        N_("Use a name or an abbreviation that the instrument knows, or one of --agencies."),
        N_("Names differ from region to region; a guess could send questions to the wrong office."),
    ),
    "nothing-to-leave-out": Wording(
        N_("No question and no agency is called “{found}”. Nearest: {candidates}."),
        N_("Use the code of a question, or for --skip an agency that the instrument or --agencies knows."),
        N_("A name that is passed over would leave steps in the plan that are not wanted."),
    ),
    "agency-undefined": Wording(
        N_("The instrument has no agency “{found}”. Nearest: {candidates}."),
        N_("Write a name or an abbreviation that the instrument knows."),
        N_("The file says which agencies of the instrument a name of the region stands for."),
    ),
    "name-unknown": Wording(
        N_("There is no cluster, indicator, question or issue code “{found}”. Nearest: {candidates}."),
        N_("`kla-score show` lists the instrument; the code of an issue stands in square brackets in its message."),
        N_(
            "Codes differ by a single sign. Showing the nearest one could be an answer to another question, without anyone noticing."
        ),
    ),
    "file-is-workbook": Wording(
        N_("This is a workbook or another packed file, not a text."),
        N_("Name the YAML file here; a workbook is named as a sheet."),
        N_("An instrument, and a list of a region's own names, is written as text that people can read and compare."),
    ),
    "yaml-not-utf8": Wording(
        N_("The file is not plain UTF-8: {found}."),
        N_("Save it as UTF-8 without a byte order mark."),
        N_(
            "The same byte is another character on another computer, and some readers take a byte order mark for part of the first key. Names of agencies and documents would change from reader to reader."
        ),
    ),
    "yaml-syntax": Wording(
        N_("This is not valid YAML. It cannot be read on from here: “{found}”."),
        N_("Check indentation (blanks, no tabs), colons and quotation marks in this line and the one before."),
        N_(
            "From here on it cannot be told what belongs to what. Reading on could leave out questions and change the sums, so the rest of the file is not checked until this is mended."
        ),
    ),
    "yaml-several-documents": Wording(
        N_("A second YAML document starts here."),
        N_("Remove the line ---; an instrument is one document."),
        N_(
            "Some readers take the first document and others the last, without a word. Half of the file would silently not count."
        ),
    ),
    "yaml-too-deep": Wording(
        N_("Lists and mappings are nested more than {limit} deep."),
        N_("Follow the layout of the packaged instrument."),
        N_(
            "An instrument is about a dozen levels deep. Thousands of open brackets have been seen to crash YAML readers, so reading stops long before that."
        ),
    ),
    "yaml-too-many-values": Wording(
        N_("The file has more than {limit} values."),
        N_("Follow the layout of the packaged instrument."),
        N_(
            "The packaged instrument has about 13,000 values. A file with many times as many is no instrument, or was made to keep the program busy."
        ),
    ),
    "yaml-tag": Wording(
        N_("Tags such as {found} are not allowed."),
        N_("Remove the tag; write plain text or numbers."),
        N_(
            "A tag tells the reader to build something other than plain text or a number, in some programs even to run a command. An instrument needs none."
        ),
    ),
    "yaml-alias": Wording(
        N_("Anchors and aliases ({found}) are not allowed."),
        N_("Write the value out."),
        N_(
            "A few lines of aliases that refer to aliases can stand for billions of values. They also hide what a question really asks for: a change in one place would change others unseen."
        ),
    ),
    "yaml-merge-key": Wording(
        N_("Merge keys ({found}) are not allowed."),
        N_("Write the keys out."),
        N_(
            "A file of 708 bytes with nested merge keys kept a common reader busy for 13 seconds, twice as long with each further level. Not every reader knows them either, so the same file would mean different things."
        ),
    ),
    "yaml-key-repeated": Wording(
        N_("The key “{found}” stands here again; it is already in line {line}."),
        N_("Remove one of the two."),
        N_(
            "Most readers keep the last of the two and drop the first without a word. A maximum or a list of questions could vanish that way."
        ),
    ),
    "yaml-key-not-text": Wording(
        N_("The key {found} is not text for every reader of YAML."),
        N_("Write the key in quotation marks."),
        N_(
            "To some readers the key no is the truth value false, and 1.10 is the number 1.1. Two different keys can become one, and one of the two values is lost."
        ),
    ),
    "yaml-ambiguous-scalar": Wording(
        N_("{found} without quotation marks is not the same for every reader of YAML."),
        N_("Write “{found}” in quotation marks if it is text, or as a plain number or true/false."),
        N_(
            "Bare words are read differently: no as false, 010 as 8, 1:30 as 90, 1_000 as a thousand. The file would say one thing here and another in an editor or a script."
        ),
    ),
    "key-missing": Wording(
        N_("The key “{key}” is missing."),
        N_("Add it; the packaged instrument shows an example."),
        N_(
            "There is no safe value to put in its place: a maximum taken as 0, or an absent translation, would only be noticed in the finished report."
        ),
    ),
    "key-unknown": Wording(
        N_("The key “{key}” is not known here. Nearest: {candidates}."),
        N_("Correct or remove it."),
        N_(
            "A misspelt key would be passed over: with lower_is_beter the question would count as usual, and nobody would see why. So nothing is passed over."
        ),
    ),
    "value-not-quoted": Wording(
        N_("“{key}” must be text, and {found} without quotation marks is not."),
        N_('Write "{found}" in quotation marks.'),
        N_(
            "Without quotation marks the code 1.10 is the number 1.1, the same as that of another question. Once read, the zero cannot be brought back."
        ),
    ),
    "value-not-text": Wording(
        N_("“{key}” must be text."),
        N_("Write a text in quotation marks."),
        N_(
            "This is shown to people or used as a name. A list or an empty value there would leave a gap in sheets and reports."
        ),
    ),
    "value-not-points": Wording(
        N_("“{key}” must be points; “{found}” is not."),
        N_("Write a number from 0 to 10000 with at most three decimals, without quotation marks."),
        N_(
            "Points are added exactly as they stand. Text in quotation marks, a decimal comma or more than three decimals would be left out of a sum or make it differ from the printed one."
        ),
    ),
    "value-not-percentage": Wording(
        N_("“{key}” must be a percentage; “{found}” is not."),
        N_("Write a number from 0 to 100 with at most three decimals, without quotation marks."),
        N_(
            "Answers are compared with these numbers, from 0 to 100. An edge written as 95 percent is a text that no answer can be compared with, and one of 950 would never be reached."
        ),
    ),
    "value-not-whole-number": Wording(
        N_("“{key}” must be a whole number from 1 to 100; “{found}” is not."),
        N_("Write a number such as 1 or 2."),
        N_(
            "Documents and indicators are counted in whole numbers. Half a document can be neither shown nor found missing."
        ),
    ),
    "value-not-true-or-false": Wording(
        N_("“{key}” must be true or false; “{found}” is neither."),
        N_("Write true or false."),
        N_(
            "In many programs every text that is not empty counts as true, even “no”. The setting would then be the opposite of what was meant."
        ),
    ),
    "value-not-a-list": Wording(
        N_("“{key}” must be a list."),
        N_("Write its entries below it, each on a line of its own behind “- ”."),
        N_(
            "A single text in place of a list can be read as its letters, or as one entry where two run together. Neither is what was meant."
        ),
    ),
    "value-not-a-mapping": Wording(
        N_("Keys with values are expected here."),
        N_("Write “key: value” lines, as in the packaged instrument."),
        N_(
            "A text or a list here has no names for its parts. Which of them is the Indonesian text, the maximum or the code would be a guess."
        ),
    ),
    "value-not-one-of": Wording(
        N_("“{key}” cannot be “{found}”."),
        N_("Use one of {allowed}."),
        N_(
            "Each of the allowed words means something of its own. Any other would be passed over, and nobody would notice that the setting has no effect."
        ),
    ),
    "value-malformed": Wording(
        N_("“{key}” cannot be “{found}”."),
        N_(
            "Ids and codes: letters, digits, . - _ and in a code a digit. Titles of sheets: up to 31 characters, none of [ ] : * ? / \\."
        ),
        N_(
            "Ids and codes are compared character by character, and Excel refuses some signs in the names of sheets. A blank or a slash would show only when the workbook does not open."
        ),
    ),
    "value-empty": Wording(
        N_("“{key}” is empty or has too few entries."),
        N_("Fill it in, or remove it if it is not required."),
        N_(
            "An empty text is a gap in the sheet that people fill in, and a list without entries adds up to 0 points. Both are usually something that was to be written later."
        ),
    ),
    "identifier-repeated": Wording(
        N_("“{found}” is used twice."),
        N_("Give each its own."),
        N_(
            "Rows, columns and sheets are found by their names. With one name for two things, an answer could be counted for the wrong one, or for both."
        ),
    ),
    "identifier-undefined": Wording(
        N_("“{found}” is not defined in this file. Nearest: {candidates}."),
        N_("Correct it, or define it above."),
        N_(
            "The name leads nowhere: no column for this evidence, no agency to ask. The question would have a requirement that nobody can meet, or no owner."
        ),
    ),
    "sum-differs": Wording(
        N_("The maximum {maximum} of {name} differs from the sum of its parts, {derived}."),
        N_("Correct the maximum, or the maxima below it."),
        N_(
            "Sums are worked out from the questions, and a printed number is only compared. When they differ, one of the two is wrong: a real recap had a cluster maximum of 150 where 115 was right, and three different totals."
        ),
    ),
    "surplus-undeclared": Wording(
        N_("The questions of indicator {name} add up to {derived}, more than its maximum of {maximum}."),
        N_("Correct the maxima, or declare the surplus under “cap” with its questions_total and the reason."),
        N_(
            "A region could earn more in this indicator than it is worth, and more than everyone else's form allows. Whether the questions or the indicator are wrong cannot be told from here."
        ),
    ),
    "cap-wrong": Wording(
        N_("The cap of indicator {name} does not fit: questions add up to {derived}, the maximum is {maximum}."),
        N_("Set points to the maximum and questions_total to the sum; remove the cap where nothing is in excess."),
        N_(
            "A cap cuts off points that questions have earned. It is believed only if both of its numbers agree with the file, because a stale one would cut too much or nothing."
        ),
    ),
    "cap-declared": Wording(
        N_("Indicator {name} is capped at {maximum}; its questions add up to {derived}."),
        N_("Nothing needs to be done: the surplus is declared."),
        N_(
            "Points above the cap do not count, so full marks in every question do not show in the sum. It is said each time so that nobody takes it for an error of addition."
        ),
    ),
    "predicates-disordered": Wording(
        N_("The lower limit {found} does not fit its printed range, or the predicate before it."),
        N_("List the predicates from the lowest to the highest, without overlaps."),
        N_(
            "A total must belong to one predicate, and a higher total never to a lower one. With limits out of order, a region could lose its predicate by gaining points."
        ),
    ),
    "predicates-gap": Wording(
        N_("Whole totals above {lower} and up to {upper} stand in no printed range."),
        N_("Let each range begin one above the end of the one before, and the last end at the maximum."),
        N_(
            "Gaps between whole numbers, such as 600.5, are usual in the printed form. A whole number that no printed range holds is probably a slip in one of the ends."
        ),
    ),
    "gate-impossible": Wording(
        N_("The gate asks for {found} indicators, and there are {indicators}."),
        N_("Correct the number of indicators."),
        N_(
            "A gate that asks for more indicators than there are can never be passed. The predicate would be out of reach for every region, whatever its points."
        ),
    ),
    "gate-unconfirmed": Wording(
        N_("This gate is applied although its status is unconfirmed."),
        N_("Set applies to false, or the status to confirmed once a source says so."),
        N_(
            "The gates known so far were reported in 2018 for an older form, by one local source, and nothing says whether they still hold. Applied, they can take away a predicate that the points would give."
        ),
    ),
    "definition-unused": Wording(
        N_("“{found}” is defined here, but no question uses it."),
        N_("Remove it, or name it in the questions that need it."),
        N_(
            "An evidence kind that no question asks for is a column that stays empty, and an agency without questions is asked for nothing. Often the question that should name it names another."
        ),
    ),
    "question-without-agency": Wording(
        N_("Nobody owns question {found}."),
        N_("Name its agencies, or remove all agencies from the file."),
        N_(
            "What is missing is listed by agency. This question would be in nobody's list, and nobody would be asked for its documents."
        ),
    ),
    "text-repeated": Wording(
        N_("“{found}” stands there already, at {other}."),
        N_("Correct the copy, or make the two texts tell what differs."),
        N_(
            "A copied text that nobody changed asks for one thing twice, and two equal names cannot be told apart in a report. Of two equal evidence items each wants a file of its own, so that a single document leaves the question unsupported."
        ),
    ),
    "option-repeated": Wording(
        N_("The option “{found}” stands there twice."),
        N_("Give each option a text of its own, in both languages."),
        N_(
            "Answers are matched by their label. With the same label twice, it cannot be told which of the two was chosen, nor how many points it is worth."
        ),
    ),
    "options-unordered": Wording(
        N_("The points of the options go up and down: {found} is out of order."),
        N_("List the options from the highest to the lowest points, or the other way round."),
        N_(
            "Printed options run from best to worst or the other way round. Points that go up and down are usually two numbers that were swapped."
        ),
    ),
    "ladder-misses-maximum": Wording(
        N_("The best answer is worth {derived}, the maximum is {maximum}."),
        N_("Correct the maximum, or the points of the best answer."),
        N_(
            "If the best answer is worth less than the maximum, nobody can ever reach the sum of the form; if it is worth more, the sum can be exceeded."
        ),
    ),
    "ladder-without-zero": Wording(
        N_("No answer is worth 0; the lowest is worth {found}."),
        N_("Add the answer that earns nothing."),
        N_(
            "Then even the worst answer earns points. Usually the option for “none” was forgotten, so that those who have nothing can only leave the cell empty, which means “not answered”."
        ),
    ),
    "band-edges-unclear": Wording(
        N_("This band does not have exactly one lower and one upper edge."),
        N_("Write at_least (included) or above (excluded), and up_to (included) or below (excluded)."),
        N_(
            "“10–20” and “20–30” both claim 20. Unless each edge says whether it belongs to the band, the points at exactly 20 percent are a guess."
        ),
    ),
    "band-empty": Wording(
        N_("No percentage falls into this band: it ends at {found}."),
        N_("Correct its lower or its upper edge."),
        N_("No percentage can ever fall into it, so its points cannot be earned. Mostly the two edges were swapped."),
    ),
    "bands-disordered": Wording(
        N_("This band begins at {found}, below the band before it."),
        N_("List the bands from the lowest percentage up."),
        N_(
            "Gaps and overlaps are looked for between neighbours. In another order a missing or a doubled stretch could be overlooked, by people as well."
        ),
    ),
    "bands-gap": Wording(
        N_("Percentages from {lower} to {upper} belong to no band."),
        N_("Let the bands meet: one ends below an edge, the next begins at least at it. They reach from 0 to 100."),
        N_(
            "Forms print “11–20 percent” and then “30 percent or more”, or “80–89” and then “90–100”. What 25 percent or 89.5 percent is worth there would be a guess."
        ),
    ),
    "bands-overlap": Wording(
        N_("{found} belongs to two bands."),
        N_("Let one of them end below the edge, or the other begin above it."),
        N_(
            "One percentage would be worth two different numbers of points. Which of them counts would depend on the order of the lines."
        ),
    ),
    "bands-reversed": Wording(
        N_("The points go the wrong way here: {found}."),
        N_("Points rise with the percentage, or fall with it where lower_is_better is true."),
        N_(
            "A region that does better would get fewer points. Either two numbers were swapped, or a low figure is good here and the file must say so, because the sheet tells people which way is better."
        ),
    ),
    "bands-same-points": Wording(
        N_("This band is worth {found}, like the one before it."),
        N_("Join the two, or correct the points."),
        N_(
            "Two neighbouring bands of equal worth could be one. Mostly a band was copied and its points were not changed."
        ),
    ),
    "findings-cut": Wording(
        N_("There are more than {limit} findings; the others are not listed."),
        N_("Mend the first ones and check again."),
        N_(
            "So many findings mostly have one cause, for example a file with another layout. A longer list would bury it."
        ),
    ),
}
"""The words for every code of the catalogue in `kla_score.issues.issue`."""


KEYS: Final[Mapping[str, str]] = {
    "code": N_("Unique in the instrument, with at least one digit, for example 1.2zb."),
    "printed": N_("The number in the printed form; not unique, it restarts in every indicator."),
    "text": N_("What is asked."),
    "kind": N_("How the question is answered and turned into points."),
    "maximum": N_("Points of the best answer. A question worth 0 is shown, but never open or missing."),
    "evidence": N_("Items that are all needed, or sets of which one is enough (any_of). Empty: nothing is asked for."),
    "agencies": N_("Who owns the question. Often several; points are never split between them."),
    "provenance": N_("How well the source knows the question."),
    "sources": N_("The identifiers of the source documents that show this question."),
    "note": N_("What else must be known to answer it; shown below the text."),
    "outcome": N_("A figure of the population that paperwork does not raise."),
    "lower_is_better": N_("The figure asked for is good when it is low, or the answer when it is no."),
    "options": N_("Two or more, in the order of their points."),
    "bands": N_("Two or more, from the lowest percentage up. Without them the points are a share of the maximum."),
}
"""What each key of a question says, for the pages that explain the kinds."""

KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "points": (
        N_("A question that is answered with its points: any number from 0 to its maximum, both included."),
        N_(
            "The number is taken verbatim: the answer options behind it, and what each is worth, are not known for the KLA form. With lower_is_better the sheet says so; the points are not reversed."
        ),
    ),
    "choice": (
        N_("A question that is answered by choosing one of its options, by the text of the option."),
        N_(
            "The Indonesian and the English text are both understood; letter case and blanks do not matter. One option is worth 0, the best is worth the maximum, and they are listed in the order of their points, upwards or downwards."
        ),
    ),
    "percentage": (
        N_("A question that is answered with a percentage from 0 to 100, both included."),
        N_(
            "With bands each percentage is worth the points of the band it falls into; together the bands cover 0 to 100 without a gap and without an overlap. Without them the points are the share of the maximum that the percentage says, rounded (half up) to three decimals. With lower_is_better a low percentage earns the points: bands fall, and without bands the share that is missing to 100 counts."
        ),
        N_(
            "85 %, the number 85, and 0.85 shown as a percentage are the same. A bare number above 0 and up to 1 is refused: it may be a share or a percentage."
        ),
    ),
}
"""What each kind of question is, paragraph by paragraph."""

REASONS: Final[Mapping[str, str]] = {
    "ENOENT": N_("There is no such folder or file."),
    "ENOTDIR": N_("A part of its path is no folder."),
    "EACCES": N_("It may not be touched: the permission is missing."),
    "EPERM": N_("It may not be touched: the permission is missing."),
    "EROFS": N_("The disk can only be read."),
    "ENOSPC": N_("The disk is full."),
    "EDQUOT": N_("The disk is full."),
    "ENAMETOOLONG": N_("The name is too long."),
    "EINVAL": N_("The name has signs that are not allowed."),
    "EBUSY": N_("Another program is using it."),
}
"""What the system says in its own language, in ours; of what is rare, its name alone is shown."""
