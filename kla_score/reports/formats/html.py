"""
A single page to send, read and print anywhere: it loads nothing and runs no script.

Every text is escaped by the template, and drawings are built as trees. The page allows a browser only its own style
sheet, so that even a bug could not run a script.
"""

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any, ClassVar, Final

from markupsafe import Markup

import kla_score
from kla_score.i18n import Messages, clean
from kla_score.instrument.questions import NO_POINTS
from kla_score.issues import N_
from kla_score.reports.document import (
    EMPTY,
    Aligned,
    Captioned,
    Document,
    RenderTarget,
    Row,
    Table,
    column_decimals,
    decimals_in,
    lines_of,
    text_lines,
)
from kla_score.reports.formats.base import OutputFormat
from kla_score.reports.pictures import Bars, Dumbbells, Picture, Scale
from kla_score.reports.rendering.svg import draw_bar, draw_key, draw_pair, draw_scale

_LONG, _SHOWN = 15, 10
"""A table with more than *_LONG* rows shows *_SHOWN* rows, and folds the others."""
_NARROW: Final = 3
"""The number of columns that a telephone shows side by side."""
_ONE_SCREEN: Final = 12
"""The maximum number of bars in the summary, so that it is one printed page. Further pictures come after it."""
_FEW_PARTS: Final = 2


class HtmlFormat(OutputFormat):
    """A page with pictures, for a browser."""

    name: ClassVar = "html"
    description: ClassVar = N_("managers: a printable page with charts")
    position: ClassVar = 70
    suffix: ClassVar = ".html"
    is_for_screen: ClassVar = False

    def render(self, document: Document, target: RenderTarget) -> bytes:
        """Return *document* as a page in UTF-8, whatever *target* is."""
        del target
        fill_in, style, digest = _page()
        messages = document.messages
        _ = messages.gettext
        pictures = [dict(_picture(each, messages, f"picture{number}")) for number, each in enumerate(document.pictures)]
        tables = [
            {"id": f"table-{number}", **_table(table, document)}
            for number, table in enumerate((*document.tables, *document.appendix), start=1)
        ]
        ids = {table["title"]: table["id"] for table in tables}
        small = _small(pictures)
        # The steps and the small pictures take half of a wide screen each. The last one takes the half that is left.
        is_odd = (len(small) + bool(document.step_texts)) % 2 == 1
        if small:
            small[-1]["is_wide"] = is_odd
        samples = [
            {"id": f"sample-{number}", "title": clean(each.title), "text": "\n".join(text_lines(each.text))}
            for number, each in enumerate(document.samples, start=1)
        ]
        # A number with a result, such as a predicate, is shown in large print.
        totals = {label: value for label, value in document.facts if isinstance(value, Aligned) and value.result}
        notes_title = _("About this result")
        # Folded tables are as short as a list of contents.
        long_parts = (each for each in (*pictures, *tables) if not (each.get("is_small") or each.get("is_folded")))
        parts = [*long_parts, *samples]
        if document.notes:
            parts.append({"id": "notes", "title": notes_title})
        text = fill_in(
            language=messages.language,
            version=kla_score.__version__,
            style=Markup(style),  # noqa: S704 - the packaged style sheet
            digest=digest,
            title=clean(document.title),
            issued=[
                *([clean(document.office)] if document.office else ()),
                # The date stays on one line.
                *([messages.date(document.issued).replace(" ", "\xa0")] if document.issued else ()),
            ],
            alert=clean(document.alert),
            totals=[_total(label, value) for label, value in totals.items()],
            facts=[(label, clean(str(value))) for label, value in document.facts if label not in totals],
            steps_title=_("What to do next"),
            has_wide_steps=is_odd and not small,
            steps=[
                {
                    "code": clean(step.code),
                    "text": clean(step.text),
                    "caption": clean(step.caption),
                    "target": ids.get(clean(step.table), "") if step.table else "",
                }
                for step in document.steps
                if not step.command
            ],
            caution=clean(document.caution),
            contents_title=_("Contents"),
            contents=parts if len(parts) > _FEW_PARTS else (),
            pictures=pictures,
            tables=tables,
            samples=samples,
            notes_title=notes_title,
            notes=[clean(note) for note in document.notes],
        )
        return text.encode("utf-8", "replace")


