"""Tell titles and lines of sums in a recap from questions."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from kla_score.instrument import Indicator
from kla_score.instrument.questions import Question
from kla_score.sheet.question_matching import QuestionMatcher, number_key
from kla_score.sheet.recap_rows import Place, RecapRow
from kla_score.sheet.recap_sums import RecapSums, SumLine, sum_line
from kla_score.sheet.recap_titles import RecapTitles, first, without_number


class Heading(NamedTuple):
    """
    The title of an *indicator* or of a *cluster* (an id), or a *line* of sums.

    An unclear heading has none of them: the row can also be a question.
    """

    indicator: Indicator | None = None
    cluster: str = ""
    line: SumLine | None = None

    @property
    def is_unclear(self) -> bool:
        """Whether the row can also be a question."""
        return self == UNCLEAR


UNCLEAR: Final = Heading()


class Headings(NamedTuple):
    """
    Finds titles and lines of sums.

    Words alone are no proof: a question can end with the name of another indicator ("… on smoke-free areas"), or begin
    like a sum. Number, maximum and values of the row decide.
    """

    matcher: QuestionMatcher
    titles: RecapTitles
    sums: RecapSums

    def find(self, each: RecapRow, place: Place) -> Heading | None:
        """Return the heading with the words of a row, or of the indicator with its number and maximum."""
        if named := self.titles.indicator_named(each.titles):
            return self._of_indicator(each, place, named)
        # Beside a number, "I" is no title, and "Jumlah puskesmas ramah anak" is a question.
        titles = [title for title in each.titles if not each.is_numbered or len(title) > 1]
        cluster = first(self.titles.cluster_named, titles) or ""
        line = first(sum_line, each.titles)
        if line and each.is_numbered and (line.of_what or self.matcher.numbered(each.clues)):
            line = None
        if line and self.sums.is_known(line, place.indicator):
            return Heading(line=line)
        if line or cluster:
            rivals = self._rivals(each, line.of_what if line else self._text_of(each), in_part=line is not None)
            has_other_maximum = cluster and _has_other_maximum(each, cluster, self.titles.cluster(cluster).maximum)
            is_title = not has_other_maximum and self._is_title(each, place, rivals, is_sum=line is not None)
            return Heading(cluster="" if line else cluster, line=line) if is_title else None
        numbered = self._with_number_and_maximum(each, place) if each.is_numbered else None
        return Heading(numbered) if numbered else None

    def find_by_number(self, each: RecapRow, place: Place) -> Heading | None:
        """Return the heading in a region's own words with the number of an indicator or of a cluster."""
        named = self.titles.indicator_numbered(each.titles, place.cluster, place.indicator)
        if named and not self.titles.contradicts(each.clues.maximum, named, place.indicator):
            return self._of_indicator(each, place, named, is_named=False) or UNCLEAR
        cluster = first(self.titles.cluster_numbered, each.titles)
        return Heading(cluster=cluster) if cluster and not _has_maximum_of_question(each) else None

    def _of_indicator(self, each: RecapRow, place: Place, named: Indicator, *, is_named: bool = True) -> Heading | None:
        """
        Return the title of *named*, which is unclear if the row can be a question; None if it is one.

        With other words than the name of the indicator, a row is not *is_named*, and a question needs fewer of its
        words.
        """
        rivals = self._rivals(each, self._text_of(each), in_part=not is_named)
        if _has_other_maximum(each, named.code, named.maximum, named.questions_maximum):
            return None if self._numbered(each) in rivals else UNCLEAR
        is_repeated = named is place.indicator and not each.has_values
        if is_repeated or (each.clues.maximum is not None and each.clues.maximum == named.maximum):
            return Heading(named)
        is_title = self._is_title(each, place, rivals)
        if is_title is None and named is self.titles.next_to(place.indicator):
            is_title = True
        if is_title is None:
            return UNCLEAR
        return Heading(named) if is_title else None

    def _is_title(
        self, each: RecapRow, place: Place, rivals: Sequence[Question], *, is_sum: bool = False
    ) -> bool | None:
        """Return whether a row is no question although it can be one of *rivals*; None if that is unclear."""
        maximum = each.clues.maximum
        if not rivals:
            return True
        if maximum is not None:
            return False if maximum in {rival.maximum for rival in rivals} else (None if is_sum else True)
        if self._numbered(each) in rivals:
            return False
        return None if each.has_values or place.is_followed_by(each.number) else True

    def _rivals(self, each: RecapRow, text: str, *, in_part: bool) -> Sequence[Question]:
        """Return the questions with this *text* that the row can be, in the indicator or with its number."""
        numbered = self._numbered(each)
        questions = [*each.clues.questions, *([numbered] if numbered else ())]
        return self.matcher.covering(text, questions, in_part=in_part)

    def _numbered(self, each: RecapRow) -> Question | None:
        return self.matcher.numbered(each.clues) if each.is_numbered else None

    def _text_of(self, each: RecapRow) -> str:
        return each.clues.text if each.is_numbered else without_number(each.titles[0])

    def _with_number_and_maximum(self, each: RecapRow, place: Place) -> Indicator | None:
        """Return the indicator with the number and the maximum of a row, if the row is not that of a question."""
        indicator = self.titles.with_code(each.clues.number.text)
        if indicator is None or indicator is place.indicator or each.clues.maximum != indicator.maximum:
            return None
        if indicator is not self.titles.next_to(place.indicator) and _has_maximum_of_question(each):
            return None
        numbered = self.matcher.numbered(each.clues)
        is_printed = numbered is not None and numbered.maximum == each.clues.maximum
        text = self.matcher.find_by_text(each.clues._replace(maximum=None))
        return None if is_printed or text else indicator


def _has_maximum_of_question(each: RecapRow) -> bool:
    """Return whether a question of the present indicator has the maximum of the row."""
    return each.clues.maximum in {question.maximum for question in each.clues.questions}


def _has_other_maximum(each: RecapRow, code: str, *maxima: Decimal) -> bool:
    """Return whether neither the number nor the maximum of an answer is that of the title with its words."""
    is_answer = each.is_numbered and each.has_values and each.clues.maximum is not None
    return is_answer and number_key(each.clues.number.text) != number_key(code) and each.clues.maximum not in maxima
