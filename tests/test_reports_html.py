"""Pages: all content is text, no resource is loaded or run, and the numbers equal the data."""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score import __version__, api
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.reports.document import Aligned, Column, Document, Row, Step, Table
from kla_score.reports.pictures import Bar, Bars, Mark, Scale, Zone
from kla_score.reports.rendering.svg import draw_scale
from kla_score.reports.views.scorecard import scorecard_document
from tests.conftest import Golden
from tests.documents import EXAMPLE, HOSTILE, Page, assert_harmless, document_of, page_of, parse
from tests.examples import FAULTY, GOOD


@pytest.fixture(scope="module")
def example() -> Document:
    form = api.load_instrument()
    scorecard = api.evaluate(GOOD, form)
    return scorecard_document(scorecard, Messages("id"), in_full=True)


@pytest.fixture(scope="module")
def page(example: Document) -> Page:
    return parse(page_of(example))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text(text: str) -> None:
    """Every place shows it unchanged, without another element."""
    hostile, plain = parse(page_of(document_of(text))), parse(page_of(document_of("x")))

    assert_harmless(hostile)
    assert [tag for tag, _ in plain.elements] == [tag for tag, _ in hostile.elements]


@given(st.text(max_size=40))
def test_any_text_is_text(text: str) -> None:
    """No text changes the elements of a page."""
    found, plain = parse(page_of(document_of(text or "x"))), parse(page_of(document_of("x")))
    breaks = (text or "x").count("\n")

    assert len([tag for tag, _ in found.elements if tag != "br"]) == len(
        [tag for tag, _ in plain.elements if tag != "br"]
    )
    assert len(found.all("br")) <= 1 + 7 * breaks  # the caption of a step, and the cells of the tables


def test_only_its_own_style_is_allowed(page: Page) -> None:
    """The policy has the digest of the style sheet in the page, and forbids everything else."""
    digest = base64.b64encode(hashlib.sha256(page.style.encode("utf-8")).digest()).decode("ascii")
    (policy,) = [
        each["content"] or "" for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy"
    ]

    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" == policy
    assert_harmless(page)


def test_the_style_loads_nothing(page: Page) -> None:
    """The style loads no font and no picture."""
    assert not re.search(r"url\(|@import", page.style)


def test_the_page_is_complete(example: Document, page: Page) -> None:
    """The page has every title, fact and note, and every row of every table."""
    texts = set(page.texts)
    tables = [*example.tables, *example.appendix]
    values = {part for _, value in example.facts for part in parts_of(value)}

    assert {*values, *(label for label, _ in example.facts)} <= texts
    assert {step.code for step in example.steps} | {
        step.text for step in example.steps if not step.command
    } <= texts | {""}
    assert {*example.notes, example.caution} <= texts
    assert {table.title for table in tables} <= texts
    assert sum(len(table.rows) for table in tables) == len(page.all("tr")) - len(page.all("thead"))


def parts_of(value: str | Aligned) -> Sequence[str]:
    """Return the texts in which a page shows the value of a fact."""
    if isinstance(value, str) or not value.result:
        return [str(value)]
    return [value.figure, value.result, value.explanation]


def folds_of(page: Page) -> list[str]:
    """Return the state of each part of the page that a reader can fold."""
    return ["open" if "open" in each else "closed" for each in page.all("details")]


def rows_of(count: int, level: int = 0) -> list[Row]:
    return [Row([f"r{level}{number}", number], level) for number in range(count)]


FOLDS = {
    "a short table": (rows_of(15), False, []),
    "a long table": (rows_of(16), False, ["closed"]),
    "rows below a row": ([*rows_of(1), *rows_of(2, level=1), *rows_of(1)], False, ["closed"]),
    "groups, of which the first is open": (rows_of(2), True, ["open", "closed"]),
}


@pytest.mark.parametrize(("rows", "is_grouped", "folds"), FOLDS.values(), ids=FOLDS)
def test_long_tables_are_folded(rows: Sequence[Row], is_grouped: bool, folds: list[str]) -> None:
    """A reader unfolds the rows after the tenth, the rows below a row, and each group after the first."""
    table = Table("T", [Column("A"), Column("B", is_number=True)], rows, is_grouped=is_grouped)
    found = parse(page_of(Document("D", Messages("en"), tables=[table])))

    assert folds == folds_of(found)
    assert len(rows) == len(found.all("tr")) - len(found.all("thead"))


def test_one_of_many_tables_is_folded_as_a_whole() -> None:
    """Its heading, with the number of rows, is always visible, and the contents do not repeat it."""
    table = Table("Dinas A", [Column("A"), Column("B", is_number=True)], rows_of(20), "n", is_folded=True)
    found = parse(page_of(Document("D", Messages("en"), tables=[table] * 9)))

    assert (["closed"] * 9, ["(20)"] * 9, []) == (
        folds_of(found),
        [*filter("(20)".__eq__, found.texts)],
        found.all("a"),
    )
    assert 9 * 20 == len(found.all("tr")) - len(found.all("thead"))


def test_a_step_links_to_its_table() -> None:
    """The link leads to the table with the title that the step names."""
    table = Table("Issues", [Column("A")], [Row(["a"])])
    steps = [Step("Fix them.", table="Issues"), Step("Do it."), Step("Look.", table="nowhere")]
    found = parse(page_of(Document("D", Messages("en"), tables=[table], steps=steps)))

    assert ["#table-1"] == [each["href"] for each in found.all("a")]
    assert {"Fix them.", "Do it.", "Look."} <= set(found.texts)


