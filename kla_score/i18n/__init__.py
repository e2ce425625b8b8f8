"""Sentences for people, in Indonesian and English."""

from kla_score.i18n.messages import (
    DOMAIN,
    LANGUAGES,
    LOCALE_FOLDER,
    OLD_COMMAND,
    SEVERITY_NAMES,
    Messages,
    clean,
    without_commands,
)
from kla_score.issues import N_

__all__ = [
    "DOMAIN",
    "LANGUAGES",
    "LOCALE_FOLDER",
    "N_",
    "OLD_COMMAND",
    "SEVERITY_NAMES",
    "Messages",
    "clean",
    "without_commands",
]