@cache
def _page() -> tuple[Callable[..., str], str, str]:
    """Return the template, the style sheet, and its digest for the content security policy of the page."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - loads slowly, and only pages need it

    folder = files("kla_score.reports") / "page"
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True)
    style = (folder / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    template = environment.from_string((folder / "page.html").read_text(encoding="utf-8"))
    return template.render, style, f"sha256-{digest}"


def _total(label: str, value: Aligned) -> Mapping[str, object]:
    return {
        "label": label,
        "figure": clean(value.figure),
        "result": clean(value.result),
        "explanation": clean(value.explanation),
        "look": f"badge {value.tone or ''}".strip(),
    }


def _picture(picture: Picture, messages: Messages, name: str) -> Mapping[str, object]:
    """Return *picture* for the template. A list of bars has the numbers as text, so that every reader has them."""
    found: dict[str, object] = {
        "id": name,
        "is_wide": False,
        "is_small": isinstance(picture, Scale),
        "title": clean(picture.title),
        "is_scale": isinstance(picture, Scale),
        "note": "",
    }
    match picture:
        case Scale():
            return {**found, "drawing": _safe(draw_scale(picture, messages, name))}
        case Bars():
            sums = [(sum(bar.parts, NO_POINTS), bar.maximum, *bar.parts) for bar in picture.bars]
            rows = [Row(numbers) for numbers in sums]
            decimals = [decimals_in(rows, position) for position in range(min(map(len, sums), default=0))]
            order = picture.part_order
            looks = [*(f"part part-{each}" for each in order), "part part-open"][: len(picture.legend)]
            found["note"] = clean(picture.note)
            bars = [
                {
                    "name": clean(bar.name),
                    "drawing": _safe(draw_bar(bar, order)),
                    "value": clean(bar.value) or " / ".join(map(messages.number, numbers[:2], decimals)),
                    "note": ", ".join(
                        f"{clean(word)} {messages.number(part, places)}"
                        for word, part, places in list(zip(picture.legend, bar.parts, decimals[2:], strict=False))[1:]
                        if part
                    ),
                }
                for bar, numbers in zip(picture.bars, sums, strict=True)
            ]
        case Dumbbells():
            looks = ["end end-0", "end end-1"]
            bars = [
                {
                    "name": clean(pair.name),
                    "drawing": _safe(draw_pair(pair)),
                    "value": " → ".join(
                        EMPTY if side is None else f"{messages.number(side, 1)}%" for side in (pair.before, pair.after)
                    ),
                    "note": "",
                }
                for pair in picture.pairs
            ]
    legend = [
        {"name": clean(word), "drawing": _safe(draw_key(look))}
        for word, look in zip(picture.legend, looks, strict=True)
    ]
    return {
        **found,
        "legend": legend,
        "bars": bars,
        "has_notes": any(each["note"] for each in bars),
    }


def _small(pictures: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """Mark and return the first *pictures* with bars, as many as the summary has room for."""
    found = []
    room = _ONE_SCREEN
    for picture in pictures:
        if not picture["is_scale"]:
            room -= len(picture["bars"])
            if room < 0:
                break
            picture["is_small"] = True
            found.append(picture)
    return found


def _safe(drawing: str) -> Markup:
    """Return *drawing* for the template: a tree of elements, in which every text is escaped."""
    return Markup(drawing)  # noqa: S704


def _table(table: Table, document: Document) -> dict[str, object]:
    """Return *table* for the template: rows, and folds of further rows with their titles."""
    skipped = 1 if table.is_grouped else 0
    captioned = {at for row in table.rows for at, value in enumerate(row.values) if isinstance(value, Captioned)}
    columns = [
        {
            "title": clean(column.title),
            "look": "number" if column.is_number else "sentences" if position in captioned else "",
        }
        for position, column in enumerate(table.columns)
    ][skipped:]
    columns += [{"title": clean(title), "look": "to-fill"} for title in table.to_fill]
    decimals = column_decimals(table, (*document.tables, *document.appendix))

    def shown(rows: Sequence[Row]) -> Sequence[Mapping[str, object]]:
        return [_row(row, table, decimals, document, skipped) for row in rows]

    rows, folds = _folded(table, document.messages)
    return {
        "title": clean(table.title),
        "look": "cards" if len(columns) > _NARROW else "",
        "columns": columns,
        "rows": shown(rows),
        "folds": [
            {"title": title, "rows": shown(inside), "is_open": table.is_grouped and not number}
            for number, (title, inside) in enumerate(folds)
        ],
        "is_folded": table.is_folded,
        "count": len(table.rows),
        "note": clean(table.note),
    }


def _folded(table: Table, messages: Messages) -> tuple[Sequence[Row], Sequence[tuple[str, Sequence[Row]]]]:
    """Return the rows of *table* that are always visible, and titles with the rows that a reader can unfold."""
    if table.is_grouped:
        groups: dict[str, list[Row]] = {}
        for row in table.rows:
            groups.setdefault(_name_of(row), []).append(row)
        return [], [(f"{name} ({len(rows)})", rows) for name, rows in groups.items()]
    upper = [row for row in table.rows if not row.level]
    if table.is_folded:
        return table.rows, []
    if len(upper) < len(table.rows):
        return upper, list(_inside(table.rows))
    if len(upper) > _LONG:
        rest = upper[_SHOWN:]
        return upper[:_SHOWN], [(messages.gettext("{count} more", count=len(rest)), rest)]
    return upper, []


def _name_of(row: Row) -> str:
    return " ".join(text_lines(row.values[0]))


def _inside(rows: Sequence[Row]) -> Iterator[tuple[str, Sequence[Row]]]:
    """Yield the name of each row that has rows of level 1 below it, and those."""
    name = ""
    for is_inside, group in groupby(rows, key=lambda row: bool(row.level)):
        found = list(group)
        if is_inside:
            yield name, found
        name = _name_of(found[-1])


def _row(row: Row, table: Table, decimals: Sequence[int], document: Document, skipped: int) -> Mapping[str, object]:
    cells = [
        {
            "lines": lines_of(value, column, document.messages, places),
            "look": "number" if column.is_number else "",
            "title": clean(column.title),
        }
        for value, column, places in zip(row.values, table.columns, decimals, strict=True)
    ]
    blank = [{"lines": [""], "look": "to-fill", "title": clean(title)} for title in table.to_fill]
    return {"cells": [*cells[skipped:], *blank], "look": "total" if row.is_total else ""}
