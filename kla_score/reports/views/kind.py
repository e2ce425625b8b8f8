"""The manual page of a kind of question: what it is, and the keys that it has."""

from kla_score.i18n import Messages
from kla_score.instrument.questions import KINDS
from kla_score.reports.data.head import head
from kla_score.reports.document import Column, Document, Row, Table


def kind_document(kind: str, messages: Messages) -> Document:
    """Explain *kind*, one of `kla_score.instrument.questions.KINDS`. The data are English, as for every machine."""
    say, model = messages.say, KINDS[kind]
    keys = {key: (field.is_required(), field.description or "") for key, field in model.model_fields.items()}
    rows = [Row([key, say("yes") if needed else say("no"), say(text)]) for key, (needed, text) in keys.items()]
    columns = [Column(say("Key")), Column(say("Required")), Column(say("What it says"))]
    return Document(
        say("kind: {kind}", kind=kind),
        messages,
        tables=[Table(say("Keys"), columns, rows)],
        notes=[say(paragraph) for paragraph in model.explanation],
        data={
            **head("question-kind"),
            "name": kind,
            "text": list(model.explanation),
            "keys": {key: text for key, (_, text) in keys.items()},
        },
    )
