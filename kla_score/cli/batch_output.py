"""How the result of a batch leaves the program: scorecards one by one as they come, all else at the end."""

import dataclasses
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from kla_score.api.batch_runner import SheetResult
from kla_score.assessment.region import Region
from kla_score.cli.output import OutputStyle, OutputWriter, print_written
from kla_score.cli.terminal import write_exact
from kla_score.files.writing import check_outputs, make_folder, write_output
from kla_score.issues import Issue, Location, OutputError, Parameter
from kla_score.parts.dividing import plain_letters
from kla_score.reports.document import Document
from kla_score.reports.formats import FOR_RESULTS

LINES: Final = "jsonl"
LINES_SUFFIX: Final = ".jsonl"


class BatchOutput:
    """Where the result goes: scorecards as lines of JSON one by one, all else at the end."""

    def __init__(self, shown: str, files: Sequence[Path], inputs: Sequence[Path], *, force: bool) -> None:
        self._is_streamed = shown == LINES
        self._lines = [path for path in files if path.suffix.lower() == LINES_SUFFIX]
        others = [path for path in files if path not in self._lines]
        screen = None if self._is_streamed else shown
        try:
            self._delivery = OutputWriter(screen, others, inputs, formats=FOR_RESULTS, force=force)
            # What is not whole is shown, and said to be so, but never stored.
            self._screen = OutputWriter(screen, (), inputs, formats=FOR_RESULTS, force=force)
        except OutputError as error:
            raise OutputError(*map(_with_lines, error.issues)) from error
        check_outputs([*self._lines, *others], inputs, force=force)
        self._inputs, self._force = inputs if self._lines else (), force
        # Without a name, so that nothing is left behind whatever happens; it lives as long as the command.
        self._spool = tempfile.TemporaryFile() if self._lines else None  # noqa: SIM115

    @property
    def wants_scorecards(self) -> bool:
        """Whether anything is to be done with whole scorecards."""
        return self._is_streamed or bool(self._lines)

    @property
    def are_for_machines(self) -> bool:
        """Whether stdout and the files hold data alone."""
        return self._is_streamed or self._delivery.is_for_machines

    def put(self, outcome: SheetResult) -> None:
        """Take one scorecard."""
        if self._is_streamed:
            write_exact(sys.stdout, [outcome.scorecard])
        if self._spool:
            self._spool.write(outcome.scorecard.encode("utf-8", "replace"))

    def finish(
        self,
        shown: Document,
        in_full: Callable[[], Document],
        *,
        quiet: bool,
        look: OutputStyle,
        is_whole: bool,
    ) -> None:
        """Write the files, when the result is whole, and what is to be seen."""
        if self._spool and is_whole:
            with self._spool as lines:
                for path in self._lines:
                    lines.seek(0)
                    write_output(path, lines, self._inputs, force=self._force)
            if not quiet:
                print_written(self._lines, shown.messages)
        delivery = self._delivery if is_whole else self._screen
        delivery.write(shown, in_full, quiet=quiet, look=look)


def _with_lines(issue: Issue) -> Issue:
    """Name JSON Lines, too, among what is allowed."""
    allowed = issue.parameters.get("allowed")
    if not isinstance(allowed, tuple):
        return issue
    name = LINES if issue.code == "format-unknown" else LINES_SUFFIX
    return dataclasses.replace(issue, parameters={**issue.parameters, "allowed": (*allowed, name)})


class ScorecardFolder:
    """
    Where the scorecard of each region goes: a file called like the region, and like none of *others*.

    Raises:
        OutputError: there are files in it already, and they are not to be replaced.

    """

    def __init__(self, path: Path, others: Sequence[Path], *, force: bool) -> None:
        make_folder(path)
        self._others = others
        if not force and any(path.iterdir()):
            raise OutputError(Issue("output-exists", Location(str(path))))
        self._path = path
        # Known before any work: never over an input or another output that is called the same.
        self._taken = {
            other.stem.casefold()
            for other in others
            if other.suffix.lower() == ".json" and os.path.realpath(other.parent) == os.path.realpath(path)
        }

    def left_over(self) -> Sequence[Issue]:
        """Name the scorecards that an earlier run has left behind."""
        names = sorted(path.name for path in self._path.glob("*.json") if path.stem.casefold() not in self._taken)
        parameters: Mapping[str, Parameter] = {"count": len(names), "files": tuple(names[:5])}
        return [Issue("each-left-over", parameters=parameters)] if names else []

    def put(self, outcome: SheetResult) -> None:
        """Write one scorecard; a name that is taken gets a number."""
        summary = outcome.summary
        region = summary.region if summary else Region()
        words: Sequence[str] = [region.code, region.kind, region.name] if region.name else [Path(outcome.file).stem]
        stem = name = plain_letters(" ".join(words))
        number = 1
        while name in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name)
        content = outcome.scorecard.encode("utf-8", "replace")
        write_output(self._path / f"{name}.json", content, self._others, force=True, is_our_name=True)
