"""
The checklist for a verification: a row for each required document of the questions with points.

Missing documents may be added for two days. Verifiers check every document, so those that are named are listed as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kla_score.i18n import N_, Messages
from kla_score.instrument.evidence import ItemFound, Status
from kla_score.reports.document import Column, Row, Table
from kla_score.reports.views.labels import claimed_word
from kla_score.reports.views.question_rows import Item
from kla_score.scoring import QuestionScore, Scorecard

_STATUSES: Final[Mapping[Status, str]] = {
    Status.MISSING: N_("missing"),
    Status.NOT_FOUND: N_("not in the folder"),
    Status.REJECTED: N_("unusable file"),
    Status.DECLARED: N_("without a name"),
    Status.REFERENCED: N_("named"),
    Status.FOUND: N_("in the folder"),
}
"""The status of a document in words, in the order of urgency."""
_REASONS: Final = (N_("not relevant"), N_("unsigned"), N_("wrong year"), N_("incomplete"))


def checklist_table(groups: Sequence[tuple[str, Sequence[Item]]], scorecard: Scorecard, messages: Messages) -> Table:
    """Return a row for each document of each of *groups*, by name: the most urgent ones of a group first."""
    _ = messages.gettext
    reason = _("Verifier's reason")
    columns = [
        Column(_("Agency")),
        Column(_("Code")),
        Column(_("Question")),
        Column(claimed_word(scorecard, messages), is_number=True),
        Column(_("Evidence type")),
        Column(_("Document")),
        Column(_("Status")),
        Column(_("Entry")),
    ]
    rows = [row for name, items in groups for row in _rows(name, items, scorecard, messages)]
    return Table(
        _("Checklist"),
        columns,
        rows,
        _("Each required document of the questions with points. Missing documents come first."),
        to_fill=(_("Year"), _("Number"), _("Signatory"), reason),
        choices={reason: [_(each) for each in _REASONS]},
    )


def _rows(name: str, items: Sequence[Item], scorecard: Scorecard, messages: Messages) -> Iterator[Row]:
    kinds, pick = scorecard.instrument.evidence_kind_by_id, messages.pick
    order = list(_STATUSES)
    documents = [(each, found) for each in items for found in _documents(each.score)]
    documents.sort(key=lambda each: (each[1].is_there, order.index(each[1].status), *each[0].urgency))
    for item, found in documents:
        question, status = item.score.question, messages.gettext(_STATUSES[found.status])
        kind, what = pick(kinds[found.item.kind].name), pick(found.item.what)
        entries = "\n".join(each.text for each in found.references)
        yield Row([name, question.code, pick(question.text), item.score.tally.claimed, kind, what, status, entries])


def _documents(score: QuestionScore) -> Sequence[ItemFound]:
    """Return the documents of a question with points. Of several sets, return the one that is nearest to complete."""
    if not score.tally.claimed:
        return ()
    return min(score.answer.evidence.alternatives, key=lambda items: sum(not each.is_there for each in items))
