"""Load an instrument, and a region's own names of agencies."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from kla_score.files.reading import StrPath
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.instrument_file.loading import check_instrument
from kla_score.issues import InstrumentError

_PACKAGE: Final = Path(__file__).resolve().parent.parent


def packaged_instrument() -> Path:
    """Return the path of the packaged instrument: in the package, or beside it in a working copy."""
    installed = _PACKAGE / "indicators.yaml"
    return installed if installed.exists() else _PACKAGE.parent / "indicators.yaml"


def load_forms(paths: Sequence[StrPath] = ()) -> Sequence[Instrument]:
    """
    Load the forms of villages and sub-districts at *paths*, or the two packaged ones.

    Raises:
        InstrumentError: A file has errors or cannot be read. The error has all issues.

    """
    if paths:
        return [load_instrument(path) for path in paths]
    return _load_packaged_forms()


@cache
def _load_packaged_forms() -> Sequence[Instrument]:
    folder = _PACKAGE / "forms"
    folder = folder if folder.is_dir() else _PACKAGE.parent / "forms"
    return tuple(load_instrument(folder / f"{name}.yaml") for name in ("kecamatan", "desa"))


def validated_copy(instrument: Instrument) -> str:
    """Return *instrument* as JSON that `Instrument.model_validate_json` reads in a tenth of the time of its YAML."""
    return instrument.model_dump_json(exclude_defaults=True)


def load_instrument(path: StrPath | None = None) -> Instrument:
    """
    Load the instrument at *path*, or the packaged one. The current folder is never searched.

    The wheel has a `validated_copy` of the packaged instrument, made by ``.ci/build_hook.py``. A clone has none.

    Raises:
        InstrumentError: The file has errors or cannot be read. The error has all issues.

    """
    if path is None:
        return _load_packaged()
    checked = check_instrument(Path(path))
    if checked.instrument is None:
        raise InstrumentError(*checked.issues)
    return checked.instrument


@cache  # read once per process, even for many sheets; it is immutable
def _load_packaged() -> Instrument:
    copy = _PACKAGE / "indicators.json"  # never beside it, where a file of that name would replace the YAML unchecked
    return (
        Instrument.model_validate_json(copy.read_bytes()) if copy.exists() else load_instrument(packaged_instrument())
    )


def load_agencies(path: StrPath | None, instrument: Instrument) -> Agencies:
    """
    Read the region's own names in the file at *path*; without one, use the names of *instrument*.

    Raises:
        InstrumentError: The file cannot be read, is not such a mapping, or has an unknown or repeated agency. The error
        has all issues.

    """
    if path is None:
        return Agencies(instrument)
    from kla_score.instrument_file.agency_names import read_agencies  # noqa: PLC0415 - loads PyYAML

    return read_agencies(Path(path), instrument)
