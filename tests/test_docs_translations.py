"""The script that updates the Indonesian catalogue."""

from pathlib import Path
from typing import Any, Final

import pytest

from kla_score.i18n.catalogue import LOCALE_FOLDER
from tests.scripts import load_script

SCRIPT: Final = Path(__file__).parent.parent / "docs" / "translations.py"
CATALOGUE: Final = LOCALE_FOLDER / "id" / "LC_MESSAGES" / "kla_score.po"


@pytest.fixture(scope="module")
def script() -> Any:
    """Load the script."""
    return load_script(SCRIPT)


def entries(content: bytes) -> list[str]:
    """Return the lines of a catalogue that do not depend on the version of Babel."""
    return [line for line in content.decode().splitlines() if not line.startswith(("#,", '"Generated-By'))]


def test_the_catalogue_is_current(script: Any) -> None:
    """If this fails, run ``python docs/translations.py``. Then a change of one sentence changes only its entry."""
    content = CATALOGUE.read_bytes()

    assert entries(content) == entries(script.written(script.updated(content)))


def test_a_missing_sentence_is_added_and_an_unused_one_is_removed(script: Any) -> None:
    """Translations of other sentences stay."""
    content = CATALOGUE.read_bytes()
    changed = content.replace(b'msgid "Ranking"', b'msgid "Rankings of old"')
    lines = entries(script.written(script.updated(changed)))

    assert content != changed
    assert 'msgstr ""' == lines[lines.index('msgid "Ranking"') + 1]
    assert 'msgid "Rankings of old"' not in lines
    assert len(entries(content)) == len(lines)
