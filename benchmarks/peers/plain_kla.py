"""Score a KLA evaluation sheet, built plainly on typer, pydantic, rich, openpyxl and yaml.safe_load."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

import typer
import yaml
from openpyxl import load_workbook
from pydantic import BaseModel, Field, ValidationError, ValidationInfo, field_validator, model_validator
from rich.console import Console
from rich.table import Table

INSTRUMENT = Path(__file__).parent.parent.parent / "indicators.yaml"
LIVE_TOTAL = "Σ"
"""Fills the code column in a row with live totals."""
DENIAL = re.compile(r"(-|\?|tidak|belum|blm|tdk|nihil|kosong|menyusul|nanti|masih|sedang|n/a)\b.*|[-?]", re.IGNORECASE)

Points = Annotated[Decimal, Field(ge=0)]


class Text(BaseModel):
    """The same text in Indonesian and in English."""

    id: str
    en: str


class Named(BaseModel):
    """An id and a name: an agency or an evidence type."""

    id: str
    name: Text


class Predicate(Named):
    """A range of the total with its name."""

    lower_limit: Points


class EvidenceItem(BaseModel):
    """A document that a question requires."""

    kind: str
    what: Text


class AllOf(BaseModel):
    """Documents that are all needed."""

    all_of: list[EvidenceItem]


class AnyOf(BaseModel):
    """Alternatives of which one is enough."""

    any_of: list[AllOf]


class Question(BaseModel):
    """A row of the sheet."""

    code: str
    text: Text
    kind: Literal["points"]
    maximum: Points
    evidence: list[EvidenceItem] | AnyOf = []
    agencies: list[str]

    def missing_evidence(self, found: dict[str, list[str]]) -> list[EvidenceItem]:
        """Return the missing documents of the alternative that lacks the fewest."""
        evidence = self.evidence
        alternatives = [each.all_of for each in evidence.any_of] if isinstance(evidence, AnyOf) else [evidence]
        missing = []
        for items in alternatives:
            left = Counter({kind: len(entries) for kind, entries in found.items()})
            lacking = []
            for item in items:
                left[item.kind] -= 1
                if left[item.kind] < 0:
                    lacking.append(item)
            missing.append(lacking)
        return min(missing, key=len)


class Cap(BaseModel):
    """The upper limit of the points of an indicator."""

    points: Points
    questions_total: Points


class Indicator(BaseModel):
    """A group of questions."""

    code: str
    maximum: Points
    cap: Cap | None = None
    questions: list[Question]

    @model_validator(mode="after")
    def check_sum(self) -> Self:
        """Check that the questions add up to the maximum."""
        expected = self.cap.questions_total if self.cap else self.maximum
        if sum(question.maximum for question in self.questions) != expected:
            raise ValueError(f"the questions of indicator {self.code} do not add up to {expected}")
        return self


class Cluster(Named):
    """A group of indicators."""

    maximum: Points
    indicators: list[Indicator]

    @model_validator(mode="after")
    def check_sum(self) -> Self:
        """Check that the indicators add up to the maximum."""
        if sum(indicator.maximum for indicator in self.indicators) != self.maximum:
            raise ValueError(f"the indicators of cluster {self.id} do not add up to {self.maximum}")
        return self


class Instrument(BaseModel):
    """The part of the instrument file that scoring needs."""

    title: Text
    maximum: Points
    predicates: list[Predicate]
    evidence_kinds: list[Named]
    agencies: list[Named]
    clusters: list[Cluster]

    @model_validator(mode="after")
    def check(self) -> Self:
        """Check the total, the codes and the agencies."""
        if sum(cluster.maximum for cluster in self.clusters) != self.maximum:
            raise ValueError(f"the clusters do not add up to {self.maximum}")
        questions = list(self.questions())
        if len({question.code for question in questions}) < len(questions):
            raise ValueError("codes are repeated")
        unknown = {name for question in questions for name in question.agencies} - {each.id for each in self.agencies}
        if unknown:
            raise ValueError(f"agencies are unknown: {sorted(unknown)}")
        return self

    def questions(self) -> Iterator[Question]:
        """Yield every question."""
        for cluster in self.clusters:
            for indicator in cluster.indicators:
                yield from indicator.questions

    def predicate(self, total: Decimal) -> str:
        """Return the name of the predicate for *total*."""
        reached = [predicate.name.id for predicate in self.predicates if predicate.lower_limit <= total]
        return reached[-1] if reached else "no predicate"


class Row(BaseModel):
    """A filled-in row of the sheet. The context has its question."""

    code: str
    points: Annotated[Decimal, Field(ge=0, decimal_places=3)] | None
    evidence: dict[str, list[str]]

    @field_validator("points", mode="before")
    @classmethod
    def read_points(cls, value: object) -> object:
        """Read a number with a decimal comma."""
        return value.replace(",", ".") if isinstance(value, str) else value

    @field_validator("points")
    @classmethod
    def check_maximum(cls, value: Decimal | None, info: ValidationInfo) -> Decimal | None:
        """Check that the points do not exceed the maximum of the question."""
        question: Question = (info.context or {})["question"]
        if value is not None and value > question.maximum:
            raise ValueError(f"more than {question.maximum} points")
        return value

    @field_validator("evidence", mode="before")
    @classmethod
    def split_entries(cls, value: dict[str, object]) -> dict[str, list[str]]:
        """Split the cells into entries and leave out entries that mean "nothing"."""
        entries = {kind: re.split(r"[;\n]", str(cell)) for kind, cell in value.items() if cell is not None}
        return {
            kind: [each for each in map(str.strip, texts) if each and not DENIAL.fullmatch(each)]
            for kind, texts in entries.items()
        }


def load_instrument(path: Path) -> Instrument:
    """Return the instrument of a YAML file."""
    return Instrument.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def read_rows(path: Path, instrument: Instrument, errors: list[str]) -> dict[str, Row]:
    """
    Return the rows of a sheet by their code.

    Args:
        path: the workbook.
        instrument: the questions.
        errors: gets a text for each problem.
    """
    questions = {question.code: question for question in instrument.questions()}
    kinds = {kind.name.id: kind.id for kind in instrument.evidence_kinds}
    rows: dict[str, Row] = {}
    for sheet in load_workbook(path, data_only=True).worksheets:
        titles = [str(cell.value) for cell in sheet[1]]
        if not {"Kode", "Nilai"} <= set(titles):
            continue
        for cells in sheet.iter_rows(min_row=2):
            values = dict(zip(titles, (cell.value for cell in cells), strict=True))
            if values["Kode"] in (None, LIVE_TOTAL):
                continue
            code, place = str(values["Kode"]), f"{sheet.title}!{cells[titles.index('Nilai')].coordinate}"
            if code not in questions or code in rows:
                errors.append(f"{place}: the code {code} is unknown or repeated")
                continue
            evidence = {kind: values.get(name) for name, kind in kinds.items()}
            data = {"code": code, "points": values["Nilai"], "evidence": evidence}
            try:
                rows[code] = Row.model_validate(data, context={"question": questions[code]})
            except ValidationError as error:
                errors += [f"{place}: {each['msg']}" for each in error.errors()]
    errors += [f"the question {code} is missing" for code in questions if code not in rows]
    return rows


app = typer.Typer(help="Score a Kabupaten/Kota Layak Anak self-evaluation sheet.")


@app.callback()
def callback() -> None:
    """Score a Kabupaten/Kota Layak Anak self-assessment sheet."""


@app.command()
def evaluate(
    sheet: Annotated[Path, typer.Argument(help="The filled-in workbook.", exists=True, dir_okay=False)],
    instrument_file: Annotated[Path, typer.Option("--instrument", "-i", help="The instrument file.")] = INSTRUMENT,
) -> None:
    """Score one sheet: points by cluster, predicate, missing evidence."""
    instrument = load_instrument(instrument_file)
    errors: list[str] = []
    rows = read_rows(sheet, instrument, errors)
    clusters = Table("Cluster", "Claimed", "Supported", "Maximum", title=instrument.title.id)
    missing = Table("Code", "Points", "Question", "Missing", "Agencies", title="Missing evidence")
    agencies = {agency.id: agency.name.id for agency in instrument.agencies}
    claimed, supported = Decimal(), Decimal()
    for cluster in instrument.clusters:
        cluster_claimed, cluster_supported = Decimal(), Decimal()
        for indicator in cluster.indicators:
            all_points, supported_points = Decimal(), Decimal()
            for question in indicator.questions:
                row = rows.get(question.code)
                if row is None or not row.points:
                    continue
                all_points += row.points
                items = question.missing_evidence(row.evidence)
                if not items:
                    supported_points += row.points
                    continue
                what = "\n".join(f"{item.kind}: {item.what.id}" for item in items)
                owners = ", ".join(agencies[name] for name in question.agencies)
                missing.add_row(question.code, str(row.points), question.text.id, what, owners)
            cluster_claimed += min(all_points, indicator.maximum)
            cluster_supported += min(supported_points, indicator.maximum)
        clusters.add_row(cluster.name.id, str(cluster_claimed), str(cluster_supported), str(cluster.maximum))
        claimed, supported = claimed + cluster_claimed, supported + cluster_supported
    clusters.add_section()
    clusters.add_row("Total", str(claimed), str(supported), str(instrument.maximum))
    clusters.add_row("Predicate", instrument.predicate(claimed), instrument.predicate(supported), "")
    console = Console()
    console.print(clusters)
    console.print(missing)
    for error in errors:
        Console(stderr=True).print(error, style="red")
    raise typer.Exit(code=1 if errors else 0)


if __name__ == "__main__":
    app()
