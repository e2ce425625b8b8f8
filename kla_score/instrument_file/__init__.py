"""Instrument files: YAML in, a checked `kla_score.instrument.Instrument` out."""

from typing import TYPE_CHECKING

from kla_score.lazy import names_of

if TYPE_CHECKING:
    from kla_score.instrument_file.agency_names import load_agencies
    from kla_score.instrument_file.loading import CheckedFile, check_instrument, load_instrument, packaged_instrument

__all__ = ["CheckedFile", "check_instrument", "load_agencies", "load_instrument", "packaged_instrument"]

_LOADING = "kla_score.instrument_file.loading"

__getattr__ = names_of(
    __name__,
    {
        "load_agencies": "kla_score.instrument_file.agency_names",
        **dict.fromkeys(("CheckedFile", "check_instrument", "load_instrument", "packaged_instrument"), _LOADING),
    },
)
