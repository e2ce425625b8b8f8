"""From lists of villages to the regency: whole runs on files."""

import csv
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.instrument import Instrument
from kla_score.instrument_file import load_forms
from tests.conftest import Runner, data_of
from tests.workbooks import make_workbook

EXAMPLE: Final = Path(__file__).parent.parent / "examples" / "kabupaten-contoh-2024.xlsx"
FORMS: Final = load_forms()
CASES: Final = {question.code for form in FORMS for question in form.questions.values() if question.lower_is_better}
SHARES: Final = {"25.5": 90, "26.6": 90, "26.9": 99}
"""The percentage above which the answer is yes; counts below are whole percentages."""


class Regency(NamedTuple):
    """The roster: sub-district, code, kind and name of each village."""

    villages: list[tuple[str, str, str, str]]

    @property
    def districts(self) -> list[str]:
        """The sub-districts in order."""
        return list(dict.fromkeys(each[0] for each in self.villages))


def a_regency(districts: int, villages: int, repeated: int) -> Regency:
    """Make a roster of *villages* in *districts*, with *repeated* names that two villages have."""
    names = [f"Rekaan {number}" for number in range(villages - repeated)]
    names += names[:repeated]
    found = []
    for number, name in enumerate(names):
        district = number % districts + 1
        kind = "kelurahan" if number % 11 == 0 else "desa"
        code = f"99.01.{district:02}.{1000 if kind == 'kelurahan' else 2000}"[:-3] + f"{number // districts + 1:03}"
        found.append((f"Kecamatan Rekaan {district}", code, kind, name))
    return Regency(sorted(found))


def roster_of(regency: Regency, path: Path) -> Path:
    rows = ["kode,nama,jenis,kecamatan,kabupaten/kota"]
    rows += [f"{code},{name},{kind},{district},Contoh" for district, code, kind, name in regency.villages]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def questions_of(level: str) -> list[str]:
    return [code for form in FORMS for code in form.questions if code.startswith(level)]


def any_answers(chance: random.Random, level: str) -> dict[str, tuple[str, str, str]]:
    """Return for each answered question the texts of the answer: yes or no, or two counts; and a document."""
    found = {}
    for code in questions_of(level):
        if chance.random() < 0.85:
            counts = (str(chance.choice([80, 90, 91, 99, 100])), "100") if code in SHARES else None
            answer = counts or (chance.choice(["Ya", "Tidak", "ya", "belum"]), "")
            found[code] = (*answer, chance.choice(["", "SK 1/2025"]))
    return found


def is_yes(code: str, answer: tuple[str, str, str]) -> bool:
    return int(answer[0]) > SHARES[code] if code in SHARES else answer[0].lower() == "ya"


Answers = Mapping[str, Mapping[str, tuple[str, str, str]]]
"""The answers of each region, by its code."""


def write_csv(path: Path, rows: Mapping[str, str], answers: Answers, level: str) -> None:
    """Write a list of the regions *rows* (name by code) as an online form exports it."""
    asked = questions_of(level)
    titles = ["Kode wilayah", "Nama"]
    for code in asked:
        titles += [f"{code} Ada", f"{code} Jumlah"] if code in SHARES else [f"{code} Ya/Tidak"]
        titles += [f"{code} Dokumen"]
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream, delimiter=";")
        lines.writerow(titles)
        for region, name in rows.items():
            row = [region, name]
            for code in asked:
                first, second, document = answers[region].get(code, ("", "", ""))
                row += [first, second, document] if code in SHARES else [first, document]
            lines.writerow(row)


class Collected(NamedTuple):
    """The lists in a folder, and what each region answered if it reported once and without a conflict."""

    folder: Path
    roster: Path
    answers: dict[str, dict[str, tuple[str, str, str]]]
    conflicts: set[str]


