"""The rules between the parts of an instrument."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "flags-exclude-each-other",
        Severity.ERROR,
        message=N_("{found} and {other} cannot be used together."),
        hint=N_("Remove one of the two options."),
        rationale=N_("Together, the two options have no clear meaning."),
    ),
    IssueType(
        "identifier-repeated",
        Severity.ERROR,
        message=N_("“{found}” is used twice."),
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
        "identifier-undefined",
        Severity.ERROR,
        message=N_("“{found}” is not defined in this file. Did you mean {candidates}?"),
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
        "sum-differs",
        Severity.ERROR,
        message=N_("The maximum of {name} is {maximum}, but its parts add up to {derived}."),
        hint=N_("Correct the maximum, or the maximum points of its parts."),
        rationale=N_(
            "The program adds up the questions and only compares the printed totals. If they differ, one of the numbers is wrong."
        ),
        failing="""\
band_policy: "lower-limit"
maximum: ▶110""",
        passing="""\
band_policy: "lower-limit"
maximum: 100""",
    ),
    IssueType(
        "surplus-undeclared",
        Severity.ERROR,
        message=N_("The questions of indicator {name} add up to {derived}, which is above its maximum of {maximum}."),
        hint=N_("Correct the maximum points, or add the key `cap` with `questions_total` and `reason`."),
        rationale=N_(
            "A region could earn more in this indicator than its maximum. Either the questions or the maximum are wrong."
        ),
        failing="""\
