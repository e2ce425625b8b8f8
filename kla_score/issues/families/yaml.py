"""The YAML of an instrument file."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "file-is-workbook",
        Severity.ERROR,
        message=N_("This is a workbook or another compressed file, not a text file."),
        hint=N_("Name a text file here, such as YAML for an instrument or CSV for a roster."),
        rationale=N_("Instruments and agency names are text files, so that people can read and compare them."),
    ),
    IssueType(
        "yaml-not-utf8",
        Severity.ERROR,
        message=N_("The file is not plain UTF-8. It contains {found}."),
        hint=N_("Save the file as UTF-8 without a byte order mark."),
        rationale=N_(
            "In other encodings, computers can read the same byte as different characters. Some programs read a byte order mark as part of the first key."
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
        hint=N_(
            "Check the indentation (blanks, no tabs), colons and quotation marks on this line and the previous line."
        ),
        rationale=N_(
            "The program cannot read the file beyond this error. It checks the rest of the file after you fix the error."
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
        "yaml-unclosed",
        Severity.ERROR,
        message=N_("“{found}” begins here, but is not closed."),
        hint=N_("Add the closing quotation mark or bracket, and a comma between two entries in brackets."),
        rationale=N_(
            "All text up to the next quotation mark or bracket becomes part of this value. Other programs then report the error on a later line."
        ),
        failing="""\
name:
  id: ▶"Sekolah dan Lembaga Pendidikan Anak Usia Dini
  en: "Schools and Early Childhood Centres"
short: "Sekolah/PAUD\"""",
        passing="""\
name:
  id: "Sekolah dan Lembaga Pendidikan Anak Usia Dini"
  en: "Schools and Early Childhood Centres"
short: "Sekolah/PAUD\"""",
    ),
    IssueType(
        "instrument-empty",
        Severity.ERROR,
        message=N_("The file is empty or has only comments."),
        hint=N_("Name another file, such as a copy of the packaged instrument."),
        rationale=N_("A file without entries usually comes from a failed download, copy or command."),
    ),
    IssueType(
        "not-an-instrument",
        Severity.ERROR,
        message=N_("This YAML file is not an instrument. It has none of the keys {keys}."),
        hint=N_("Name an instrument file, such as a copy of the packaged instrument."),
        rationale=N_(
            "The program would report every key of the file as unknown. It would report every instrument key as missing."
        ),
    ),
    IssueType(
        "text-invisible-character",
        Severity.WARNING,
        message=N_("This text contains the invisible character {found}."),
        hint=N_("Delete the character and type the text again."),
        rationale=N_(
            "Such characters come from web pages and PDF files. Two texts can then look the same but be different. Some characters also reverse the direction of the text."
        ),
        failing="""\
name:
  id: "Sekolah dan▶\u200b Lembaga Pendidikan Anak Usia Dini"
  en: "Schools and Early Childhood Centres\"""",
        passing="""\
name:
  id: "Sekolah dan Lembaga Pendidikan Anak Usia Dini"
  en: "Schools and Early Childhood Centres\"""",
    ),
    IssueType(
        "text-typographic-quotes",
        Severity.WARNING,
        message=N_("The curly quotation marks around {found} are part of the text."),
        hint=N_('Write straight quotation marks (`"`) around the text.'),
        rationale=N_(
            "YAML recognises only straight quotation marks. Word processors replace straight quotation marks with curly quotation marks."
        ),
        failing="""\
name:
  id: ▶“Sekolah dan Lembaga Pendidikan Anak Usia Dini”
  en: "Schools and Early Childhood Centres\"""",
        passing="""\
name:
  id: "Sekolah dan Lembaga Pendidikan Anak Usia Dini"
  en: "Schools and Early Childhood Centres\"""",
    ),
    IssueType(
        "yaml-conflict",
        Severity.ERROR,
        message=N_("This line is a Git conflict marker."),
        hint=N_("Keep one version, and remove the other version and all conflict markers."),
        rationale=N_(
            "Git marks each place that two people changed in different ways. Only a person can decide which version is right."
        ),
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
            "Some programs read only the first document, and others read only the last document. Part of the file would not count."
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
        hint=N_("Name another file, or follow the structure of the packaged instrument."),
        rationale=N_(
            "The packaged instrument has about 13000 values. A file with many more values is not an instrument."
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
        message=N_("The file has more than {limit} issues. The program does not list the other issues."),
        hint=N_("Fix the listed issues and check again."),
        rationale=N_("Usually one cause produces many issues, for example a file with another structure."),
    ),
    IssueType(
        "yaml-tag",
        Severity.ERROR,
        message=N_("Tags such as {found} are not allowed."),
        hint=N_("Remove the tag, and write plain text or a number."),
        rationale=N_(
            "A tag can make a program create objects that are not text or numbers, or run a command. An instrument does not need tags."
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
        hint=N_("Write the full value in each place."),
        rationale=N_(
            "A few lines of nested aliases can expand to billions of values. A change to an anchor would also change every alias of it."
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
        hint=N_("Write all keys in each place."),
        rationale=N_(
            "Nested merge keys can make even a small file very slow to read. Programs without support for merge keys read the file differently."
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
        message=N_("The key “{found}” is repeated. It is already on line {line}."),
        hint=N_("Remove one of the two keys."),
        rationale=N_(
            "Most programs use the last value and drop the first value. They could lose a maximum or a list of questions."
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
        message=N_("Some YAML programs read the key {found} as a number or another value."),
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
        hint=N_('Write `"{found}"`, a plain number, `true` or `false`.'),
        rationale=N_("Some programs read `no` as false, `010` as 8, `1:30` as 90 and `1_000` as 1000."),
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
)