def collect(folder: Path, regency: Regency, chance: random.Random) -> Collected:
    """Write a list of each sub-district: some are absent, some villages are, and some report twice."""
    lists = folder / "lists"
    lists.mkdir(parents=True)
    answers: dict[str, dict[str, tuple[str, str, str]]] = {}
    conflicts: set[str] = set()
    for number, district in enumerate(regency.districts, start=1):
        rows = {code: name for owner, code, _, name in regency.villages if owner == district}
        if number % 7 == 0:  # this sub-district has sent nothing
            continue
        sent = {code: name for code, name in rows.items() if chance.random() < 0.9}
        own = {code: any_answers(chance, "26") for code in sent}
        write_csv(lists / f"{number:02}.csv", sent, own, "26")
        code = next(iter(rows))[:8]
        own[code] = any_answers(chance, "25")
        write_csv(lists / f"{number:02}-kecamatan.csv", {code: district}, own, "25")
        answers |= own
        if number % 5 == 0:  # this one has sent some villages again, one of them changed
            again = dict(list(sent.items())[:4])
            changed = next(iter(again))
            later = {each: dict(own[each]) for each in again}
            later[changed] = {
                "26.2": ("Tidak", "", "") if is_yes("26.2", own[changed].get("26.2", ("Ya",) * 3)) else ("Ya", "", "")
            }
            own[changed].setdefault("26.2", later[changed]["26.2"])
            if "26.2" in answers[changed]:
                write_csv(lists / f"{number:02}-lagi.csv", again, later, "26")
                conflicts |= {changed} if later[changed]["26.2"] != answers[changed]["26.2"] else set()
    (lists / "rusak.xlsx").write_bytes(b"PK\x03\x04 rusak")
    (lists / "catatan.txt").write_text("x", encoding="utf-8")
    write_csv(lists / "luar.csv", {"99.02.01.2001": "Luar"}, {"99.02.01.2001": {"26.2": ("Ya", "", "")}}, "26")
    return Collected(lists, roster_of(regency, folder / "villages.csv"), answers, conflicts)


def expected_counts(regency: Regency, collected: Collected) -> Iterator[tuple[str, Counter[str]]]:
    """Count again, independently of the program."""
    for level, regions in (
        ("25", list(dict.fromkeys(code[:8] for _, code, _, _ in regency.villages))),
        ("26", [code for _, code, _, _ in regency.villages]),
    ):
        for question in questions_of(level):
            counts: Counter[str] = Counter()
            for region in regions:
                answer = collected.answers.get(region, {}).get(question)
                if region in collected.conflicts and question == "26.2":
                    counts["conflict"] += 1
                elif answer is None or not answer[0]:
                    counts["not_received"] += 1
                else:
                    counts["yes" if is_yes(question, answer) else "no"] += 1
            yield question, counts


def test_an_independent_count_of_307_villages_agrees(tmp_path: Path, run: Runner, kla: Instrument) -> None:
    """Every question has the same counts: 21 sub-districts, 15 repeated names, faults, absentees and conflicts."""
    regency = a_regency(21, 307, 15)
    collected = collect(tmp_path, regency, random.Random(7))
    outcome = run("rollup", collected.folder, "--roster", collected.roster, "-f", "json", "--as-of", "2026-11-30")
    data = data_of(outcome)
    counts = {
        each["question"]: Counter({state: each[state] for state in ("yes", "no", "conflict", "not_received")})
        for each in data["questions"]
    }

    assert 1 == outcome.code
    assert dict(expected_counts(regency, collected)) == {code: +each for code, each in counts.items()}
    assert {21, 307} == {each["regions"] for each in data["questions"]}
    assert 15 == sum(count > 1 for count in Counter(name for *_, name in regency.villages).values())
    assert len(collected.conflicts) == sum(each["code"] == "village-conflict" for each in data["issues"]) > 0
    assert ["village-not-in-roster"] == [each["code"] for each in data["issues"] if each["code"] != "village-conflict"]
    assert ["rusak.xlsx"] == [Path(each["file"]).name for each in data["failed"]]
    maxima = {code: question.maximum for code, question in kla.questions.items()}
    for each in data["questions"]:
        good = each["no"] if each["question"] in CASES else each["yes"]
        estimate = maxima[each["feeds"]] * good / each["regions"]
        assert (good, round(estimate, 2)) == (each["better"], Decimal(str(each["estimate"])))


@pytest.fixture
def small(tmp_path: Path) -> Collected:
    """Collect the lists of three sub-districts."""
    return collect(tmp_path, a_regency(3, 12, 1), random.Random(4))


