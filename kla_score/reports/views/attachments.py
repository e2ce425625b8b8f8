"""The names of files written into a sheet, as a document: what happened to each file, and the change of the points."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kla_score.i18n import N_, Messages
from kla_score.issues import Plural
from kla_score.parts.attaching import Attaching, FileResult
from kla_score.reports.data.attachments import attachments_data
from kla_score.reports.document import EMPTY, Column, Document, Fact, Row, Table, decimals_in
from kla_score.reports.phrases import counted
from kla_score.reports.views.headline import scorecard_frame
from kla_score.scoring import Scorecard

_RESULTS: Final[Mapping[Attaching, str]] = {
    Attaching.ATTACHED: N_("attached"),
    Attaching.ALREADY_NAMED: N_("already in the workbook"),
    Attaching.NO_QUESTION: N_("not attached: not in the folder of a question that requires evidence"),
    Attaching.NO_COLUMN: N_("not attached: move it to the subfolder of its column, such as {candidates}"),
    Attaching.NAME_UNUSABLE: N_("not attached: rename it, because a cell cannot contain this name"),
    Attaching.CELL_FULL: N_("not attached: the evidence cell is full"),
}
_NOT_CHECKED: Final = N_("The program did not open these files. Check that each file is the required document.")
_FILES: Final = Plural("{count} file", "{count} files")


def attachments_document(
    files: Sequence[FileResult], before: Scorecard, after: Scorecard, messages: Messages
) -> Document:
    """Return what happened to *files* as a document. *before* and *after* are the scores with the evidence folder."""
    view = _AttachmentsView(files, before, after, messages)
    note = messages.gettext(_NOT_CHECKED)
    return Document(
        scorecard_frame(before, messages).title,
        messages,
        list(view.facts()),
        [view.table()] if files else [],
        notes=[note],
        closing=[note],
        data=attachments_data(view.files, before, after),
    )


class _AttachmentsView:
    def __init__(self, files: Sequence[FileResult], before: Scorecard, after: Scorecard, messages: Messages) -> None:
        # The files that need attention come last, where a screen ends.
        self.files = sorted(files, key=lambda each: list(Attaching).index(each.result))
        self.before = before
        self.after = after
        self.messages = messages

    def facts(self) -> Iterator[Fact]:
        _ = self.messages.gettext
        results = [each.result for each in self.files]
        attached, named = results.count(Attaching.ATTACHED), results.count(Attaching.ALREADY_NAMED)
        yield _("Attached"), counted(self.messages, _FILES, attached)
        if named:
            yield _("Already in the workbook"), counted(self.messages, _FILES, named)
        if left := len(results) - attached - named:
            yield _("Not attached"), counted(self.messages, _FILES, left)
        yield _("Supported"), self._supported()

    def _supported(self) -> str:
        before, after = self.before.total.supported, self.after.total.supported
        if after is None:
            return self.messages.gettext("not available: no evidence entered yet")
        number, places = self.messages.number, decimals_in([Row([before]), Row([after])], 0)
        if before is None:
            return f"{EMPTY} → {number(after, places)}"
        return f"{number(before, places)} → {number(after, places)} ({number(after - before, places, is_change=True)})"

    def table(self) -> Table:
        _ = self.messages.gettext
        kinds = self.before.instrument.evidence_kind_by_id
        rows = [
            Row(
                [
                    each.question,
                    self.messages.pick(kinds[each.kind].name) if each.kind else "",
                    each.file,
                    self._result(each),
                ]
            )
            for each in self.files
        ]
        columns = [Column(_("Code")), Column(_("Column")), Column(_("File")), Column(_("Result"))]
        return Table(_("Files"), columns, rows, is_prose=True)

    def _result(self, file: FileResult) -> str:
        if file.issue:
            return self.messages.gettext("not attached: {reason}", reason=self.messages.what(file.issue))
        form = self.before.instrument
        asked = form.questions[file.question].evidence_kinds if file.question else ()
        columns = tuple(self.messages.pick(each.name) for each in form.evidence_kinds if each.id in asked)
        return self.messages.gettext(_RESULTS[file.result], candidates=columns)
