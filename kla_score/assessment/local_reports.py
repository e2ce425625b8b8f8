"""
What a village or sub-district reports: its answers to the questions of a form, from a list or a sheet of its own.

Pure: no files, no printing.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from kla_score.assessment.region import Region
from kla_score.instrument.questions import NO_POINTS, Question, Reading
from kla_score.issues import NO_LOCATION, Location


class LocalAnswer(NamedTuple):
    """
    One answer: whether it is yes, the document and its date (``YYYY-MM-DD`` if it can be read).

    *is_yes* is None without a usable answer. *names_document* is whether *document* says that there is one.
    """

    is_yes: bool | None = None
    document: str = ""
    date: str = ""
    names_document: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in."""
        return self.is_yes is None and not self.document and not self.date


NO_ANSWER: Final = LocalAnswer()


class LocalReport(NamedTuple):
    """
    The answers of one region to the *form* with this id, by the code of the question and without blank ones.

    *location* is the row. *as_of* is the date that the list names, or else of saving it (``YYYY-MM-DD``). *saved*
    orders lists of one date.
    """

    form: str
    region: Region
    answers: Mapping[str, LocalAnswer]
    location: Location = NO_LOCATION
    as_of: str = ""
    saved: str = ""


def is_good(question: Question, *, is_yes: bool) -> bool:
    """Return whether the answer is the better one: no cases, or yes to any other question."""
    return is_yes is not question.lower_is_better


def says_yes(question: Question, reading: Reading) -> bool | None:
    """Return whether a *reading* of the answer to *question* means yes. The better answer is worth the maximum."""
    return None if reading.points is None else (reading.points > NO_POINTS) is not question.lower_is_better
