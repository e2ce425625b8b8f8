"""The answers to a question and their points."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

_PASSING_OPTIONS: Final = """\
- text:
    id: "Terjadwal dengan petugas terlatih"
    en: "Scheduled and with trained staff"
  points: 10
- text:
    id: "Terjadwal tanpa petugas terlatih"
    en: "Scheduled but without trained staff"
  points: 6"""
"""The correct example of several issues."""

_PASSING_BANDS: Final = """\
- at_least: 50
  below: 75
  points: 3
- at_least: 75
  below: 95
  points: 6"""
"""The correct example of several issues."""

ISSUES: Final = (
    IssueType(
        "option-repeated",
        Severity.ERROR,
        message=N_("The option “{found}” appears twice."),
        hint=N_("Use a different text for each option, in both languages."),
        rationale=N_(
            "The program matches answers by the text of the option. If two options have the same text, the points of the answer are unclear."
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
        passing=_PASSING_OPTIONS,
    ),
    IssueType(
        "ladder-misses-maximum",
        Severity.ERROR,
        message=N_("The best answer is worth {derived}, but the maximum is {maximum}."),
        hint=N_("Correct the maximum or the points of the best answer."),
        rationale=N_(
            "If the best answer is worth less than the maximum, no region can reach the maximum. If the best answer is worth more, a region can exceed the maximum."
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
            "The bands 10–20% and 20–30% both contain 20%. The points for exactly 20% are clear only if each limit is included or excluded."
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
        message=N_("This band is empty, because its upper limit {found} is not above its lower limit."),
        hint=N_("Correct the lower or the upper limit of the band."),
        rationale=N_("No answer can earn the points of this band. Usually the two limits are swapped."),
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
        message=N_("This band begins at {found}, which is below the start of the band before it."),
        hint=N_("List the bands from the lowest percentage to the highest."),
        rationale=N_(
            "The program looks for gaps and overlaps between neighbouring bands. If the bands are not in order, the program could overlook a gap or an overlap."
        ),
        failing="""\
- at_least: 75
  below: 95
  points: 3
- at_least: ▶50
  below: 75
  points: 6""",
        passing=_PASSING_BANDS,
    ),
    IssueType(
        "bands-gap",
        Severity.ERROR,
        message=N_("Percentages from {lower} to {upper} do not belong to any band."),
        hint=N_("Start each band where the band before it ends, and cover all percentages from 0 to 100."),
        rationale=N_(
            "Some printed forms have 11–20% and then 30% or more. Others have 80–89% and then 90–100%. The points for 25% or 89.5% are then unclear."
        ),
        failing="""\
- at_least: 50
  up_to: 74
  points: 3
- at_least: ▶75
  below: 95
  points: 6""",
        passing=_PASSING_BANDS,
    ),
    IssueType(
        "bands-overlap",
        Severity.ERROR,
        message=N_("{found} belongs to two bands."),
        hint=N_("End one band below this percentage, or start the other band above it."),
        rationale=N_("The points for this percentage would be unclear."),
        failing="""\
- at_least: 50
  up_to: 75
  points: 3
- at_least: ▶75
  below: 95
  points: 6""",
        passing=_PASSING_BANDS,
    ),
    IssueType(
        "bands-reversed",
        Severity.ERROR,
        message=N_("The points of the bands are in the wrong order at {found}."),
        hint=N_("Correct the points, or set `lower_is_better` to `true` if a low percentage is better."),
        rationale=N_(
            "A better result would earn fewer points. Usually the points of two bands are swapped. Otherwise, the key `lower_is_better` is missing."
        ),
        failing="""\
- at_least: 50
  below: 75
  points: 6
- at_least: 75
  below: 95
  points: ▶3""",
        passing=_PASSING_BANDS,
    ),
    IssueType(
        "options-unordered",
        Severity.WARNING,
        message=N_("The points of the options are out of order at {found}."),
        hint=N_("Correct the points, or list the options in rising or falling order of points."),
        rationale=N_(
            "The printed form lists options from best to worst or from worst to best. If the points are out of order, two numbers are usually swapped."
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
        "options-gap",
        Severity.WARNING,
        message=N_("No option covers the numbers between {lower} and {upper}."),
        hint=N_("Correct the numbers, or name the option for this gap in a `note`."),
        rationale=N_(
            "Some printed forms have 11–20% and then ≥ 30%. People with a number between the two options do not know which option to choose."
        ),
        failing="""\