def test_the_score_of_the_regency_stays(small: Collected, tmp_path: Path, run: Runner, kla: Instrument) -> None:
    """The counts are in the notes of the new workbook, and running again changes nothing more."""
    arguments = ["rollup", small.folder, "--roster", small.roster, "--annex", tmp_path / "annex.xlsx", "--force"]
    once, again = tmp_path / "once.xlsx", tmp_path / "again.xlsx"
    run(*arguments, "--sheet", EXAMPLE, "-o", once, "--as-of", "2026-11-30")
    run(*arguments, "--sheet", once, "-o", again, "--as-of", "2026-11-30")
    before, after, second = (api.evaluate(path, kla) for path in (EXAMPLE, once, again))
    entries, repeated = (api.carry_over(path, kla).entries for path in (once, again))

    assert before.total == after.total == second.total
    assert entries == repeated
    assert str(entries["26.4"].note).startswith("As of 2026-11-30: ")
    assert "with cases" in str(entries["26.8a"].note)
    assert "annex.xlsx" in str(entries["26.4"].evidence["matrix"])
    assert "annex.xlsx" not in str({code: {**each.evidence, "matrix": ""} for code, each in entries.items()})


def test_the_annex_has_each_answer_and_live_totals(small: Collected, tmp_path: Path, run: Runner) -> None:
    """Each question has a worksheet whose totals are formulas with their results."""
    annex = tmp_path / "annex.xlsx"
    run("rollup", small.folder, "--roster", small.roster, "--annex", annex, "--lang", "en")
    formulas, values = load_workbook(annex)["26.4"], load_workbook(annex, data_only=True)["26.4"]
    header = next(row[0].row for row in values.iter_rows() if row[0].value == "Sub-district")
    answers = Counter(row[3] for row in values.iter_rows(min_row=header + 1, values_only=True))
    totals = {row[0]: row[3] for row in values.iter_rows(max_row=header - 1, values_only=True) if row[3] is not None}

    assert {f"Answers: {word}": count for word, count in answers.items()} == {
        label: count for label, count in totals.items() if count
    }
    assert f'=COUNTIF(D${header + 1}:D${header + 12},"Yes")' == formulas["D2"].value
    assert (f"A{header + 1}", "26.4 Does") == (values.freeze_panes, str(values["A1"].value)[:9])


@pytest.mark.parametrize("suffix", [".json", ".csv", ".md", ".html", ".xlsx"])
def test_the_annex_is_written_in_every_format(suffix: str, small: Collected, tmp_path: Path, run: Runner) -> None:
    """The suffix decides, and a file is named on stderr."""
    annex = tmp_path / f"annex{suffix}"
    outcome = run("rollup", small.folder, "--roster", small.roster, "--annex", annex)

    assert (True, True) == (annex.stat().st_size > 0, str(annex) in outcome.err.replace("\n", ""))


def test_the_newest_of_different_answers_counts_on_request(tmp_path: Path, run: Runner) -> None:
    """The date in each list decides."""
    roster = roster_of(a_regency(1, 2, 0), tmp_path / "villages.csv")
    code = "99.01.01.2002"
    for name, date, answer in (("a", "2026-01-01", "Ya"), ("b", "2026-02-01", "Tidak")):
        make_workbook(tmp_path / f"{name}.xlsx", f"== A\nKeadaan per|@{date}\nKode|Nama|26.4\n'{code}||{answer}")
    arguments = ["rollup", tmp_path / "a.xlsx", tmp_path / "b.xlsx", "--roster", roster, "-f", "json"]
    neither, newest = (data_of(run(*arguments, *more)) for more in ([], ["--prefer", "newest"]))

    def counts(data: Any) -> tuple[int, int, int]:
        (found,) = [each for each in data["questions"] if each["question"] == "26.4"]
        return found["yes"], found["no"], found["conflict"]

    assert ((0, 0, 1), (0, 1, 0), "2026-02-01") == (counts(neither), counts(newest), newest["as_of"])


OTHER_REGENCIES: Final = {
    "another code": ("98.01.01.2001,Melati,desa,Utara,Contoh", True),
    "another name": (",Melati,desa,Utara,Lain", True),
    "the same code": ("99.01.01.2001,Melati,desa,Utara,Kab. Contoh", False),
    "the same name": (",Melati,desa,Utara,Kabupaten Contoh", False),
    "neither": (",Melati,desa,Utara,", False),
}


