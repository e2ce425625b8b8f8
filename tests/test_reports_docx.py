"""Word documents: text is only text, tables have heads on every page, bars have the right length."""

import io
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st

from kla_score import api
from kla_score.i18n import Messages, clean
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.reports.document import Aligned, Captioned, Column, Document, Row, Step, Table
from kla_score.reports.pictures import Bar, Bars, Mark, Scale, Zone
from kla_score.reports.views.plan import PlanViewOptions, plan_document
from kla_score.reports.views.scorecard import scorecard_document
from tests.conftest import Golden, Runner
from tests.documents import EXAMPLE, HOSTILE, data_of, document_of, word_of
from tests.examples import GOOD

ROW_MARKS: Final = ("cantSplit", "tblHeader")
OWN_STYLES: Final = {
    *("Table text", "Table number", "Table head", "Table number head", "Small print", "Alert", "Letterhead"),
    *("Result", "Scale", "Table Grid", "Bars"),
}
"""The styles of the program, and the one of tables that it changes."""
OFFICE: Final = shutil.which("soffice")


def opened(document: Document) -> Any:
    return docx.Document(io.BytesIO(word_of(document)))


def texts_of(file: Any) -> list[str]:
    """Return the text of every paragraph, in tables and outside."""
    return ["".join(text.text or "" for text in each.iter(qn("w:t"))) for each in file.element.body.iter(qn("w:p"))]


