"""The manual page of a kind of question: what it is, and the keys that it has."""

from kla_score.i18n import Messages
from kla_score.instrument.questions import KINDS
from kla_score.issues.messages import KEYS
from kla_score.issues.messages import KINDS as KIND_WORDS
from kla_score.reports.data.head import head
from kla_score.reports.document import Column, Document, Row, Table


def kind_document(kind: str, messages: Messages) -> Document:
    """Explain *kind*, one of `kla_score.instrument.questions.KINDS`. The data are English, as for every machine."""
    say, keys = messages.say, {key: field.is_required() for key, field in KINDS[kind].model_fields.items()}
    rows = [Row([key, say("yes") if is_required else say("no"), say(KEYS[key])]) for key, is_required in keys.items()]
    columns = [Column(say("Key")), Column(say("Required")), Column(say("What it says"))]
    return Document(
        say("kind: {kind}", kind=kind),
        messages,
        tables=[Table(say("Keys"), columns, rows)],
        notes=[say(paragraph) for paragraph in KIND_WORDS[kind]],
        data={
            **head("question-kind"),
            "name": kind,
            "text": list(KIND_WORDS[kind]),
            "keys": {key: KEYS[key] for key in keys},
        },
    )
