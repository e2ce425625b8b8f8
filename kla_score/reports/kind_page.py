"""The manual page of a kind of question: its docstring, and the keys that it has."""

import inspect
from collections.abc import Mapping

from kla_score.messages import Messages
from kla_score.questions import KINDS
from kla_score.reports.data_head import head
from kla_score.reports.document import Column, Document, Row, Table


def kind_page(kind: str, descriptions: Mapping[str, str], messages: Messages) -> Document:
    """Explain *kind*, one of `kla_score.questions.KINDS`; *descriptions* are those of its keys. In English alone."""
    model = KINDS[kind]
    paragraphs = [
        " ".join(paragraph.split()).replace("*", "")
        for paragraph in inspect.cleandoc(model.__doc__ or "").split("\n\n")
    ]
    rows = [
        Row([key, messages.say("yes") if field.is_required() else messages.say("no"), descriptions.get(key, "")])
        for key, field in model.model_fields.items()
    ]
    columns = [Column(messages.say("Key")), Column(messages.say("Required")), Column(messages.say("What it says"))]
    return Document(
        f"kind: {kind}",
        messages,
        tables=[Table(messages.say("Keys"), columns, rows)],
        notes=paragraphs,
        data={**head("question-kind"), "name": kind, "text": paragraphs, "keys": dict(descriptions)},
    )
