"""The description and the examples of each command, for its help page."""

from collections.abc import Mapping, Sequence
from typing import Final

from kla_score.i18n import N_

COMMANDS: Final[Mapping[str, str]] = {
    "evaluate": N_("Score one workbook and list the missing evidence."),
    "template": N_("Write a workbook to fill in for the region or each agency."),
    "attach": N_("Write a copy of the workbook with the evidence file names."),
    "plan": N_("Find the smallest action plan for a predicate or a total."),
    "compare": N_("Compare two workbooks or saved results."),
    "batch": N_("Score many workbooks, rank regions and summarise provinces."),
    "merge": N_("Merge agency workbooks into one workbook."),
    "rollup": N_("Count the answers of villages for the region's questions."),
    "validate": N_("Check instrument files and list the line of each problem."),
    "show": N_("Explain the instrument, one of its codes or an issue code."),
    "diff": N_("Compare two instruments and the scores of a workbook."),
    "schema": N_("Print a JSON Schema that editors use for instrument files."),
    "completion": N_("Print a shell completion script."),
}
"""The description of each command, in the order of the help page. Each is a module of the same name in `commands`."""
EXAMPLES: Final[Mapping[str, Sequence[str]]] = {
    "evaluate": (
        N_("kla-score evaluate sheet.xlsx -o report.html"),
        N_("kla-score evaluate sheet.xlsx --agency dinkes"),
    ),
    "template": (
        N_("kla-score template sheet.xlsx"),
        N_("kla-score template --per-agency parts"),
        N_("kla-score template --per-kecamatan lists --roster villages.csv"),
        N_("kla-score template sheet.xlsx --make-evidence-dir evidence"),
    ),
    "attach": (N_("kla-score attach sheet.xlsx --evidence-dir evidence -o filled.xlsx"),),
    "plan": (N_("kla-score plan sheet.xlsx --target nindya"),),
    "compare": (N_("kla-score compare sheet-2024.xlsx sheet-2025.xlsx"),),
    "batch": (N_("kla-score batch province -o ranking.xlsx"),),
    "merge": (N_("kla-score merge parts -o merged.xlsx"),),
    "rollup": (N_("kla-score rollup lists --roster villages.csv --annex annex.xlsx"),),
    "validate": (N_("kla-score validate kla-2026.yaml --strict"),),
    "show": (
        N_("kla-score show 4.2"),
        N_("kla-score show points-above-maximum"),
    ),
    "diff": (N_("kla-score diff kla-2024.yaml kla-2026.yaml --sheet sheet.xlsx"),),
    "schema": (N_("kla-score schema > instrument.schema.json"),),
    "completion": (N_("kla-score completion bash >> ~/.bashrc"),),
}
"""Command lines for each command, shown at the end of its help page."""
