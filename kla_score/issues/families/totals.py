"""The sums and predicates of an instrument."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "sum-differs",
        Severity.ERROR,
        message=N_(
            "The maximum of {name} is {maximum}, but its clusters, indicators or questions add up to {derived}."
        ),
        hint=N_("Correct the maximum, or the maximum points of its clusters, indicators or questions."),
        rationale=N_(
            "The program adds up the points of the questions and compares the sums with the printed totals. If a sum differs, one of the numbers is wrong."
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
        hint=N_(
            "Correct the maximum points of the questions or the indicator, or add the key `cap` with `questions_total` and `reason`."
        ),
        rationale=N_(
            "A region could earn more in this indicator than its maximum. Either the questions or the maximum is wrong."
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
            "The cap of indicator {name} does not match its questions or its maximum. The questions add up to {derived}, and the maximum is {maximum}."
        ),
        hint=N_("Set `points` to the maximum and `questions_total` to the sum of the questions, or remove the cap."),
        rationale=N_(
            "A cap removes points that questions have earned. An outdated cap would remove the wrong number of points."
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
        message=N_("`{key}` is {found}, which does not fit `{other_key}` of {name} ({other})."),
        hint=N_("Correct the number, or list the predicates from the lowest to the highest without overlaps."),
        rationale=N_(
            "Each total belongs to at most one predicate. If the thresholds are out of order, a region could lose its predicate by earning more points."
        ),
        failing="""\
lower_limit: ▶69
printed_from: 70
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
        rationale=N_("No region could meet this requirement, because the instrument has too few indicators."),
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
        "predicates-gap",
        Severity.WARNING,
        message=N_("Whole-number totals above {lower} and up to {upper} are not in any printed range."),
        hint=N_("Begin each range one point above the previous range, and end the last range at the maximum."),
        rationale=N_(
            "The printed form usually omits totals between whole numbers, such as 600.5. A missing whole number is probably a typing error in a threshold."
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
        hint=N_('Set `applies` to `false`, or set `status` to `"confirmed"` if a source confirms the requirement.'),
        rationale=N_(
            "The only known source is a local report from 2018 about an older instrument. If this requirement no longer applies, a region would lose its predicate by mistake."
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
        "cap-declared",
        Severity.NOTE,
        message=N_("Indicator {name} has a cap of {maximum}, but its questions add up to {derived}."),
        hint=N_("No action needed."),
        rationale=N_(
            "Points above the cap do not count. The maximum points of the questions add up to more than the maximum of the indicator."
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
