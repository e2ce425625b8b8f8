"""What is said of answers that were taken over from older sheets."""

from collections.abc import Collection

from kla_score.i18n import Messages
from kla_score.parts.carry_over import CarriedOver


def taken_over(taken: CarriedOver, messages: Messages, codes: Collection[str] | None = None) -> str:
    """Say how much was taken over, of the questions *codes* if not of all."""
    entries = [entry for code, entry in taken.entries.items() if codes is None or code in codes]
    answers = sum(entry.answer is not None for entry in entries)
    evidence = sum(bool(entry.evidence) for entry in entries)
    return messages.say(
        "taken over: answers {answers}, rows of evidence {evidence}", answers=answers, evidence=evidence
    )
