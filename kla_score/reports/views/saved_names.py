"""The names of saved results in the language of the user."""

from collections.abc import Mapping, Sequence

from kla_score.cells import normalize_text
from kla_score.i18n import Messages, clean
from kla_score.instrument import Instrument
from kla_score.issues import Bilingual


class SavedNames:
    """The names in *instruments*, which translate the names in a saved result."""

    def __init__(self, instruments: Sequence[Instrument], messages: Messages) -> None:
        self.messages = messages
        self.names = _names(instruments)

    def find(self, family: str, key: str, text: str) -> str:
        """Return the name in the language of the user if an instrument has it, else the saved name."""
        known = self.names.get((family, key, normalize_text(text)))
        return self.messages.pick(known) if known else clean(text)


def _names(instruments: Sequence[Instrument]) -> Mapping[tuple[str, str, str], Bilingual]:
    """Return bilingual names by family, id and saved name, which is normalized and in one language."""
    names: dict[tuple[str, str, str], Bilingual] = {}
    for each in instruments:
        found: list[tuple[str, str, Bilingual, Bilingual]] = [
            *(("predicate", predicate.id, predicate.name, predicate.name) for predicate in each.predicates),
            *(("cluster", cluster.id, cluster.name, cluster.short) for cluster in each.clusters),
            *(("indicator", indicator.code, indicator.name, indicator.name) for indicator in each.indicators),
            *(("question", code, question.text, question.text) for code, question in each.questions.items()),
        ]
        names |= {
            (family, key, normalize_text(text.in_language(each.language))): shown for family, key, text, shown in found
        }
        names |= {("evidence", kind.id, normalize_text(kind.id)): kind.name for kind in each.evidence_kinds}
        names |= {
            ("what", "", normalize_text(item.what.in_language(each.language))): item.what
            for question in each.questions.values()
            for alternative in question.alternatives
            for item in alternative
        }
    return names
