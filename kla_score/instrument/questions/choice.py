"""Questions that are answered by one of several options."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from kla_score.cells import Cell, format_decimal, normalize_text
from kla_score.instrument.base import Model, RuleViolation, Text
from kla_score.instrument.questions.base import (
    KIND,
    OptionScale,
    Points,
    Question,
    Reading,
    find_answer_point_violations,
)
from kla_score.issues import N_


class Option(Model):
    """One answer with its points, as printed."""

    text: Text = Field(description=N_("Text of the answer. It is unique within the question, in both languages."))
    points: Points = Field(description=N_("Points for this answer."))


class ChoiceQuestion(Question):
    """A question that is answered by choosing one of its options."""

    explanation: ClassVar[tuple[str, ...]] = (
        N_("A question that is answered with the text of one of its options."),
        N_(
            "The Indonesian and the English text are both valid. Letter case and blanks do not matter. One option is worth 0, and the best one is worth the maximum. The options are in the order of their points, rising or falling."
        ),
    )

    kind: Literal["choice"] = Field(description=KIND)
    options: Annotated[tuple[Option, ...], Field(min_length=2)] = Field(
        description=N_("Two or more options, in the order of their points.")
    )

    @property
    def scale(self) -> OptionScale:
        """Each option with its points."""
        return OptionScale(tuple((option.text, option.points) for option in self.options))

    def read(self, cell: Cell) -> Reading:
        """Return the option with the text of the cell."""
        return self.read_option(cell, self.scale)

    def find_violations(self) -> Iterator[RuleViolation]:
        """Yield the options that are not distinct, or whose points are wrong."""
        owners: dict[str, int] = {}
        for position, option in enumerate(self.options):
            for language in ("id", "en"):
                label = option.text.in_language(language)
                if owners.setdefault(normalize_text(label), position) != position:
                    yield RuleViolation("option-repeated", ("options", position, "text", language), label)
                    break  # once per option, because the texts are usually copied in both languages
        yield from find_answer_point_violations(
            tuple(option.points for option in self.options), self.maximum, "options"
        )
        yield from self._check_monotonic()

    def _check_monotonic(self) -> Iterator[RuleViolation]:
        """Yield the options at which the points change from rising to falling, or from falling to rising."""
        points = [option.points for option in self.options]
        rises = points[-1] > points[0]
        for position in range(1, len(points)):
            before, after = points[position - 1 : position + 1]
            if before != after and (after > before) is not rises:
                yield RuleViolation("options-unordered", ("options", position, "points"), format_decimal(after))
                return
