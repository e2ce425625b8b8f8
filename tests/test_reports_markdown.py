"""Markdown: what the screen shows, as text that renders; words from files are shown and never obeyed."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kla_score.i18n import Messages, clean
from kla_score.reports.document import Column, Document, RenderTarget, Row, Sample, Table
from kla_score.reports.formats import FORMATS

PARSER: Final = MarkdownIt("commonmark").enable(["table", "strikethrough"])
"""A reader that is not ours; HTML and links are obeyed, so that any that slips through is seen."""


def markdown(document: Document) -> str:
    return FORMATS["markdown"].render_text(document, RenderTarget())


def documented(language: str = "en", title: str = "T", **parts: Any) -> Document:
    return Document(title, Messages(language), **parts)


def table_of(*rows: Row, columns: Sequence[Column] = (Column("A"), Column("B")), **more: Any) -> Document:
    return documented(tables=[Table("T", columns, rows, **more)])


def shown(text: str) -> str:
    """Give what a reader sees of *text*: one line, blanks normalized."""
    return " ".join(clean(text).split())


def read(tokens: Sequence[Token]) -> str:
    """Give the text of an inline piece, as a reader sees it; whatever is not plain text is named."""
    parts = []
    for token in tokens:
        if token.type in {"text", "text_special"}:
            parts.append(token.content.replace("\u200b", ""))  # ours, which nobody sees
        elif token.type == "html_inline" and token.content == "<br>":
            parts.append("\n")
        else:
            parts.append(f"⟦{token.type}⟧")
    return "\n".join(shown(line) for line in "".join(parts).split("\n"))


def blocks_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield each block that a reader sees, with the kind of piece around it."""
    around: list[str] = []
    for token in PARSER.parse(text):
        if token.nesting == 1:
            around.append(token.tag)
        elif token.nesting == -1:
            around.pop()
        elif token.type == "inline":
            yield " ".join(around), read(token.children or [])
        else:
            yield token.type, token.content


TEXTS: Final = st.text(max_size=20) | st.lists(
    st.sampled_from(
        [
            *("|", "\\", "`", "``", "*", "**", "_", "~~", "[", "]", "(", ")", "<", ">", "#", "&", "&amp;", "!", "$"),
            *("<b>", "</b>", "<br>", "<!--", "-->", "[a](http://b)", "![a](b)", "<http://a>", "&#42;", "&emsp;"),
            *("- ", "+ ", "* ", "1. ", "2) ", "> ", "# ", "---", "===", "    ", "\t", "\n", "\n\n", "  \n", "a", " "),
            *("{", "}", "=", "-", ":", "\x1b", "\u2028", "```", "~~~", "é"),
        ]
    ),
    max_size=8,
).map("".join)
"""Anything at all, and what a reader of Markdown would obey."""


def filled(text: str) -> str:
    """Make sure that there is something to see."""
    return f"n{text}n"


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_of_a_file_is_shown_as_it_is(title: str, value: str, note: str) -> None:
    """
    Title, fact and note are each a piece of plain text, and nothing else appears.
    """
    document = documented(title=filled(title), facts=[("Label", filled(value))], notes=[filled(note)])
    expected = [("h1", shown(filled(title))), ("ul li p", f"⟦strong_open⟧Label:⟦strong_close⟧ {shown(filled(value))}")]

    assert [*expected, ("p", shown(filled(note)))] == list(blocks_of(markdown(document)))


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_text_of_a_table_is_shown_as_it_is(title: str, head: str, value: str, note: str) -> None:
    """
    Title, heading, cell and note are each a piece of plain text; a line break of ours stays one.
    """
    table = Table(filled(title), [Column(head), Column("B")], [Row([value, 1])], filled(note))
    cell = "\n".join(shown(line) for line in value.split("\n"))

    assert list(blocks_of(markdown(documented(tables=[table])))) == [
        *(("h1", "T"), ("h2", shown(filled(title)))),
        *(("table thead tr th", shown(head)), ("table thead tr th", "B")),
        *(("table tbody tr td", cell), ("table tbody tr td", "1")),
        ("p", shown(filled(note))),
    ]


@given(TEXTS, TEXTS)
def test_any_sample_is_shown_as_it_is(title: str, text: str) -> None:
    """
    A piece of a file stands in a fence that it cannot close, line by line.
    """
    document = documented(samples=[Sample(filled(title), text)])
    lines = "".join(f"{clean(line)}\n" for line in text.split("\n"))

    assert [("h1", "T"), ("h2", shown(filled(title))), ("fence", lines)] == list(blocks_of(markdown(document)))


@pytest.mark.parametrize("text", ["```", "a\n````\nb", "~~~", "``` ```", "    ```"])
def test_a_sample_cannot_end_its_fence(text: str) -> None:
    """
    Whatever looks like the end of it is part of it.
    """
    assert ("fence", f"{text}\n") == list(blocks_of(markdown(documented(samples=[Sample("S", text)]))))[-1]


OBEYED: Final = [
    *("*a*", "**a**", "_a_", "`a`", "~~a~~", "[a](http://b)", "![a](b)", "<b>a</b>", "<http://a>", "<!-- a -->"),
    *(
        "&lt;b&gt;",
        "&#42;",
        "a\\",
        "\\*a",
        "a|b",
        "a\\|b",
        "# a",
        "> a",
        "- a",
        "+ a",
        "* a",
        "1. a",
        "12) a",
        "[a]: b",
    ),
]


