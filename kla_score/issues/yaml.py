"""The YAML of an instrument file, its keys and their values."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "file-is-workbook",
        Severity.ERROR,
        message=N_("This is a workbook or another compressed file, not a text file."),
        hint=N_("Name a text file here, such as YAML for an instrument or CSV for a roster."),
        rationale=N_("Instruments and names of agencies are in text files, which people can read and compare."),
    ),
    IssueType(
        "yaml-not-utf8",
        Severity.ERROR,
        message=N_("The file is not plain UTF-8. Found: {found}."),
        hint=N_("Save it as UTF-8 without a byte order mark."),
        rationale=N_(
            "In other encodings, the same byte is another character on another computer. Some programs read a byte order mark as part of the first key."
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
        message=N_("This is not valid YAML. The error begins at “{found}”."),
        hint=N_("Check the indentation (blanks, no tabs), colons and quotation marks in this line and the one before."),
        rationale=N_("The program checks the rest of the file after you fix this error."),
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
        "yaml-conflict",
        Severity.ERROR,
        message=N_("This line is a conflict marker of git."),
        hint=N_("Keep one version, and remove the other one and all lines with conflict markers."),
        rationale=N_("Git marks places that two people changed. Only a person can decide which version is right."),
        failing="""\
▶<<<<<<< HEAD
id: "desa-contoh"
=======
id: "desa"
>>>>>>> baru
edition: "1\"""",
        passing="""\
id: "desa-contoh"
edition: "1\"""",
    ),
    IssueType(
        "yaml-several-documents",
        Severity.ERROR,
        message=N_("A second YAML document starts here."),
        hint=N_("Remove the line `---`."),
        rationale=N_(
            "Some programs read only the first document and others only the last, so half of the file would not count."
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
        message=N_("Lists and mappings are nested more than {limit} levels deep."),
        hint=N_("Follow the structure of the packaged instrument."),
        rationale=N_("An instrument has about a dozen levels. Thousands of open brackets can crash a YAML parser."),
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
        hint=N_("Follow the structure of the packaged instrument."),
        rationale=N_("The packaged instrument has about 13000 values. A file with many more is not an instrument."),
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
        message=N_("The file has more than {limit} findings. The others are not listed."),
        hint=N_("Fix the listed findings and check again."),
        rationale=N_("Many findings usually have one cause, for example a file with another structure."),
    ),
    IssueType(
        "yaml-tag",
        Severity.ERROR,
        message=N_("Tags such as {found} are not allowed."),
        hint=N_("Remove the tag and write plain text or a number."),
        rationale=N_(
            "A tag can make a program create other objects than text and numbers, or even run a command. An instrument does not need tags."
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
        hint=N_("Write out the value."),
        rationale=N_(
            "A few lines of nested aliases can expand to billions of values. A change in one place would also change other places."
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
        hint=N_("Write out the keys."),
        rationale=N_(
            "A common parser needed 13 seconds for a file of 708 bytes with nested merge keys. Programs without support for merge keys read the file differently."
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
        message=N_("The key “{found}” is repeated. It is already in line {line}."),
        hint=N_("Remove one of the two keys."),
        rationale=N_(
            "Most programs use the last value and drop the first. A maximum or a list of questions could be lost."
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
        message=N_("Some YAML programs do not read the key {found} as text."),
        hint=N_("Put the key in quotation marks."),
        rationale=N_(
            "Some programs read the key `no` as false and the key `1.10` as the number 1.1. Two different keys can become one."
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
        message=N_("Without quotation marks, YAML programs read {found} differently."),
        hint=N_("Write “{found}” in quotation marks, or write a plain number, true or false."),
        rationale=N_("Some programs read `no` as false, `010` as 8, `1:30` as 90 and `1_000` as a thousand."),
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
        hint=N_("Add the key, as in the packaged instrument."),
        rationale=N_(
            "The key has no safe default. A maximum of 0 or a missing translation would appear only in the finished report."
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
        message=N_("Unknown key “{key}”. Did you mean {candidates}?"),
        hint=N_("Correct or remove the key."),
        rationale=N_(
            "A misspelt key has no effect. With `lower_is_beter`, a higher percentage would still count as better."
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
        message=N_("“{key}” must be text, but {found} is not in quotation marks."),
        hint=N_('Write "{found}" in quotation marks.'),
        rationale=N_("Without quotation marks the code 1.10 is the number 1.1, the code of another question."),
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
        hint=N_("Write text in quotation marks."),
        rationale=N_(
            "People read this text, or the program uses it as a name. A list or an empty value would leave a gap in workbooks and reports."
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
        message=N_("“{key}” must be points, but “{found}” is not a valid number."),
        hint=N_("Write a number from 0 to 10000 with at most three decimals, without quotation marks."),
        rationale=N_(
            "The program adds points exactly. Quotation marks, a decimal comma or a fourth decimal would change the total."
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
        message=N_("“{key}” must be a percentage, but “{found}” is not a valid number."),
        hint=N_("Write a number from 0 to 100 with at most three decimals, without quotation marks."),
        rationale=N_("The program compares answers with this number, so it must be from 0 to 100."),
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
        message=N_("“{key}” must be a whole number from 1 to 100, but “{found}” is not."),
        hint=N_("Write a number such as 1 or 2."),
        rationale=N_("Documents and indicators are counted in whole numbers."),
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
        message=N_("“{key}” must be true or false, but “{found}” is neither."),
        hint=N_("Write true or false."),
        rationale=N_("Many programs read any text as true, even “no”. The setting would then mean the opposite."),
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
        hint=N_("Write each entry on a separate line below the key, after `- `."),
        rationale=N_("A program can read a text in place of a list as single letters or as one entry."),
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
        message=N_("Keys with values are required here."),
        hint=N_("Write lines such as `key: value`, as in the packaged instrument."),
        rationale=N_(
            "The parts of a text or a list have no names. Each value needs its key, such as the Indonesian text, the maximum or the code."
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
        message=N_("“{found}” is not allowed for “{key}”."),
        hint=N_("Use one of {allowed}."),
        rationale=N_("Each allowed word has its own meaning. Any other word would have no effect."),
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
        message=N_("“{found}” is not allowed for “{key}”."),
        hint=N_(
            "Use only letters, digits and . - _ in an id or code, and none of [ ] : * ? / \\ in the name of a worksheet."
        ),
        rationale=N_(
            "Ids and codes are compared character by character, and Excel refuses some characters in the names of worksheets."
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
        "value-too-long",
        Severity.ERROR,
        message=N_("“{key}” has more than {limit} characters."),
        hint=N_("Write a shorter text."),
        rationale=N_(
            "Excel accepts at most 32767 characters in a cell, and 31 in the name of a worksheet. A longer text would be cut."
        ),
        failing="""\
short:
  id: "Pengasuhan dan Kesehatan"
  en: ▶"Alternative Care, Health and Welfare\"""",
        passing="""\
short:
  id: "Pengasuhan dan Kesehatan"
  en: "Care and Health\"""",
    ),
    IssueType(
        "value-empty",
        Severity.ERROR,
        message=N_("“{key}” is empty or has too few entries."),
        hint=N_("Fill it in, or remove it if it is not required."),
        rationale=N_("An empty text leaves a gap in the workbook, and a list without entries adds up to 0 points."),
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
