"""The keys of an instrument file and their values."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "key-missing",
        Severity.ERROR,
        message=N_("The key `{key}` is missing."),
        hint=N_("Add the key, as in the packaged instrument."),
        rationale=N_(
            "The program cannot choose a safe value for this key. A maximum of 0 or a missing translation would appear only in the finished report."
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
        message=N_("Unknown key `{key}`. Did you mean {candidates}?"),
        hint=N_("Correct or remove the key."),
        rationale=N_(
            "A misspelt key has no effect. With `lower_is_beter`, a higher percentage would still count as better."
        ),
        failing="""\
outcome: true
▶lower_is_beter: true""",
        passing="""\
outcome: true
lower_is_better: true""",
    ),
    IssueType(
        "value-not-quoted",
        Severity.ERROR,
        message=N_("`{key}` must be text, but {found} is not in quotation marks."),
        hint=N_('Write `"{found}"`.'),
        rationale=N_(
            "Without quotation marks, YAML reads the code 1.10 as the number 1.1, the code of another question."
        ),
        failing="""\
id: "desa-contoh"
edition: ▶1""",
        passing="""\
id: "desa-contoh"
edition: "1\"""",
    ),
    IssueType(
        "value-quoted",
        Severity.ERROR,
        message=N_("`{key}` must not be in quotation marks."),
        hint=N_("Remove the quotation marks around {found}."),
        rationale=N_("In quotation marks, a number or `true` is text. The program does not calculate with text."),
        failing="""\
kind: "points"
maximum: ▶"7.5\"""",
        passing="""\
kind: "points"
maximum: 7.5""",
    ),
    IssueType(
        "value-not-text",
        Severity.ERROR,
        message=N_("`{key}` must be text."),
        hint=N_("Write text in quotation marks."),
        rationale=N_(
            "This text is a name or appears in workbooks and reports. A list or an empty value would leave a gap there."
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
        message=N_("`{key}` must be a number of points, but “{found}” is not a valid number."),
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
        message=N_("`{key}` must be a percentage, but “{found}” is not a valid percentage."),
        hint=N_("Write a number from 0 to 100 with at most three decimals, without quotation marks."),
        rationale=N_("The program compares this number with answers in percent."),
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
        message=N_("`{key}` must be a whole number from 1 to 100, but “{found}” is not valid."),
        hint=N_("Write a number such as 1 or 2."),
        rationale=N_("The program counts documents and indicators in whole numbers."),
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
        message=N_("`{key}` must be `true` or `false`, but “{found}” is neither."),
        hint=N_("Write `true` or `false`."),
        rationale=N_(
            'Many programs read any text as true, even `"no"`. The setting would then have the opposite effect.'
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
        message=N_("`{key}` must be a list."),
        hint=N_("Write each entry on a separate line below the key, after `- `."),
        rationale=N_("If a text is in place of a list, a program can read each letter as an entry."),
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
        message=N_("This entry must contain keys with values."),
        hint=N_("Write lines such as `key: value`, as in the packaged instrument."),
        rationale=N_(
            "Entries in a text or a list have no keys. Each value needs its key, such as the Indonesian text, the maximum or the code."
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
        message=N_("“{found}” is not allowed for `{key}`."),
        hint=N_("Use one of {allowed}."),
        rationale=N_("The program knows only the allowed words. Any other word would have no effect."),
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
        message=N_("“{found}” is not allowed for `{key}`."),
        hint=N_("Use only letters, digits, `.`, `-` and `_` in an ID or code."),
        rationale=N_(
            "The program compares IDs and codes character by character. Excel does not accept some characters in the names of worksheets."
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
        message=N_("`{key}` has more than {limit} characters."),
        hint=N_("Write a shorter text."),
        rationale=N_(
            "Excel accepts at most 32767 characters in a cell and at most 31 characters in the name of a worksheet. Excel would cut a longer text."
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
        message=N_("`{key}` is empty or has too few entries."),
        hint=N_("Add a value, or remove the key if it is not required."),
        rationale=N_("An empty text leaves a gap in the workbook. A list without entries adds up to 0 points."),
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
