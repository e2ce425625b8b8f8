"""A divided sheet as a document: the file of each agency, and the agencies of each question."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kla_score.i18n import Messages
from kla_score.instrument import questions_of
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.questions import NO_POINTS
from kla_score.parts.dividing import Assignment
from kla_score.reports.document import Column, Document, Row, Table
from kla_score.reports.views.question_rows import SHARED_QUESTIONS, no_total


def shares_document(
    shares: Sequence[Assignment], files: Mapping[str, str], agencies: Agencies, messages: Messages
) -> Document:
    """Return *shares* as a document; *files* has the file name of each agency."""
    _ = messages.gettext
    pick = messages.pick
    instrument = agencies.instrument
    owners = Counter(code for share in shares for code in share.codes)
    rows = [
        Row(
            [
                share.agency,
                files[share.agency],
                len(share.codes),
                sum(owners[code] > 1 for code in share.codes),
                sum((instrument.questions[code].maximum for code in share.codes), NO_POINTS),
            ]
        )
        for share in shares
    ]
    titles = (_("Questions"), _("Shared with others"), _("Maximum"))
    columns = [
        Column(_("Agency")),
        Column(_("File")),
        *(Column(title, is_number=True, is_summed=True) for title in titles),
    ]
    parts = Table(_("Questions by agency"), columns, rows, _(SHARED_QUESTIONS))
    asked: dict[str, list[str]] = {}
    for share in shares:
        for code in share.codes:
            asked.setdefault(code, []).append(share.agency)
    is_capped = sum((each.maximum for each in instrument.questions.values()), NO_POINTS) != instrument.maximum
    questions = Table(
        _("Agencies by question"),
        [
            Column(_("Code")),
            Column(_("Question")),
            Column(_("Maximum"), is_number=True, is_summed=not is_capped),
            Column(_("Agencies")),
        ],
        [
            Row([each.code, pick(each.text), each.maximum, "\n".join(asked[each.code])])
            for cluster in instrument.clusters
            for each in questions_of(cluster)
            if each.code in asked
        ],
        no_total((_("Maximum"),), messages) if is_capped else "",
        is_prose=True,
    )
    facts = [(_("Files"), str(len(shares))), (_("Questions"), str(len(asked)))]
    return Document(pick(instrument.title), messages, facts, [parts, questions])