@pytest.mark.parametrize("text", OBEYED)
def test_a_note_from_a_file_is_never_obeyed(text: str) -> None:
    """
    Emphasis, links, HTML, headings, quotations and list markers are shown as typed.
    """
    assert [("h1", "T"), ("p", text)] == list(blocks_of(markdown(documented(notes=[text]))))


@pytest.mark.parametrize("text", OBEYED)
@pytest.mark.parametrize("is_total", [False, True])
def test_a_cell_from_a_file_is_never_obeyed(text: str, is_total: bool) -> None:
    """
    Nor inside a table, where a pipe would begin another cell; totals are bold.
    """
    bold = ("⟦strong_open⟧", "⟦strong_close⟧") if is_total else ("", "")
    cells = [text for kind, text in blocks_of(markdown(table_of(Row([text, "x"], is_total=is_total)))) if "td" in kind]

    assert [text.join(bold), "x".join(bold)] == cells


ROWS: Final = st.lists(
    st.tuples(st.lists(TEXTS | st.none() | st.integers(), min_size=3, max_size=3), st.integers(0, 2), st.booleans()),
    max_size=5,
)


@given(ROWS)
def test_every_row_has_the_cells_of_its_table(rows: list[tuple[list[Any], int, bool]]) -> None:
    """
    Whatever stands in them: pipes that are not escaped are ours.
    """
    drawn = [Row(values, level, is_total) for values, level, is_total in rows]
    text = markdown(table_of(*drawn, columns=[Column("A"), Column("B", is_number=True), Column("C")]))
    lines = [line for line in text.splitlines() if line.startswith("|")]

    assert [4] * (2 + len(rows)) == [len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in lines]


def test_columns_of_numbers_stand_to_the_right() -> None:
    """
    As on the screen.
    """
    document = table_of(Row(["x", 1]), columns=[Column("A"), Column("B", is_number=True)])

    assert "| --- | ---: |" in markdown(document).splitlines()


@pytest.mark.parametrize(("language", "number"), [("id", "1,50"), ("en", "1.50")])
def test_numbers_are_those_of_the_language(language: str, number: str) -> None:
    """
    The decimal sign is that of the reader, and numbers have two decimals as on the screen.
    """
    table = Table("T", [Column("A"), Column("B")], [Row(["x", Decimal("1.50")])])

    assert f"| x | {number} |" in markdown(documented(language, tables=[table])).splitlines()


def test_nothing_is_shown_as_a_dash() -> None:
    """
    As on the screen.
    """
    assert "| x | – |" in markdown(table_of(Row(["x", None]))).splitlines()


def test_rows_below_others_are_indented() -> None:
    """
    Two levels are two blanks that Markdown keeps, before the first cell alone.
    """
    assert "| &emsp;&emsp;x | y |" in markdown(table_of(Row(["x", "y"], 2))).splitlines()


def test_an_empty_cell_of_a_total_stays_empty() -> None:
    """
    There is nothing to make bold.
    """
    assert "|  | **y** |" in markdown(table_of(Row(["", "y"], is_total=True))).splitlines()


def test_lines_of_a_cell_stay_lines() -> None:
    """
    A question and what it wants stand below each other.
    """
    assert r"| a<br>\- b | y |" in markdown(table_of(Row(["a\n- b", "y"]))).splitlines()


def test_the_note_of_a_table_stands_below_it() -> None:
    """
    Apart from its last row.
    """
    assert markdown(table_of(Row(["x", "y"]), note="N")).endswith("| x | y |\n\nN\n")


def test_a_table_without_note_ends_with_its_rows() -> None:
    """
    Nothing empty follows.
    """
    assert markdown(table_of(Row(["x", "y"]))).endswith("| x | y |\n")


def test_elements_are_in_the_order_of_the_screen() -> None:
    """
    Title, facts, tables, samples, notes; an empty line between each.
    """
    table = Table("Table", [Column("A")], [Row(["x"])])
    document = documented(facts=[("L", "v"), ("M", "w")], tables=[table], samples=[Sample("S", "a: 1")], notes=["N"])
    expected = """\
# T

- **L:** v
- **M:** w

## Table

| A |
| --- |
| x |

## S

```yaml
a: 1
```

N
"""

    assert expected == markdown(document)


def test_a_document_may_be_a_title_alone() -> None:
    """
    What there is not leaves no trace.
    """
    assert "# T\n" == markdown(documented())


CALLS: Final = [
    *("@user", "https://evil.com", "www.evil.com", "WWW.evil.com", "a@b.com", "ftp://x"),
    *("#1", "owner/repo#12", "GH-12", "gh-12", "!1", "$3", "&4", "%2", "%v1", "~bug", ":tada:", ":+1:"),
    *("0123456789abcdef0123456789ABCDEF01234567", "user@0123456789"),
]


@pytest.mark.parametrize("text", CALLS)
def test_nobody_is_called_and_nothing_is_linked(text: str) -> None:
    """
    Forges make calls, links and little pictures of such words, escaped or not; a blank without width prevents it.
    """
    escapes = re.compile(r"\\|&amp;")
    written = escapes.sub(lambda found: "&" if found[0] == "&amp;" else "", markdown(documented(title=f"Kota {text}")))

    assert (False, True) == (text in written, text in written.replace("\u200b", ""))


@pytest.mark.parametrize("text", ["ec2c722ff134", "R&D", "#REF!", "1 % 2", "a: b: c", "Baik! 1", "GHz", "85%"])
def test_what_calls_nobody_is_written_as_it_is(text: str) -> None:
    """
    Nothing that nobody sees stands in it, so that it can be copied.
    """
    assert "\u200b" not in markdown(documented(title=text))
