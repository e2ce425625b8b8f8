"""Options, arguments and outputs."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "output-exists",
        Severity.ERROR,
        message=N_("The file exists already."),
        hint=N_("Choose another name, or replace it with --force."),
        rationale=N_(
            "The existing file may be last year's report or a sheet that others have filled in. It is never replaced without being asked to."
        ),
    ),
    IssueType(
        "output-is-input",
        Severity.ERROR,
        message=N_("The output would overwrite an input."),
        hint=N_("Choose another name."),
        rationale=N_(
            "The workbook that was filled in may be the only copy of the answers. It is never written to, not even with --force."
        ),
    ),
    IssueType(
        "output-link-broken",
        Severity.ERROR,
        message=N_("This is a link that leads to no file."),
        hint=N_("Name the file itself, or delete the link."),
        rationale=N_(
            "A result is written to the file behind a link. Where there is none, nobody could find it afterwards."
        ),
    ),
    IssueType(
        "output-repeated",
        Severity.ERROR,
        message=N_("This output is named twice."),
        hint=N_("Name it once."),
        rationale=N_("The second result would overwrite the first, and one of the two would be missing afterwards."),
    ),
    IssueType(
        "output-unwritable",
        Severity.ERROR,
        message=N_("The file cannot be written. {found}"),
        hint=N_(
            "Check the name and the folder, the free space and the permissions; close the file in Excel if it is open."
        ),
        rationale=N_("A result is written whole or not at all. A file that was there before is left as it was."),
    ),
    IssueType(
        "output-suffix-unknown",
        Severity.ERROR,
        message=N_("The format of “{found}” is not known."),
        hint=N_("Use a name that ends in {allowed}."),
        rationale=N_("The ending of the name decides the format. A guess could leave a file that no program opens."),
    ),
    IssueType(
        "format-unknown",
        Severity.ERROR,
        message=N_("There is no format “{found}”."),
        hint=N_("Use one of {allowed}."),
        rationale=N_(
            "Another program may be waiting for exactly this format. It would rather get nothing than something else."
        ),
    ),
    IssueType(
        "output-missing",
        Severity.ERROR,
        message=N_("Nothing says where to write."),
        hint=N_("Name the workbook to write, such as sheet.xlsx, or a folder with --per-agency."),
        rationale=N_("Nothing is written to a place that was not named."),
    ),
    IssueType(
        "flag-needs-another",
        Severity.ERROR,
        message=N_("{found} has no effect without {needed}."),
        hint=N_("Give both, or neither."),
        rationale=N_("An option that is passed over looks as if it had been heeded."),
    ),
    IssueType(
        "flag-value-unknown",
        Severity.ERROR,
        message=N_("“{found}” is no value for {option}."),
        hint=N_("Use one of {allowed}."),
        rationale=N_("A mistyped value must not lead to a list of something else."),
    ),
    IssueType(
        "flag-value-not-a-number",
        Severity.ERROR,
        message=N_("“{found}” is no value for {option}."),
        hint=N_("Write a whole number from {least} to {most}, both included."),
        rationale=N_("A limit that was mistyped would let through what it should hold back."),
    ),
    IssueType(
        "flag-unknown",
        Severity.ERROR,
        message=N_("There is no option {found}. Nearest: {candidates}."),
        hint=N_("Correct it; options stand behind the command, and -h lists them."),
        rationale=N_("An option that is passed over looks as if it had been heeded."),
    ),
    IssueType(
        "flag-value-missing",
        Severity.ERROR,
        message=N_("{found} needs a value behind it."),
        hint=N_("Write the value, or leave the option out; -h shows what is expected."),
        rationale=N_("Without its value an option says nothing."),
    ),
    IssueType(
        "flag-value-unwanted",
        Severity.ERROR,
        message=N_("{found} takes no value."),
        hint=N_("Leave away what stands behind its equals sign."),
        rationale=N_("Such an option is on when it stands there. A value that says otherwise would be passed over."),
    ),
    IssueType(
        "flag-value-unusable",
        Severity.ERROR,
        message=N_("The value of {found} cannot be read."),
        hint=N_("Correct the option or the variable that sets it; -h names both. A switch is 1 or 0."),
        rationale=N_("A value that nobody can read may mean anything."),
    ),
    IssueType(
        "argument-missing",
        Severity.ERROR,
        message=N_("{found} is missing."),
        hint=N_("Name it; -h shows how the command is used."),
        rationale=N_("Without it there is nothing to work on."),
    ),
    IssueType(
        "argument-surplus",
        Severity.ERROR,
        message=N_("There is more on the command line than is expected: {found}."),
        hint=N_("Leave it out. A name with blanks in it needs quotation marks around it."),
        rationale=N_("What is passed over looks as if it had been heeded."),
    ),
    IssueType(
        "command-missing",
        Severity.ERROR,
        message=N_("No command is named."),
        hint=N_("Name one, such as evaluate; -h lists them."),
        rationale=N_("The program does nothing that nobody asked for."),
    ),
    IssueType(
        "command-unknown",
        Severity.ERROR,
        message=N_("There is no command “{found}”. Nearest: {candidates}."),
        hint=N_("Correct it; kla-score -h lists the commands."),
        rationale=N_("Guessing which command was meant could write or replace files."),
    ),
    IssueType(
        "instrument-repeated",
        Severity.ERROR,
        message=N_("Two of the instruments are {found}."),
        hint=N_("Name one file for each edition."),
        rationale=N_(
            "A sheet says for which edition it was made. With two instruments of that edition it would be chance which one counts."
        ),
    ),
    IssueType(
        "agency-not-found",
        Severity.ERROR,
        message=N_("No agency is called “{found}”. Nearest: {candidates}."),
        hint=N_("Use a name or an abbreviation that the instrument knows, or one of --agencies."),
        rationale=N_("Names differ from region to region; a guess could send questions to the wrong office."),
    ),
    IssueType(
        "nothing-to-leave-out",
        Severity.ERROR,
        message=N_("No question and no agency is called “{found}”. Nearest: {candidates}."),
        hint=N_("Use the code of a question, or for --skip an agency that the instrument or --agencies knows."),
        rationale=N_("A name that is passed over would leave steps in the plan that are not wanted."),
    ),
    IssueType(
        "target-unknown",
        Severity.ERROR,
        message=N_("“{found}” is no target."),
        hint=N_("Name a predicate ({allowed}) or points from 0 to {maximum}."),
        rationale=N_("A plan needs to know how far it should go."),
    ),
    IssueType(
        "agency-undefined",
        Severity.ERROR,
        message=N_("The instrument has no agency “{found}”. Nearest: {candidates}."),
        hint=N_("Write a name or an abbreviation that the instrument knows."),
        rationale=N_("The file says which agencies of the instrument a name of the region stands for."),
    ),
    IssueType(
        "name-unknown",
        Severity.ERROR,
        message=N_("There is no cluster, indicator, question or issue code “{found}”. Nearest: {candidates}."),
        hint=N_(
            "`kla-score show` lists the instrument; the code of an issue stands in square brackets in its message."
        ),
        rationale=N_(
            "Codes differ by a single sign. Showing the nearest one could be an answer to another question, without anyone noticing."
        ),
    ),
)
