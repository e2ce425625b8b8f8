"""The examples: built from text, and the output of the program for them."""

import hashlib
import io
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.reports.document import RenderTarget
from kla_score.reports.formats import FORMATS
from kla_score.reports.issue_texts import issue_lines
from kla_score.reports.views.scorecard import scorecard_document
from kla_score.scoring import Scorecard
from tests.conftest import Bookmaker, Golden
from tests.examples import EXAMPLES

sys.path.insert(0, str(EXAMPLES))

from build import (
    LISTS,
    build_changed,
    build_filled,
    build_list,
    build_village,
    with_fixed_dates,
)

BUILDERS: dict[str, Callable[[Path], bytes]] = {
    "kabupaten-contoh-2024": build_filled,
    "kabupaten-contoh-2025": build_filled,
    "dengan-kesalahan": build_changed,
}


def cells(content: bytes) -> dict[tuple[str, str], tuple[Any, str, str]]:
    book = load_workbook(io.BytesIO(content))
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.number_format, cell.data_type)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def parts(content: bytes) -> list[tuple[str, object, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(entry.filename, entry.date_time, archive.read(entry)) for entry in archive.infolist()]


@pytest.mark.slow
@pytest.mark.parametrize("name", BUILDERS)
def test_an_example_equals_its_text_source(name: str) -> None:
    """The workbook equals the one built from its text source, cell by cell."""
    built = cells(BUILDERS[name](EXAMPLES / f"{name}.csv"))

    assert built == cells((EXAMPLES / f"{name}.xlsx").read_bytes())


def test_the_village_equals_its_text_source() -> None:
    """The sheet of the example repository also equals its source, with the instrument beside it."""
    built = cells(build_village(EXAMPLES / "desa-contoh.csv"))

    assert built == cells((EXAMPLES / "ci" / "sheets" / "desa-contoh.xlsx").read_bytes())


@pytest.mark.parametrize("name", LISTS)
def test_a_list_equals_its_text_source(name: str) -> None:
    """The list of a sub-district has the answers of the source."""
    built = cells(build_list(name))

    assert built == cells((EXAMPLES / "villages" / "lists" / f"{name}.xlsx").read_bytes())


def scored(name: str, instrument: Instrument) -> Scorecard:
    return api.evaluate(EXAMPLES / f"{name}.xlsx", instrument)


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.xlsx")), ids=lambda path: path.stem)
def test_an_example_has_fixed_dates(path: Path) -> None:
    """A new build has the same bytes, since its dates are fixed."""
    built = path.read_bytes()

    assert parts(with_fixed_dates(built)) == parts(built)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_table_of_an_example_is_as_expected(language: str, kla: Instrument, golden: Golden) -> None:
    """The output for people changes only on purpose."""
    document = scorecard_document(scored("kabupaten-contoh-2024", kla), Messages(language))
    golden(f"kabupaten-contoh-2024.{language}.80.txt", FORMATS["table"].render_text(document, RenderTarget(80)))


def json_of(scorecard: Scorecard) -> str:
    """Return JSON without the hash of the file, since equal cells may have different bytes."""
    text = FORMATS["json"].render_text(scorecard_document(scorecard, Messages("id")), RenderTarget())
    return text.replace(scorecard.assessment.source.sha256, "0" * 64)


TINY_SHEET = """
== Identitas
Jenis|kota
Nama|Contoh
Provinsi|Contoh
Kode wilayah|'99.71
Tahun|2024
Tahap|EM
Instrumen|tiny
Edisi|'1
== Isian
Kode|Nilai|Dokumen|Foto|Angka/Penjelasan
'1.1|5|perda.pdf
'1.2a|3|hadir.pdf;notula.pdf
'1.10|2.5|||'85
'2.1|6||sekolah.jpg
'2.2|4|usulan.pdf
'3.1|11
'3.2|0
"""


def test_the_wide_table_of_a_small_sheet_is_as_expected(tiny: Instrument, book: Bookmaker, golden: Golden) -> None:
    """A wide screen shows a whole scorecard with bars, a cap, missing evidence and a refused answer."""
    document = scorecard_document(api.evaluate(book(TINY_SHEET), tiny), Messages("en"), in_full=True)
    golden("tiny.en.120-full.txt", FORMATS["table"].render_text(document, RenderTarget(120)))


def test_the_json_of_a_small_sheet_has_points_before_and_after_a_cap(tiny: Instrument, book: Bookmaker) -> None:
    """An indicator has its capped and its uncapped points."""
    data = json.loads(json_of(api.evaluate(book(TINY_SHEET), tiny)), parse_float=Decimal)
    schools = data["clusters"][0]["indicators"][1]

    assert (8, 6, {"claimed": 10, "supported": 6}) == (schools["claimed"], schools["supported"], schools["uncapped"])


def test_the_json_of_the_good_example_is_as_expected(kla: Instrument, golden: Golden) -> None:
    """The full form has the expected totals, missing evidence, three questions, and a hash of the rest."""
    text = json_of(scored("kabupaten-contoh-2024", kla))
    data = json.loads(text, parse_float=Decimal)
    indicators = [indicator for cluster in data["clusters"] for indicator in cluster["indicators"]]
    questions = [question for indicator in indicators for question in indicator["questions"]]
    statuses = Counter(part["status"] for question in questions for part in question["evidence"])
    outline = {
        **data,
        "clusters": [tally_of(cluster) for cluster in data["clusters"]],
        "indicators": [tally_of(indicator) for indicator in indicators],
        "evidence": dict(sorted(statuses.items())),
        "questions": [question for question in questions if question["code"] in {"1.1", "4.2", "24A.4"}],
        "missing_evidence": ["{question}: {points_at_risk}".format(**each) for each in data["missing_evidence"]],
        "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
    }
    golden("kabupaten-contoh-2024.json", json.dumps(outline, ensure_ascii=False, indent=2, default=str) + "\n")


def tally_of(data: Any) -> str:
    return "{id}: {supported} of {claimed} of {maximum}".format(**data)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_messages_of_the_faulty_example_are_as_expected(language: str, kla: Instrument, golden: Golden) -> None:
    """The example messages change only on purpose."""
    lines = issue_lines(scored("dengan-kesalahan", kla).assessment.issues, Messages(language), every_note=True)
    golden(f"dengan-kesalahan.{language}.issues.txt", "".join(f"{line}\n" for line in lines))


def test_the_good_example_has_different_predicates(kla: Instrument) -> None:
    """The example shows the difference between claimed and supported points."""
    scorecard = scored("kabupaten-contoh-2024", kla)
    held = [each and each.predicate and each.predicate.id for each in (scorecard.claimed, scorecard.supported)]

    assert held == ["utama", "madya"]


def test_the_good_example_has_unanswered_questions(kla: Instrument) -> None:
    """Some questions are unanswered, and no cell is wrong."""
    scorecard = scored("kabupaten-contoh-2024", kla)

    assert (True, True) == (scorecard.total.answered < scorecard.total.questions, scorecard.assessment.is_complete)
