"""
Rebuild the documents that come from the program: the pages of the issue codes and the schema of instrument files.

Run ``python docs/generate.py`` after a change of a message, an example or a model. A test compares them.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kla_score import api
from kla_score.issues import CATALOGUE
from kla_score.messages import Messages
from kla_score.reports import FORMATS, Surface, issue_document
from kla_score.rule_examples import EXAMPLES

HERE = Path(__file__).parent

_HEADINGS = {
    "en": (
        "Issue codes",
        "Every message has a code in square brackets. `kla-score show CODE` prints its page.",
        "Instrument files",
        "Sheets, outputs and the rest",
    ),
    "id": (
        "Kode temuan",
        "Setiap pesan disertai kode dalam tanda kurung siku. `kla-score show KODE` menampilkan halamannya.",
        "Berkas instrumen",
        "Lembar isian, keluaran, dan lainnya",
    ),
}


def issues_page(language: str) -> str:
    """Write the pages of all codes in *language*, those of instrument files first."""
    title, intro, instruments, others = _HEADINGS[language]
    parts = [f"# {title}\n\n{intro}\n", f"\n## {instruments}\n", *_pages(language, of_instruments=True)]
    parts += [f"\n## {others}\n", *_pages(language, of_instruments=False)]
    return "".join(parts)


def _pages(language: str, *, of_instruments: bool) -> Iterator[str]:
    for code in sorted(CATALOGUE):
        if (code in EXAMPLES) is of_instruments:
            page = FORMATS["markdown"].render(issue_document(code, Messages(language)), Surface())
            yield "\n" + "".join(_lowered(page.splitlines(keepends=True)))


def _lowered(lines: Iterable[str]) -> Iterator[str]:
    """Lower the headings by two levels, but not what looks like one inside an example."""
    is_example = False
    for line in lines:
        is_example ^= line.startswith("```")
        yield f"##{line}" if line.startswith("#") and not is_example else line


def documents() -> Mapping[str, str]:
    """Give every document by the name of its file."""
    return {
        "issues.md": issues_page("en"),
        "issues.id.md": issues_page("id"),
        "instrument.schema.json": api.schema(),
    }


def main() -> None:
    """Write every document."""
    for name, text in documents().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
