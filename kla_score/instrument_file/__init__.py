"""Read instrument files: from YAML to a checked `kla_score.instrument.Instrument`."""

from kla_score.instrument_file.loading import CheckedFile, check_instrument
from kla_score.instrument_file.opening import (
    load_agencies,
    load_forms,
    load_instrument,
    packaged_instrument,
    validated_copy,
)

__all__ = [
    "CheckedFile",
    "check_instrument",
    "load_agencies",
    "load_forms",
    "load_instrument",
    "packaged_instrument",
    "validated_copy",
]