maximum: ▶16
questions:
  - code: "C1.1\"""",
        passing="""\
maximum: 16
cap:
  points: 16
  questions_total: 18
  reason:
    id: "Nilai maksimal pertanyaan berjumlah 18, tetapi C1.2 dan C1.3 sama-sama menilai tempat berkegiatan, \
sehingga indikator ini dihitung paling banyak 16."
    en: "The maxima of the questions add up to 18, but C1.2 and C1.3 both rate places for activities, \
so the indicator counts 16 at most."
questions:
  - code: "C1.1\"""",
    ),
    IssueType(
        "cap-wrong",
        Severity.ERROR,
        message=N_(
            "The cap of indicator {name} does not match its questions, which add up to {derived}, or its maximum of {maximum}."
        ),
        hint=N_("Set `points` to the maximum and `questions_total` to the sum of the questions, or remove the cap."),
        rationale=N_(
            "A cap removes points that questions have earned. An outdated cap would remove too many points, or none."
        ),
        failing="""\
maximum: 16
cap:
  points: 16
  questions_total: ▶16""",
        passing="""\
maximum: 16
cap:
  points: 16
  questions_total: 18""",
    ),
    IssueType(
        "predicates-disordered",
        Severity.ERROR,
        message=N_("The threshold {found} does not match its printed range or the predicate before it."),
        hint=N_("List the predicates from the lowest to the highest, without overlaps."),
        rationale=N_(
            "Every total belongs to one predicate. With thresholds out of order, a region could lose its predicate by earning more points."
        ),
        failing="""\
lower_limit: ▶69
printed_from: 69
printed_to: 84""",
        passing="""\
lower_limit: 70
printed_from: 70
printed_to: 84""",
    ),
    IssueType(
        "gate-impossible",
        Severity.ERROR,
        message=N_("The additional requirement needs {found} indicators, but the instrument has only {indicators}."),
        hint=N_("Correct the number of indicators."),
        rationale=N_("No region could meet this requirement, whatever its points."),
        failing="""\
gate:
  indicators: ▶40
  share: 70""",
        passing="""\
gate:
  indicators: 4
  share: 70""",
    ),
    IssueType(
        "option-repeated",
        Severity.ERROR,
        message=N_("The option “{found}” appears twice."),
        hint=N_("Use a different text for each option, in both languages."),
        rationale=N_(
            "Answers are matched by the text of the option. With the same text twice, the points of the answer are unclear."
        ),
        failing="""\
- text:
    id: "Terjadwal dengan petugas terlatih"
    en: "Scheduled and with trained staff"
  points: 10
- text:
    id: ▶"Terjadwal dengan petugas terlatih"
    en: "Scheduled but without trained staff"
  points: 6""",
        passing="""\
- text:
    id: "Terjadwal dengan petugas terlatih"
    en: "Scheduled and with trained staff"
  points: 10
- text:
    id: "Terjadwal tanpa petugas terlatih"
    en: "Scheduled but without trained staff"
  points: 6""",
    ),
    IssueType(
        "ladder-misses-maximum",
        Severity.ERROR,
        message=N_("The best answer is worth {derived}, but the maximum is {maximum}."),
        hint=N_("Correct the maximum, or the points of the best answer."),
        rationale=N_(
            "If the best answer is worth less than the maximum, no region can reach the maximum. If it is worth more, a region can exceed it."
        ),
        failing="""\
maximum: ▶6.5
options:
  - text:
      id: "Setiap bulan"
      en: "Every month"
    points: 6""",
        passing="""\
maximum: 6.5
options:
  - text:
      id: "Setiap bulan"
      en: "Every month"
    points: 6.5""",
    ),
    IssueType(
        "band-edges-unclear",
        Severity.ERROR,
        message=N_("This band does not have exactly one lower and one upper limit."),
        hint=N_("Write `at_least` (included) or `above` (excluded), and `up_to` (included) or `below` (excluded)."),
        rationale=N_(
            "“10–20” and “20–30” both contain 20. The points for exactly 20% are clear only if each limit is included or excluded."
        ),
        failing="""\
- ▶at_least: 50
  points: 3
- at_least: 75
  below: 95""",
        passing="""\
- at_least: 50
  below: 75
  points: 3
- at_least: 75
  below: 95""",
    ),
    IssueType(
        "band-empty",
        Severity.ERROR,
        message=N_("This band is empty, because it ends at {found}."),
        hint=N_("Correct its lower or its upper limit."),
        rationale=N_("The points of this band cannot be earned. Usually the two limits are swapped."),
        failing="""\
- at_least: 75
  below: ▶50
  points: 3""",
        passing="""\
- at_least: 50
  below: 75
  points: 3""",
    ),
    IssueType(
        "bands-disordered",
        Severity.ERROR,
        message=N_("This band begins at {found}, below the band before it."),
        hint=N_("List the bands from the lowest percentage to the highest."),
        rationale=N_(
            "The program looks for gaps and overlaps between neighbouring bands. In another order, it could overlook them."
        ),
        failing="""\
- at_least: 75
  below: 95
  points: 3
- at_least: ▶50
  below: 75
  points: 6""",
        passing="""\
- at_least: 50
  below: 75
  points: 3
- at_least: 75
  below: 95
  points: 6""",
    ),
    IssueType(
        "bands-gap",
        Severity.ERROR,
        message=N_("Percentages from {lower} to {upper} do not belong to any band."),
        hint=N_("Start each band where the band before it ends, from 0 to 100."),
        rationale=N_(
            "Printed forms have “11–20 percent” and then “30 percent or more”, or “80–89” and then “90–100”. The points for 25% or 89.5% are then unclear."
        ),
        failing="""\
- at_least: 50
  up_to: 74
  points: 3
- at_least: ▶75
  below: 95
  points: 6""",
        passing="""\
- at_least: 50
  below: 75
  points: 3
- at_least: 75
  below: 95
  points: 6""",
    ),
    IssueType(
        "bands-overlap",
        Severity.ERROR,
        message=N_("{found} belongs to two bands."),
        hint=N_("End one band below this limit, or start the other band above it."),
        rationale=N_("One percentage would have two different numbers of points."),
        failing="""\
- at_least: 50
  up_to: 75
  points: 3
- at_least: ▶75
  below: 95
  points: 6""",
        passing="""\
- at_least: 50
  below: 75
  points: 3
- at_least: 75
  below: 95
  points: 6""",
    ),
    IssueType(
        "bands-reversed",
        Severity.ERROR,
        message=N_("The points of the bands run in the wrong direction at {found}."),
        hint=N_("List the points in rising order, or set `lower_is_better` to true if a low percentage is better."),
        rationale=N_(
            "A better result would earn fewer points. Two numbers are swapped, or the file must declare that a low percentage is better."
        ),
        failing="""\
- at_least: 50
  below: 75
  points: 6
- at_least: 75
  below: 95
  points: ▶3""",
        passing="""\
- at_least: 50
  below: 75
  points: 3
- at_least: 75
  below: 95
  points: 6""",
    ),
    IssueType(
        "definition-unused",
        Severity.WARNING,
        message=N_("“{found}” is defined here, but no question uses it."),
        hint=N_("Remove it, or name it in the questions that need it."),
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
        hint=N_("Name its agencies, or remove all agencies from the file."),
        rationale=N_("To-do lists are made by agency. This question would not be on any list."),
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
    IssueType(
        "predicates-gap",
        Severity.WARNING,
        message=N_("Whole totals above {lower} and up to {upper} are not in any printed range."),
        hint=N_(
            "Begin each range one point above the end of the previous range, and end the last range at the maximum."
        ),
        rationale=N_(
            "Gaps between whole numbers, such as 600.5, are usual in the printed form. A missing whole number is probably a typing error in a threshold."
        ),
        failing="""\
lower_limit: 75
printed_from: ▶75
printed_to: 84""",
        passing="""\
lower_limit: 70
printed_from: 70
printed_to: 84""",
    ),
    IssueType(
        "gate-unconfirmed",
        Severity.WARNING,
        message=N_("This additional requirement applies although its status is unconfirmed."),
        hint=N_("Set `applies` to false, or `status` to confirmed if a source confirms the requirement."),
        rationale=N_(
            "The known requirements were reported in 2018 by one local source, for an older form. If they no longer apply, a region would lose a predicate by mistake."
        ),
        failing="""\
share: 70
status: "unconfirmed"
applies: ▶true""",
        passing="""\
share: 70
status: "unconfirmed"
applies: false""",
    ),
    IssueType(
        "options-unordered",
        Severity.WARNING,
        message=N_("The points of the options are out of order at {found}."),
        hint=N_("List the options from the most points to the fewest, or the other way round."),
        rationale=N_(
            "Printed options run from best to worst or from worst to best. Points out of order are usually two swapped numbers."
        ),
        failing="""\
- text:
    id: "Terjadwal tanpa petugas terlatih"
    en: "Scheduled but without trained staff"
  points: 3
- text:
    id: "Hanya bila diminta keluarga"
    en: "Only when a family asks for it"
  points: ▶6""",
        passing="""\
- text:
    id: "Terjadwal tanpa petugas terlatih"
    en: "Scheduled but without trained staff"
  points: 6
- text:
    id: "Hanya bila diminta keluarga"
    en: "Only when a family asks for it"
  points: 3""",
    ),
    IssueType(
        "ladder-without-zero",
        Severity.WARNING,
        message=N_("No answer is worth 0. The lowest is worth {found}."),
        hint=N_("Add the answer that earns no points."),
        rationale=N_(
            "Even the worst answer would earn points. Usually the option “none” is missing, and people leave the cell empty instead."
        ),
        failing="""\
▶bands:
  - at_least: 0
    below: 80
    points: 0.5""",
        passing="""\
bands:
  - at_least: 0
    below: 80
    points: 0""",
    ),
    IssueType(
        "bands-same-points",
        Severity.WARNING,
        message=N_("This band is worth {found}, the same as the band before it."),
        hint=N_("Merge the two bands, or correct the points."),
        rationale=N_(
            "Two neighbouring bands with the same points can be one. Usually a band was copied and its points were not changed."
        ),
        failing="""\
- at_least: 2
  below: 5
  points: 4
- at_least: 5
  below: 10
  points: ▶4""",
        passing="""\
- at_least: 2
  below: 5
  points: 4
- at_least: 5
  below: 10
  points: 7""",
    ),
    IssueType(
        "cap-declared",
        Severity.NOTE,
        message=N_("Indicator {name} is capped at {maximum}, but its questions add up to {derived}."),
        hint=N_("No action needed."),
        rationale=N_(
            "Points above the cap do not count. Full points in every question exceed the maximum of the indicator."
        ),
        failing="""\
maximum: 16
▶cap:
  points: 16
  questions_total: 18
  reason:""",
        passing="""\
maximum: 16
cap:
  points: 16
  questions_total: 18
  reason:""",
    ),
)
