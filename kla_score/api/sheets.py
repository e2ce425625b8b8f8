"""Make sheets: blank, divided among agencies, with older answers, or merged."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from kla_score.assessment.region import Identity
from kla_score.files.reading import LARGEST, StrPath
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.issues import Issue, Location, WorkbookError
from kla_score.parts import carry_over as entries
from kla_score.parts import dividing as parts
from kla_score.parts import merging
from kla_score.parts.carry_over import CarriedOver
from kla_score.parts.dividing import Assignment, subset
from kla_score.parts.merging import Preference
from kla_score.reports.document import RenderTarget
from kla_score.reports.formats.xlsx import XlsxFormat
from kla_score.reports.views.shares import shares_document
from kla_score.sheet import NO_TITLES, read_workbook


def template(
    instrument: Instrument,
    language: str = "id",
    carried_over: CarriedOver | None = None,
    *,
    agencies: Agencies | None = None,
    share: Assignment | None = None,
) -> bytes:
    """
    Return the workbook of *instrument* as the content of an .xlsx file.

    Args:
        instrument: The instrument of the workbook.
        language: The language of the texts, ``id`` or ``en``.
        carried_over: Answers from an older sheet; without them the workbook is blank.
        agencies: The region's own names of agencies.
        share: The questions of one agency; without it the workbook has all questions.

    """
    from kla_score.template.writing import write_workbook  # noqa: PLC0415 - openpyxl loads slowly

    form = subset(instrument, share.codes) if share else instrument
    part = {Identity.PART: share.agency, Identity.QUESTIONS: "; ".join(share.codes)} if share else {}
    part = {line: text for line, text in part.items() if text}
    identity = {**(carried_over.identity if carried_over else {}), **part}
    own_names = agencies.own_names if agencies else {}
    return write_workbook(form, Messages(language), carried_over.entries if carried_over else {}, identity, own_names)


def divide(
    agencies: Agencies, carried_over: CarriedOver | None = None, language: str = "id"
) -> tuple[Sequence[Assignment], Sequence[Issue]]:
    """
    Divide the questions among *agencies*. Agency cells in *carried_over* decide.

    Returns:
        The questions of each agency, by name, and an issue for each unknown agency. Questions without an agency are
        assigned to "no agency" in *language*.

    """
    filled = carried_over.entries if carried_over else {}
    shares, issues = parts.divide(agencies, {code: entry.agency for code, entry in filled.items()})
    nobody = Messages(language).gettext("no agency")
    return [share._replace(agency=share.agency or nobody) for share in shares], issues


def share_of(name: str, shares: Sequence[Assignment], agencies: Agencies) -> Assignment:
    """
    Return the one of *shares* with the questions of the agency called *name*.

    Raises:
        KlaScoreError: No agency with questions has this name.

    """
    agency = agencies.match(name, (share.agency for share in shares))
    return next(share for share in shares if share.agency == agency)


def agency_workbooks(
    agencies: Agencies, shares: Sequence[Assignment], language: str = "id", carried_over: CarriedOver | None = None
) -> Mapping[str, bytes]:
    """
    Return a workbook for each of *shares*, and an index of all, by file name.

    Args:
        agencies: The agencies, with the region's own names.
        shares: The questions of each agency, all or some of those that `divide` returns.
        language: The language of the texts, ``id`` or ``en``.
        carried_over: Answers from an older sheet; without them the workbooks are blank.

    """
    messages = Messages(language)
    names = parts.file_names(shares)
    name = messages.gettext("index")
    index = f"{'0' * len(str(len(shares)))}-{name}.xlsx"  # the number sorts it before all others
    document = shares_document(shares, names, agencies, messages)
    return {
        index: b"".join(XlsxFormat().render_bytes(document, RenderTarget())),
        **{
            names[share.agency]: template(agencies.instrument, language, carried_over, agencies=agencies, share=share)
            for share in shares
        },
    }


def carry_over(  # noqa: PLR0913 - an argument for each option
    sheet: StrPath,
    instrument: Instrument,
    old: Instrument | None = None,
    *,
    same_period: bool = False,
    largest: int = LARGEST,
    titles: Mapping[str, str] = NO_TITLES,
) -> CarriedOver:
    """
    Carry the answers of the workbook *sheet* over to *instrument*.

    Args:
        sheet: The workbook with the answers.
        instrument: The instrument of the new sheet.
        old: The instrument that *sheet* was made for, if it is another.
        same_period: Whether year and stage are carried over, too.
        largest: The maximum size of the workbook in MiB.
        titles: Known columns by the region's own titles, as for `evaluate`.

    Raises:
        WorkbookError: The file cannot be read, is not a self-assessment workbook, or belongs to another edition than
            *old*.
        KlaScoreError: A column of *titles* is not known.

    """
    former = old or instrument
    raw = read_workbook(Path(sheet), former, largest, titles)
    return entries.carry_over(raw, former, instrument, same_period=same_period)


take_over = carry_over
"""The former name of `carry_over`."""


def merge(
    files: Sequence[StrPath],
    instrument: Instrument,
    preference: Preference | None = None,
    agencies: Agencies | None = None,
    largest: int = LARGEST,
) -> CarriedOver:
    """
    Merge the workbooks *files*, which are parts of one sheet of *instrument*.

    A file that cannot be used is an error of the result, and the others are merged.

    Args:
        files: The parts.
        instrument: The instrument of the sheet.
        preference: Chooses between different answers.
        agencies: The region's own names of agencies. A part of each of them is expected.
        largest: The maximum size of each workbook in MiB.

    Raises:
        WorkbookError: None of the files can be used.

    """
    found: list[merging.Part] = []
    unusable: list[Issue] = []
    paths = [Path(file) for file in files]
    names = Counter(file.name for file in paths)
    for file in paths:
        # The path distinguishes files of the same name in different folders.
        name = file.name if names[file.name] == 1 else str(file)
        try:
            found.append(merging.read_part(read_workbook(file, instrument, largest), instrument, name))
        except WorkbookError as error:
            is_report = error.issues[0].code == "workbook-is-report"
            unusable += [Issue("report-passed-over", Location(str(file)))] if is_report else error.issues
    if not found:
        raise WorkbookError(*unusable)
    merged = merging.merge(found, agencies or Agencies(instrument), preference)
    return merged._replace(issues=(*unusable, *merged.issues))
