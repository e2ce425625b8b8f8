"""The names and texts in an instrument: each is unique, defined and used."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Plural, Severity

ISSUES: Final = (
    IssueType(
        "identifier-repeated",
        Severity.ERROR,
        message=N_("“{found}” is already used in `{key}` of {name} (line {line})."),
        hint=N_("Use each name only once."),
        rationale=N_(
            "The program finds rows, columns and worksheets by their names. With a repeated name, an answer could count in the wrong place or twice."
        ),
        failing="""\
- code: ▶"A2.1"
  printed: "2\"""",
        passing="""\
- code: "A2.2"
  printed: "2\"""",
    ),
    IssueType(
        "identifier-reserved",
        Severity.ERROR,
        message=N_("“{found}” is reserved for another worksheet or column."),
        hint=N_("Use another name."),
        rationale=N_("Two worksheets or columns with one name would make it unclear where an answer belongs."),
        failing="""\
short:
  id: "Pengasuhan dan Kesehatan"
  en: ▶"Summary\"""",
        passing="""\
short:
  id: "Pengasuhan dan Kesehatan"
  en: "Care and Health\"""",
    ),
    IssueType(
        "identifier-undefined",
        Severity.ERROR,
        message=Plural(
            "“{found}” is not defined in this file. Did you mean {candidates}?",
            "“{found}” is not defined in this file, but it is used {count} times. Did you mean {candidates}?",
        ),
        hint=N_("Correct the name, or define it in this file."),
        rationale=N_("The question would have a requirement that no document can meet, or no responsible agency."),
        failing="""\
agencies:
  - ▶"forum-anak\"""",
        passing="""\
agencies:
  - "forum-anak-desa\"""",
    ),
    IssueType(
        "definition-unused",
        Severity.WARNING,
        message=N_("“{found}” is defined here, but no question uses it."),
        hint=N_("Remove the definition, or use it in the questions that need it."),
        rationale=N_(
            "An unused evidence type is an empty column, and an agency without questions gets an empty list. Often a question names the wrong type or agency."
        ),
        failing="""\
- id: "forum-anak-desa"
  name:
    id: "Forum Anak Desa"
    en: "Village Children's Forum"
  short: "Forum Anak"
  aliases:
    - "FAD"
- id: ▶"puskesmas"
  name:
    id: "Pusat Kesehatan Masyarakat"
    en: "Community Health Centre"
  short: "Puskesmas\"""",
        passing="""\
- id: "forum-anak-desa"
  name:
    id: "Forum Anak Desa"
    en: "Village Children's Forum"
  short: "Forum Anak"
  aliases:
    - "FAD\"""",
    ),
    IssueType(
        "question-without-agency",
        Severity.WARNING,
        message=N_("Question {found} has no responsible agency."),
        hint=N_("Name the agencies of the question, or remove all agencies from the file."),
        rationale=N_("The program writes a to-do list for each agency. This question would not be on any list."),
        failing="""\
- code: ▶"C1.3"
  printed: "3"
  text:
    id: "Apakah ada ruang baca yang dapat dipakai semua anak, dan berapa hari seminggu ruang itu buka?"
    en: "Is there a reading room that every child can use, and on how many days a week is it open?"
  kind: "points"
  maximum: 4
  evidence:
    - kind: "photo"
      what:
        id: "foto ruang baca dan jam bukanya"
        en: "photos of the reading room and its opening hours"
  provenance: "printed\"""",
        passing="""\
- code: "C1.3"
  printed: "3"
  text:
    id: "Apakah ada ruang baca yang dapat dipakai semua anak, dan berapa hari seminggu ruang itu buka?"
    en: "Is there a reading room that every child can use, and on how many days a week is it open?"
  kind: "points"
  maximum: 4
  evidence:
    - kind: "photo"
      what:
        id: "foto ruang baca dan jam bukanya"
        en: "photos of the reading room and its opening hours"
  agencies:
    - "sekolah"
    - "pemerintah-desa"
  provenance: "printed\"""",
    ),
    IssueType(
        "text-repeated",
        Severity.WARNING,
        message=N_("“{found}” is already used at {other}."),
        hint=N_("Correct the copy, or make the difference between the two texts clear."),
        rationale=N_(
            "Two equal texts cannot be distinguished in a report. Two equal evidence items each need a file, so one document would not be enough."
        ),
        failing="""\
- kind: "document"
  what:
    id: "berita acara musyawarah desa yang memuat usulan anak"
    en: "minutes of the village meeting with the children's proposals"
- kind: "document"
  what:
    id: ▶"berita acara musyawarah desa yang memuat usulan anak"
    en: "minutes of the village meeting with the children's proposals\"""",
        passing="""\
- kind: "document"
  what:
    id: "berita acara musyawarah desa yang memuat usulan anak"
    en: "minutes of the village meeting with the children's proposals"
- kind: "document"
  what:
    id: "rencana kerja desa yang menampung usulan itu"
    en: "work plan of the village that includes those proposals\"""",
    ),
)
