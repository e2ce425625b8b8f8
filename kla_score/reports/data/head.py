"""What the data of every result begins with, version 1. Keys are English and never renamed within a version."""

from typing import Final

import kla_score
from kla_score.instrument import Instrument

SCHEMA_VERSION: Final = 1

Data = dict[str, object]


def head(kind: str) -> Data:
    """Say which *kind* of result follows, and what made it."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "tool": {"name": "kla-score", "version": kla_score.__version__},
    }


def identity_data(instrument: Instrument) -> Data:
    """Say which instrument it is."""
    return {
        "id": instrument.id,
        "edition": instrument.edition,
        "fingerprint": instrument.fingerprint,
        "status": instrument.status,
    }
