"""
A region's own names for agencies: a YAML mapping of each to its names in the instrument.

    DP3AKB: Dinas PPPA
    Dinas PUPR dan Perkim: [Dinas PU, Dinas Perkim]
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from kla_score.cells import normalize_text
from kla_score.files.reading import name_of, read_input
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.instrument_file.document import MAXIMUM_BYTES, MAXIMUM_FINDINGS, EnoughError, YamlDocument
from kla_score.instrument_file.loading import is_instrument
from kla_score.instrument_file.yaml_reading import parse_yaml
from kla_score.issues import InstrumentError, Issue, Location, Parameter, has_errors


def read_agencies(path: Path, instrument: Instrument) -> Agencies:
    """
    Read the names in the file at *path*.

    Raises:
        InstrumentError: As in `load_agencies` of `kla_score.instrument_file`.

    """
    content = read_input(path, MAXIMUM_BYTES, is_text=True)
    if isinstance(content, Issue):
        raise InstrumentError(content)
    document = YamlDocument(name_of(path))
    own_names: Mapping[str, str] = {}
    try:
        parse_yaml(content, document)
        if document.data is not None or not document.issues:
            own_names = _read(document, Agencies(instrument))
            document.report_doubts()
    except EnoughError:
        document.issues.append(Issue("findings-cut", Location(document.file), parameters={"limit": MAXIMUM_FINDINGS}))
    if has_errors(document.issues):
        raise InstrumentError(*document.issues)
    return Agencies(instrument, own_names)


@dataclass(frozen=True, slots=True)
class AgencyContext:
    """
    Context for validating own names.

    Attributes:
        known: The agencies of the instrument.
        ids: The id of each agency by its name in *known*.
        own_names: The own names so far, as written, by their normalized form.
        named: The normalized own name of each agency so far, by its id.

    """

    known: Agencies
    ids: Mapping[str, str]
    own_names: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)


def _context(info: ValidationInfo) -> AgencyContext:
    if not isinstance(info.context, AgencyContext):
        raise TypeError("OwnAgency needs an AgencyContext")
    return info.context


def _own_name(own: str, info: ValidationInfo) -> str:
    """Return *own* without blanks around it. It must be new, and fit into a cell with other names."""
    first = _context(info).own_names.setdefault(normalize_text(own), own)
    if not own.strip():
        raise _refusal("value-empty", own)
    if ";" in own or "\n" in own:
        raise _refusal("value-malformed", own, reason="agency-name")
    if first != own:
        raise _refusal("identifier-repeated", own, other=first)
    return own.strip()


def _agency(name: object, info: ValidationInfo) -> str:
    """Return the id of the agency called *name*. It must not have another own name."""
    context = _context(info)
    if not isinstance(name, str):
        raise _refusal("value-not-text")
    agency = context.ids.get(context.known.find(name), "")
    if not agency:
        raise _refusal("agency-undefined", name, candidates=context.known.nearest(name))
    if agency in context.named:
        raise _refusal("identifier-repeated", name, other=context.own_names.get(context.named[agency], ""))
    context.named[agency] = normalize_text(info.data.get("own", ""))
    return agency


def _refusal(code: str, found: str = "", **parameters: Parameter) -> PydanticCustomError:
    return PydanticCustomError(code, code, {"found": found, **parameters})


class OwnAgency(BaseModel):
    """
    A region's own name and the agencies that it means, validated (`AgencyContext`).

    The type of an error is the issue code, and its context carries the name that was found.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    own: Annotated[str, AfterValidator(_own_name)]
    agencies: Annotated[
        tuple[Annotated[str, BeforeValidator(_agency)], ...],
        BeforeValidator(lambda value: value if isinstance(value, list) else [value]),
    ]
    """The ids of one or more agencies. Its input is one name or a list of names."""

    @model_validator(mode="after")
    def _has_agencies(self) -> Self:
        if not self.agencies:
            raise _refusal("value-empty", self.own)
        return self


def _why_not_names(data: object, known: Agencies) -> str:
    """Return the issue code if *data* is not meant to be names of agencies; empty if it is."""
    if data is None:
        return "agencies-empty"
    if is_instrument(data):
        return "agencies-is-instrument"
    if not isinstance(data, dict):
        return "agencies-other-file"
    lists = [value if isinstance(value, list) else [value] for value in data.values()]
    items = [item for each in lists for item in each]
    # A mapping as the value of the only key may be a slip. Otherwise the file is of another program.
    is_nested = any(isinstance(item, dict) for item in items) and list(data.values()) != items[:1]
    is_known = any(known.find(item) for item in items if isinstance(item, str))
    return "agencies-other-file" if is_nested and not is_known else ""


def _read(document: YamlDocument, known: Agencies) -> Mapping[str, str]:
    """Return the region's own name of each agency in the file, by the id of the agency."""
    if (code := _why_not_names(document.data, known)) or not isinstance(document.data, dict):
        document.issues.clear()
        document.report_at((0, 0), code)
        return {}
    context = AgencyContext(known, {known.find(agency.short): agency.id for agency in known.instrument.agencies})
    found: dict[str, str] = {}
    for own, value in document.data.items():
        try:
            entry = OwnAgency.model_validate({"own": own, "agencies": value}, context=context)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                path = (own, *each["loc"][1:])
                parameters = {"key": own, "name": "", "other": own, **each["ctx"]}
                parameters["line"] = document.location_of((parameters.pop("other"),), is_key=True).line
                location = document.location_of(path, is_key=each["loc"] == ("own",))
                document.report(Issue(each["type"], location, "", parameters.pop("found"), parameters))
        else:
            found |= dict.fromkeys(entry.agencies, entry.own)
    for own in document.data:
        other = context.ids.get(known.find(own))
        if other and other not in context.named:  # two agencies would have the same name
            owner: dict[str, Parameter] = {"key": "name", "name": other, "line": ""}
            location = document.location_of((own,))
            document.report(Issue("identifier-repeated", location, found=own, parameters=owner, path=(own,)))
    return found
