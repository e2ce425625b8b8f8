"""The folder for the evidence of a question: a name that every system accepts, and a guide to the documents."""

import re
from collections.abc import Iterator
from textwrap import shorten
from typing import Final

from kla_score.files.question_folders import QuestionFolder
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.questions import Question

_LONGEST: Final = 40
"""The maximum number of characters of a name. Windows limits the length of a whole path."""
_UNSAFE: Final = re.compile(r'[<>:"/\\|?*;\s\ufffd]+')
"""Characters that Windows refuses, and the separator of entries in a cell."""
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
"""Names of devices on Windows, with any suffix."""


def question_folder(question: Question, instrument: Instrument, messages: Messages) -> QuestionFolder:
    """Return the folder for the evidence of *question*, with a subfolder for each of several columns."""
    name = safe_name(f"{question.code} {messages.pick(question.text)}")
    guide = "\r\n".join(_guide_lines(question, instrument, messages)) + "\r\n"
    kinds = [each.name for each in instrument.evidence_kinds if each.id in question.evidence_kinds]
    columns = [(safe_name(messages.pick(each)), each.id, each.en) for each in kinds] if len(kinds) > 1 else []
    return QuestionFolder(question.code, name, guide.encode("utf-8-sig"), columns)


def safe_name(text: str) -> str:
    """
    Return *text* as the name of a folder on any system: the words that fit into 40 characters.

    >>> safe_name('4.2 Is there a "policy", a plan/budget?'), safe_name("CON"), safe_name("1.1 Dokumen apa saja ...")
    ('4.2 Is there a policy , a plan budget', '_CON', '1.1 Dokumen apa saja')
    """
    words = _UNSAFE.sub(" ", text).strip()
    name = (shorten(words, _LONGEST, placeholder="") or words).rstrip(" .")
    return f"_{name}" if _RESERVED.match(name) else name


def _guide_lines(question: Question, instrument: Instrument, messages: Messages) -> Iterator[str]:
    _ = messages.gettext
    yield f"{question.code} {messages.pick(question.text)}"
    yield ""
    yield _("Required documents:")
    columns = {each.id: messages.pick(each.name) for each in instrument.evidence_kinds}
    for position, items in enumerate(question.alternatives):
        if position:
            yield _("or")
        for item in items:
            what = messages.pick(item.what)
            many = _("{count} × {kind}: {what}", count=item.count, kind=columns[item.kind], what=what)
            yield f"- {many if item.count > 1 else f'{columns[item.kind]}: {what}'}"
    yield ""
    if len(question.evidence_kinds) > 1:
        yield _("Put each file into the subfolder of its column.")
    else:
        yield _("Put the files into this folder.")
    yield _("Do not use a semicolon in a file name.")
    yield _("kla-score attach then writes the file names into the workbook.")
    yield _("This file is not evidence. The program ignores it.")
