"""Write a result to files and stdout, and print the written files and the issues on stderr."""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Final

import typer

from kla_score.cli.common_options import OutputStyle
from kla_score.cli.console import DONE, FINDINGS, echo
from kla_score.cli.option_values import today
from kla_score.cli.terminal import render_target_of, write_exact, write_text
from kla_score.cli.wrapping import wrap_lines
from kla_score.files.writing import addresses_from, check_outputs, write_outputs
from kla_score.i18n import Messages
from kla_score.issues import Issue, OutputError, Parameter, has_errors
from kla_score.parts.carry_over import CarriedOver
from kla_score.reports.document import Document, RenderTarget
from kla_score.reports.formats import Choice
from kla_score.reports.formats.base import OutputFormat
from kla_score.reports.issue_texts import issue_lines, issue_summary

_PAGE: Final = ".html"


STDOUT: Final = "-"
"""As the name of an output file it means stdout, where the result is anyway."""


class OutputWriter:
    """
    The outputs of a result: at most one format on stdout, and files in the formats of their suffixes.

    Every option is checked before any work is done.

    Raises:
        OutputError: A format or suffix is unknown, or a file may not be written.

    """

    def __init__(
        self,
        shown: str | None,
        files: Sequence[Path] | None,
        inputs: Sequence[Path | None],
        *,
        formats: Choice,
        force: bool,
    ) -> None:
        if shown is not None and shown not in formats.shown:
            raise OutputError(Issue("format-unknown", found=shown, parameters={"allowed": tuple(formats.shown)}))
        self._shown = formats.shown[shown] if shown is not None else None
        self._files = [(path, _format_of(path, formats.stored)) for path in files or () if str(path) != STDOUT]
        self._inputs = [path for path in inputs if path is not None]
        self._force = force
        self._others: dict[Path, Iterable[bytes]] = {}
        self._dropped: Sequence[Path] = ()
        check_outputs([path for path, _ in self._files], self._inputs, force=force)

    @property
    def is_for_machines(self) -> bool:
        """Whether only the data and the records of a document are requested."""
        return bool(self._shown and self._shown.is_for_machines and not self._files)

    def add(self, path: Path, content: Iterable[bytes]) -> None:
        """Write *content* to the file *path*, together with the files of the result."""
        self._others[path] = content

    def drop_files(self, others: Sequence[Path] = ()) -> None:
        """Write no file, because the command fails. The files, also *others*, are named on stderr."""
        self._dropped = [*others, *(path for path, _ in self._files)]
        self._files = []

    def write(
        self,
        document: Document,
        in_full: Callable[[], Document] | None = None,
        *,
        style: OutputStyle,
        issues: Sequence[tuple[str, Sequence[Issue]]] = (),
    ) -> None:
        """
        Write the files and then stdout, so that everything on the screen is also in the files.

        *in_full* makes the document for the files if the document for the screen is shortened. The *issues* of each
        file are printed after the result, unless *style* is quiet.
        """
        target = render_target_of(sys.stdout, style.color)._replace(
            has_header=not style.no_header,
            has_bom=style.bom,
            every_note=style.every_note,
            csv_dialect=style.csv_dialect,
        )
        stored = document
        if self._files:
            stored = replace(in_full() if in_full else document, issued=style.issued or today(), office=style.office)
        contents = {path: _rendered(each, stored, path, self._inputs, target) for path, each in self._files}
        write_outputs({**self._others, **contents}, self._inputs, force=self._force)
        if not style.quiet:
            print_written([*self._others, *contents], document.messages)
        echo([document.messages.gettext("Did not write {file}", file=str(path)) for path in self._dropped])
        printed = [] if style.quiet else [(name, each) for name, each in issues if each]
        # On a terminal, the line that repeats the answer comes after the issues. A pipe gets one piece.
        is_split = bool(printed and self._shown and self._shown.ends_with_answer and sys.stdout.isatty())
        answer = document.closing[-1:] if is_split else ()
        body = replace(document, closing=document.closing[:-1] or [""]) if answer else document
        if self._shown:
            if self._shown.is_exact:
                write_exact(sys.stdout, self._shown.render_chunks(document, target))
            else:
                write_text(sys.stdout, self._shown.render_text(body, target))
        for name, each_issues in printed:
            print_issues(name, each_issues, document.messages, every_note=style.every_note)
        if answer:
            echo([""])
            write_text(sys.stdout, "".join(f"{line}\n" for line in wrap_lines(answer, sys.stdout)))


