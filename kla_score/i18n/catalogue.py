"""
The translated texts: compiled (``.mo``) in an installed package, read from their source (``.po``) in a clone.

A clone and an editable install have no compiled file, so that a changed translation is seen at once. The wheel has the
compiled file alone; ``.ci/build_hook.py`` makes it.
"""

import gettext
import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

DOMAIN: Final = "kla_score"
LOCALE_FOLDER: Final = Path(__file__).parent / "locale"
_TEXT: Final = r'((?:"[^\n]*"\n)+)'
_ENTRY: Final = re.compile(rf"^msgid {_TEXT}(?:msgid_plural {_TEXT})?((?:msgstr(?:\[\d+\])? {_TEXT})+)", re.MULTILINE)
_TRANSLATION: Final = re.compile(rf"^msgstr(?:\[\d+\])? {_TEXT}", re.MULTILINE)
_PLURAL_RULE: Final = re.compile(r"^Plural-Forms:.*\bplural=([^;\n]+)", re.MULTILINE)


class _SourceCatalogue(gettext.NullTranslations):
    """A catalogue that is read from its source."""

    def __init__(self, texts: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self._texts = {source: forms for source, forms in texts.items() if source and all(forms)}
        self._form_of = _plural_rule(texts[""][0])

    def gettext(self, message: str) -> str:
        """Return the translation of *message*, or *message* itself where there is none."""
        forms = self._texts.get(message)
        return forms[0] if forms else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the translation of *msgid1* or its plural *msgid2* for *n*, or one of the two where there is none."""
        forms = self._texts.get(msgid1)
        return forms[self._form_of(n)] if forms else super().ngettext(msgid1, msgid2, n)


def read_source(path: Path) -> Mapping[str, Sequence[str]]:
    """
    Return the translations of every text in the ``.po`` file at *path*.

    A text with a plural has one for each plural form of the language, other texts have one. The key of the header is
    the empty text.
    """
    text = path.read_text(encoding="utf-8").rstrip("\n") + "\n"
    return {
        _unquoted(source): tuple(map(_unquoted, _TRANSLATION.findall(translations)))
        for source, _, translations, _ in _ENTRY.findall(text)
    }


def _plural_rule(header: str) -> Callable[[int], int]:
    """Return the function that finds the plural form for a number, as the *header* of a catalogue defines it."""
    rule = _PLURAL_RULE.search(header)
    return gettext.c2py(rule[1] if rule else "n != 1")


def _unquoted(lines: str) -> str:
    """Return the text in *lines*. Its quotation marks and escapes are those of JSON, too."""
    return "".join(map(json.loads, lines.splitlines()))


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
