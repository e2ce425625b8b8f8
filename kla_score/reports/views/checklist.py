"""
The checklist for a verification: a row for each required document of the questions with points, with its agencies.

Missing documents may be added for two days. Verifiers check every document, so those that are named are listed as well.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kla_score.i18n import N_, Messages
from kla_score.instrument.evidence import ItemFound, Status
from kla_score.reports.document import Column, CountOf, Row, Table
from kla_score.reports.views.question_rows import Item, evidence_text
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
_AGENCIES_WIDTH, _DOCUMENT_WIDTH, _STATUS_WIDTH, _ENTRY_WIDTH = 24, 40, 13, 30
_STATUS: Final = 3
"""The position of the status in a row."""
_REASONS: Final = (N_("not relevant"), N_("unsigned"), N_("wrong year"), N_("incomplete"))


def checklist_table(items: Sequence[Item], scorecard: Scorecard, messages: Messages) -> Table:
    """
    Return a row for each document of *items*, and the number of documents with each status.

    The rows are in the order of the first agencies of *items*. Within an agency, the most urgent documents come first.
    """
    _ = messages.gettext
    reason = _("Verifier's reason")
    columns = [
        Column(_("Agencies"), width=_AGENCIES_WIDTH),
        Column(_("Code")),
        Column(_("Document"), width=_DOCUMENT_WIDTH),
        Column(_("Status"), width=_STATUS_WIDTH),
        Column(_("Entry"), width=_ENTRY_WIDTH),
    ]
    documents = _sorted([(each, found) for each in items for found in _documents(each.score)])
    rows = [_row(item, found, scorecard, messages) for item, found in documents]
    return Table(
        _("Checklist"),
        columns,
        [*rows, *_counts(documents, messages)],
        _("Each required document of the questions with points. Missing documents come first."),
        to_fill=(_("Year"), _("Number"), _("Signatory"), reason),
        choices={reason: [_(each) for each in _REASONS]},
    )


_Document = tuple[Item, ItemFound]


def _sorted(documents: Sequence[_Document]) -> Sequence[_Document]:
    agencies = list(dict.fromkeys(item.owners[:1] for item, _ in documents))
    order = list(_STATUSES)
    return sorted(
        documents,
        key=lambda each: (
            agencies.index(each[0].owners[:1]),
            each[1].is_there,
            order.index(each[1].status),
            *each[0].urgency,
        ),
    )


def _row(item: Item, found: ItemFound, scorecard: Scorecard, messages: Messages) -> Row:
    question, status = item.score.question, messages.gettext(_STATUSES[found.status])
    owners = ", ".join(item.owners) or messages.gettext("no agency")
    what = evidence_text(found.item, scorecard.instrument, messages)
    entries = "\n".join(each.text for each in found.references)
    return Row([owners, question.code, what, status, entries])


def _counts(documents: Sequence[_Document], messages: Messages) -> Iterator[Row]:
    """Yield the number of documents, and of those with each status that occurs."""
    found = Counter(each.status for _, each in documents)
    for status, title in _STATUSES.items():
        if found[status]:
            word = messages.gettext(title)
            yield Row([word, None, CountOf(found[status], _STATUS, word), None, None], is_total=True)
    count = CountOf(len(documents), _STATUS, "")
    yield Row([messages.gettext("Total"), None, count, None, None], is_total=True)


def _documents(score: QuestionScore) -> Sequence[ItemFound]:
    """Return the documents of a question with points. Of several sets, return the one that is nearest to complete."""
    if not score.tally.claimed:
        return ()
    return min(score.answer.evidence.alternatives, key=lambda items: sum(not each.is_there for each in items))
