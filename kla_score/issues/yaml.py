"""The YAML of an instrument file, its keys and their values."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "file-is-workbook",
        Severity.ERROR,
        message=N_("This is a workbook or another packed file, not a text."),
        hint=N_("Name the YAML file here; a workbook is named as a sheet."),
        rationale=N_(
            "An instrument, and a list of a region's own names, is written as text that people can read and compare."
        ),
    ),
    IssueType(
        "yaml-not-utf8",
        Severity.ERROR,
        message=N_("The file is not plain UTF-8: {found}."),
        hint=N_("Save it as UTF-8 without a byte order mark."),
        rationale=N_(
            "The same byte is another character on another computer, and some readers take a byte order mark for part of the first key. Names of agencies and documents would change from reader to reader."
        ),
        failing="""\
what:
  id: "foto ruang baca dan jam bukanya"
  en: "photos of the reading caf▶\udce9 and its opening hours\"""",
        passing="""\
what:
  id: "foto ruang baca dan jam bukanya"
  en: "photos of the reading room and its opening hours\"""",
    ),
    IssueType(
        "yaml-syntax",
        Severity.ERROR,
        message=N_("This is not valid YAML. It cannot be read on from here: “{found}”."),
        hint=N_("Check indentation (blanks, no tabs), colons and quotation marks in this line and the one before."),
        rationale=N_(
            "From here on it cannot be told what belongs to what. Reading on could leave out questions and change the sums, so the rest of the file is not checked until this is mended."
        ),
        failing="""\
name:
  id: "Sekolah dan "▶PAUD""
  en: "Schools and Early Childhood Centres"
short: "Sekolah/PAUD\"""",
        passing="""\
name:
  id: "Sekolah dan Lembaga Pendidikan Anak Usia Dini"
  en: "Schools and Early Childhood Centres"
short: "Sekolah/PAUD\"""",
    ),
    IssueType(
        "yaml-several-documents",
        Severity.ERROR,
        message=N_("A second YAML document starts here."),
        hint=N_("Remove the line ---; an instrument is one document."),
        rationale=N_(
            "Some readers take the first document and others the last, without a word. Half of the file would silently not count."
        ),
        failing="""\
---
▶---
id: "desa-contoh"
edition: "1\"""",
        passing="""\
id: "desa-contoh"
edition: "1\"""",
    ),
    IssueType(
        "yaml-too-deep",
        Severity.ERROR,
        message=N_("Lists and mappings are nested more than {limit} deep."),
        hint=N_("Follow the layout of the packaged instrument."),
        rationale=N_(
            "An instrument is about a dozen levels deep. Thousands of open brackets have been seen to crash YAML readers, so reading stops long before that."
        ),
        failing=f"""\
short: "Forum Anak"
aliases: {"[" * 47}▶["FAD"{"]" * 48}""",
        passing="""\
short: "Forum Anak"
aliases:
  - "FAD\"""",
    ),
    IssueType(
        "yaml-too-many-values",
        Severity.ERROR,
        message=N_("The file has more than {limit} values."),
        hint=N_("Follow the layout of the packaged instrument."),
        rationale=N_(
            "The packaged instrument has about 13,000 values. A file with many times as many is no instrument, or was made to keep the program busy."
        ),
        failing=f"""\
id: [{"0, " * 49_998}▶0, 0, 0]
edition: "1\"""",
        passing="""\
id: "desa-contoh"
edition: "1\"""",
    ),
    IssueType(
        "findings-cut",
        Severity.ERROR,
        message=N_("There are more than {limit} findings; the others are not listed."),
        hint=N_("Mend the first ones and check again."),
        rationale=N_(
            "So many findings mostly have one cause, for example a file with another layout. A longer list would bury it."
        ),
    ),
    IssueType(
        "yaml-tag",
        Severity.ERROR,
        message=N_("Tags such as {found} are not allowed."),
        hint=N_("Remove the tag; write plain text or numbers."),
        rationale=N_(
            "A tag tells the reader to build something other than plain text or a number, in some programs even to run a command. An instrument needs none."
        ),
        failing="""\
band_policy: "lower-limit"
maximum: ▶!!int 100""",
        passing="""\
band_policy: "lower-limit"
maximum: 100""",
    ),
    IssueType(
        "yaml-alias",
        Severity.ERROR,
        message=N_("Anchors and aliases ({found}) are not allowed."),
        hint=N_("Write the value out."),
        rationale=N_(
            "A few lines of aliases that refer to aliases can stand for billions of values. They also hide what a question really asks for: a change in one place would change others unseen."
        ),
        failing="""\
short: "Pemdes"
aliases: ▶&names
  - "Kantor Desa"
  - "Perangkat Desa\"""",
        passing="""\
short: "Pemdes"
aliases:
  - "Kantor Desa"
  - "Perangkat Desa\"""",
    ),
    IssueType(
        "yaml-merge-key",
        Severity.ERROR,
        message=N_("Merge keys ({found}) are not allowed."),
        hint=N_("Write the keys out."),
        rationale=N_(
            "A file of 708 bytes with nested merge keys kept a common reader busy for 13 seconds, twice as long with each further level. Not every reader knows them either, so the same file would mean different things."
        ),
        failing="""\
description:
  id: "foto kegiatan, tempat, atau barang yang ditanyakan"
  en: "photos of the activity, place or thing in the question"
▶<<: {accepts_number: true}""",
        passing="""\
description:
  id: "foto kegiatan, tempat, atau barang yang ditanyakan"
  en: "photos of the activity, place or thing in the question\"""",
    ),
    IssueType(
        "yaml-key-repeated",
        Severity.ERROR,
        message=N_("The key “{found}” stands here again; it is already in line {line}."),
        hint=N_("Remove one of the two."),
        rationale=N_(
            "Most readers keep the last of the two and drop the first without a word. A maximum or a list of questions could vanish that way."
        ),
        failing="""\
  en: "Protection from Violence"
maximum: 16
▶maximum: 18""",
        passing="""\
  en: "Protection from Violence"
maximum: 16""",
    ),
    IssueType(
        "yaml-key-not-text",
        Severity.ERROR,
        message=N_("The key {found} is not text for every reader of YAML."),
        hint=N_("Write the key in quotation marks."),
        rationale=N_(
            "To some readers the key no is the truth value false, and 1.10 is the number 1.1. Two different keys can become one, and one of the two values is lost."
        ),
        failing="""\
short: "Posyandu"
▶no: 2
aliases:""",
        passing="""\
short: "Posyandu"
aliases:""",
    ),
    IssueType(
        "yaml-ambiguous-scalar",
        Severity.ERROR,
        message=N_("{found} without quotation marks is not the same for every reader of YAML."),
        hint=N_("Write “{found}” in quotation marks if it is text, or as a plain number or true/false."),
        rationale=N_(
            "Bare words are read differently: no as false, 010 as 8, 1:30 as 90, 1_000 as a thousand. The file would say one thing here and another in an editor or a script."
        ),
        failing="""\
- text:
    id: "Belum ada layanan"
    en: ▶no
  points: 0""",
        passing="""\
- text:
    id: "Belum ada layanan"
    en: "No service yet"
  points: 0""",
    ),
    IssueType(
        "key-missing",
        Severity.ERROR,
        message=N_("The key “{key}” is missing."),
        hint=N_("Add it; the packaged instrument shows an example."),
        rationale=N_(
            "There is no safe value to put in its place: a maximum taken as 0, or an absent translation, would only be noticed in the finished report."
        ),
        failing="""\
▶text:
  id: "Bagaimana keadaan tempat bermain anak di desa ini?\"""",
        passing="""\
text:
  id: "Bagaimana keadaan tempat bermain anak di desa ini?"
  en: "What is the state of the children's playground in this village?\"""",
    ),
    IssueType(
        "key-unknown",
        Severity.ERROR,
        message=N_("The key “{key}” is not known here. Nearest: {candidates}."),
        hint=N_("Correct or remove it."),
        rationale=N_(
            "A misspelt key would be passed over: with lower_is_beter the question would count as usual, and nobody would see why. So nothing is passed over."
        ),
        failing="""\
outcome: true
lower_is_beter: ▶true""",
        passing="""\
outcome: true
lower_is_better: true""",
    ),
    IssueType(
        "value-not-quoted",
        Severity.ERROR,
        message=N_("“{key}” must be text, and {found} without quotation marks is not."),
        hint=N_('Write "{found}" in quotation marks.'),
        rationale=N_(
            "Without quotation marks the code 1.10 is the number 1.1, the same as that of another question. Once read, the zero cannot be brought back."
        ),
        failing="""\
id: "desa-contoh"
edition: ▶1""",
        passing="""\
id: "desa-contoh"
edition: "1\"""",
    ),
    IssueType(
        "value-not-text",
        Severity.ERROR,
        message=N_("“{key}” must be text."),
        hint=N_("Write a text in quotation marks."),
        rationale=N_(
            "This is shown to people or used as a name. A list or an empty value there would leave a gap in sheets and reports."
        ),
        failing="""\
  en: "Village Midwife and Integrated Health Post"
▶short: ["Posyandu", "Polindes"]""",
        passing="""\
  en: "Village Midwife and Integrated Health Post"
short: "Posyandu\"""",
    ),
    IssueType(
        "value-not-points",
        Severity.ERROR,
        message=N_("“{key}” must be points; “{found}” is not."),
        hint=N_("Write a number from 0 to 10000 with at most three decimals, without quotation marks."),
        rationale=N_(
            "Points are added exactly as they stand. Text in quotation marks, a decimal comma or more than three decimals would be left out of a sum or make it differ from the printed one."
        ),
        failing="""\
kind: "points"
maximum: ▶7,5""",
        passing="""\
kind: "points"
maximum: 7.5""",
    ),
    IssueType(
        "value-not-percentage",
        Severity.ERROR,
        message=N_("“{key}” must be a percentage; “{found}” is not."),
        hint=N_("Write a number from 0 to 100 with at most three decimals, without quotation marks."),
        rationale=N_(
            "Answers are compared with these numbers, from 0 to 100. An edge written as 95 percent is a text that no answer can be compared with, and one of 950 would never be reached."
        ),
        failing="""\
- at_least: 80
  below: ▶95%
  points: 1.5""",
        passing="""\
- at_least: 80
  below: 95
  points: 1.5""",
    ),
    IssueType(
        "value-not-whole-number",
        Severity.ERROR,
        message=N_("“{key}” must be a whole number from 1 to 100; “{found}” is not."),
        hint=N_("Write a number such as 1 or 2."),
        rationale=N_(
            "Documents and indicators are counted in whole numbers. Half a document can be neither shown nor found missing."
        ),
        failing="""\
- kind: "photo"
  what:
    id: "foto pertemuan forum anak"
    en: "photos of the forum's meetings"
  count: ▶1.5""",
        passing="""\
- kind: "photo"
  what:
    id: "foto pertemuan forum anak"
    en: "photos of the forum's meetings\"""",
    ),
    IssueType(
        "value-not-true-or-false",
        Severity.ERROR,
        message=N_("“{key}” must be true or false; “{found}” is neither."),
        hint=N_("Write true or false."),
        rationale=N_(
            "In many programs every text that is not empty counts as true, even “no”. The setting would then be the opposite of what was meant."
        ),
        failing="""\
  en: "the figure behind the answer, entered in the cell"
accepts_number: ▶"ya\"""",
        passing="""\
  en: "the figure behind the answer, entered in the cell"
accepts_number: true""",
    ),
    IssueType(
        "value-not-a-list",
        Severity.ERROR,
        message=N_("“{key}” must be a list."),
        hint=N_("Write its entries below it, each on a line of its own behind “- ”."),
        rationale=N_(
            "A single text in place of a list can be read as its letters, or as one entry where two run together. Neither is what was meant."
        ),
        failing="""\
short: "Forum Anak"
aliases: ▶"FAD\"""",
        passing="""\
short: "Forum Anak"
aliases:
  - "FAD\"""",
    ),
    IssueType(
        "value-not-a-mapping",
        Severity.ERROR,
        message=N_("Keys with values are expected here."),
        hint=N_("Write “key: value” lines, as in the packaged instrument."),
        rationale=N_(
            "A text or a list here has no names for its parts. Which of them is the Indonesian text, the maximum or the code would be a guess."
        ),
        failing="""\
note: ▶"Setiap kelas bernilai satu poin. Maksimal dihitung lima kelas.\"""",
        passing="""\
note:
  id: "Setiap kelas bernilai satu poin. Maksimal dihitung lima kelas."
  en: "Each class is worth one point. At most five classes count.\"""",
    ),
    IssueType(
        "value-not-one-of",
        Severity.ERROR,
        message=N_("“{key}” cannot be “{found}”."),
        hint=N_("Use one of {allowed}."),
        rationale=N_(
            "Each of the allowed words means something of its own. Any other would be passed over, and nobody would notice that the setting has no effect."
        ),
        failing="""\
kind: ▶"percent"
maximum: 10
bands:""",
        passing="""\
kind: "percentage"
maximum: 10
bands:""",
    ),
    IssueType(
        "value-malformed",
        Severity.ERROR,
        message=N_("“{key}” cannot be “{found}”."),
        hint=N_(
            "Ids and codes: letters, digits, . - _ and in a code a digit. Titles of sheets: up to 31 characters, none of [ ] : * ? / \\."
        ),
        rationale=N_(
            "Ids and codes are compared character by character, and Excel refuses some signs in the names of sheets. A blank or a slash would show only when the workbook does not open."
        ),
        failing="""\
- id: ▶"pemerintah desa"
  name:
    id: "Pemerintah Desa\"""",
        passing="""\
- id: "pemerintah-desa"
  name:
    id: "Pemerintah Desa\"""",
    ),
    IssueType(
        "value-empty",
        Severity.ERROR,
        message=N_("“{key}” is empty or has too few entries."),
        hint=N_("Fill it in, or remove it if it is not required."),
        rationale=N_(
            "An empty text is a gap in the sheet that people fill in, and a list without entries adds up to 0 points. Both are usually something that was to be written later."
        ),
        failing="""\
text:
  id: "Seberapa sering Forum Anak Desa berkumpul?"
  en: ▶\"\"""",
        passing="""\
text:
  id: "Seberapa sering Forum Anak Desa berkumpul?"
  en: "How often does the village children's forum meet?\"""",
    ),
)
