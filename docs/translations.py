"""
Update the Indonesian catalogue: add the new sentences of the program, and remove those that it no longer has.

Run ``python docs/translations.py`` after a change of a sentence. The script lists the sentences to translate. It writes
the entries in the order of their English text, so that a change of one sentence changes only its entry.
"""

import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE: Final = Path(__file__).parent.parent / "kla_score"
TARGET: Final = PACKAGE / "i18n" / "locale" / "id" / "LC_MESSAGES" / "kla_score.po"
KEYWORDS: Final[Mapping[str, Any]] = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2), "Plural": (1, 2)}
"""The functions whose arguments are sentences. Two arguments are a singular and a plural."""


def updated(content: bytes) -> Catalog:
    """Return the catalogue *content* with the sentences that the program has now."""
    sentences = Catalog()
    for _, _, message, _, _ in extract_from_dir(str(PACKAGE), keywords=KEYWORDS):
        sentences.add(message)
    catalogue = read_po(io.BytesIO(content), locale="id")
    catalogue.update(sentences, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Return *catalogue* as a file: sorted, without line breaks inside a sentence."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=0, sort_output=True, ignore_obsolete=True)
    return stream.getvalue()


def is_translated(message: Message) -> bool:
    """Return whether *message* has a translation, or one for each plural form."""
    texts = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return bool(texts) and all(texts)


def main() -> None:
    """Rewrite the catalogue and list the sentences without a translation."""
    catalogue = updated(TARGET.read_bytes())
    TARGET.write_bytes(written(catalogue))
    missing = [each.id for each in catalogue if each.id and not is_translated(each)]
    sys.stdout.write("".join(f"{text if isinstance(text, str) else text[0]}\n" for text in missing))
    sys.stderr.write(f"Sentences to translate: {len(missing)}\n")


if __name__ == "__main__":
    main()
