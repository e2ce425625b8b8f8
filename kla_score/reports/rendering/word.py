"""
A document to edit in a word processor: headings, facts, bars, tables, and room for a letterhead and a signature.

Text from files is only ever the text of a run, so that it cannot become a field.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from docx.shared import Length, Mm, Pt
from docx.table import _Cell

from kla_score.i18n import Messages, clean
from kla_score.instrument.questions import NO_POINTS
from kla_score.reports.document import (
    Aligned,
    Captioned,
    Column,
    Document,
    Row,
    Table,
    Value,
    column_decimals,
    decimals_in,
    lines_of,
    text_lines,
)
from kla_score.reports.pictures import Bars, Picture, Scale
from kla_score.reports.rendering.word_styles import (
    ALERT,
    BARS,
    GRID,
    HEAD,
    INK,
    LETTERHEAD,
    NUMBER,
    NUMBER_HEAD,
    PLAIN,
    RESULT,
    SMALL,
    TEXT,
    ZONE,
    Docx,
    new_document,
    new_element,
    new_shade,
    width_of,
)

_PARTS: Final = (INK, "F4B084", "9AA5B1")
_REST: Final = "E3E8EF"
"""The colours of the parts of a bar and of the open rest."""
_ZONES: Final = (_REST, "C7D2E0")
_NAME_WIDTH, _NUMBER_WIDTH, _TO_FILL_WIDTH, _SIGNATURE_WIDTH = 36, 22, 30, 70
_SCALE_NAME_WIDTH, _SCALE_NUMBER_WIDTH = 30, 16
"""Lengths in mm."""
_STEPS: Final = 50
"""The number of columns for a bar. Word allows 63 columns in a table."""


def write(document: Document) -> bytes:
    """Return *document* as a Word document. The same document gives the same bytes."""
    messages, _ = document.messages, document.messages.gettext
    is_wide = any(table.to_fill for table in document.tables)
    file = new_document(clean(document.title), messages.language, document.issued, is_wide=is_wide)
    file.add_paragraph(clean(document.office) or _("[Letterhead]"), LETTERHEAD)
    file.add_paragraph(clean(document.title), "Title")
    if document.alert:
        file.add_paragraph(clean(document.alert), ALERT)
    if document.facts:
        facts = _add_table(file, (_NAME_WIDTH, width_of(file) - _NAME_WIDTH), PLAIN)
        for label, value in document.facts:
            _add_row(facts, [_Piece([clean(label)]), _fact(value)])
    if document.caution:
        file.add_paragraph(clean(document.caution), SMALL).paragraph_format.space_before = Pt(6)
    _add_steps(file, document)
    for picture in document.pictures:
        _add_picture(file, picture, messages)
    tables = (*document.tables, *document.appendix)
    layouts = _layouts(tables, messages, width_of(file))
    for table in tables:
        _add_rows(file, table, layouts[_key_of(table)], messages)
    _add_end(file, document)
    return _packed(file)


def _packed(file: Docx) -> bytes:
    """Return the bytes of *file* without the time of writing."""
    saved, stream = io.BytesIO(), io.BytesIO()
    file.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


class _Piece(NamedTuple):
    """The contents of a cell that takes *span* columns: lines with a fainter *caption*, and their look."""

    lines: Sequence[str] = ("",)
    caption: Sequence[str] = ()
    style: str = TEXT
    fill: str = ""
    is_bold: bool = False
    indent: int = 0
    span: int = 1


def _add_table(file: Docx, widths: Sequence[float], style: str = GRID) -> Docx:
    """Return a table at the end of *file* with columns of *widths* in mm, and without rows."""
    table = file.add_table(0, len(widths))
    table.style, table.autofit = style, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _add_row(table: Docx, pieces: Sequence[_Piece], *, is_head: bool = False, is_kept: bool = False) -> None:
    """
    Add a row that is not broken between pages. A head is repeated on every page.

    A row that *is_kept* is on the page of the next one.
    """
    # The elements are used because python-docx has no such properties, and merges cells and finds styles slowly.
    row, widths = table._tbl.add_tr(), [each.w for each in table._tbl.tblGrid.gridCol_lst]  # noqa: SLF001
    for tag in ("cantSplit", "tblHeader") if is_head else ("cantSplit",):
        row.get_or_add_trPr().append(new_element(tag))
    position = 0
    for piece in pieces:
        element = row.add_tc()
        element.width, element.grid_span = Length(sum(widths[position : position + piece.span])), piece.span
        position += piece.span
        if piece.fill:
            element.tcPr.append(new_shade(piece.fill))
        cell = _Cell(element, table)
        for number, line in enumerate([*piece.lines, *piece.caption]):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            is_caption = number >= len(piece.lines)
            paragraph._p.style = (SMALL if is_caption else piece.style).replace(" ", "")  # noqa: SLF001 - its identifier
            if piece.indent:
                paragraph.paragraph_format.left_indent = Mm(piece.indent)
            paragraph.add_run(line).bold = (piece.is_bold and not is_caption) or None
            if is_kept:
                paragraph.paragraph_format.keep_with_next = True


def _fact(value: str | Aligned) -> _Piece:
    if isinstance(value, str):
        return _Piece([clean(value)])
    first = "  ".join(filter(None, (value.figure, value.result)))
    style = RESULT if value.result else TEXT
    return _Piece([clean(first)], text_lines(value.explanation) if value.explanation else (), style, is_bold=True)


def _add_steps(file: Docx, document: Document) -> None:
    steps = [step for step in document.steps if not step.command]
    if steps:
        file.add_heading(document.messages.gettext("What to do next"), 1)
    for step in steps:
        paragraph = file.add_paragraph("", "List Number")
        if step.code:
            paragraph.add_run(f"{clean(step.code)}: ").bold = True
        paragraph.add_run(clean(step.text))
        if step.caption:
            paragraph.add_run(f"\n{clean(step.caption)}").font.size = Pt(8)


def _add_picture(file: Docx, picture: Picture, messages: Messages) -> None:
    """Add *picture* as rows of shaded cells beside their numbers. Pairs of points have no such rows."""
    match picture:
        case Scale():
            ends = [*(zone.start for zone in picture.zones[1:]), picture.maximum]
            lengths = [end - zone.start for zone, end in zip(picture.zones, ends, strict=True)]
            zones = [
                _Piece([clean(zone.name), messages.number(zone.start)], style=ZONE, fill=_ZONES[number % 2])
                for number, zone in enumerate(picture.zones)
            ]
            head = [_Piece(), *_bar(zones, lengths), _Piece(["", messages.number(picture.maximum)], style=ZONE)]
            name_width, number_width = _SCALE_NAME_WIDTH, _SCALE_NUMBER_WIDTH
            bars = [(mark.name, [mark.value], picture.maximum) for mark in picture.marks]
            numbers = [Row([mark.value]) for mark in picture.marks]
        case Bars():
            name_width, number_width = _NAME_WIDTH, _NUMBER_WIDTH
            fills = [*_PARTS[: len(picture.legend) - 1], _REST]
            legend = zip(picture.legend, fills, strict=True)
            heads = [_Piece([clean(name)], style=NUMBER, fill=fill, is_bold=True) for name, fill in legend]
            head = [_Piece(), _Piece(span=_STEPS), *heads]
            bars = [(bar.name, list(bar.parts), bar.maximum) for bar in picture.bars]
            numbers = [Row([*parts, maximum - sum(parts, NO_POINTS)][: len(heads)]) for _, parts, maximum in bars]
        case _:
            return
    file.add_heading(clean(picture.title), 1)
    count = len(numbers[0].values) if numbers else 0
    step = (width_of(file) - name_width - number_width * count) / _STEPS
    table = _add_table(file, [name_width, *[step] * _STEPS, *[number_width] * count], BARS)
    _add_row(table, head, is_head=True, is_kept=True)
    for position, ((name, parts, maximum), row) in enumerate(zip(bars, numbers, strict=True), start=1):
        fills = [*_PARTS[: len(parts)], _REST]
        lengths = [*parts, max(maximum - sum(parts, NO_POINTS), NO_POINTS)]
        bar = _bar([_Piece(fill=fill) for fill in fills], lengths)
        shown = [_cell(value, _POINTS, messages, decimals_in(numbers, n)) for n, value in enumerate(row.values)]
        _add_row(table, [_Piece([clean(name)]), *bar, *shown], is_kept=position < min(len(bars), _KEPT))


_POINTS: Final = Column("", is_number=True)


def _bar(pieces: Sequence[_Piece], lengths: Sequence[Decimal]) -> Iterator[_Piece]:
    """Yield *pieces* beside each other, as wide as their *lengths*; those without any width are left out."""
    total, reached, start = sum(lengths, NO_POINTS), NO_POINTS, 0
    for piece, length in zip(pieces, lengths, strict=True):
        reached += length
        end = round(reached / total * _STEPS) if total else _STEPS
        if end > start:
            yield piece._replace(span=end - start)
        start = end


def _add_end(file: Docx, document: Document) -> None:
    """Add samples and notes, and below them place, date, position, room to sign, name and NIP, kept on one page."""
    for sample in document.samples:
        file.add_heading(clean(sample.title), 1)
        for line in text_lines(sample.text):
            file.add_paragraph(line, SMALL)
    for number, note in enumerate(document.notes):
        layout = file.add_paragraph(clean(note), SMALL).paragraph_format
        layout.space_before, layout.keep_with_next = Pt(0 if number else 18), True
    _ = document.messages.gettext
    day = document.messages.date(document.issued) if document.issued else _("[date]")
    place = _("[Place], {date}", date=day)
    lines = ((place, 24, 0), (_("[Position]"), 0, 52), (_("[Name]"), 0, 0), (_("NIP [number]"), 0, 12))
    for text, before, after in lines:
        layout = file.add_paragraph(text).paragraph_format
        layout.left_indent, layout.keep_with_next = Mm(width_of(file) - _SIGNATURE_WIDTH), True
        layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.keep_with_next = False


class _Layout(NamedTuple):
    """The decimals of the columns, and the widths of all columns in mm."""

    decimals: Sequence[int]
    widths: Sequence[float]


_Key = tuple[tuple[Column, ...], tuple[str, ...]]


def _key_of(table: Table) -> _Key:
    """Return what tables with the same layout have in common: their columns."""
    return tuple(table.columns), tuple(table.to_fill)


def _layouts(tables: Sequence[Table], messages: Messages, width: float) -> Mapping[_Key, _Layout]:
    """Return one layout for all *tables* with the same columns, in a page of this *width*."""
    groups: dict[_Key, Table] = {}
    for table in tables:
        others = groups.get(_key_of(table))
        groups[_key_of(table)] = table._replace(rows=[*(others.rows if others else ()), *table.rows])
    found = {}
    for key, table in groups.items():
        decimals = column_decimals(table, tables)
        widths = _widths(table, [_pieces(row, table, decimals, messages) for row in table.rows], width)
        found[key] = _Layout(decimals, [*widths, *[_TO_FILL_WIDTH] * len(table.to_fill)])
    return found


def _pieces(row: Row, table: Table, decimals: Sequence[int], messages: Messages) -> Sequence[_Piece]:
    return [
        _cell(value, column, messages, places)
        for value, column, places in zip(row.values, table.columns, decimals, strict=True)
    ]


def _add_rows(file: Docx, table: Table, layout: _Layout, messages: Messages) -> None:
    """Add *table* below a heading. Its head is repeated on every page, and its first rows are on the same one."""
    file.add_heading(clean(table.title), 1)
    made = _add_table(file, layout.widths)
    heads = [
        _Piece([clean(column.title)], style=NUMBER_HEAD if column.is_number else HEAD, fill=INK)
        for column in (*table.columns, *map(Column, table.to_fill))
    ]
    _add_row(made, heads, is_head=True)
    has_levels = any(row.level for row in table.rows)
    for position, row in enumerate(table.rows, start=1):
        fill = _REST if has_levels and not row.level else ""
        pieces = _pieces(row, table, layout.decimals, messages)
        first, *others = (piece._replace(is_bold=row.is_total, fill=fill) for piece in pieces)
        blank = [_Piece()] * len(table.to_fill)
        is_kept = position < min(len(table.rows), _KEPT)
        _add_row(made, [first._replace(indent=_INDENT * row.level), *others, *blank], is_kept=is_kept)
    if table.note:
        file.add_paragraph(clean(table.note), SMALL)


def _cell(value: Value, column: Column, messages: Messages, decimals: int) -> _Piece:
    if isinstance(value, Captioned):
        return _Piece(text_lines(value.text), text_lines(value.caption) if value.caption else ())
    style = NUMBER if column.is_number else TEXT
    return _Piece(lines_of(value, column, messages, decimals), style=style)


def _widths(table: Table, rows: Sequence[Sequence[_Piece]], width: float) -> Sequence[float]:
    """
    Return the widths in mm of the columns of *table* in a page of this *width*.

    Each column has room for its longest word. Columns with texts share the rest by the usual length of a text.
    """
    least, wanted = [], []
    for position, column in enumerate(table.columns):
        lines = [line for row in rows for line in (*row[position].lines, *row[position].caption)]
        indent = _INDENT if position == 0 and any(row.level for row in table.rows) else 0
        words = [_length(word) for line in lines for word in _BREAKS.split(line)]
        heads = [_length(word) * _BOLD for word in _BREAKS.split(clean(column.title))]
        room = min(max(words, default=0), _LONGEST_WORD)
        least.append(_PADDING + max(indent + room, *heads))
        usual = 0 if column.is_number else min(sum(map(_length, lines)) / max(len(rows), 1), _MOST)
        wanted.append(max(least[-1], _PADDING + indent + usual))
    room = width - _TO_FILL_WIDTH * len(table.to_fill)
    spare = max(room - sum(least), 0) / max(sum(wanted) - sum(least), 1)
    shared = [low + (high - low) * spare for low, high in zip(least, wanted, strict=True)]
    return [each * room / sum(shared) for each in shared]


def _length(text: str) -> float:
    """Return the width in mm of *text* in a table, in the font of the document."""
    return sum(_LETTERS.get(letter, _LETTER) for letter in text) * _SIZE


_BREAKS: Final = re.compile(r"[\s-]+")
_SIZE: Final = 3.2
"""The size of the letters of a table, in mm."""
_LETTER: Final = 0.56
_LETTERS: Final = {
    **dict.fromkeys("ijl'|.,:;!/()[] ftr", 0.33),
    **dict.fromkeys("ABCDEFGHIJKLNOPQRSTUVXYZ&", 0.72),
    **dict.fromkeys("mwMW%–—", 0.9),
}
"""The widths of letters as shares of their size."""
_BOLD: Final = 1.05
"""Heads are bold, but smaller."""
_PADDING: Final = 4.2
_INDENT: Final = 4
_LONGEST_WORD, _MOST = 45, 150
"""Lengths in mm."""
_KEPT: Final = 3
"""The number of rows at the start of a table that are on one page."""
