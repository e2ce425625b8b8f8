"""Instrument files: YAML in, a checked `kla_score.instrument.Instrument` out."""

from typing import TYPE_CHECKING

from kla_score.lazy import names_of

if TYPE_CHECKING:
    from kla_score.instrument_file.loading import CheckedFile, check_instrument
    from kla_score.instrument_file.opening import load_agencies, load_instrument, packaged_instrument

__all__ = ["CheckedFile", "check_instrument", "load_agencies", "load_instrument", "packaged_instrument"]

__getattr__ = names_of(
    __name__,
    {
        **dict.fromkeys(("CheckedFile", "check_instrument"), f"{__name__}.loading"),
        **dict.fromkeys(("load_agencies", "load_instrument", "packaged_instrument"), f"{__name__}.opening"),
    },
)
