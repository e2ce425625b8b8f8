"""Options, arguments and outputs."""

from typing import Final

from kla_score.issues.issue_type import N_, IssueType, Severity

ISSUES: Final = (
    IssueType(
        "output-exists",
        Severity.ERROR,
        message=N_("The file already exists."),
        hint=N_("Choose another name, or add `--force`."),
        rationale=N_(
            "The file may be last year's report or a filled-in workbook, so the program replaces it only with `--force`."
        ),
    ),
    IssueType(
        "each-exists",
        Severity.ERROR,
        message=N_("The folder already contains files."),
        hint=N_("Choose another folder, or add `--resume` to keep or `--force` to replace the results."),
        rationale=N_(
            "The folder may contain the results of another year, so the program replaces files only on request."
        ),
    ),
    IssueType(
        "output-is-input",
        Severity.ERROR,
        message=N_("The output file is also an input file."),
        hint=N_("Choose another name."),
        rationale=N_(
            "The workbook may be the only copy of the answers. The program does not change input files, even with `--force`."
        ),
    ),
    IssueType(
        "output-link-broken",
        Severity.ERROR,
        message=N_("The output name is a link to a missing file."),
        hint=N_("Name the file itself, or delete the link."),
        rationale=N_(
            "The program writes to the file behind a link. If the file is missing, the result could be in an unexpected place."
        ),
    ),
    IssueType(
        "output-repeated",
        Severity.ERROR,
        message=N_("You named this output file twice."),
        hint=N_("Name each output file only once."),
        rationale=N_("The second result would overwrite the first result."),
    ),
    IssueType(
        "output-unwritable",
        Severity.ERROR,
        message=N_("The program cannot write the file. {found}"),
        hint=N_("Close the file in other programs, or check the folder, the free space and the permissions."),
        rationale=N_("The program writes a result completely or not at all. An earlier file stays unchanged."),
    ),
    IssueType(
        "output-suffix-unknown",
        Severity.ERROR,
        message=N_("The format of “{found}” is unknown."),
        hint=N_("Use a name that ends in {allowed}. To get a PDF, write {page} and print it from a browser."),
        rationale=N_("The extension of the file name determines the format."),
    ),
    IssueType(
        "output-library-missing",
        Severity.ERROR,
        message=N_("“{found}” requires the library {package}, which is not installed."),
        hint=N_("Run `pip install {package}` in the environment of `kla-score`."),
        rationale=N_("Few users need this format, so the library is optional."),
    ),
    IssueType(
        "format-unknown",
        Severity.ERROR,
        message=N_("Unknown format “{found}”."),
        hint=N_("Use one of {allowed}."),
        rationale=N_("Other software may need the requested format, so the program does not choose another format."),
    ),
    IssueType(
        "output-missing",
        Severity.ERROR,
        message=N_("The name of the output file is missing."),
        hint=N_("Name the workbook to write, such as `workbook.xlsx`, or a folder with `--per-agency`."),
        rationale=N_("The program writes only to files that you name."),
    ),
    IssueType(
        "flag-needs-another",
        Severity.ERROR,
        message=N_("{found} has no effect without {needed}."),
        hint=N_("Add {needed}, or remove {found}."),
        rationale=N_("You could expect an effect from an option that the program ignores."),
    ),
    IssueType(
        "flag-value-unknown",
        Severity.ERROR,
        message=N_("“{found}” is not a valid value for {option}."),
        hint=N_("Use one of {allowed}."),
        rationale=N_("With a mistyped value, the result could differ from the requested result."),
    ),
    IssueType(
        "flag-value-not-a-number",
        Severity.ERROR,
        message=N_("“{found}” is not a valid number for {option}."),
        hint=N_("Enter a whole number from {least} to {most}. You can also use `{word}`."),
        rationale=N_("A mistyped number could have an effect that you do not expect."),
    ),
    IssueType(
        "flag-value-not-a-date",
        Severity.ERROR,
        message=N_("“{found}” is not a valid date for {option}."),
        hint=N_("Enter year, month and day, such as 2026-03-31."),
        rationale=N_("People could file a report with a wrong date under the wrong day."),
    ),
    IssueType(
        "column-unknown",
        Severity.ERROR,
        message=N_("Unknown column “{found}” in `--column`. Known columns: {columns}."),
        hint=N_("Write the known column, an equals sign and your own heading, for example `--column Nilai=HASIL`."),
        rationale=N_("The option `--column` links a known column to your own heading."),
    ),
    IssueType(
        "flag-unknown",
        Severity.ERROR,
        message=N_("Unknown option {found}. Did you mean {candidates}?"),
        hint=N_("Run `{usage}` to list the options."),
        rationale=N_("You could expect an effect from an option that the program ignores."),
    ),
    IssueType(
        "flag-value-missing",
        Severity.ERROR,
        message=N_("{found} requires a value."),
        hint=N_("Add the value, or remove the option."),
        rationale=N_("Without the value, the meaning of the option is unclear."),
    ),
    IssueType(
        "flag-value-unwanted",
        Severity.ERROR,
        message=N_("{found} does not take a value."),
        hint=N_("Remove the equals sign and everything after it."),
        rationale=N_("The option needs no value, so the program would ignore a value."),
    ),
    IssueType(
        "flag-value-unusable",
        Severity.ERROR,
        message=N_("The value of {found} is not valid."),
        hint=N_("Correct the option, or the environment variable that sets the option."),
        rationale=N_("With a wrong value, the result could differ from the requested result."),
    ),
    IssueType(
        "argument-missing",
        Severity.ERROR,
        message=N_("Missing argument: {found}."),
        hint=N_("Run `{usage}`."),
        rationale=N_("The command cannot start without this argument."),
    ),
    IssueType(
        "argument-surplus",
        Severity.ERROR,
        message=N_("Unexpected argument: {found}."),
        hint=N_("Remove the argument, or put a name with spaces in quotation marks."),
        rationale=N_("You could mistake an ignored argument for an argument that the program used."),
    ),
    IssueType(
        "stdin-repeated",
        Severity.ERROR,
        message=N_("You can use “{found}” only once."),
        hint=N_("Save one of the inputs to a file, and name that file."),
        rationale=N_(
            "The name `-` means standard input (stdin). The program can read it only once, so the second input would be empty."
        ),
    ),
    IssueType(
        "command-is-file",
        Severity.ERROR,
        message=N_("Unknown command “{found}”."),
        hint=N_("Run `{command}`."),
        rationale=N_("The command comes before the file name, because several commands read the same file."),
    ),
    IssueType(
        "command-unknown",
        Severity.ERROR,
        message=N_("Unknown command “{found}”. Did you mean {candidates}?"),
        hint=N_("Run `kla-score -h` to list the commands."),
        rationale=N_("A command that you did not intend could write or replace files."),
    ),
    IssueType(
        "instrument-repeated",
        Severity.ERROR,
        message=N_("Two instrument files belong to {found}."),
        hint=N_("Name only one instrument file for each edition."),
        rationale=N_(
            "A workbook belongs to one edition. With two files for one edition, the program cannot determine which file to use."
        ),
    ),
    IssueType(
        "agency-not-found",
        Severity.ERROR,
        message=N_("Unknown agency “{found}”. Did you mean {candidates}?"),
        hint=N_("Use a name or abbreviation from the instrument or from `--agencies`."),
        rationale=N_("Agency names differ by region. A similar name could belong to another agency."),
    ),
    IssueType(
        "nothing-to-leave-out",
        Severity.ERROR,
        message=N_("Unknown question or agency “{found}”. Did you mean {candidates}?"),
        hint=N_("Use a question code, or with `--skip` also an agency from the instrument or from `--agencies`."),
        rationale=N_("An ignored name would leave unwanted steps in the action plan."),
    ),
    IssueType(
        "target-missing",
        Severity.ERROR,
        message=N_("The option `--target` is missing."),
        hint=N_("Add `--target` with a predicate ({allowed}) or a number of points from 0 to {maximum}."),
        rationale=N_("The program needs a target for the action plan."),
    ),
    IssueType(
        "target-unknown",
        Severity.ERROR,
        message=N_("“{found}” is not a valid target."),
        hint=N_("Enter a predicate ({allowed}) or a number of points from 0 to {maximum}."),
        rationale=N_("The program needs a target for the action plan."),
    ),
    IssueType(
        "margin-unusable",
        Severity.ERROR,
        message=N_("“{found}” is not a valid margin for this target."),
        hint=N_("Enter a margin from 0 to {most} points."),
        rationale=N_("The target plus the margin cannot exceed the maximum points of the instrument."),
    ),
    IssueType(
        "agency-undefined",
        Severity.ERROR,
        message=N_("Unknown agency “{found}”. Did you mean {candidates}?"),
        hint=N_("Use a name or abbreviation from the instrument."),
        rationale=N_("The file for `--agencies` links the agency names of a region to the agencies of the instrument."),
    ),
    IssueType(
        "agencies-empty",
        Severity.ERROR,
        message=N_("The file of agency names is empty or has only comments."),
        hint=N_("Write lines such as `DP3AKB: Dinas PPPA`, or remove `--agencies`."),
        rationale=N_("A file without entries usually comes from a failed download, copy or command."),
    ),
    IssueType(
        "agencies-is-instrument",
        Severity.ERROR,
        message=N_("This is an instrument, not a file of agency names."),
        hint=N_("Use `-i` for an instrument and `--agencies` for a file of agency names."),
        rationale=N_("The program would report every key of an instrument as the name of an agency."),
    ),
    IssueType(
        "agencies-other-file",
        Severity.ERROR,
        message=N_("This YAML file is not a file of agency names."),
        hint=N_("Name another file, or write lines such as `DP3AKB: Dinas PPPA`."),
        rationale=N_("The program would report every key of another file as the name of an agency."),
    ),
    IssueType(
        "error-not-ignorable",
        Severity.ERROR,
        message=N_("`--ignore` cannot skip {found}, because it is an error."),
        hint=N_("Use `--exit-zero` if errors should not change the exit code."),
        rationale=N_("The program cannot use an instrument file with errors. The error explains the reason."),
    ),
    IssueType(
        "issue-code-unknown",
        Severity.ERROR,
        message=N_("Unknown issue code “{found}”. Did you mean {candidates}?"),
        hint=N_("Copy the code from the end of a message or from `docs/issues.md`."),
        rationale=N_("With a mistyped code, the program would skip no issue or another issue."),
    ),
    IssueType(
        "name-unknown",
        Severity.ERROR,
        message=N_("Unknown name or code “{found}”. Did you mean {candidates}?"),
        hint=N_("Run `kla-score show` to list the clusters and indicators of the instrument."),
        rationale=N_("Two codes can differ by a single character. A similar code could belong to another question."),
    ),
    IssueType(
        "flags-exclude-each-other",
        Severity.ERROR,
        message=N_("You cannot use {found} and {other} together."),
        hint=N_("Remove one of the two options."),
        rationale=N_("Together, the two options have no clear meaning."),
    ),
)
