"""Sentences for users, in Indonesian and English."""

from kla_score.i18n.messages import (
    LANGUAGES,
    OLD_COMMAND,
    Messages,
    clean,
    shorten,
    without_commands,
)
from kla_score.issues import N_

__all__ = [
    "LANGUAGES",
    "N_",
    "OLD_COMMAND",
    "Messages",
    "clean",
    "shorten",
    "without_commands",
]
