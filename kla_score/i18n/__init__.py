"""Sentences for users, in Indonesian and English."""

from kla_score.i18n.catalogue import LOCALE_FOLDER, load_catalogue, read_source
from kla_score.i18n.messages import (
    LANGUAGES,
    OLD_COMMAND,
    SEVERITY_NAMES,
    Messages,
    clean,
    shorten,
    without_commands,
)
from kla_score.issues import N_

__all__ = [
    "LANGUAGES",
    "LOCALE_FOLDER",
    "N_",
    "OLD_COMMAND",
    "SEVERITY_NAMES",
    "Messages",
    "clean",
    "load_catalogue",
    "read_source",
    "shorten",
    "without_commands",
]
