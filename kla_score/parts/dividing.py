"""
Divide a sheet among agencies, and make an instrument with only some of its questions.

Pure: no files, no printing.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from kla_score.assessment import RawRow, RawSheet, codes_of
from kla_score.assessment.region import Identity
from kla_score.cells import BLANK, Cell
from kla_score.instrument import Cluster, Indicator, Instrument
from kla_score.instrument.agencies import Agencies, in_one_spelling
from kla_score.instrument.questions import NO_POINTS
from kla_score.issues import Issue


class Assignment(NamedTuple):
    """The questions of one agency: their codes, in the order of the instrument."""

    agency: str
    codes: tuple[str, ...]


class PartialInstrument(Instrument):
    """
    Some of the questions of a *whole* instrument.

    Caps stay the same. Maxima are the sums of the remaining questions. There are no predicates, because they apply to
    the whole. The fingerprint is the fingerprint of the whole, because a part can be merged into any sheet of the
    whole.
    """

    whole: Instrument
    """Where the questions come from."""

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint of the whole instrument."""
        return self.whole.fingerprint


def subset(instrument: Instrument, codes: Collection[str]) -> PartialInstrument:
    """Return *instrument* with only the questions *codes*, of which there is at least one."""
    clusters = [cluster for each in instrument.clusters if (cluster := _restricted_cluster(each, codes))]
    own = {
        "clusters": tuple(clusters),
        "maximum": sum((cluster.maximum for cluster in clusters), NO_POINTS),
        "predicates": (),
        "whole": instrument,
    }
    return PartialInstrument.model_validate({**instrument.as_mapping(), **own})


def _restricted_cluster(cluster: Cluster, codes: Collection[str]) -> Cluster | None:
    indicators = [each for indicator in cluster.indicators if (each := _restricted_indicator(indicator, codes))]
    maximum = sum((indicator.maximum for indicator in indicators), NO_POINTS)
    return cluster.with_changes(indicators=tuple(indicators), maximum=maximum) if indicators else None


def _restricted_indicator(indicator: Indicator, codes: Collection[str]) -> Indicator | None:
    questions = tuple(question for question in indicator.questions if question.code in codes)
    maximum = indicator.capped(sum((question.maximum for question in questions), NO_POINTS))
    return indicator.with_changes(questions=questions, maximum=maximum) if questions else None


def divide(agencies: Agencies, written: Mapping[str, str]) -> tuple[Sequence[Assignment], Sequence[Issue]]:
    """
    Divide the questions among their agencies; a question with several agencies goes to each.

    *written* has, by question code, the agency cells of an older sheet that differ from the instrument.

    Returns:
        The assignments sorted by the name of the agency, ignoring letter case, and an issue for each unknown name in
        *written*. Questions without an agency are assigned to an empty name.

    """
    codes: dict[str, list[str]] = {}
    unknown: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for code, question in agencies.instrument.questions.items():
        owners = in_one_spelling(agencies.owners_of(question, written.get(code, "")), spellings)
        for owner in owners or ("",):
            codes.setdefault(owner, []).append(code)
            if owner and not agencies.find(owner):
                unknown.setdefault(owner, code)
    shares = [Assignment(name, tuple(codes[name])) for name in sorted(codes, key=lambda name: (name.casefold(), name))]
    issues = [
        Issue("agency-unknown", question=code, found=name, parameters={"candidates": agencies.nearest(name)})
        for name, code in unknown.items()
    ]
    return shares, issues


def file_names(shares: Sequence[Assignment]) -> Mapping[str, str]:
    """Return the file name for each agency: numbered for sorting, in letters that every system accepts."""
    digits = len(str(len(shares)))
    return {
        share.agency: f"{number:0{digits}}-{slugify(share.agency)}.xlsx" for number, share in enumerate(shares, start=1)
    }


def slugify(name: str) -> str:
    """Return *name* in lower-case letters, digits and hyphens for a file, at most 60; ``x`` if there are none."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return _NO_LETTERS.sub("-", letters)[:_LONGEST_FILE_NAME].strip("-") or "x"


_NO_LETTERS: Final = re.compile("[^a-z0-9]+")
_LONGEST_FILE_NAME: Final = 60
_BETWEEN_CODES: Final = re.compile(r"[;,\s]+")


def read_share(raw: RawSheet, instrument: Instrument) -> Assignment | None:
    """
    Return the part of a divided sheet that *raw* is; None if it is a whole sheet.

    A part names its agency and its questions. If it does not name its questions, they are the questions of the agency
    in the instrument, or else all questions with a row.
    """
    agency, written = (_text(raw.identity.get(line, BLANK)) for line in (Identity.PART, Identity.QUESTIONS))
    if not agency and not written:
        return None
    by_key = {code.casefold(): code for code in instrument.questions}
    named = {
        by_key.get(name.casefold(), "")
        for name in _BETWEEN_CODES.split(raw.identity.get(Identity.QUESTIONS, BLANK).text)
    }
    if not named & instrument.questions.keys():
        agencies = Agencies(instrument)
        owner = agencies.find(agency)
        named = {code for code, question in instrument.questions.items() if owner in agencies.owners_of(question)}
    if not named:
        named = {code or "" for code in codes_of(raw.rows, instrument)}
    return Assignment(agency, tuple(code for code in instrument.questions if code in named))


def _text(cell: Cell) -> str:
    return "" if cell.is_unreadable else " ".join(cell.text.split())


def rows_of_part(raw: RawSheet, share: Assignment, instrument: Instrument) -> RawSheet:
    """
    Return *raw* with only the rows of *share* and the rows without a question.

    Every value in a row of another question is reported, because it does not count here.
    """
    rows: list[RawRow] = []
    issues: list[Issue] = []
    for row, code in zip(raw.rows, codes_of(raw.rows, instrument), strict=True):
        if code is None or code in share.codes:
            rows.append(row)
            continue
        cells = (row.points, *row.evidence.values(), row.note)
        filled = [cell for cell in cells if not cell.is_blank]
        issues += [Issue("answer-of-another-part", cell.location, code, cell.text) for cell in filled]
    return raw._replace(rows=rows, issues=(*raw.issues, *issues))