def spans_of(row: Any) -> list[tuple[str, int]]:
    """Return the colour and the number of columns of each shaded cell of *row*."""
    return [
        (tc.tcPr.find(qn("w:shd")).get(qn("w:fill")), tc.grid_span)
        for tc in row._tr.tc_lst
        if tc.tcPr.find(qn("w:shd")) is not None
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    """Text in every place is shown, and never becomes a field, a link or a picture."""
    file = opened(document_of(text))
    body = file.element.body
    active = [tag for tag in ("w:fldSimple", "w:instrText", "w:hyperlink", "w:drawing") if [*body.iter(qn(tag))]]

    assert [] == active
    assert 10 <= sum(clean(text) in each for each in texts_of(file))


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_written(text: str) -> None:
    """Every character is written, or a sign in its place."""
    assert clean(text) in texts_of(opened(Document(text, Messages("id"))))


def test_a_long_title_is_whole() -> None:
    """The title is cut only in the properties of the file, which have at most 255 characters."""
    file = opened(Document("x" * 999, Messages("en")))

    assert (["x" * 999], 255) == ([each for each in texts_of(file) if "x" in each], len(file.core_properties.title))


def test_the_same_result_gives_the_same_bytes() -> None:
    """Neither the properties nor the archive contain the time of writing."""
    content = word_of(document_of("x"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        times = {each.date_time for each in archive.infolist()}

    assert (content, {(1980, 1, 1, 0, 0, 0)}) == (word_of(document_of("x")), times)


@pytest.mark.parametrize(("to_fill", "width", "height"), [((), 210, 297), (("Due",), 297, 210)])
def test_the_paper_is_a4(to_fill: Sequence[str], width: int, height: int) -> None:
    """A document is in portrait, but a table with columns to fill in gets landscape."""
    table = Table("T", [Column("A")], [Row(["1"])], to_fill=to_fill)
    page = opened(Document("T", Messages("en"), tables=[table])).sections[0]

    assert (width, height) == (round(page.page_width.mm), round(page.page_height.mm))


@pytest.mark.parametrize(("language", "tag"), [("id", "id-ID"), ("en", "en-GB")])
def test_the_language_is_that_of_the_texts(language: str, tag: str) -> None:
    """A word processor checks the spelling in the language of the result."""
    file = opened(Document("T", Messages(language)))
    tags = {each.get(qn("w:val")) for each in file.styles.element.iter(qn("w:lang"))}

    assert ({tag}, tag) == (tags, file.core_properties.language)


def outline_of(element: Any, depth: int = 0) -> Iterator[str]:
    """Yield a line for each element below *element* with its attributes and its text. Equal ones share a line."""
    for (name, attributes, text), same in groupby(element, key=lambda each: (each.tag, dict(each.attrib), each.text)):
        parts = list(same)
        texts = [f"{key.partition('}')[2]}={value}" for key, value in attributes.items() if "rsid" not in key]
        if text and name == qn("w:t"):
            texts.append(repr(text))
        if len(parts) > 1 and not any(len(each) for each in parts):
            texts.append(f"({len(parts)} times)")
            parts = parts[:1]
        for each in parts:
            yield " ".join([" " * depth + name.partition("}")[2], *texts])
            yield from outline_of(each, depth + 1)


def test_every_part_looks_as_expected(golden: Golden) -> None:
    """Each paragraph, table, cell and style has its look as in the file."""
    file = opened(EXAMPLE)
    looks = [each for each in file.styles if each.name in {"Title", "Heading 1", *OWN_STYLES}]
    lines = [
        *outline_of(file.element.body),
        *(line for each in looks for line in (each.name, *outline_of(each.element, 1))),
    ]

    golden("word.txt", "".join(f"{line}\n" for line in lines))


def test_the_letter_has_a_date_and_an_office() -> None:
    """
    Both replace their placeholders, and the date is that of the file. The caution and the question of a step are shown.
    """
    step = Step("Attach the plan.", code="2.4", caption="Is there a plan?")
    file = opened(
        Document(
            "T", Messages("id"), caution="Indicative.", steps=[step], issued=date(2026, 8, 17), office="Dinas PPPA"
        )
    )
    shown = [each.text for each in file.paragraphs]

    assert ["Dinas PPPA", "T", "Indicative.", "2.4: Attach the plan.\nIs there a plan?"] == [*shown[:3], shown[4]]
    assert "[Tempat], 17 Agustus 2026" in shown
    assert "2026-08-17" == f"{file.core_properties.created:%Y-%m-%d}"


def test_a_table_has_a_head_on_every_page() -> None:
    """The head is repeated, and no row is broken between pages."""
    rows = [Row([Captioned("a", "b"), Decimal("1.5")]), Row(["c", Decimal(2)], level=1), Row(["d", None])]
    table = Table("T", [Column("Text"), Column("Points", is_number=True)], rows, "note", to_fill=["Due"])
    (made,) = opened(Document("T", Messages("id"), tables=[table])).tables
    marks = [[tag for tag in ROW_MARKS if row._tr.trPr.find(qn(f"w:{tag}")) is not None] for row in made.rows]

    assert [["cantSplit", "tblHeader"], *[["cantSplit"]] * 3] == marks
    assert [["Text", "Points", "Due"], ["a\nb", "1,50", ""], ["c", "2,00", ""], ["d", "–", ""]] == [
        [cell.text for cell in row.cells] for row in made.rows
    ]


def test_long_texts_get_the_room() -> None:
    """A column is as wide as its longest word, and the widths add up to that of the page."""
    rows = [Row(["1.1", "long words " * 20, Decimal("0.5")])]
    table = Table("T", [Column("Code"), Column("Text"), Column("Points", is_number=True)], rows)
    (made,) = opened(Document("T", Messages("en"), tables=[table])).tables
    code, text, points = (column.width.mm for column in made.columns)

    assert (True, 170) == (code < points < text / 4, round(code + text + points))


def test_names_get_more_room_than_numbers(kla: Instrument) -> None:
    """In the table of indicators, no word of a name is cut, and heads are right-aligned above numbers."""
    document = scorecard_document(api.evaluate(GOOD, kla), Messages("id"), in_full=True)
    made = next(each for each in opened(document).tables if each.rows[0].cells[0].text == "Klaster")
    name, *numbers = (column.width.mm for column in made.columns)
    styles = [cell.paragraphs[0].style.name for cell in made.rows[0].cells]

    assert 2 * max(numbers) < name
    assert ["Table head", *["Table number head"] * len(numbers)] == styles
    assert WD_ALIGN_PARAGRAPH.RIGHT == made.rows[0].cells[1].paragraphs[0].style.paragraph_format.alignment


def test_similar_tables_look_the_same() -> None:
    """Tables with the same columns have the same widths and decimals."""
    columns = [Column("Task"), Column("Gain", is_number=True), Column("Agencies")]
    rows = [Row(["long words " * 9, Decimal(5), "A"]), Row(["a", Decimal("1.5"), "long words " * 9])]
    tables = [Table("T", columns, [row], to_fill=["Due"]) for row in rows]
    first, second = opened(Document("T", Messages("en"), tables=tables)).tables

    assert [column.width for column in first.columns] == [column.width for column in second.columns]
    assert ["5.00", "1.50"] == [each.rows[1].cells[1].text for each in (first, second)]


def test_a_table_does_not_start_at_the_foot_of_a_page() -> None:
    """The head and the first three rows are on the same page."""
    table = Table("T", [Column("A")], [Row([str(number)]) for number in range(9)])
    (made,) = opened(Document("T", Messages("en"), tables=[table])).tables
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in made.rows[1:]]

    assert [True] * 2 + [None] * 7 == kept


def test_the_signature_is_last() -> None:
    """It follows the last table, also that of the issues."""
    table = Table("T", [Column("A")], [Row(["a"])])
    file = opened(Document("T", Messages("en"), tables=[table], appendix=[table._replace(title="Issues")]))
    last = [each.text for each in file.paragraphs[-5:]]

    assert ["Issues", "[Place], [date]", "[Position]", "[Name]", "NIP [number]"] == last


def test_results_and_codes_stand_out() -> None:
    """A total with its predicate is large, and the code of a step is bold."""
    facts = [("Claimed", Aligned("803.75", "Utama")), ("At risk", Aligned("18", explanation="4 questions"))]
    file = opened(Document("T", Messages("en"), facts, steps=[Step("Attach it.", code="2.4")]))
    step = next(each for each in file.paragraphs if each.style.name == "List Number")

    assert ["Result", "Table text"] == [row.cells[1].paragraphs[0].style.name for row in file.tables[0].rows]
    assert [("2.4: ", True), ("Attach it.", None)] == [(run.text, run.bold) for run in step.runs]


def test_a_bar_has_the_length_of_its_points() -> None:
    """Each part takes its share of 50 columns, and its number is beside it."""
    bars = [Bar("A", [Decimal(5), Decimal("2.5")], Decimal(10)), Bar("B", [Decimal(0), Decimal(0)], Decimal(0))]
    picture = Bars("P", "", ("Supported", "At risk", "Not earned"), bars)
    (made,) = opened(Document("T", Messages("en"), pictures=[picture])).tables
    dark, middle, light = (fill for fill, _ in spans_of(made.rows[0]))

    assert [[(dark, 25), (middle, 13), (light, 12)], [(dark, 50)]] == [spans_of(row) for row in made.rows[1:]]
    assert [["5", "2.50", "2.50"], ["0", "0.00", "0.00"]] == [
        [cell.text for cell in row.cells[-3:]] for row in made.rows[1:]
    ]


def test_a_scale_has_its_zones_above_the_totals() -> None:
    """A zone begins at its threshold, and a total ends at its points."""
    zones = [Zone("none", Decimal(0)), Zone("low", Decimal(500)), Zone("high", Decimal(701))]
    scale = Scale("P", "", Decimal(1000), zones, [Mark("Claimed", Decimal("609.35"))])
    (made,) = opened(Document("T", Messages("en"), pictures=[scale])).tables
    names = [tc.p_lst[0].text for tc in made.rows[0]._tr.tc_lst]

    limits = [tc.p_lst[-1].text for tc in made.rows[0]._tr.tc_lst]

    assert ["", "0", "500", "701", "1000"] == limits
    assert (["", "none", "low", "high", ""], [25, 10, 15]) == (names, [span for _, span in spans_of(made.rows[0])])
    assert (["Claimed", "609.35"], [30, 20]) == (
        [made.rows[1].cells[0].text, made.rows[1].cells[-1].text],
        [span for _, span in spans_of(made.rows[1])],
    )


# The numbers


def tables_of(file: Any) -> dict[str, list[list[str]]]:
    """Return the rows of each table by its heading, with the first paragraph of each cell, without the head."""
    tables, heading = {}, ""
    for element in file.iter_inner_content():
        if isinstance(element, Paragraph):
            heading = element.text if element._p.style == "Heading1" else heading
        elif heading:
            tables[heading] = [[tc.p_lst[0].text for tc in row._tr.tc_lst] for row in element.rows][1:]
    return tables


def points(*values: Decimal | int | None) -> list[str]:
    """Return *values* as the columns of the example show them."""
    return ["–" if value is None else f"{value:.2f}".replace(".", ",") for value in values]


def tally(part: Mapping[str, Any]) -> list[str]:
    """Return the cells of a line of the data: claimed, supported, at risk, maximum, percentage."""
    claimed, supported, maximum = (part[key] for key in ("claimed", "supported", "maximum"))
    share = Decimal(100 * claimed / maximum).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return [*points(claimed, supported, claimed - supported), f"{maximum}", f"{share}%".replace(".", ",")]


def test_the_numbers_of_a_scorecard_are_those_of_its_data(kla: Instrument) -> None:
    """Every number in a table or beside a bar is that of the JSON of the same result."""
    document = scorecard_document(api.evaluate(GOOD, kla), Messages("id"), in_full=True)
    data, found = data_of(document), tables_of(opened(document))
    clusters, total = data["clusters"], data["total"]
    questions = [each for cluster in clusters for inside in cluster["indicators"] for each in inside["questions"]]
    lines = [line for each in clusters for line in (each, *each["indicators"])]
    at_risk = {each["question"]: each["points_at_risk"] for each in data["missing_evidence"]}
    agencies = Counter(name for each in questions if each["maximum"] for name in each["agencies"])
    risks = Counter({name: Decimal() for name in agencies})
    for each in data["missing_evidence"]:
        risks.update(dict.fromkeys(each["agencies"], each["points_at_risk"]))
    texts = " ".join(texts_of(opened(document)))

    assert [tally(each) for each in (*lines, total)] == [row[1:6] for row in found["Nilai per klaster"]]
    assert [[str(each["answered"]), str(each["questions"])] for each in (*clusters, total)] == [
        row[6:8] for row in found["Nilai per klaster"] if row[0][:1].isalpha()
    ]
    assert [[code, *points(risk)] for code, risk in at_risk.items()] == [
        row[:2] for row in found["Data dukung yang belum ada"]
    ]
    assert {name: (count, *points(risks[name])) for name, count in agencies.items()} == {
        name: (sum(map(int, counts)), risk) for name, *counts, risk in found["Per perangkat daerah"]
    }
    assert [points(each["claimed"], each["supported"], each["maximum"]) for each in clusters] == [
        points(safe + risk, safe, safe + risk + rest)
        for *_bar, safe, risk, rest in (
            [Decimal(cell.replace(",", ".") or 0) for cell in row[1:]] for row in found["Capaian per klaster"]
        )
    ]
    scale = [row[-1] for row in found["Jumlah nilai pada skala predikat"]]
    assert points(total["claimed"], total["supported"]) == scale
    for side in ("claimed", "supported"):
        assert points(total[side])[0] + "  " + data["predicate"][side]["name"] in texts
        assert f"{data['predicate'][side]['next']['needed']}".replace(".", ",") + " poin menuju" in texts


def test_the_numbers_of_a_plan_are_those_of_its_data(kla: Instrument) -> None:
    """Every step has its gain, and the totals before and after are those of the JSON."""
    scorecard = api.evaluate(GOOD, kla)
    plan = plan_document(
        api.plan(scorecard, "utama"), scorecard, Agencies(kla), Messages("id"), PlanViewOptions(in_full=True)
    )
    data, found = data_of(plan), tables_of(opened(plan))
    before, after = found.pop("Jumlah nilai pada skala predikat")

    assert (points(data["before"]), points(data["after"])) == (before[-1:], after[-1:])
    assert {each["question"]: each["gain"] for each in data["steps"]} == {
        row[0]: Decimal(row[1].replace(",", ".")) for rows in found.values() for row in rows
    }


# The command line


def test_without_the_library_nothing_is_written(tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence explains how to install it. The other output is not written, either."""
    monkeypatch.setitem(sys.modules, "docx", None)
    outcome = run("evaluate", GOOD, "-o", tmp_path / "a.json", "-o", tmp_path / "a.docx")

    assert (2, "", []) == (outcome.code, outcome.out, [*tmp_path.iterdir()])
    assert "[output-library-missing]" in outcome.err
    assert "Run `pip install python-docx`" in outcome.err


def test_a_library_that_cannot_be_loaded_is_missing(
    tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library is installed, but something that it needs is not."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "docx.py").write_text("raise ImportError('libxml2.so.2: cannot open shared object file')")
    monkeypatch.delitem(sys.modules, "docx")
    monkeypatch.syspath_prepend(tmp_path / "lib")
    outcome = run("evaluate", GOOD, "-o", tmp_path / "a.docx")

    assert (2, "") == (outcome.code, outcome.out)
    assert "[output-library-missing]" in outcome.err


def test_the_title_names_the_agency(tmp_path: Path, invoke: Runner) -> None:
    """The list of one agency is recognised on paper."""
    letter, page = tmp_path / "a.docx", tmp_path / "a.html"
    invoke("evaluate", GOOD, "--agency", "dinkes", "--lang", "id", "-o", letter, "-o", page, "-q")
    title = "Daftar tindak lanjut Dinkes: Kabupaten Contoh, Provinsi Contoh: evaluasi mandiri (EM) 2024"

    assert title in [each.text for each in docx.Document(str(letter)).paragraphs]
    assert f"<h1>{title}</h1>" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [["evaluate", GOOD, "--agency", "dinkes"], ["plan", GOOD, "--target", "nindya"]])
def test_a_letter_is_written(arguments: Sequence[str | Path], tmp_path: Path, run: Runner) -> None:
    """The results of one workbook can be written, also the list of one agency."""
    letter = tmp_path / "surat.DOCX"
    outcome = run(*arguments, "-o", letter, "-q")

    assert (0, True) == (outcome.code, "Kabupaten Contoh" in docx.Document(str(letter)).core_properties.title)


@pytest.mark.libreoffice
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: the document is not opened")
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_word_processor_opens_it(language: str, tmp_path: Path, kla: Instrument) -> None:
    """
    LibreOffice opens the document of the example and makes a PDF of A4 pages with the total and a head on each page.
    """
    document = scorecard_document(api.evaluate(GOOD, kla), Messages(language), in_full=True)
    source = tmp_path / "r.docx"
    source.write_bytes(word_of(document))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own document
    about, text = (
        subprocess.run([tool, tmp_path / "r.pdf", *rest], check=True, capture_output=True).stdout.decode()  # noqa: S603
        for tool, rest in (("pdfinfo", []), ("pdftotext", ["-"]))
    )
    heads = text.count(Messages(language).gettext("Missing evidence"))

    assert ("A4" in about, Messages(language).number(Decimal("609.35")) in text) == (True, True)
    assert 3 < heads
