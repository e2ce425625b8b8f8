"""
The numbers in the options of a choice: gaps, overlaps, a wrong direction, and options copied from another question.

Forms print ranges such as "11–20%" and "≥ 30%" as options. An option with other numbers, such as a year or "every 3
months", is not a range and is left out.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from kla_score.cells import format_decimal, normalize_text
from kla_score.instrument.base import RuleViolation, Text
from kla_score.instrument.questions import Question
from kla_score.instrument.questions.choice import ChoiceQuestion
from kla_score.instrument.rules.context import LocatedViolation, ValidParts
from kla_score.issues import Parameter


class _Range(NamedTuple):
    """
    The numbers that one option covers. A missing limit is None: "≤ 3" begins where the option below it ends.

    Attributes:
        low: The lower limit, which belongs to the range if *has_low*.
        high: The upper limit, which belongs to the range if *has_high*.
        position: The position of the option in its question.
        points: The points of the option.
        is_swapped: The option has the higher limit first.
        unit: The percent sign or the word behind the number; empty for zero without a number, such as "none".

    """

    low: Decimal | None
    high: Decimal | None
    unit: str
    has_low: bool = True
    has_high: bool = True
    position: int = 0
    points: Decimal = Decimal(0)
    is_swapped: bool = False

    @property
    def order(self) -> Decimal:
        """The number by which ranges are in order."""
        return self.high if self.low is None and self.high is not None else self.low or Decimal(0)

    @property
    def rank(self) -> tuple[Decimal, int]:
        """The rank of the range: "< 3" is below "3", and "> 3" is above it."""
        return self.order, 0 if self.low is None else 1 if self.has_low else 2


def find_wrong_answer_points(parts: ValidParts) -> Iterator[LocatedViolation]:
    """Yield the options whose numbers contradict each other or the points, and the copied sets of options."""
    for question in parts.questions:
        if isinstance(question, ChoiceQuestion):
            for violation in _faults(question):
                yield question, violation
    yield from _copied(parts.questions)


def _faults(question: ChoiceQuestion) -> Iterator[RuleViolation]:
    ranges, unread = _ranges(question)
    for each in ranges:
        if each.is_swapped:
            yield _at(question, "option-range-reversed", each)
    if wrong := _reversed(ranges, lower_is_better=question.lower_is_better):
        yield _at(question, "options-reversed", wrong)
        return
    for before, after in pairwise(ranges):
        is_known = unread.isdisjoint(range(*sorted((before.position, after.position))))
        yield from _between(question, before, after, is_known=is_known)
    if not unread:
        yield from _ends(question, ranges)


def _between(question: ChoiceQuestion, before: _Range, after: _Range, *, is_known: bool) -> Iterator[RuleViolation]:
    """Yield the overlap of two neighbours or, if it *is_known* that nothing is between them, the gap."""
    if before.high is None or after.low is None:
        # "≥ 25%" ends where "≥ 50%" begins, and "≤ 25%" begins where "≤ 10%" ends. But "≤ 3" includes "1".
        if before.high is not None and before.low and before.has_low:
            yield _at(question, "options-overlap", after, found=format_decimal(before.low) + _sign(before))
        return
    step = 0 if after.unit == "%" else 1
    first = after.low if after.has_low else after.low + step
    last = before.high if before.has_high else before.high - step
    if first < last or (first == last and (step or (before.has_high and after.has_low))):
        yield _at(question, "options-overlap", after, found=format_decimal(after.low) + _sign(after))
    elif is_known and (first - last > 1 or (first == last and not (before.has_high or after.has_low))):
        yield _at(question, "options-gap", after, lower=last, upper=first)


def _ends(question: ChoiceQuestion, ranges: Sequence[_Range]) -> Iterator[RuleViolation]:
    """Yield the gaps below and above percentages."""
    for lowest in ranges[:1]:
        if lowest.unit == "%" and lowest.low is not None and lowest.low > 1:
            yield _at(question, "options-gap", lowest, lower=Decimal(0), upper=lowest.low)
    for highest in ranges[-1:]:
        if highest.unit == "%" and highest.high is not None and highest.high < _ALL:
            yield _at(question, "options-gap", highest, lower=highest.high, upper=_ALL)


def _sign(each: _Range) -> str:
    return each.unit if each.unit == "%" else ""


def _at(question: ChoiceQuestion, code: str, each: _Range, found: str = "", **limits: Decimal) -> RuleViolation:
    """Return the violation at the text of an option, with its limits as text."""
    text = question.options[each.position].text.id
    shown = {name: format_decimal(limit) + _sign(each) for name, limit in limits.items()}
    return RuleViolation(code, ("options", each.position, "text", "id"), found or text, shown)


def _ranges(question: ChoiceQuestion) -> tuple[Sequence[_Range], set[int]]:
    """
    Return the ranges of the options from the lowest number up, and the positions of the options without a range.

    There are no ranges if they have different units. A repeated option has another finding.
    """
    texts = {normalize_text(option.text.id): position for position, option in reversed([*enumerate(question.options)])}
    options = {position: question.options[position] for position in sorted(texts.values())}
    read = [
        each._replace(position=position, points=option.points)
        for position, option in options.items()
        if (each := _read(option.text))
    ]
    units = {each.unit for each in read if each.unit}
    numbers = [each for each in read if each.unit]
    ranges = sorted(read, key=lambda each: each.rank) if len(units) == 1 and numbers[1:] else []
    return ranges, options.keys() - {each.position for each in read}


def _reversed(ranges: Sequence[_Range], *, lower_is_better: bool) -> _Range | None:
    """Return the first range with more points than its number allows; in falling order if *lower_is_better*."""
    for before, after in pairwise(ranges):
        if after.points != before.points and (after.points < before.points) is not lower_is_better:
            return after
    return None


def _read(text: Text) -> _Range | None:
    """Return the range of an option, as its Indonesian text says; None if there is none."""
    if len(text.id) > _LONGEST:
        return None
    words = _RUPIAH.sub("", normalize_text(text.id)).replace(" persen", "%")
    if "%" not in words:
        words = _THOUSANDS.sub(lambda match: match[0].replace(".", ""), words)
    words = words.replace(",", ".")
    if _ZERO.fullmatch(words):
        return _Range(low=Decimal(0), high=Decimal(0), unit="")
    for word, digit in _WORDS.items():
        words = re.sub(rf"\b{word}\b", digit, words)
    match = _RANGE.fullmatch(words)
    if not match or _OTHER.search(words):
        return None
    number, sign, unit = Decimal(match["low"]), match["sign"], "%" if "%" in words else match["unit"] or "…"
    if match["high"]:
        limits, has_high = (number, Decimal(match["high"])), not match["to"].endswith("<")
        return _Range(
            low=min(limits),
            high=max(limits),
            unit=unit,
            has_low=sign not in _EXCLUDED,
            has_high=has_high,
            is_swapped=limits[0] > limits[1],
        )
    if _UP.fullmatch(sign) or _OR_MORE.search(words):
        return _Range(low=number, high=None, unit=unit, has_low=sign not in _EXCLUDED)
    if sign or _OR_LESS.search(words):
        return _Range(low=None, high=number, unit=unit, has_high=sign not in _EXCLUDED)
    return _Range(low=number, high=number, unit=unit)


def _copied(questions: Sequence[Question]) -> Iterator[LocatedViolation]:
    """
    Yield each set of options that fits the text of another question only.

    Equal sets are usual. A set is a copy if it repeats two or more words of the other question and none of its own.
    """
    sets: dict[tuple[str, ...], list[ChoiceQuestion]] = {}
    for question in questions:
        if isinstance(question, ChoiceQuestion):
            sets.setdefault(tuple(normalize_text(each.text.id) for each in question.options), []).append(question)
    for texts, users in sets.items():
        words = set(re.findall(r"[^\W\d_]{5,}", " ".join(texts)))
        own = [words & set(re.findall(r"[^\W\d_]{5,}", normalize_text(each.text.id))) for each in users]
        source = max(range(len(users)), key=lambda position: len(own[position]))
        for question, shared in zip(users, own, strict=True):
            if not shared and len(own[source]) >= _COPIED_WORDS:
                other = users[source]
                names: dict[str, Parameter] = {"other": other.code, "words": tuple(sorted(own[source]))}
                yield question, RuleViolation("options-copied", ("options",), "", names, ((other, ("options",)),))


_LONGEST: Final = 200
"""The maximum length of an option that is read, because reading a long one takes long."""
_COPIED_WORDS: Final = 2
_EXCLUDED: Final = frozenset({">", "<", "lebih dari", "di atas", "kurang dari", "di bawah"})
"""The signs whose limit does not belong to the range."""
_ALL: Final = Decimal(100)
_WORDS: Final = dict(zip(("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan"), "12345678", strict=True))
_ZERO: Final = re.compile(r"(tidak|belum|tdk|blm) (ada|pernah|memiliki)\b[^0-9]*|nihil|kosong")
_OTHER: Final = re.compile(r"\b(setiap|tiap|per|sekali|tahun|bulan|minggu|hari|jam|nomor|no|pasal|kelas|usia|umur)\b")
"""Words of numbers that are not amounts, such as a year, or where a lower number can mean more."""
_UP: Final = re.compile("≥|>|>=|=>|minimal|paling sedikit|sekurang-kurangnya|lebih dari|di atas|mulai")
_OR_MORE: Final = re.compile(r"\b(?:(?:atau|dan) lebih|ke atas)\b|[0-9]\+")
_OR_LESS: Final = re.compile(r"\b(?:(?:atau|dan) kurang|ke bawah)\b")
_RUPIAH: Final = re.compile(r"\brp\.? ?(?=[0-9])")
_THOUSANDS: Final = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![0-9.])")
"""A number of three digits or more with dots, as Indonesian writes thousands."""
_NUMBER: Final = r"[0-9]+(?:\.[0-9]+)?"
_RANGE: Final = re.compile(
    rf"(?:[^\W\d_]+ )*?\(?(?P<sign>≥|≤|>=|=>|<=|=<|>|<|minimal|maksimal|paling sedikit|paling banyak|sekurang-kurangnya"
    rf"|lebih dari|kurang dari|di atas|di bawah|mulai|hingga|sampai dengan|sampai|)\s?(?P<low>{_NUMBER})\s?%?"
    rf"(?:\s?(?P<to>(?:–|-|—|‑|s\.d\.|s/d|sampai dengan|sampai|hingga)(?:\s?(?:≤|<=|<))?|≤|<=|<)"
    rf"\s?(?P<high>{_NUMBER})\s?%?)?"
    r"\+?(?: (?:(?:atau|dan) (?:lebih|kurang)|ke (?:atas|bawah)))?(?:\s(?P<unit>[^\W\d_]+)[^0-9]*|[^\w]*)"
)
