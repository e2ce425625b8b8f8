"""
A region's own names for agencies: a YAML mapping of each to its names in the instrument.

    DP3AKB: Dinas PPPA
    Dinas PUPR dan Perkim: [Dinas PU, Dinas Perkim]
"""

from collections.abc import Mapping
from pathlib import Path

from kla_score.cells import normalize_text
from kla_score.files.reading import read_input
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.instrument_file.document import MAXIMUM_BYTES, MAXIMUM_FINDINGS, EnoughError, YamlDocument
from kla_score.instrument_file.yaml_reading import parse_yaml
from kla_score.issues import InstrumentError, Issue, Location, has_errors


def read_agencies(path: Path, instrument: Instrument) -> Agencies:
    """
    Read the names in the file at *path*.

    Raises:
        InstrumentError: As in `load_agencies` of `kla_score.instrument_file`.

    """
    content = read_input(path, MAXIMUM_BYTES)
    if isinstance(content, Issue):
        raise InstrumentError(content)
    document = YamlDocument(str(path))
    own_names: Mapping[str, str] = {}
    try:
        parse_yaml(content, document)
        if document.data is not None or not document.issues:
            own_names = _read(document, Agencies(instrument))
    except EnoughError:
        document.issues.append(Issue("findings-cut", Location(document.file), parameters={"limit": MAXIMUM_FINDINGS}))
    if has_errors(document.issues):
        raise InstrumentError(*document.issues)
    return Agencies(instrument, own_names)


def _read(document: YamlDocument, known: Agencies) -> Mapping[str, str]:
    """Return the region's own name of each agency in the file, by the id of the agency."""
    if not isinstance(document.data, dict):
        document.report(Issue("value-not-a-mapping", document.location_of(())))
        return {}
    ids = {known.find(agency.short): agency.id for agency in known.instrument.agencies}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for own, value in document.data.items():
        if fault := _fault(own, value, taken):
            document.report(Issue(fault, document.location_of((own,)), found=own, parameters={"key": own}))
        taken.add(normalize_text(own))
        for position, name in enumerate(value if isinstance(value, list) else [value]):
            location = document.location_of((own, position) if isinstance(value, list) else (own,))
            if not isinstance(name, str):
                document.report(Issue("value-not-text", location, parameters={"key": own}))
            elif not known.find(name):
                parameters = {"candidates": known.nearest(name)}
                document.report(Issue("agency-undefined", location, found=name, parameters=parameters))
            elif ids[known.find(name)] in found:
                document.report(Issue("identifier-repeated", location, found=name))
            else:
                found[ids[known.find(name)]] = own.strip()
    for own in document.data:
        other = ids.get(known.find(own))
        if other and other not in found:  # two agencies would have the same name
            document.report(Issue("identifier-repeated", document.location_of((own,)), found=own))
    return found


def _fault(own: str, value: object, taken: set[str]) -> str:
    """Return the code of the issue with an own name: it must be a name, and fit into a cell with others."""
    if not own.strip() or value == []:
        return "value-empty"
    if ";" in own or "\n" in own:
        return "value-malformed"
    return "identifier-repeated" if normalize_text(own) in taken else ""