@pytest.mark.parametrize(("row", "is_other"), OTHER_REGENCIES.values(), ids=OTHER_REGENCIES)
def test_a_workbook_of_another_regency_is_reported(row: str, is_other: bool, tmp_path: Path, run: Runner) -> None:
    """Codes decide, or else the names. The counts are written all the same."""
    roster = tmp_path / "villages.csv"
    roster.write_text(f"kode,nama,jenis,kecamatan,kabupaten/kota\n{row}\n", encoding="utf-8")
    lists = tmp_path / "a.csv"
    lists.write_text("Nama,Kecamatan,26.4\nMelati,Utara,Ya\n", encoding="utf-8")
    outcome = run("rollup", lists, "--roster", roster, "--sheet", EXAMPLE, "-o", tmp_path / "out.xlsx")

    assert (0, is_other) == (outcome.code, "[sheet-of-another-region]" in outcome.err.replace("\n", ""))


WRONG: Final = {
    "another suffix": (["--sheet", str(EXAMPLE), "-o", "out.csv"], "output-suffix-unknown"),
    "an unknown preference": (["--prefer", "first"], "flag-value-unknown"),
}


@pytest.mark.parametrize(("options", "code"), WRONG.values(), ids=WRONG)
def test_wrong_options_are_refused_before_any_work(
    options: list[str], code: str, small: Collected, run: Runner
) -> None:
    """Nothing is counted, and the exit code is 2."""
    outcome = run("rollup", small.folder, "--roster", small.roster, *options)

    assert (2, True, "") == (outcome.code, f"[{code}]" in outcome.err, outcome.out)


def test_without_any_readable_list_nothing_is_counted(tmp_path: Path, run: Runner) -> None:
    """The exit code is 2, and the reason is printed."""
    roster = roster_of(a_regency(1, 2, 0), tmp_path / "villages.csv")
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 rusak")
    damaged = run("rollup", tmp_path / "a.xlsx", "--roster", roster)
    (tmp_path / "empty").mkdir()
    empty = run("rollup", tmp_path / "empty", "--roster", roster)

    assert (2, 2) == (damaged.code, empty.code)
    assert f"error: {tmp_path / 'a.xlsx'}: " in damaged.err
    assert ("[workbook-damaged]" in damaged.err, "[sheets-not-found]" in empty.err) == (True, True)


def test_lists_are_written_for_each_sub_district(tmp_path: Path, run: Runner) -> None:
    """The folder has a workbook for each, and a filled-in one is counted."""
    roster = roster_of(a_regency(2, 4, 1), tmp_path / "villages.csv")
    written = run("template", "--per-kecamatan", tmp_path / "lists", "--roster", roster)
    path = tmp_path / "lists" / "1-rekaan-1.xlsx"
    book: Any = load_workbook(path)
    sheet = book.worksheets[2]
    (answer,) = [cell.column_letter for cell in sheet[2] if cell.value == "26.4 Yes/No"]
    sheet[f"{answer}3"] = "Yes"
    book.save(path)
    counted = data_of(run("rollup", tmp_path / "lists", "--roster", roster, "-f", "json"))
    (question,) = [each for each in counted["questions"] if each["question"] == "26.4"]

    assert (0, 2) == (written.code, len(list((tmp_path / "lists").iterdir())))
    assert (1, 0, 3) == (question["yes"], question["no"], question["not_received"])


def test_figures_of_an_agency_are_counted(tmp_path: Path, run: Runner) -> None:
    """Differences from a list are named in a warning, and the figure counts."""
    roster = roster_of(a_regency(1, 2, 0), tmp_path / "villages.csv")
    figures = tmp_path / "figures.csv"
    figures.write_text("question,code,value\n26.7,99.01.01.2002,2\n", encoding="utf-8")
    path = make_workbook(tmp_path / "a.xlsx", "== A\nKode|Nama|26.7 Ya/Tidak\n'99.01.01.2002||Tidak")
    outcome = run("rollup", path, "--roster", roster, "--figures", figures, "-f", "json", "--lang", "en")
    (question,) = [each for each in json.loads(outcome.out)["questions"] if each["question"] == "26.7"]

    assert (0, 1, 0) == (outcome.code, question["yes"], question["no"])
    assert "Rekaan 1" in outcome.err
