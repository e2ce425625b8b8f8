"""The region of a sheet, and the instrument that it belongs to."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "workbook-other-edition",
        Severity.ERROR,
        message=N_("The sheet is for “{found}”, the instrument here is {expected}."),
        hint=N_(
            "Choose the instrument of the sheet with --instrument (for `compare`: --instrument twice; for `template --from`: --from-instrument), or use a sheet of this edition."
        ),
        rationale=N_(
            "Questions and maxima differ between editions: Cluster II was worth 170 in 2022 and 156 in 2024. Points of one edition mean nothing in the other."
        ),
    ),
    IssueType(
        "fingerprint-differs",
        Severity.WARNING,
        message=N_("The sheet was made with other figures of {edition}: fingerprint {found}, here {expected}."),
        hint=N_("Check that sheet and program use the same instrument file; if in doubt, fill in a new sheet."),
        rationale=N_(
            "Maxima, limits or the evidence asked for have changed since the sheet was made. An answer that was right then may be worth something else now."
        ),
    ),
    IssueType(
        "edition-not-named",
        Severity.WARNING,
        message=N_(
            "The workbook does not say for which instrument and edition it was made; it was scored as {expected}."
        ),
        hint=N_("Fill in Instrument and Edition on the worksheet Identity, as in a blank sheet."),
        rationale=N_(
            "Maxima change between rounds, and the same code may be another question. Nothing in the workbook shows that it was made for this edition."
        ),
    ),
    IssueType(
        "year-unreadable",
        Severity.WARNING,
        message=N_("“{found}” is not a year."),
        hint=N_("Write the evaluated year with four digits."),
        rationale=N_(
            "Scores are compared from year to year. Under a wrong year they would be compared with the wrong ones, so no year is better than a guessed one."
        ),
    ),
    IssueType(
        "stage-unknown",
        Severity.WARNING,
        message=N_("“{found}” is not a stage of the evaluation."),
        hint=N_("Write one of EM, VA, VL, VLH, VKL, VF."),
        rationale=N_(
            "At verification the score replaces the self-assessed one. Without the stage a claim could be taken for a verified result."
        ),
    ),
    IssueType(
        "region-kind-unknown",
        Severity.WARNING,
        message=N_("“{found}” is not a kind of region."),
        hint=N_("Write Kabupaten or Kota."),
        rationale=N_(
            "Bogor, Malang and many other names belong to a regency and to a city. Without the kind the two could be mixed up."
        ),
    ),
    IssueType(
        "region-code-malformed",
        Severity.WARNING,
        message=N_("“{found}” is not a region code."),
        hint=N_("Write two digits, a point and two digits, for example 16.10."),
        rationale=N_(
            "The code tells regions apart where names are alike or spelt in several ways. A spreadsheet cuts 16.10 down to 16.1, which may be no region at all."
        ),
    ),
    IssueType(
        "region-kind-differs",
        Severity.WARNING,
        message=N_("“{found}” stands beside the kind “{kind}”."),
        hint=N_("Correct the line Kind or the name on the worksheet Identity."),
        rationale=N_(
            "Several names belong to a regency and to a city, each with a government of its own. The line Kind counts."
        ),
    ),
    IssueType(
        "region-code-contradicts",
        Severity.WARNING,
        message=N_("The code {found} is not one of a “{kind}”."),
        hint=N_("Correct the kind or the code on the worksheet Identity."),
        rationale=N_(
            "Behind the province, codes from 01 to 69 are those of regencies and from 71 to 99 those of cities."
        ),
    ),
)
