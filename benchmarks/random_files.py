"""Random evaluation sheets and damaged instrument files. The same seed makes the same contents."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

AnyCell = Any
"""A cell of openpyxl, which has several cell classes."""
ERRORS: Final = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?")
ODD_ANSWERS: Final = (
    *("12,5", "2,5", "2.5", "1.000", "1,000", "1.234,5", "85 %", "85%", "0,75 ", " 1 ", "0", "-0", "1e3", "½", "３"),
    *("ada", "tidak", "belum", "-", "", "   ", "n/a", "sudah", "maksimal", "x" * 300, "1\n2", "nan", "4 poin", "1/2"),
    *(-1, -0.5, 1_000, 0.3333, 3.1415, 1e-7, 1e20, 0.1 + 0.2, True, False),
    *(date(2024, 5, 1), datetime(2024, 5, 1, 12, 30), time(8, 15)),  # noqa: DTZ001 - a cell has no time zone
    *("=A1", "=1+1", "=SUM(D2:D4)", *ERRORS),
)
EVIDENCE: Final = (
    *(
        "SK 12.pdf",
        "perda.pdf; notula.docx",
        "foto 1.jpg\nfoto 2.jpg",
        "1. a.pdf\n2. b.pdf\n3. c.xlsx",
        "a.PDF ; a.pdf",
    ),
    *("https://contoh.go.id/sk.pdf", "www.contoh.go.id/berita", "drive.google.com/x", "C:\\data\\sk.pdf", "../sk.pdf"),
    *("SK 12/2023", "188.45/123/2024", "Perbup No. 12 Tahun 2023", "SK Gugus Tugas", "SK 12 belum ditandatangani"),
)
WORDS: Final = (
    *("ada", "Ada", "v", "✓", "terlampir", "lihat folder", "ada, menyusul", "arsip dinas", "[bold]x[/]", "<b>x</b>"),
    *("belum", "belum ada", "Belum dibuat", "tidak ada", "-", "?", "nihil", "menyusul minggu depan", "n/a", "draft 2"),
    *("masih proses", "dalam proses di bagian hukum", "pending", "tdk", " ", ";", "\n", "; ;", "belum; sk.pdf"),
)
FIGURES: Final = (0, 27, 97.2, -4, "0", "97,2 persen", "2023: 77; 2024: 76", "tiga lembaga aktif", 2024, 1e15)
ODD_EVIDENCE: Final = (True, False, date(2024, 1, 2), time(9, 0), "=A1", "=HYPERLINK(1)", "a" * 400, *ERRORS)
IDENTITY: Final[Mapping[str, tuple[Sequence[object], Sequence[object]]]] = {
    "Jenis": (("Kabupaten", "Kota", "KABUPATEN", " kota "), (None, "Provinsi", "kab.", 5, True, "#REF!", "=A1")),
    "Nama": (
        ("Contoh", "Bandung", "Lima Puluh Kota"),
        (None, "Kabupaten Contoh", "Kota X", 12, date(2024, 1, 1), " ", "n" * 300, "#N/A"),
    ),
    "Provinsi": (("Jawa Barat", "Contoh"), (None, "Provinsi Jawa Barat", 32, False, "#REF!")),
    "Kode wilayah": (("32.04", "32.73", "11.01"), (None, 32.04, 3204, "3204", "32.4", "ab.cd", "99.99.99", "32,04")),
    "Tahun": ((2024, "2024", 2023), (None, 24, 1999, 2024.5, "2024/2025", "dua ribu", True, date(2024, 1, 1), -1)),
    "Tahap": (("EM", "VA", "VL", "VF"), (None, "em", "final", "XX", 1, "evaluasi mandiri", "#NAME?")),
}
"""Valid and invalid values for each line of the sheet Identitas."""
MARKS: Final[Mapping[str, Sequence[object]]] = {
    "Instrumen": (None, "kla", "lain", 5),
    "Edisi": (None, "2011", 2024, "x"),
    "Kode sidik instrumen": (None, "ec2c722ff134", "000000000000", 8),
}
"""Odd values for the lines that name the instrument. Most sheets keep the right ones."""
HEADINGS: Final = ("kode", "KODE ", "Code", "Nilai Maks", "Points", "nilai", "Skor", "Dokumen", "Foto", "", 5, "OPD")
VALUES: Final = (
    *('""', '" "', '"x"', '"1.1"', "1.1", "0", "-1", "5", "0.0001", "1e3", "1000000", "nan", "true", "no", "null", "~"),
    *(
        "[]",
        "{}",
        "[1, 2]",
        "{a: b}",
        "teks",
        "'satu'",
        "2024-01-01",
        "0x10",
        "&a x",
        "*a",
        "!!str x",
        "|",
        '"x',
        "1_0",
    ),
    *('"document"', '"points"', '"choice"', '"percentage"', '"upper-limit"', '"id"', '"pppa"', '"[bold]x[/]"'),
)


def write_random_sheet(target: Path, template: Path, instrument: Mapping[str, Any], chance: Random) -> None:
    """
    Fill a blank sheet with random contents, rearrange it, and save it.

    Args:
        target: the workbook to write.
        template: the blank workbook of the same instrument, in Indonesian.
        instrument: the parsed instrument file.
        chance: the random generator.
    """
    book = load_workbook(template)
    oddness = chance.choice((0, 0.03, 0.15, 0.5))
    _fill_identity(book.worksheets[0], oddness, chance)
    for sheet in _question_sheets(book):
        _fill_questions(sheet, instrument, oddness, chance)
        for _ in range(chance.choice((0, 0, 1, 2)) if oddness else 0):
            _rearrange_rows(sheet, chance)
    if _happens(0.3, chance):
        _fill_summary(book, chance)
    for _ in range(chance.choice((0, 0, 1, 2))):
        _rearrange_sheets(book, chance)
    book.save(target)
    if _happens(0.4, chance):
        _store_results(target, chance)
    if _happens(0.03, chance):
        content = target.read_bytes()
        target.write_bytes(content[: chance.randrange(len(content))])


def damage_instrument(text: str, chance: Random) -> str:
    """Return the text of an instrument file with some lines deleted, misspelt, replaced, doubled or indented."""
    lines = text.splitlines()
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.choice([number for number, line in enumerate(lines) if ":" in line and "#" not in line])
        head, colon, value = lines[at].partition(":")
        match chance.randrange(14):
            case 0:
                del lines[at]
            case 1:
                position = chance.randrange(len(head))
                lines[at] = head[:position] + head[position + 1 :] + colon + value
            case 2 | 3:
                lines[at] = f"{head}: {chance.choice(VALUES)}"
            case 4 | 5 | 6 | 7 | 8 | 9 if value:
                # The value of another line with the same key: another number, or an existing name.
                key = head.lstrip(" -")
                same = [line.partition(":")[2] for line in lines if line.lstrip(" -").startswith(f"{key}:")]
                lines[at] = head + colon + chance.choice(same)
            case 10:
                lines.insert(at, lines[at])
            case 11:
                lines[at] = lines[at].removeprefix("  ") if _happens(0.5, chance) else f"  {lines[at]}"
            case _:
                starts = [number for number, line in enumerate(lines) if line.lstrip().startswith("- code:")]
                first, *rest = chance.sample(starts, 2)
                end = min((number for number in starts if number > first), default=first + 1)
                lines[rest[0] : rest[0]] = lines[first:end]
    return "\n".join(lines) + "\n"


def _question_sheets(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet["A1"].value == "Kode"]


def instrument_questions(instrument: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """Return the questions of a parsed instrument file by their code."""
    indicators = [each for cluster in instrument["clusters"] for each in cluster["indicators"]]
    return {question["code"]: question for each in indicators for question in each["questions"]}


def _happens(probability: float, chance: Random) -> bool:
    return chance.random() < probability


def _put(cell: AnyCell, value: object) -> None:
    """Write *value* into the cell. The text of an Excel error becomes an error cell."""
    cell.value = value
    if value in ERRORS:
        cell.data_type = "e"


def _fill_identity(sheet: Worksheet, oddness: float, chance: Random) -> None:
    for row in sheet.iter_rows():
        label = str(row[0].value)
        if label in IDENTITY:
            usual, odd = IDENTITY[label]
            _put(row[1], chance.choice(odd if _happens(oddness, chance) else usual))
        elif label in MARKS and _happens(oddness / 8, chance):
            _put(row[1], chance.choice(MARKS[label]))


def _fill_questions(sheet: Worksheet, instrument: Mapping[str, Any], oddness: float, chance: Random) -> None:
    questions = instrument_questions(instrument)
    kinds = {kind["name"]["id"]: f"'{kind['id']}'" for kind in instrument["evidence_kinds"]}
    titles = [cell.value for cell in sheet[1]]
    answer, agencies = titles.index("Nilai"), titles.index("OPD/instansi")
    share = chance.choice((0.3, 0.8, 0.95))
    for row in sheet.iter_rows(min_row=2):
        question = questions.get(str(row[0].value))
        if question is None:
            continue
        if _happens(share, chance):
            _fill_answer(row[answer], question, oddness, chance)
        asked = str(question.get("evidence"))
        for title, cell in zip(titles[answer + 1 : agencies], row[answer + 1 : agencies], strict=True):
            if _happens(share if kinds[str(title)] in asked else oddness / 10, chance):
                _fill_evidence(cell, oddness, chance)
        if _happens(oddness / 4, chance):
            _put(row[agencies], chance.choice(("Dinkes", "Dinas X", "", 5, "Dinkes, Disdik; PU", None)))
        if _happens(0.1, chance):
            row[agencies + 1].value = chance.choice(("catatan", 5, "=A1", "perlu dicek"))


def _fill_answer(cell: AnyCell, question: Mapping[str, Any], oddness: float, chance: Random) -> None:
    options = [text for option in question.get("options", ()) for text in option["text"].values()]
    is_odd = _happens(oddness, chance)
    if is_odd and options and _happens(0.5, chance):
        text = chance.choice(options)
        _put(cell, chance.choice((text.upper(), f" {text}  ", text.replace(" ", "\n"), text[:-1], f"{text}.", "1")))
    elif is_odd and _happens(0.1, chance):
        cell.value, cell.number_format = chance.choice((0.85, 1, 45)), chance.choice(("0%", "0.00%", "dd/mm/yyyy"))
    elif is_odd:
        _put(cell, chance.choice((*ODD_ANSWERS, question["maximum"] + 1, str(question["maximum"]))))
    elif options:
        cell.value = chance.choice(options)
    elif question["kind"] == "percentage":  # the cell has a percent format: 1 is 100 %
        cell.value = chance.choice((0, 1, 0.25, 0.805, round(chance.random(), 2), "45%", "97,5 %"))
    else:
        maximum = question["maximum"]
        cell.value = chance.choice((0, maximum, *(round(maximum * chance.random(), digits) for digits in range(4))))


def _fill_evidence(cell: AnyCell, oddness: float, chance: Random) -> None:
    if _happens(oddness / 8, chance):
        _put(cell, chance.choice(ODD_EVIDENCE))
        return
    kinds: Sequence[Sequence[Any]] = (EVIDENCE, EVIDENCE, WORDS, FIGURES)
    entries = [chance.choice(chance.choice(kinds)) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    cell.value = entries[0] if len(entries) == 1 else chance.choice(("; ", "\n", ";")).join(map(str, entries))
    if _happens(0.05, chance):
        links = ("https://contoh.go.id/dokumen.pdf", "file:///C:/sk.pdf", "sk.pdf", "#Identitas!A1", "javascript:x()")
        cell.hyperlink = chance.choice(links)


def _rearrange_rows(sheet: Worksheet, chance: Random) -> None:
    row = chance.randint(2, max(2, sheet.max_row))
    code = sheet.cell(row, 1)
    match chance.randrange(9):
        case 0:
            sheet.delete_rows(row, chance.choice((1, 1, 3)))
        case 1:
            sheet.append([cell.value for cell in sheet[row]])
        case 2 if re.fullmatch(r"\d+\.\d+", str(code.value)):
            code.value = float(str(code.value))
        case 3:
            _put(code, chance.choice(("9.99", "A", f" {code.value} ", str(code.value).upper(), 7, True, "#REF!", None)))
        case 4:
            sheet.insert_cols(chance.randint(1, sheet.max_column), 1)
        case 5:
            sheet.insert_rows(1, chance.choice((1, 3)))
            sheet["A1"] = "Penilaian mandiri"
        case 6:
            _put(sheet.cell(1, chance.randint(1, sheet.max_column)), chance.choice(HEADINGS))
        case 7:
            sheet.delete_cols(chance.randint(1, sheet.max_column), 1)
        case _:
            sheet.row_dimensions[row].hidden = True


def _fill_summary(book: Workbook, chance: Random) -> None:
    """Write points into the sheet with the totals, like an official who adds them up by hand."""
    for row in book["Ringkasan"].iter_rows(min_row=4, max_col=3):
        for cell in row[1:]:
            if cell.value is not None:
                _put(cell, chance.choice((0, 5, 12.5, 20, "7,5", "lima", "#REF!", None)))


def _rearrange_sheets(book: Workbook, chance: Random) -> None:
    sheet = chance.choice(book.worksheets)
    match chance.randrange(8):
        case 0 | 1:
            book.move_sheet(sheet, chance.choice((-2, -1, 1, 2)))
        case 2 if len(book.worksheets) > 1 and _happens(0.5, chance):
            book.remove(sheet)
        case 3:
            extra = book.create_sheet("Catatan", chance.randint(0, len(book.worksheets)))
            extra.append(["Kode", "Nilai"] if _happens(0.3, chance) else ["catatan", None, 5, True])
            extra.append(["1.1", 3])
        case 4 if sheet["A1"].value == "Kode":
            copy = book.create_sheet("Salinan")
            for row in sheet.iter_rows(values_only=True):
                copy.append(row)
        case 5:
            sheet.title = chance.choice(("Lembar A", "Klaster 1 (2)", "identitas lama"))
        case _:
            for name in ("Formula", "Petunjuk"):
                if name in book.sheetnames and len(book.worksheets) > 1:
                    del book[name]
    if all(each.sheet_state != "visible" for each in book.worksheets):
        book.worksheets[0].sheet_state = "visible"
    book.active = 0


def _store_results(target: Path, chance: Random) -> None:
    """Store a result in each formula of the workbook, which openpyxl cannot do."""
    copy = target.with_suffix(".new")
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                result = chance.choice((b"0", b"3", b"4.5", b"7.123"))
                content = re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>%s</v>" % result, content)
            new.writestr(entry.filename, content)
    copy.replace(target)
