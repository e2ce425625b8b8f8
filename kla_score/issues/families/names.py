"""The names and texts in an instrument: each is unique, defined and used."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Plural, Severity

ISSUES: Final = (
    IssueType(
        "identifier-repeated",
        Severity.ERROR,
        message=N_("`{key}` of {name} (line {line}) already uses “{found}”."),
        hint=N_("Use each name only once."),
        rationale=N_(
            "The program finds rows, columns and worksheets by their names. If a name is repeated, the program could count an answer in the wrong place or twice."
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
        rationale=N_("If two worksheets or columns had the same name, the place of an answer would be unclear."),
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
            "“{found}” is not defined in this file, but the file uses it {count} times. Did you mean {candidates}?",
        ),
        hint=N_("Correct the name, or define it in this file."),
        rationale=N_(
            "The question would have no responsible agency, or it would require evidence that no document can provide."
        ),
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
            "An unused evidence type creates an empty column. An agency without questions gets an empty to-do list. Often a question contains the wrong evidence type or agency."
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
        hint=N_("Add the key `agencies` to the question, or remove all agencies from the file."),
        rationale=N_("The program writes a to-do list for each agency. This question would not be on any to-do list."),
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
        message=N_("“{found}” already appears at {other}."),
        hint=N_("Change one of the texts so that they differ."),
        rationale=N_(
            "Readers cannot distinguish two equal texts in a report. Evidence that is listed twice needs two files, even if one document is enough."
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
