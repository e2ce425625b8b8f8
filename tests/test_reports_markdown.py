"""Markdown: the content of the screen as valid Markdown. Text from files has no effect as markup."""

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
"""Another Markdown reader with HTML and links enabled, so that unescaped text is noticed."""


def markdown(document: Document) -> str:
    return FORMATS["markdown"].render_text(document, RenderTarget())


def documented(language: str = "en", title: str = "T", **parts: Any) -> Document:
    return Document(title, Messages(language), **parts)


def table_of(*rows: Row, columns: Sequence[Column] = (Column("A"), Column("B")), **more: Any) -> Document:
    return documented(tables=[Table("T", columns, rows, **more)])


def shown(text: str) -> str:
    """Return *text* as displayed: one line, blanks normalized."""
    return " ".join(clean(text).split())


def read(tokens: Sequence[Token]) -> str:
    """Return the displayed text of an inline piece, with a name for anything but plain text."""
    parts = []
    for token in tokens:
        if token.type in {"text", "text_special"}:
            parts.append(token.content.replace("\u200b", ""))  # the invisible space of the program
        elif token.type == "html_inline" and token.content == "<br>":
            parts.append("\n")
        else:
            parts.append(f"⟦{token.type}⟧")
    return "\n".join(shown(line) for line in "".join(parts).split("\n"))


def blocks_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield each displayed block, with the type of element around it."""
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
"""Any text, and text with Markdown syntax."""


def filled(text: str) -> str:
    """Return text with something visible."""
    return f"n{text}n"


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_of_a_file_is_shown_unchanged(title: str, value: str, note: str) -> None:
    """Title, fact and note are plain text, without other elements."""
    document = documented(title=filled(title), facts=[("Label", filled(value))], notes=[filled(note)])
    expected = [("h1", shown(filled(title))), ("ul li p", f"⟦strong_open⟧Label:⟦strong_close⟧ {shown(filled(value))}")]

    assert [*expected, ("p", shown(filled(note)))] == list(blocks_of(markdown(document)))


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_text_of_a_table_is_shown_unchanged(title: str, head: str, value: str, note: str) -> None:
    """Title, heading, cell and note are plain text, and line breaks of the program stay."""
    table = Table(filled(title), [Column(head), Column("B")], [Row([value, 1])], filled(note))
    cell = "\n".join(shown(line) for line in value.split("\n"))

    assert list(blocks_of(markdown(documented(tables=[table])))) == [
        *(("h1", "T"), ("h2", shown(filled(title)))),
        *(("table thead tr th", shown(head)), ("table thead tr th", "B")),
        *(("table tbody tr td", cell), ("table tbody tr td", "1")),
        ("p", shown(filled(note))),
    ]


@given(TEXTS, TEXTS)
def test_any_sample_is_shown_unchanged(title: str, text: str) -> None:
    """A piece of a file is in a fence that it cannot close, line by line."""
    document = documented(samples=[Sample(filled(title), text)])
    lines = "".join(f"{clean(line)}\n" for line in text.split("\n"))

    assert [("h1", "T"), ("h2", shown(filled(title))), ("fence", lines)] == list(blocks_of(markdown(document)))


@pytest.mark.parametrize("text", ["```", "a\n````\nb", "~~~", "``` ```", "    ```"])
def test_a_sample_cannot_end_its_fence(text: str) -> None:
    """A text that looks like a fence is part of the sample."""
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
def test_a_note_from_a_file_has_no_effect(text: str) -> None:
    """Emphasis, links, HTML, headings, quotations and list markers appear as typed."""
    assert [("h1", "T"), ("p", text)] == list(blocks_of(markdown(documented(notes=[text]))))


@pytest.mark.parametrize("text", OBEYED)
@pytest.mark.parametrize("is_total", [False, True])
def test_a_cell_from_a_file_has_no_effect(text: str, is_total: bool) -> None:
    """Pipes in a cell are escaped, too. Totals are bold."""
    bold = ("⟦strong_open⟧", "⟦strong_close⟧") if is_total else ("", "")
    cells = [text for kind, text in blocks_of(markdown(table_of(Row([text, "x"], is_total=is_total)))) if "td" in kind]

    assert [text.join(bold), "x".join(bold)] == cells


ROWS: Final = st.lists(
    st.tuples(st.lists(TEXTS | st.none() | st.integers(), min_size=3, max_size=3), st.integers(0, 2), st.booleans()),
    max_size=5,
)


@given(ROWS)
def test_every_row_has_the_cells_of_its_table(rows: list[tuple[list[Any], int, bool]]) -> None:
    """Text in cells cannot add cells, since only pipes of the program are unescaped."""
    drawn = [Row(values, level, is_total) for values, level, is_total in rows]
    text = markdown(table_of(*drawn, columns=[Column("A"), Column("B", is_number=True), Column("C")]))
    lines = [line for line in text.splitlines() if line.startswith("|")]

    assert [4] * (2 + len(rows)) == [len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in lines]


@pytest.mark.parametrize(("language", "number"), [("id", "1,50"), ("en", "1.50")])
def test_numbers_are_those_of_the_language(language: str, number: str) -> None:
    """Numbers have the decimal sign of the reader and two decimals, as on the screen."""
    table = Table("T", [Column("A"), Column("B")], [Row(["x", Decimal("1.50")])])

    assert f"| x | {number} |" in markdown(documented(language, tables=[table])).splitlines()


def test_an_empty_cell_of_a_total_stays_empty() -> None:
    """An empty cell of a total has no bold markup."""
    assert "|  | **y** |" in markdown(table_of(Row(["", "y"], is_total=True))).splitlines()


def test_elements_are_in_the_order_of_the_screen() -> None:
    """The order is title, facts, tables, samples, notes, with an empty line between them."""
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


def test_a_document_may_have_only_a_title() -> None:
    """Missing elements leave no trace."""
    assert "# T\n" == markdown(documented())


CALLS: Final = [
    *("@user", "https://evil.com", "www.evil.com", "WWW.evil.com", "a@b.com", "ftp://x"),
    *("#1", "owner/repo#12", "GH-12", "gh-12", "!1", "$3", "&4", "%2", "%v1", "~bug", ":tada:", ":+1:"),
    *("0123456789abcdef0123456789ABCDEF01234567", "user@0123456789"),
]


@pytest.mark.parametrize("text", CALLS)
def test_text_makes_no_mentions_or_links(text: str) -> None:
    """A blank without width prevents mentions, links and emoji of forges, which escapes do not prevent."""
    escapes = re.compile(r"\\|&amp;")
    written = escapes.sub(lambda found: "&" if found[0] == "&amp;" else "", markdown(documented(title=f"Kota {text}")))

    assert (False, True) == (text in written, text in written.replace("\u200b", ""))


@pytest.mark.parametrize("text", ["ec2c722ff134", "R&D", "#REF!", "1 % 2", "a: b: c", "Baik! 1", "GHz", "85%"])
def test_other_text_is_unchanged(text: str) -> None:
    """Other text contains no invisible character, so that it can be copied."""
    assert "\u200b" not in markdown(documented(title=text))
