"""Region, year and stage in the sheet Identitas."""

from collections.abc import Mapping, Sequence

import pytest

from kla_score.assessment import RawSheet, read_identity
from kla_score.assessment.region import Identity, Period, Region, Stage
from kla_score.cells import Cell, CellKind, number_cell
from kla_score.instrument import Instrument
from kla_score.instrument_file import load_instrument
from kla_score.issues import Issue
from tests.conftest import TINY

INSTRUMENT: Instrument = load_instrument(TINY)


def text(value: str) -> Cell:
    return Cell(CellKind.TEXT, value)


def read(lines: Mapping[Identity, Cell]) -> tuple[Period, Sequence[Issue]]:
    """Read *lines* of a sheet of the tiny instrument."""
    named = {Identity.INSTRUMENT: text(INSTRUMENT.id), Identity.EDITION: text(INSTRUMENT.edition)}
    return read_identity(RawSheet([], {**named, **lines}), INSTRUMENT)


def test_a_filled_in_sheet_is_understood() -> None:
    """Every line becomes the right value."""
    period, issues = read(
        {
            Identity.KIND: text("Kabupaten"),
            Identity.NAME: text(" Ogan  Ilir "),
            Identity.PROVINCE: text("Sumatera Selatan"),
            Identity.CODE: text("16.10"),
            Identity.YEAR: number_cell(2024),
            Identity.STAGE: text("em"),
        }
    )
    expected: tuple[object, ...] = (Region("kabupaten", "Ogan Ilir", "Sumatera Selatan", "16.10"), 2024, Stage.EM, [])

    assert expected == (period.region, period.year, period.stage, issues)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kabupaten Contoh", Region("kabupaten", "Contoh")),
        ("Kota Bandung", Region("kota", "Bandung")),
        ("Kota", Region("", "Kota")),
    ],
)
def test_a_kind_in_front_of_the_name_is_understood(name: str, expected: Region) -> None:
    """The kind before the name has the same meaning as the line Jenis."""
    assert expected == read({Identity.NAME: text(name)})[0].region


def test_a_blank_sheet_has_no_issues() -> None:
    """Blank lines are unknown values without an issue."""
    period, issues = read({})

    assert (Region(), None, None, []) == (period.region, period.year, period.stage, issues)


@pytest.mark.parametrize(("kind", "expected"), [("KOTA", "kota"), ("Kab.", "kabupaten"), ("regency", "kabupaten")])
def test_kinds_are_known_by_several_names(kind: str, expected: str) -> None:
    """The usual spellings of both kinds are read."""
    assert expected == read({Identity.KIND: text(kind)})[0].region.kind


@pytest.mark.parametrize(
    ("line", "value", "code"),
    [
        (Identity.KIND, "Provinsi", "region-kind-unknown"),
        (Identity.YEAR, "24", "year-unreadable"),
        (Identity.YEAR, "dua ribu", "year-unreadable"),
        (Identity.STAGE, "EVM", "stage-unknown"),
        (Identity.CODE, "1610", "region-code-malformed"),
        (Identity.CODE, "16.1", "region-code-malformed"),
    ],
)
def test_an_unreadable_identity_line_is_reported(line: Identity, value: str, code: str) -> None:
    """An unreadable entry is a warning with its text."""
    _, (issue,) = read({line: text(value)})

    assert (code, value) == (issue.code, issue.found)


@pytest.mark.parametrize("kind", [CellKind.ERROR, CellKind.FORMULA, CellKind.PICTURE])
@pytest.mark.parametrize("line", Identity)
def test_a_line_without_a_value_counts_as_blank(line: Identity, kind: CellKind) -> None:
    """A spreadsheet error, a formula without its result and a picture are reported, whatever the line asks for."""
    period, issues = read({line: Cell(kind, "#REF!")})
    missing = ["edition-not-named"] if line in {Identity.INSTRUMENT, Identity.EDITION} else []

    assert (Period(Region(), None, None, ""), ["identity-unreadable", *missing]) == (period, [i.code for i in issues])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *((str(stage), stage) for stage in Stage),
        ("PM", Stage.EM),
        ("vm", Stage.EM),
        ("Penilaian  Mandiri", Stage.EM),
        ("verifikasi administrasi", Stage.VA),
        ("Verifikasi Final", Stage.VF),
    ],
)
def test_stages_are_known_by_several_names(written: str, expected: Stage) -> None:
    """Older documents call the self-assessment PM or VM, and some users write stages in full."""
    period, issues = read({Identity.STAGE: text(written)})

    assert (expected, []) == (period.stage, issues)


@pytest.mark.parametrize(
    ("kind", "name", "code", "expected"),
    [
        ("Kabupaten", "Kota Bandung", "", ["region-kind-differs"]),
        ("Kota", "Kota Bandung", "32.73", []),
        ("Kabupaten", "Bandung", "32.73", ["region-code-contradicts"]),
        ("Kota", "Bandung", "32.04", ["region-code-contradicts"]),
        ("", "Kab. Bandung", "32.04", []),
        ("", "Kab. Bandung", "32.70", ["region-code-contradicts"]),
        ("", "Bandung", "32.73", []),
    ],
)
def test_contradictions_are_named(kind: str, name: str, code: str, expected: list[str]) -> None:
    """The kind before the name and the kind of the code must equal that of the line Jenis."""
    lines = {Identity.KIND: kind, Identity.NAME: name, Identity.CODE: code}
    _, issues = read({line: text(value) for line, value in lines.items() if value})

    assert expected == [issue.code for issue in issues]