def test_errors_come_first(kla: Instrument) -> None:
    """Their group is open, the groups of warnings and notes are closed, and the first step leads to them."""
    scorecard = api.evaluate(FAULTY, kla)
    document = scorecard_document(scorecard, Messages("en"), in_full=True)
    text = page_of(document).decode()
    issues = text.partition(">Issues</h2>")[2]
    folds = re.findall(r"<details( open)?>\s*<summary[^>]*>(\w+) \(", issues)
    (link,) = re.findall(r'<a href="#([^"]*)">Fix the 19 errors', text)

    assert [(" open", "error"), ("", "warning"), ("", "note")] == folds
    assert f'<h2 id="{link}">Issues</h2>' in text


def test_numbers_have_the_same_decimals() -> None:
    """Those beside the bars of a picture, and those of the same column of similar tables."""
    columns = [Column("A"), Column("B", is_number=True)]
    tables = [Table("T", columns, [Row(["a", Decimal(value)])]) for value in ("5", "1.5")]
    bars = [Bar("x", [Decimal("1.5"), Decimal(1)], Decimal(10)), Bar("y", [Decimal(3), Decimal(2)], Decimal(20))]
    picture = Bars("P", "", ("p", "q", "r"), bars)
    found = parse(page_of(Document("D", Messages("en"), tables=tables, pictures=[picture])))

    assert {"5.00", "1.50", "2.50 / 10", "5.00 / 20", "q 1", "q 2"} <= set(found.texts)


@pytest.mark.parametrize(("count", "has_steps", "looks"), [(1, False, 1), (2, False, 0), (2, True, 1), (0, True, 1)])
def test_the_last_part_of_the_summary_uses_the_room(count: int, has_steps: bool, looks: int) -> None:
    """On a wide screen, the last part is as wide as the page if no other one is beside it."""
    picture = Bars("P", "", ("p", "q"), [Bar("x", [Decimal(1)], Decimal(10))])
    steps = [Step("Do it.")] if has_steps else []
    found = parse(page_of(Document("D", Messages("en"), pictures=[picture] * count, steps=steps)))

    assert looks == sum("wide" in (each.get("class") or "") for _, each in found.elements)


def test_the_page_begins_with_office_and_date(example: Document) -> None:
    """Both are in the first line, and the month is written out."""
    found = parse(page_of(replace(example, office="Dinas A", issued=date(2026, 8, 17))))

    assert "Dinas A · 17\xa0Agustus\xa02026" == found.texts[1]


def test_no_label_covers_another() -> None:
    """Labels on the same line of a scale are apart on the narrowest telephone, wherever the marks are."""
    for value in range(0, 1001, 50):
        drawing = draw_scale(scale_with(value), Messages("id"), "p")
        lines: dict[str, list[tuple[float, float]]] = {}
        for attributes, text in re.findall(r"<text ([^>]*)>([^<]*)</text>", drawing):
            each = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
            width = len(text) * (7.8 if "mark" in each["class"] else 6.9)
            left = float(each["x"][:-1]) * 3.2 - {"start": 0, "middle": 0.5, "end": 1}[each["text-anchor"]] * width
            lines.setdefault(each["y"], []).append((left, left + width))
        for spans in lines.values():
            assert all(end <= start for (_, end), (start, _) in pairwise(sorted(spans)))
            assert all(-1 <= start and end <= 321 for start, end in spans)


def scale_with(value: int) -> Scale:
    names = {"belum ada predikat": 0, "Pratama": 500, "Madya": 601, "Nindya": 701, "Utama": 801, "KLA": 901}
    zones = [Zone(name, Decimal(start)) for name, start in names.items()]
    marks = [Mark("Nilai mandiri", Decimal(value)), Mark("Nilai terdukung", Decimal(value))]
    return Scale("T", "w", Decimal(1000), zones, marks)


def test_numbers_equal_those_of_the_data(example: Document, page: Page) -> None:
    """The page has both totals and every cluster of the data, formatted for people."""
    _ = Messages("id").number
    total = example.data["total"]
    assert isinstance(total, dict)
    texts = " ".join(page.texts)

    assert _(total["claimed"]) in texts
    assert _(total["supported"]) in texts


def test_every_picture_has_a_description(page: Page) -> None:
    """
    A scale has a title and a description for users who cannot see it. The bars of a list have their numbers as text.
    """
    ids = [each["id"] for tag in ("title", "desc") for each in page.all(tag) if "id" in each]
    named = [name for each in page.all("svg") for name in (each.get("aria-labelledby") or "").split()]

    assert sorted(filter(None, ids)) == sorted(named) != []
    assert {("img", None), (None, "true")} == {(each.get("role"), each.get("aria-hidden")) for each in page.all("svg")}


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_declares_its_language(language: str, kla: Instrument) -> None:
    """Screen readers need it."""
    scorecard = api.evaluate(GOOD, kla)
    found = parse(page_of(scorecard_document(scorecard, Messages(language))))

    assert [language] == [each["lang"] for each in found.all("html")]


def test_no_bar_is_longer_than_its_maximum(page: Page) -> None:
    """The parts of a bar are within it."""
    parts = [
        (each["class"], float((each["x"] or "")[:-1]), float((each["width"] or "")[:-1]))
        for each in page.all("rect")
        if (each["class"] or "").startswith("part ") and each["height"] == "14"
    ]

    assert len(parts) == 3 * sum(look == "part part-open" for look, _, _ in parts)
    assert all(0 <= left <= left + width <= 100.01 for _, left, width in parts)


def test_a_page_is_as_expected(golden: Golden) -> None:
    """Each element, class and text is as in the file, which has no styles."""
    text = page_of(EXAMPLE).decode("utf-8").replace(__version__, "VERSION")
    text = re.sub("<style>.*?</style>", "", re.sub("sha256-[^']+", "HASH", text), flags=re.DOTALL)

    golden("page.html", text.replace("><", ">\n<"))
