"""Collect the answers of villages and sub-districts, and count them into the questions of the regency."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kla_score.analysis.rollup import Rollup, roll_up
from kla_score.analysis.roster import DISTRICT, Roster
from kla_score.api.evaluation import read_sheet, score_rows
from kla_score.api.sheets import template
from kla_score.assessment import read_identity
from kla_score.assessment.local_reports import LocalReport
from kla_score.assessment.region import Region, bare
from kla_score.files.reading import LARGEST, StrPath
from kla_score.files.roster_csv import read_roster
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.regions import REGENCIES, REGENCY_PARTS, RegionKinds
from kla_score.instrument_file.opening import load_forms
from kla_score.issues import Issue, KlaScoreError, Location
from kla_score.parts.carry_over import carry_over
from kla_score.parts.dividing import slugify
from kla_score.parts.rolled_up import Sentences, with_counts
from kla_score.reports.views.rollup_note import note_of, read_note
from kla_score.scoring import Scorecard
from kla_score.scoring.summary import Failure
from kla_score.sheet.local_figures import read_figures
from kla_score.sheet.local_lists import read_list


def village_roster(path: StrPath, forms: Sequence[Instrument] | None = None) -> Roster:
    """
    Read the list of all villages of a regency at *path*.

    Raises:
        KlaScoreError: It cannot be read, or has faults. The error has all issues.

    """
    wanted = load_forms() if forms is None else forms
    return read_roster(Path(path), RegionKinds(tuple(kind for form in wanted for kind in form.regions)))


def village_lists(
    roster: Roster, forms: Sequence[Instrument] | None = None, language: str = "id"
) -> Mapping[str, bytes]:
    """Return a workbook for each sub-district of *roster* by its file name, with a row for each of its villages."""
    from kla_score.template.local_list import write_list  # noqa: PLC0415 - openpyxl loads slowly

    wanted = load_forms() if forms is None else forms
    digits = len(str(len(roster.districts)))
    lists = {}
    for number, (key, district) in enumerate(roster.districts.items(), start=1):
        villages = [each for each in roster.members if each.kind != DISTRICT and bare(each.district) == key]
        rows = {form: [each for each in (district, *villages) if _answers(each.kind, form)] for form in wanted}
        name = f"{number:0{digits}}-{slugify(district.name)}.xlsx"
        lists[name] = write_list(rows, district, Messages(language))
    return lists


def _answers(kind: str, form: Instrument) -> bool:
    return any(each.id == kind for each in form.regions)


def rollup(  # noqa: PLR0913 - an argument for each option
    files: Sequence[StrPath],
    instrument: Instrument,
    roster: Roster,
    forms: Sequence[Instrument] | None = None,
    *,
    figures: StrPath | None = None,
    prefers_newest: bool = False,
    as_of: str = "",
    largest: int = LARGEST,
) -> Rollup:
    """
    Count the lists and sheets *files* into the questions of *instrument*. A file that cannot be read stops no other.

    Args:
        files: Lists of sub-districts (.xlsx or .csv), and sheets of single villages.
        instrument: The instrument of the regency.
        roster: All villages of the regency (`village_roster`).
        forms: The forms of the lists; by default the two packaged ones.
        figures: A CSV file with the figures of agencies.
        prefers_newest: Whether the newest of different answers counts. Otherwise none does.
        as_of: The date of the result (``YYYY-MM-DD``); by default that of the newest list.
        largest: The maximum size of each file in MiB.

    Raises:
        KlaScoreError: The figures cannot be read, or a form does not fit *instrument*.

    """
    wanted = load_forms() if forms is None else forms
    reports: list[LocalReport] = []
    issues: list[Issue] = []
    failed: list[Failure] = []
    for path in map(Path, files):
        try:
            read = read_list(path, wanted, largest)
        except KlaScoreError as error:
            located = [replace(each, location=each.location._replace(file=str(path))) for each in error.issues]
            failed.append(Failure(str(path), tuple(located)))
        else:
            reports += read.reports
            issues += read.issues
    tables = read_figures(Path(figures), wanted, largest) if figures else None
    counted = roll_up(
        instrument,
        wanted,
        roster,
        reports,
        tables.reports if tables else (),
        prefers_newest=prefers_newest,
        as_of=as_of,
        files=len(files) - len(failed),
        failed=failed,
    )
    return replace(counted, issues=(*issues, *(tables.issues if tables else ()), *counted.issues))


class RolledUp(NamedTuple):
    """
    The regency's *workbook* with the counts, as the content of an .xlsx file, and its score *before* and *after*.

    *issues* are of the entries that could not be copied.
    """

    workbook: bytes
    before: Scorecard
    after: Scorecard
    issues: Sequence[Issue]


def write_rollup(
    sheet: StrPath, counted: Rollup, annex: str = "", language: str = "id", largest: int = LARGEST
) -> RolledUp:
    """
    Write the counts into a copy of the regency's workbook *sheet*.

    Args:
        sheet: The workbook. It is not changed.
        counted: The counts.
        annex: The name of the annex, for the questions that require a matrix.
        language: The language of the new workbook, ``id`` or ``en``.
        largest: The maximum size of the workbook in MiB.

    Raises:
        WorkbookError: The file cannot be read, is not a self-assessment workbook, or belongs to another edition.

    """
    from kla_score.template.preview import score_entries  # noqa: PLC0415 - openpyxl loads slowly

    raw, form, share = read_sheet(sheet, counted.instrument, largest)
    carried_over = carry_over(raw, form, form, same_period=True)
    messages = Messages(language)
    sentences = Sentences(lambda each, name: note_of(each, counted.as_of, messages, name), read_note)
    entries, kept = with_counts(carried_over.entries, counted, annex, sentences)
    new = carried_over._replace(entries=entries)
    scores = score_rows(raw, form), score_entries(form, entries, messages)
    period, _ = read_identity(raw, form)
    issues = (*carried_over.issues, *_of_another_region(period.region, counted, str(sheet)), *kept)
    return RolledUp(template(form, language, new, share=share), *scores, issues)


def _of_another_region(region: Region, counted: Rollup, file: str) -> Iterator[Issue]:
    """Yield a warning if the villages of *counted* are not in *region*, by their codes or else by its name."""
    members = {each.region for question in counted.counted for each in question.by_region}
    codes = {".".join(each.code.split(".")[:REGENCY_PARTS]) for each in members if each.code}
    names = {REGENCIES.split(each.regency)[1] for each in members if each.regency}
    others = codes if region.code and codes else {bare(each) for each in names}
    own = region.code if region.code and codes else bare(region.name)
    if own and others and own not in others:
        parameters = {"expected": tuple(sorted(names) or sorted(codes))}
        found = f"{region.kind.capitalize()} {region.name}".strip() or region.code
        yield Issue("sheet-of-another-region", Location(file), found=found, parameters=parameters)
