"""Load an instrument for use, as it was found the last time or else checked from the start; and names of agencies."""

from pathlib import Path

from kla_score.agencies import Agencies
from kla_score.input_file import read_input
from kla_score.instrument import Instrument
from kla_score.instrument_file.compiled import find_compiled, keep_compiled
from kla_score.instrument_file.limits import MAXIMUM_BYTES
from kla_score.issues import InstrumentError, Issue


def packaged_instrument() -> Path:
    """Find the instrument that comes with the program: in the package, or beside it in a working copy."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "indicators.yaml"
    return installed if installed.exists() else package.parent / "indicators.yaml"


def load_instrument(path: Path | None = None, *, cache: bool = False) -> Instrument:
    """
    Load the instrument at *path*, or the packaged one. The current folder is never searched.

    With *cache* one that was in order is kept in the user's cache, and found there the next time.

    Raises:
        InstrumentError: the file has errors, or cannot be read; with all issues found.

    """
    path = path or packaged_instrument()
    content = read_input(path, MAXIMUM_BYTES)
    if isinstance(content, Issue):
        raise InstrumentError(content)
    compiled = find_compiled(content) if cache else None
    if compiled is not None:
        return compiled
    from kla_score.instrument_file.loading import check_content  # noqa: PLC0415 - needed when nothing is kept

    checked = check_content(content, str(path))
    if checked.instrument is None:
        raise InstrumentError(*checked.issues)
    if cache:
        keep_compiled(content, checked.instrument)
    return checked.instrument


def load_agencies(path: Path | None, instrument: Instrument) -> Agencies:
    """
    Read the region's own names in the file at *path*; without one, those of *instrument* are used.

    Raises:
        InstrumentError: the file cannot be read or is no such mapping, or names an agency that is not there, or one
            agency twice; with all issues found.

    """
    if path is None:
        return Agencies(instrument)
    from kla_score.instrument_file.agency_names import read_agencies  # noqa: PLC0415 - few regions have such a file

    return read_agencies(path, instrument)
