"""The rules between the parts of an instrument."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "flags-exclude-each-other",
        Severity.ERROR,
        message=N_("{found} and {other} cannot be given together."),
        hint=N_("Leave one of them out."),
        rationale=N_("Each of them says what is to be written, and they say different things."),
    ),
    IssueType(
        "identifier-repeated",
        Severity.ERROR,
        message=N_("“{found}” is used twice."),
        hint=N_("Give each its own."),
        rationale=N_(
            "Rows, columns and sheets are found by their names. With one name for two things, an answer could be counted for the wrong one, or for both."
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
        message=N_("“{found}” is not defined in this file. Nearest: {candidates}."),
        hint=N_("Correct it, or define it above."),
        rationale=N_(
            "The name leads nowhere: no column for this evidence, no agency to ask. The question would have a requirement that nobody can meet, or no owner."
        ),
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
        message=N_("The maximum {maximum} of {name} differs from the sum of its parts, {derived}."),
        hint=N_("Correct the maximum, or the maxima below it."),
        rationale=N_(
            "Sums are worked out from the questions, and a printed number is only compared. When they differ, one of the two is wrong: a real recap had a cluster maximum of 150 where 115 was right, and three different totals."
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
        message=N_("The questions of indicator {name} add up to {derived}, more than its maximum of {maximum}."),
        hint=N_("Correct the maxima, or declare the surplus under “cap” with its questions_total and the reason."),
        rationale=N_(
            "A region could earn more in this indicator than it is worth, and more than everyone else's form allows. Whether the questions or the indicator are wrong cannot be told from here."
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
            "The cap of indicator {name} does not fit: questions add up to {derived}, the maximum is {maximum}."
        ),
        hint=N_("Set points to the maximum and questions_total to the sum; remove the cap where nothing is in excess."),
        rationale=N_(
            "A cap cuts off points that questions have earned. It is believed only if both of its numbers agree with the file, because a stale one would cut too much or nothing."
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
        message=N_("The lower limit {found} does not fit its printed range, or the predicate before it."),
        hint=N_("List the predicates from the lowest to the highest, without overlaps."),
        rationale=N_(
            "A total must belong to one predicate, and a higher total never to a lower one. With limits out of order, a region could lose its predicate by gaining points."
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
        message=N_("The gate asks for {found} indicators, and there are {indicators}."),
        hint=N_("Correct the number of indicators."),
        rationale=N_(
            "A gate that asks for more indicators than there are can never be passed. The predicate would be out of reach for every region, whatever its points."
        ),
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
        message=N_("The option “{found}” stands there twice."),
        hint=N_("Give each option a text of its own, in both languages."),
        rationale=N_(
            "Answers are matched by their label. With the same label twice, it cannot be told which of the two was chosen, nor how many points it is worth."
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
        message=N_("The best answer is worth {derived}, the maximum is {maximum}."),
        hint=N_("Correct the maximum, or the points of the best answer."),
        rationale=N_(
            "If the best answer is worth less than the maximum, nobody can ever reach the sum of the form; if it is worth more, the sum can be exceeded."
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
        message=N_("This band does not have exactly one lower and one upper edge."),
        hint=N_("Write at_least (included) or above (excluded), and up_to (included) or below (excluded)."),
        rationale=N_(
            "“10–20” and “20–30” both claim 20. Unless each edge says whether it belongs to the band, the points at exactly 20 percent are a guess."
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
        message=N_("No percentage falls into this band: it ends at {found}."),
        hint=N_("Correct its lower or its upper edge."),
        rationale=N_(
            "No percentage can ever fall into it, so its points cannot be earned. Mostly the two edges were swapped."
        ),
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
        hint=N_("List the bands from the lowest percentage up."),
        rationale=N_(
            "Gaps and overlaps are looked for between neighbours. In another order a missing or a doubled stretch could be overlooked, by people as well."
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
        message=N_("Percentages from {lower} to {upper} belong to no band."),
        hint=N_(
            "Let the bands meet: one ends below an edge, the next begins at least at it. They reach from 0 to 100."
        ),
        rationale=N_(
            "Forms print “11–20 percent” and then “30 percent or more”, or “80–89” and then “90–100”. What 25 percent or 89.5 percent is worth there would be a guess."
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
        hint=N_("Let one of them end below the edge, or the other begin above it."),
        rationale=N_(
            "One percentage would be worth two different numbers of points. Which of them counts would depend on the order of the lines."
        ),
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
        message=N_("The points go the wrong way here: {found}."),
        hint=N_("Points rise with the percentage, or fall with it where lower_is_better is true."),
        rationale=N_(
            "A region that does better would get fewer points. Either two numbers were swapped, or a low figure is good here and the file must say so, because the sheet tells people which way is better."
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
            "An evidence kind that no question asks for is a column that stays empty, and an agency without questions is asked for nothing. Often the question that should name it names another."
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
        message=N_("Nobody owns question {found}."),
        hint=N_("Name its agencies, or remove all agencies from the file."),
        rationale=N_(
            "What is missing is listed by agency. This question would be in nobody's list, and nobody would be asked for its documents."
        ),
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
        message=N_("“{found}” stands there already, at {other}."),
        hint=N_("Correct the copy, or make the two texts tell what differs."),
        rationale=N_(
            "A copied text that nobody changed asks for one thing twice, and two equal names cannot be told apart in a report. Of two equal evidence items each wants a file of its own, so that a single document leaves the question unsupported."
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
        message=N_("Whole totals above {lower} and up to {upper} stand in no printed range."),
        hint=N_("Let each range begin one above the end of the one before, and the last end at the maximum."),
        rationale=N_(
            "Gaps between whole numbers, such as 600.5, are usual in the printed form. A whole number that no printed range holds is probably a slip in one of the ends."
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
        message=N_("This gate is applied although its status is unconfirmed."),
        hint=N_("Set applies to false, or the status to confirmed once a source says so."),
        rationale=N_(
            "The gates known so far were reported in 2018 for an older form, by one local source, and nothing says whether they still hold. Applied, they can take away a predicate that the points would give."
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
        message=N_("The points of the options go up and down: {found} is out of order."),
        hint=N_("List the options from the highest to the lowest points, or the other way round."),
        rationale=N_(
            "Printed options run from best to worst or the other way round. Points that go up and down are usually two numbers that were swapped."
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
        message=N_("No answer is worth 0; the lowest is worth {found}."),
        hint=N_("Add the answer that earns nothing."),
        rationale=N_(
            "Then even the worst answer earns points. Usually the option for “none” was forgotten, so that those who have nothing can only leave the cell empty, which means “not answered”."
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
        message=N_("This band is worth {found}, like the one before it."),
        hint=N_("Join the two, or correct the points."),
        rationale=N_(
            "Two neighbouring bands of equal worth could be one. Mostly a band was copied and its points were not changed."
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
        message=N_("Indicator {name} is capped at {maximum}; its questions add up to {derived}."),
        hint=N_("Nothing needs to be done: the surplus is declared."),
        rationale=N_(
            "Points above the cap do not count, so full marks in every question do not show in the sum. It is said each time so that nobody takes it for an error of addition."
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