def _rendered(
    output_format: OutputFormat, document: Document, path: Path, inputs: Sequence[Path], target: RenderTarget
) -> Iterator[bytes]:
    """Render *document* for the file *path* only when its content is requested, so that memory has one at a time."""
    seen = replace(document, addresses=addresses_from(path, inputs))
    yield from output_format.render_bytes(seen, target)


def _format_of(path: Path, formats: Mapping[str, OutputFormat]) -> OutputFormat:
    """
    Return the one of *formats* with the suffix of *path*.

    Raises:
        OutputError: It has another suffix, or the format needs a library that is not installed.

    """
    check_suffix(path, formats)
    found = formats[path.suffix.lower()]
    if found.library:
        module, package = found.library
        try:
            import_module(module)
        except ImportError as error:
            # It may also be installed without a library that it needs.
            missing = Issue("output-library-missing", found=path.name, parameters={"package": package})
            raise OutputError(missing) from error
    return found


def check_suffix(path: Path, allowed: Iterable[str]) -> None:
    """
    Check that *path* ends with one of the *allowed* suffixes, in upper or lower case.

    Raises:
        OutputError: It has another suffix.

    """
    suffixes = tuple(allowed)
    if path.suffix.lower() not in suffixes:
        # A page can be printed to a PDF file. Without a page, the hint has no sentence on that.
        page = path.with_suffix(_PAGE).name if path.suffix.lower() == ".pdf" and _PAGE in suffixes else ""
        parameters: Mapping[str, Parameter] = {"allowed": suffixes, "page": page}
        raise OutputError(Issue("output-suffix-unknown", found=path.name, parameters=parameters))


def print_written(paths: Iterable[Path], messages: Messages) -> None:
    """Print on stderr the name of each file that was written."""
    echo([messages.gettext("Wrote {file}", file=str(path)) for path in paths])


def print_issues(name: str, issues: Sequence[Issue], messages: Messages, *, every_note: bool) -> None:
    """Print on stderr the number of *issues* of the file *name* and each issue; print nothing if there are none."""
    if issues:
        lines = [issue_summary(name, issues, messages), *issue_lines(issues, messages, every_note=every_note)]
        echo(wrap_lines(lines, sys.stderr))


def error_reasons(name: str, issues: Iterable[Issue], messages: Messages) -> Sequence[str]:
    """Return the reason for exit code 1 if the file *name* has errors among its *issues*."""
    reason = messages.gettext("{file} has errors. Run again without `-q` to list the errors.", file=name)
    return [reason] if has_errors(issues) else []


def exit_for(reasons: Sequence[str], *, quiet: bool) -> typer.Exit:
    """
    Return the end of a command: done without *reasons*, with findings otherwise.

    With *quiet*, the first reason is printed on stderr, because nothing else explains the exit code.
    """
    if quiet:
        echo(reasons[:1])
    return typer.Exit(FINDINGS if reasons else DONE)


def carried_over_line(carried_over: CarriedOver, messages: Messages, codes: Collection[str] | None = None) -> str:
    """Return a line with the number of answers carried over, for the questions *codes* or for all."""
    entries = [entry for code, entry in carried_over.entries.items() if codes is None or code in codes]
    answers = sum(entry.answer is not None for entry in entries)
    evidence = sum(bool(entry.evidence) for entry in entries)
    return messages.gettext(
        "Copied {answers} and {evidence}.",
        answers=messages.ngettext("{count} answer", "{count} answers", answers),
        evidence=messages.ngettext("{count} row of evidence", "{count} rows of evidence", evidence),
    )
