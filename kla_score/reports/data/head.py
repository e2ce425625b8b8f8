"""The first keys in the data of every result, version 1. Keys are English and never change within a version."""

import kla_score
from kla_score.analysis.saved_records import SCHEMA_VERSION
from kla_score.instrument import Instrument

Data = dict[str, object]


def head(kind: str) -> Data:
    """Return the *kind* of the result and the program that made it."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "tool": {"name": "kla-score", "version": kla_score.__version__},
    }


def identity_data(instrument: Instrument) -> Data:
    """Return the data that identify the instrument."""
    return {
        "id": instrument.id,
        "edition": instrument.edition,
        "fingerprint": instrument.fingerprint,
        "status": instrument.status,
    }
