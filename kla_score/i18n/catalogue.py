"""
The translated texts: compiled (``.mo``) in an installed package, read from their source (``.po``) in a clone.

A clone and an editable install have no compiled file, so that a changed translation is seen at once. The wheel has the
compiled file alone; ``.ci/build_hook.py`` makes it.
"""

import ast
import gettext
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

DOMAIN: Final = "kla_score"
LOCALE_FOLDER: Final = Path(__file__).parent / "locale"
_ENTRY: Final = re.compile(r'^msgid ((?:"[^\n]*"\n)+)msgstr ((?:"[^\n]*"\n)+)', re.MULTILINE)


class _SourceCatalogue(gettext.NullTranslations):
    """A catalogue that is read from its source."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__()
        self._texts = texts

    def gettext(self, message: str) -> str:
        """Return the translation of *message*, or *message* itself where there is none."""
        return self._texts.get(message) or message


def read_source(path: Path) -> Mapping[str, str]:
    """Return the translation of every text in the ``.po`` file at *path*. Plural forms are not supported."""
    text = path.read_text(encoding="utf-8").rstrip("\n") + "\n"
    entries = ((_unquoted(source), _unquoted(target)) for source, target in _ENTRY.findall(text))
    return {source: target for source, target in entries if source}


def _unquoted(lines: str) -> str:
    return str(ast.literal_eval(f"({lines})"))


def load_catalogue(language: str, folder: Path | None = None) -> gettext.NullTranslations:
    """
    Return the translations into *language*. English, the language of the sources, has none.

    Raises:
        FileNotFoundError: There are no translations into *language* in *folder* (default: that of the package).

    """
    return _load(language, folder or LOCALE_FOLDER)


@cache  # as `gettext.translation` caches its catalogues
def _load(language: str, folder: Path) -> gettext.NullTranslations:
    source = folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if source.exists():
        return _SourceCatalogue(read_source(source))
    return gettext.translation(DOMAIN, folder, [language], fallback=language == "en")
