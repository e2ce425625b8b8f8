"""Make sheets: blank, divided among agencies, with older answers, joined."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kla_score.assessment.region import Identity
from kla_score.files.reading import LARGEST
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
from kla_score.sheet import read_workbook


def template(
    instrument: Instrument,
    language: str = "id",
    taken: CarriedOver | None = None,
    *,
    agencies: Agencies | None = None,
    share: Assignment | None = None,
) -> bytes:
    """
    Make the workbook of *instrument*, in *language* (``id`` or ``en``), as the content of an .xlsx file.

    It is blank, but for what it has *taken* over from an older one. With *share* it has the questions of one agency
    alone; *agencies* are the region's own names.
    """
    from kla_score.template.writing import write_workbook  # noqa: PLC0415 - openpyxl takes long to load

    form = subset(instrument, share.codes) if share else instrument
    part = {Identity.PART: share.agency, Identity.QUESTIONS: "; ".join(share.codes)} if share and share.agency else {}
    identity = {**(taken.identity if taken else {}), **part}
    own_names = agencies.own_names if agencies else {}
    return write_workbook(form, Messages(language), taken.entries if taken else {}, identity, own_names)


def divide(agencies: Agencies, taken: CarriedOver | None = None) -> tuple[Sequence[Assignment], Sequence[Issue]]:
    """
    Divide the questions among *agencies*; what *taken* has in the agency cells decides.

    Returns:
        What each agency is asked, by name, and an issue for each agency that nobody knows.

    """
    filled = taken.entries if taken else {}
    return parts.divide(agencies, {code: entry.agency for code, entry in filled.items()})


def take_over(
    sheet: Path,
    instrument: Instrument,
    old: Instrument | None = None,
    *,
    same_period: bool = False,
    largest: int = LARGEST,
) -> CarriedOver:
    """
    Take the answers of the workbook *sheet* over to *instrument*; *old* is the one it was made for, if another.

    It may have *largest* MiB.

    Year and stage are taken over, too, when it is the *same_period*.

    Raises:
        WorkbookError: the file cannot be read, is no evaluation sheet, or belongs to another edition than *old*.

    """
    former = old or instrument
    return entries.take_over(read_workbook(sheet, former, largest), former, instrument, same_period=same_period)


def merge(
    files: Sequence[Path],
    instrument: Instrument,
    preference: Preference | None = None,
    agencies: Agencies | None = None,
    largest: int = LARGEST,
) -> CarriedOver:
    """
    Join the workbooks *files*, parts of one sheet of *instrument*; *preference* chooses between different answers.

    Each may have *largest* MiB.

    *agencies* are the region's own names: of each of them a part is expected.

    A file that cannot be used is an error of the result; the others are joined all the same.

    Raises:
        WorkbookError: none of the files can be used.

    """
    found: list[merging.Part] = []
    unusable: list[Issue] = []
    names = Counter(file.name for file in files)
    for file in files:
        # Two of the same name in different folders are told apart by their paths.
        name = file.name if names[file.name] == 1 else str(file)
        try:
            found.append(merging.read_part(read_workbook(file, instrument, largest), instrument, name))
        except WorkbookError as error:
            is_report = error.issues[0].code == "workbook-is-report"
            unusable += [Issue("report-passed-over", Location(str(file)))] if is_report else error.issues
    if not found:
        raise WorkbookError(*unusable)
    merged = merging.merge(found, agencies or Agencies(instrument), preference)
    return replace(merged, issues=(*unusable, *merged.issues))
