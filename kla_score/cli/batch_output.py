"""Write the result of a batch: scorecards one by one during the run, everything else at the end."""

import contextlib
import dataclasses
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from kla_score.api.batch_runner import SheetResult
from kla_score.api.finished_results import NO_RESULTS
from kla_score.assessment.region import Region
from kla_score.cli.common_options import OutputStyle
from kla_score.cli.output import OutputWriter
from kla_score.cli.terminal import write_exact
from kla_score.files.writing import check_folder, check_outputs, make_folder, write_outputs
from kla_score.issues import Issue, Location, OutputError, Parameter
from kla_score.parts.dividing import slugify
from kla_score.reports.document import Document
from kla_score.reports.formats import FOR_RESULTS

LINES: Final = "jsonl"
LINES_SUFFIX: Final = ".jsonl"


class BatchOutput:
    """The outputs of a batch: scorecards as lines of JSON one by one, everything else at the end."""

    def __init__(self, shown: str, files: Sequence[Path], inputs: Sequence[Path], *, force: bool) -> None:
        self._is_streamed = shown == LINES
        self._lines = [path for path in files if path.suffix.lower() == LINES_SUFFIX]
        others = [path for path in files if path not in self._lines]
        screen = None if self._is_streamed else shown
        try:
            self._writer = OutputWriter(screen, others, inputs, formats=FOR_RESULTS, force=force)
        except OutputError as error:
            raise OutputError(*map(_with_lines, error.issues)) from error
        check_outputs([*self._lines, *others], inputs, force=force)
        # The spool has no name, so that it is deleted in any case. It is open as long as the command runs.
        self._spool = tempfile.TemporaryFile() if self._lines else None  # noqa: SIM115

    @property
    def wants_scorecards(self) -> bool:
        """Whether any output needs whole scorecards."""
        return self._is_streamed or bool(self._lines)

    @property
    def are_for_machines(self) -> bool:
        """Whether stdout and all files contain only data."""
        return self._is_streamed or self._writer.is_for_machines

    def put(self, result: SheetResult) -> None:
        """Write one scorecard."""
        if self._is_streamed:
            write_exact(sys.stdout, [result.scorecard])
        if self._spool:
            self._spool.write(result.scorecard.encode("utf-8", "replace"))

    def finish(
        self,
        shown: Document,
        in_full: Callable[[], Document],
        *,
        style: OutputStyle,
        is_usable: bool,
    ) -> None:
        """Write the files if the result is complete and has regions, then the output for the screen."""
        if is_usable:
            for path in self._lines:
                self._writer.add(path, self._spooled())
        else:
            self._writer.drop_files(self._lines)
        with self._spool or contextlib.nullcontext():
            self._writer.write(shown, in_full, style=style)

    def _spooled(self) -> Iterator[bytes]:
        """Yield the scorecards again."""
        if self._spool:
            self._spool.seek(0)
            yield from self._spool


def _with_lines(issue: Issue) -> Issue:
    """Add JSON Lines to the allowed formats in *issue*."""
    allowed = issue.parameters.get("allowed")
    if not isinstance(allowed, tuple):
        return issue
    name = LINES if issue.code == "format-unknown" else LINES_SUFFIX
    return dataclasses.replace(issue, parameters={**issue.parameters, "allowed": (*allowed, name)})


class ScorecardFolder:
    """
    The folder for scorecards: one file per region, named after it and different from *others*.

    It may have results of an earlier run only with *may_exist*. *finished* are those that are still valid, by their
    sheets.

    Raises:
        OutputError: The folder cannot be created, or it is not empty, and *may_exist* is not given.

    """

    def __init__(
        self, path: Path, others: Sequence[Path], finished: Mapping[Path, Path] = NO_RESULTS, *, may_exist: bool
    ) -> None:
        check_folder(path)  # it is created for the first scorecard
        if not may_exist and path.exists() and any(path.iterdir()):
            raise OutputError(Issue("each-exists", Location(str(path))))
        self._path = path
        self._finished = {str(sheet): result.stem for sheet, result in finished.items()}
        self.kept = 0
        """The number of results of an earlier run that were kept."""
        # Checked before any work, so that no input and no other output with the same name is overwritten.
        self._taken = {
            other.stem.casefold()
            for other in others
            if other.suffix.lower() == ".json" and os.path.realpath(other.parent) == os.path.realpath(path)
        } | {name.casefold() for name in self._finished.values()}

    def left_over(self) -> Sequence[Issue]:
        """Return an issue for the scorecards of an earlier run that are left in the folder."""
        names = sorted(path.name for path in self._path.glob("*.json") if path.stem.casefold() not in self._taken)
        parameters: Mapping[str, Parameter] = {"count": len(names), "files": tuple(names[:5])}
        return [Issue("each-left-over", parameters=parameters)] if names else []

    def put(self, result: SheetResult) -> None:
        """Write one scorecard, unless it is that of an earlier run."""
        if result.is_kept:
            self.kept += 1
            return
        name = self._finished.get(result.file) or self._new_name(result)
        content = result.scorecard.encode("utf-8", "replace")
        make_folder(self._path)
        # The names differ from those of the inputs. Comparing each with thousands of files would take long.
        write_outputs({self._path / f"{name}.json": [content]}, force=True, are_our_names=True)

    def _new_name(self, result: SheetResult) -> str:
        """Return the name of the region. A number is added to a name that is in use."""
        region = result.summary.region if result.summary else Region()
        words: Sequence[str] = [region.code, region.kind, region.name] if region.name else [Path(result.file).stem]
        stem = name = slugify(" ".join(words))
        number = 1
        while name in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name)
        return name
