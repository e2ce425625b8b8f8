"""The command ``plan``."""

from collections.abc import Mapping
from typing import Annotated

from kla_score import api
from kla_score.cli.common_options import AgenciesOption, InstrumentOption, ReportOptions
from kla_score.cli.console import messages_in
from kla_score.cli.option_values import choice_option, option
from kla_score.cli.options import (
    EvidenceDirOption,
    EvidenceSizeOption,
    FormatOption,
    ReportOption,
    SheetArgument,
    evidence_folder_of,
    titles_of,
)
from kla_score.cli.output import OutputWriter, error_reasons, exit_for
from kla_score.cli.progress import spinner
from kla_score.i18n import N_
from kla_score.instrument.evidence import LARGEST_FILE
from kla_score.issues import Issue, KlaScoreError, Parameter
from kla_score.reports.document import Document
from kla_score.reports.formats import FOR_REPORTS
from kla_score.reports.views.plan import PlanGrouping, PlanViewOptions, plan_document
from kla_score.scoring.summary import Basis


def plan(
    *,
    sheet: SheetArgument,
    target: Annotated[
        str | None,
        option(
            "--target",
            N_("Predicate or points that the plan must reach."),
            N_("PREDICATE|POINTS"),
            variable=None,
            # Not required for the library, because only the instrument knows what to propose.
            show_default=N_("required"),
        ),
    ] = None,
    margin: Annotated[
        str, option("--margin", N_("Points to plan above the target."), N_("POINTS"), variable=None, show_default=False)
    ] = "0",
    basis: Annotated[
        Basis | None, choice_option("--from", Basis, N_("Starting total of the plan."), variable=None)
    ] = None,
    keep: Annotated[
        list[str] | None,
        option("--keep", N_("Keep the answer of this question (repeatable)."), N_("CODE"), variable=None),
    ] = None,
    skip: Annotated[
        list[str] | None,
        option(
            "--skip",
            N_("Leave this question or agency out of the plan (repeatable)."),
            N_("CODE|AGENCY"),
            variable=None,
        ),
    ] = None,
    include_outcomes: Annotated[
        bool, option("--include-outcomes", N_("Include questions about population figures."), variable=None)
    ] = False,
    group_by: Annotated[
        PlanGrouping,
        choice_option(
            "--group-by", PlanGrouping, N_("Group the steps by agency or cluster."), variable=None, show_default=False
        ),
    ] = PlanGrouping.CLUSTER,
    evidence_dir: EvidenceDirOption = None,
    max_evidence_size: EvidenceSizeOption = LARGEST_FILE,
    agencies: AgenciesOption = None,
    instrument: InstrumentOption = None,
    output_format: FormatOption = "table",
    output: ReportOption = None,
    common: ReportOptions,
) -> None:
    inputs = [sheet, instrument, agencies]
    writer = OutputWriter(output_format, output, inputs, formats=FOR_REPORTS, force=common.force)
    form = api.load_instrument(instrument)
    if target is None:
        parameters: Mapping[str, Parameter] = {
            "allowed": tuple(each.id for each in form.predicates),
            "maximum": form.maximum,
        }
        raise KlaScoreError(Issue("target-missing", parameters=parameters))
    names = api.load_agencies(agencies, form)
    messages = messages_in(common.lang, form.language)
    folder = evidence_folder_of(evidence_dir)
    files = api.list_evidence(folder, max_evidence_size, [sheet]) if folder else None
    scorecard = api.evaluate(sheet, form, files, common.max_file_size, titles_of(common.column, form))
    options = api.PlanOptions(basis, (*(keep or ()), *(skip or ())), include_outcomes, margin)
    with spinner(messages.gettext("Calculating the plan"), quiet=common.quiet):
        found = api.plan(scorecard, target, options, names)
    issues = scorecard.assessment.issues

    def document(*, in_full: bool = True) -> Document:
        return plan_document(found, scorecard, names, messages, PlanViewOptions(group_by, in_full))

    writer.write(document(in_full=common.verbose), document, style=common.style, issues=[(sheet.name, issues)])
    missed = [] if found.is_reached else [messages.gettext("The target is out of reach.")]
    raise exit_for([*missed, *error_reasons(sheet.name, issues, messages)], quiet=common.quiet)