- text:
    id: ▶"≥ 5 petugas"
    en: "5 or more members of staff"
  points: 10
- text:
    id: "1–3 petugas"
    en: "1–3 members of staff"
  points: 6""",
        passing=_PASSING_OPTIONS,
    ),
    IssueType(
        "options-overlap",
        Severity.WARNING,
        message=N_("{found} belongs to two options."),
        hint=N_("End one option below this number, or name the option for this overlap in a `note`."),
        rationale=N_("Some printed forms have 10–20% and then 20–80%. The points for 20% are then unclear."),
        failing="""\
- text:
    id: ▶"≥ 3 petugas"
    en: "3 or more members of staff"
  points: 10
- text:
    id: "1–3 petugas"
    en: "1–3 members of staff"
  points: 6""",
        passing=_PASSING_OPTIONS,
    ),
    IssueType(
        "option-range-reversed",
        Severity.WARNING,
        message=N_("The range in “{found}” begins with its higher number."),
        hint=N_("Write the lower number first."),
        rationale=N_(
            "A range from a higher number to a lower number contains no numbers. The two numbers are swapped."
        ),
        failing="""\
- text:
    id: "≥ 5 petugas"
    en: "5 or more members of staff"
  points: 10
- text:
    id: ▶"4–1 petugas"
    en: "1–4 members of staff"
  points: 6""",
        passing=_PASSING_OPTIONS,
    ),
    IssueType(
        "options-reversed",
        Severity.WARNING,
        message=N_("The points of the options are in the wrong order at “{found}”."),
        hint=N_("Correct the points, or set `lower_is_better` to `true` if a low number is better."),
        rationale=N_(
            "A better result would earn fewer points. Usually the points of two options are swapped. Otherwise, the key `lower_is_better` is missing."
        ),
        failing="""\
- text:
    id: "1–3 petugas"
    en: "1–3 members of staff"
  points: 10
- text:
    id: ▶"≥ 4 petugas"
    en: "4 or more members of staff"
  points: 6""",
        passing=_PASSING_OPTIONS,
    ),
    IssueType(
        "options-copied",
        Severity.WARNING,
        message=N_(
            "These are the options of question {other}. The text of that question contains {words}, but the text of this question does not."
        ),
        hint=N_("Write the options of this question, or correct its text."),
        rationale=N_(
            "Authors often copy options from another question and forget to change them. The options then do not answer this question."
        ),
        failing="""\
▶options:
  - text:
      id: "Terjadwal dengan petugas terlatih"
      en: "Scheduled and with trained staff"
    points: 6
  - text:
      id: "Terjadwal tanpa petugas terlatih"
      en: "Scheduled but without trained staff"
    points: 4
  - text:
      id: "Hanya bila diminta keluarga"
      en: "Only when a family asks for it"
    points: 1
  - text:
      id: "Belum ada layanan"
      en: "No service yet"
    points: 0""",
        passing="""\
options:
  - text:
      id: "Aman dan dirawat setiap bulan"
      en: "Safe and looked after every month"
    points: 6
  - text:
      id: "Aman tetapi tidak dirawat berkala"
      en: "Safe but not looked after regularly"
    points: 4
  - text:
      id: "Ada tetapi belum aman"
      en: "There is one but it is not safe"
    points: 1
  - text:
      id: "Belum ada tempat bermain"
      en: "No playground yet"
    points: 0""",
    ),
    IssueType(
        "ladder-without-zero",
        Severity.WARNING,
        message=N_("No answer is worth 0 points. The lowest answer is worth {found}."),
        hint=N_("Add the answer that earns no points."),
        rationale=N_(
            "Even the worst answer would earn points. Usually an option without points is missing. People then leave the cell empty."
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
        message=N_("This band and the band before it are both worth {found}."),
        hint=N_("Merge the two bands, or correct the points."),
        rationale=N_(
            "You can merge two neighbouring bands with the same points. Usually the author copied a band and did not change its points."
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
)
