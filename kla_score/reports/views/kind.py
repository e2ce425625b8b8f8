"""The manual page of a kind of question: its explanation and its keys."""

from kla_score.i18n import Messages
from kla_score.instrument.questions import KINDS
from kla_score.reports.data.head import head
from kla_score.reports.document import Column, Document, Row, Table


def kind_document(kind: str, messages: Messages) -> Document:
    """Return the page of *kind*, one of `kla_score.instrument.questions.KINDS`. The data are always English."""
    _ = messages.gettext
    model = KINDS[kind]
    keys = {key: (field.is_required(), field.description or "") for key, field in model.model_fields.items()}
    rows = [Row([key, _("yes") if needed else _("no"), _(text)]) for key, (needed, text) in keys.items()]
    columns = [Column(_("Key")), Column(_("Required")), Column(_("Description"))]
    return Document(
        _("kind: {kind}", kind=kind),
        messages,
        tables=[Table(_("Keys"), columns, rows)],
        notes=[_(paragraph) for paragraph in model.explanation],
        data={
            **head("question-kind"),
            "name": kind,
            "text": list(model.explanation),
            "keys": {key: text for key, (_needed, text) in keys.items()},
        },
    )
